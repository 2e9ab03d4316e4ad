/* Landkaart, drawing part: strings of SVG for the map, its patterns and its legend swatches.
   The same functions serve the screen (colours are custom properties) and the export (literal colours):
   the caller passes `paint`, a function from the name of a custom property to a colour. */
(function (root) {
  "use strict";
  const kaart = (root.Landkaart = root.Landkaart || {});
  const PROPERTY = /^--[\w-]+$/;

  /** Text that is safe in XML content and in double-quoted attributes; control characters are dropped. */
  function escapeXml(text) {
    return String(text)
      .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/"/g, "&quot;")
      .replace(/'/g, "&#39;");
  }

  /** A custom property as a CSS value; anything else than a property name becomes the neutral fill. */
  const onScreen = (name) => `var(${PROPERTY.test(name || "") ? name : "--none"})`;

  // Tiles of 8 x 8 pixels. The lines are thin and the ground carries the colour: a pattern must be seen,
  // but it must not flicker beside plain fills. Lines run over the corners so that tiles join without a nick.
  const FADED = 0.22; // the same pale in map, legend and export; landkaart.css has it too
  const TILE = 8;
  const MARKS = {
    hatch: (ink) => `<path d="M-2 2L2-2M-2 10L10-2M6 10L10 6" stroke="${ink}" stroke-width="1.35" fill="none"/>`,
    dots: (ink) => `<g fill="${ink}"><circle cx="2" cy="2" r="1.2"/><circle cx="6" cy="6" r="1.2"/></g>`,
    cross: (ink) =>
      `<path d="M-2 2L2-2M-2 10L10-2M6 10L10 6M-2-2L10 10M6-2L10 2M-2 6L2 10" stroke="${ink}" stroke-width="1" fill="none"/>`,
  };

  /** Pattern size for a map of so many pixels (its shorter side): finer on a phone, coarser on a beamer. */
  const tileScale = (pixels) => (pixels < 420 ? 0.75 : pixels < 900 ? 1 : 1.5);

  const patterned = (item) => Boolean(item.pattern && MARKS[item.pattern]);

  /** One <pattern>; `transform` brings the tile from pixels to the units of the drawing. */
  function patternMarkup(id, item, paint, transform) {
    return (
      `<pattern id="${id}" width="${TILE}" height="${TILE}" patternUnits="userSpaceOnUse"` +
      `${transform ? ` patternTransform="${transform}"` : ""}>` +
      `<path d="M0 0h${TILE}v${TILE}H0z" fill="${paint(item.base || "--card")}"/>` +
      `${MARKS[item.pattern](paint(item.fill))}</pattern>`
    );
  }

  /** id of the pattern of a class; the sign may be any character, so its number is used. */
  const patternId = (prefix, item) => `${prefix}-p${item.sign.codePointAt(0)}`;

  const fillOf = (prefix, item, paint) =>
    patterned(item) ? `url(#${patternId(prefix, item)})` : paint(item.fill);

  const allPatterns = (prefix, classes, paint, transform) =>
    classes
      .filter(patterned)
      .map((item) => patternMarkup(patternId(prefix, item), item, paint, transform))
      .join("");

  const SHORT_SIZE = 0.57; // type on a tile, in parts of the radius of a circle of its size

  /** [name, x, y, size] of the short names on tiles; a true map has none. */
  const shortNames = ({ regions }) =>
    (regions.short || []).map((name, i) => [name, ...regions.point[i], regions.size[i] * SHORT_SIZE]);

  /** A short name, its middle on the middle of the tile; `extra` are attributes. */
  const shortText = (name, x, y, size, extra = "") =>
    `<text x="${x}" y="${(y + size * 0.36).toFixed(1)}" font-size="${size.toFixed(1)}" text-anchor="middle"${extra}>${escapeXml(name)}</text>`;

  /** Whether white letters can be read better on this colour ("#rrggbb") than dark ones. */
  function isDark(colour) {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b < 0.2;
  }

  /** How letters stand on a class: "light" and "dark" ground, or "pattern", where they need a ground of their own. */
  const groundOf = (item, literal) => (patterned(item) ? "pattern" : isDark(literal(item.fill)) ? "dark" : "light");

  /** The content of the <svg>: every region in one string, then the layers above it, the focus ring last. */
  function mapMarkup(geometry) {
    const { code, path } = geometry.regions;
    const regions = code
      .map(
        (_, i) =>
          `<path class="lk-region" data-i="${i}" d="${path[i]}" role="option" aria-selected="false" tabindex="-1"/>`,
      )
      .join("");
    const outlines = geometry.outlines.path.map((d) => `<path d="${d}"/>`).join("");
    const short = shortNames(geometry).map(([name, x, y, size]) => shortText(name, x, y, size)).join("");
    const ring = (name, parts) =>
      `<g class="lk-${name}" aria-hidden="true">${parts.map((part) => `<path class="lk-${part}"/>`).join("")}</g>`;
    return (
      `<defs></defs><g class="lk-view" role="none"><g class="lk-regions" role="none">${regions}</g>` +
      `<g class="lk-outlines" aria-hidden="true">${outlines}</g><g class="lk-marked" aria-hidden="true"></g>` +
      (short && `<g class="lk-short" aria-hidden="true">${short}</g>`) +
      ring("hover", ["casing", "line"]) +
      ring("chosen", ["casing", "line"]) +
      ring("focus", ["casing", "line", "core"]) +
      "</g>"
    );
  }

  /** A legend swatch as <svg> of 22 x 16 px; `kind` is a class item, "faded" or "marked". */
  function swatchMarkup(prefix, kind, paint) {
    const size = `width="22" height="16" viewBox="0 0 22 16"`;
    const box = (attributes) => `<rect x="1" y="1" width="20" height="14" rx="3" ${attributes}/>`;
    let body;
    if (kind === "marked") body = box(`class="lk-swatch-marked" fill="${paint("--card")}" stroke="${paint("--ink")}" stroke-width="2"`);
    else if (kind === "faded") {
      body = box(`class="lk-swatch-box" fill="${paint("--ramp-3")}" fill-opacity="${FADED}" stroke="${paint("--line")}"`);
    } else {
      const defs = patterned(kind) ? `<defs>${allPatterns(prefix, [kind], paint)}</defs>` : "";
      body = defs + box(`class="lk-swatch-box" fill="${fillOf(prefix, kind, paint)}"`);
    }
    return `<svg class="lk-swatch" ${size} aria-hidden="true" focusable="false">${body}</svg>`;
  }

  /** The lines of the legend: [{kind, label, count, empty}]; what is not on the map is not invented. */
  function legendLines(state, inside, text) {
    const { countSigns, countFlags } = kaart.model;
    const counts = countSigns(state.signs, inside);
    const lines = state.classes.map((item) => {
      const count = counts[item.sign] || 0;
      return { kind: item, label: item.label, count, empty: count === 0 };
    });
    const marked = countFlags(state.marked, inside);
    if (state.markedLabel && state.marked) {
      lines.push({ kind: "marked", label: state.markedLabel, count: marked, empty: marked === 0 });
    }
    const faded = countFlags(state.faded, inside);
    if (faded) lines.push({ kind: "faded", label: text.faded, count: faded, empty: false });
    return lines;
  }

  /** The legend as a list; "gemeenten" after a count is for listeners, who do not see the column. */
  function legendMarkup(prefix, lines, text) {
    // With text.explain a number is a button that carries the key of its class; the page knows what to do with it.
    const number = (line) => {
      const shown = `${line.count}<span class="lk-sr"> ${escapeXml(line.count === 1 ? text.one : text.many)}</span>`;
      if (!text.explain || line.empty) return `<span class="lk-count">${shown}</span>`;
      const key = escapeXml(text.explainKeys[line.kind] || text.explainKeys.class + line.kind.sign);
      const spoken = `<span class="lk-sr">, ${escapeXml(line.label)}: ${escapeXml(text.explain)}</span>`;
      return `<button type="button" class="lk-count" data-explain="${key}">${shown}${spoken}</button>`;
    };
    const items = lines.map(
      (line, i) =>
        `<li class="lk-line${line.empty ? " lk-empty" : ""}">${swatchMarkup(`${prefix}-l${i}`, line.kind, onScreen)}` +
        `<span class="lk-label">${escapeXml(line.label)}</span> ${number(line)}</li>`,
    );
    return `<ul class="lk-legend" aria-label="${escapeXml(text.legend)}">${items.join("")}</ul>`;
  }

  kaart.draw = {
    FADED,
    tileScale,
    escapeXml,
    onScreen,
    patterned,
    patternId,
    fillOf,
    allPatterns,
    mapMarkup,
    shortNames,
    shortText,
    isDark,
    groundOf,
    swatchMarkup,
    legendLines,
    legendMarkup,
  };
  if (typeof module !== "undefined") module.exports = kaart.draw;
})(typeof window === "undefined" ? globalThis : window);
