/* Landkaart, export part: the map on screen as one standalone SVG with title, legend and source.
   Only presentation attributes and literal colours: it must look the same in a browser, an office program,
   a drawing program and on a canvas, none of which know our style sheet. */
(function (root) {
  "use strict";
  const kaart = (root.Landkaart = root.Landkaart || {});
  const WIDTH = 1200;
  const PAD = 40;
  const LEGEND = 340; // width of the column with the legend
  const MAP_HEIGHT = 860;
  const FONT = "Inter, 'Segoe UI', Arial, sans-serif";

  /** Break a text in lines of at most `width` px at `size` px type (0.54 em is a usual mean letter width). */
  function wrap(text, width, size) {
    const most = Math.max(8, Math.floor(width / (size * 0.54)));
    const lines = [];
    for (const word of String(text || "").split(/\s+/).filter(Boolean)) {
      const last = lines.length - 1;
      if (last >= 0 && lines[last].length + 1 + word.length <= most) lines[last] += ` ${word}`;
      else lines.push(word);
    }
    return lines;
  }

  /**
   * svgText({geometry, state, inside, view, paint, names, lines, text}, {title, subtitle, source}) -> string.
   * `paint` gives a literal colour for a custom property; `names` are the accessible names; `lines` the legend.
   */
  function svgText({ geometry, state, inside, view, paint, names, lines, text }, words) {
    const { FADED, escapeXml, fillOf, allPatterns, swatchMarkup, shortNames, shortText, groundOf } = kaart.draw;
    const { regions, outlines, width, height } = geometry;
    const out = [];
    const say = (content, x, y, size, colour, extra = "") =>
      out.push(`<text x="${x}" y="${y}" font-size="${size}" fill="${colour}"${extra}>${escapeXml(content)}</text>`);
    const ink = paint("--ink");
    const soft = paint("--ink-soft");

    let y = PAD + 26;
    for (const line of wrap(words.title, WIDTH - 2 * PAD, 28)) {
      say(line, PAD, y, 28, ink, ' font-weight="700"');
      y += 36;
    }
    for (const line of wrap(words.subtitle, WIDTH - 2 * PAD, 17)) {
      say(line, PAD, y - 6, 17, soft);
      y += 24;
    }
    const top = y;
    const mapWidth = WIDTH - 2 * PAD - LEGEND;
    const scale = Math.min(mapWidth / width, MAP_HEIGHT / height);
    const pixel = 1 / (scale * view.k); // one px of the export in units of the map: no need for non-scaling strokes
    const stroke = (colour, px) => `stroke="${colour}" stroke-width="${(px * pixel).toFixed(2)}"`;

    let row = top + 24;
    lines.forEach((line, i) => {
      out.push(`<g transform="translate(${PAD} ${row - 13})">${swatchMarkup(`x-l${i}`, line.kind, paint)}</g>`);
      const parts = wrap(`${line.label} (${line.count})`, LEGEND - 70, 17);
      parts.forEach((part, n) => say(part, PAD + 34, row + n * 22, 17, line.empty ? soft : ink));
      row += parts.length * 22 + 10;
    });

    const bySign = new Map(state.classes.map((item) => [item.sign, item]));
    const shapes = regions.path.map((d, i) => {
      const item = bySign.get(state.signs[i]);
      const outside = inside && !inside[i];
      const fill = outside ? paint("--later") : item ? fillOf("x", item, paint) : paint("--none");
      const pale = !outside && state.faded[i] === "1" ? ` fill-opacity="${FADED}"` : "";
      return `<path id="${escapeXml(regions.code[i])}" d="${d}" fill="${fill}"${pale}><title>${escapeXml(names[i])}</title></path>`;
    });
    const letters = shortNames(geometry).map(([name, x, y, size], i) => {
      const item = bySign.get(state.signs[i]);
      const pale = (inside && !inside[i]) || state.faded[i] === "1";
      const ground = pale || !item ? "light" : groundOf(item, paint);
      const halo = ground === "pattern" ? ` stroke="${paint("--card")}" stroke-width="${(3 * pixel).toFixed(2)}" paint-order="stroke"` : "";
      return shortText(name, x, y, size, ` fill="${ground === "dark" ? paint("--card") : ink}"${halo}`);
    });
    const other = inside ? ` stroke="${paint("--line")}"` : "";
    const marked = regions.path.filter((_, i) => state.marked[i] === "1").map((d) => `<path d="${d}"/>`);
    const chosen = state.chosen ? regions.code.indexOf(state.chosen) : -1;
    const x = WIDTH - PAD - mapWidth;
    const box = `${(-view.x / view.k).toFixed(1)} ${(-view.y / view.k).toFixed(1)} ${(width / view.k).toFixed(1)} ${(height / view.k).toFixed(1)}`;
    out.push(
      `<svg x="${x}" y="${top - 20}" width="${mapWidth}" height="${MAP_HEIGHT}" viewBox="${box}" overflow="hidden">`,
      `<defs>${allPatterns("x", state.classes, paint, `scale(${pixel.toFixed(4)})`)}</defs>`,
      `<g fill-rule="evenodd" ${stroke(paint("--card"), 0.9)} stroke-linejoin="round">${shapes.join("")}</g>`,
      `<g fill="none" ${stroke(paint("--line-strong"), 1.1)} stroke-linejoin="round">`,
      `${outlines.path.map((d, i) => `<path d="${d}"${outlines.code[i] === state.group ? "" : other}/>`).join("")}</g>`,
      `<g fill="none" ${stroke(ink, 2)} stroke-linejoin="round">${marked.join("")}</g>`,
      letters.length ? `<g aria-hidden="true" stroke-linejoin="round">${letters.join("")}</g>` : "",
    );
    if (chosen >= 0) {
      const d = regions.path[chosen];
      out.push(`<g fill="none" stroke-linejoin="round"><path d="${d}" ${stroke(ink, 5)}/>`);
      out.push(`<path d="${d}" ${stroke(paint("--chosen"), 2.6)}/></g>`);
    }
    out.push("</svg>");

    let foot = Math.max(top + MAP_HEIGHT, row) + 14;
    for (const line of wrap(words.source || geometry.attribution, WIDTH - 2 * PAD, 14)) {
      say(line, PAD, foot, 14, soft);
      foot += 20;
    }
    const full = foot + PAD - 20;
    const told = lines.map((line) => `${line.label}: ${line.count}`).join("; ");
    const desc = [words.subtitle, told, words.source || geometry.attribution].filter(Boolean).join(". ");
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${full}" viewBox="0 0 ${WIDTH} ${full}" ` +
      `role="img" aria-labelledby="x-title x-desc" lang="nl" font-family="${escapeXml(FONT)}">` +
      `<title id="x-title">${escapeXml(words.title || text.title)}</title><desc id="x-desc">${escapeXml(desc)}</desc>` +
      `<path d="M0 0h${WIDTH}v${full}H0z" fill="${paint("--card")}"/>${out.join("")}</svg>`
    );
  }

  /** A function from the name of a custom property to the literal colour it has on `element`. */
  function literalColours(element) {
    const probe = document.createElement("span");
    const known = new Map();
    const read = (name) => {
      probe.style.color = kaart.draw.onScreen(name);
      element.append(probe);
      const value = getComputedStyle(probe).color;
      probe.remove();
      const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(value); // hex is what every program reads
      return parts ? `#${parts.slice(1).map((n) => Number(n).toString(16).padStart(2, "0")).join("")}` : value;
    };
    return (name) => {
      if (!known.has(name)) known.set(name, read(name));
      return known.get(name);
    };
  }

  kaart.export = { svgText, literalColours, wrap };
  if (typeof module !== "undefined") module.exports = kaart.export;
})(typeof window === "undefined" ? globalThis : window);
