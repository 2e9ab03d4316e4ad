/* Landkaart, painting part: brings fills, names, marks, rings and legend in line with the state, and touches only
   what changed. Recolouring a whole map is 342 comparisons and as many attributes as there are changes. */
(function (root) {
  "use strict";
  const kaart = (root.Landkaart = root.Landkaart || {});

  /** create({svg, geometry, legend, text, id}) -> the painter of one map; `paths` are the regions in order, and
      patterns are `coarse` times as large as usual. */
  function create({ svg, geometry, legend, text, id, coarse = 1 }) {
    const { draw, model } = kaart;
    const { regions, outlines } = geometry;
    const paths = [...svg.querySelectorAll(".lk-region")];
    const borders = [...svg.querySelectorAll(".lk-outlines path")];
    const drawn = new Array(paths.length).fill("");
    const names = new Array(paths.length).fill("");
    let bySign = new Map();
    let fills = new Map();
    let legendHost = legend;
    let legendMarkup = "";

    /* Patterns keep the size they were drawn for, on every zoom and screen: a tile is brought back to whole
       screen pixels and set on the pixel grid, otherwise thin lines blur and flicker. */
    function align(zoom) {
      const patterns = svg.querySelectorAll("defs pattern");
      if (!patterns.length) return;
      const { box, scale } = zoom.screen();
      const { k, x, y } = zoom.view;
      const pixel = 1 / (scale * k);
      const left = box.left + box.width / 2 + (x - geometry.width / 2) * scale;
      const top = box.top + box.height / 2 + (y - geometry.height / 2) * scale;
      const dx = (Math.round(left) - left) * pixel;
      const dy = (Math.round(top) - top) * pixel;
      const size = pixel * coarse * draw.tileScale(Math.min(box.width, box.height));
      const transform = `translate(${dx.toFixed(3)} ${dy.toFixed(3)}) scale(${size.toFixed(5)})`;
      for (const pattern of patterns) pattern.setAttribute("patternTransform", transform);
    }

    /** New classes: their patterns and fills. */
    function classes(state, zoom) {
      bySign = new Map(state.classes.map((item) => [item.sign, item]));
      fills = new Map(state.classes.map((item) => [item.sign, draw.fillOf(id, item, draw.onScreen)]));
      svg.querySelector("defs").innerHTML = draw.allPatterns(id, state.classes, draw.onScreen);
      align(zoom);
    }

    function fill(state, inside) {
      const none = draw.onScreen("--none");
      for (let i = 0; i < paths.length; i += 1) {
        const colour = fills.get(state.signs[i]) || none;
        const pale = inside && !inside[i] ? " lk-outside" : state.faded[i] === "1" ? " lk-faded" : "";
        const key = colour + pale;
        if (key === drawn[i]) continue;
        drawn[i] = key;
        paths[i].setAttribute("fill", colour);
        paths[i].setAttribute("class", `lk-region${pale}`);
      }
    }

    /** What the card and the accessible name say of a region: the page's label, else the label of its class. */
    function label(state, index) {
      return state.labels[index] || (bySign.get(state.signs[index]) || {}).label || "";
    }

    function name(state) {
      for (let i = 0; i < paths.length; i += 1) {
        const outlined = state.marked[i] === "1" && state.markedLabel ? `, ${state.markedLabel}` : "";
        const pale = outlined + (state.faded[i] === "1" ? ` (${text.faded})` : "");
        const full = model.regionName(regions.name[i], label(state, i)) + pale;
        if (full === names[i]) continue;
        names[i] = full;
        paths[i].setAttribute("aria-label", full);
      }
    }

    function mark(state) {
      svg.querySelector(".lk-marked").innerHTML = regions.path
        .filter((_, i) => state.marked[i] === "1")
        .map((d) => `<path d="${d}"/>`)
        .join("");
    }

    /** The border of the group stands out and is drawn over those of its neighbours. */
    function group(code) {
      const index = outlines.code.indexOf(code);
      borders.forEach((border, i) => border.classList.toggle("lk-other", index >= 0 && i !== index));
      if (index >= 0) borders[index].parentNode.append(borders[index]);
    }

    function list(state, inside) {
      if (!legendHost) return;
      const markup = draw.legendMarkup(id, draw.legendLines(state, inside, text), text);
      if (markup !== legendMarkup) legendHost.innerHTML = markup;
      legendMarkup = markup;
    }

    function moveLegend(newHost) {
      legendHost = newHost;
      legendHost.innerHTML = legendMarkup;
    }

    /** A zoomed map may run under a legend that lies over it: give the legend a ground then. */
    function groundLegend(on) {
      if (legendHost) legendHost.classList.toggle("lk-legend-over", on);
    }

    function clearLegend() {
      groundLegend(false);
      if (legendHost) legendHost.replaceChildren();
    }

    /** The ring "hover", "chosen" or "focus" around a region, or nowhere for -1. */
    function ring(kind, index) {
      for (const path of svg.querySelectorAll(`.lk-${kind} path`)) {
        if (index >= 0) path.setAttribute("d", regions.path[index]);
        else path.removeAttribute("d");
      }
    }

    return {
      paths,
      names,
      align,
      classes,
      fill,
      label,
      name,
      mark,
      group,
      list,
      ring,
      moveLegend,
      groundLegend,
      clearLegend,
    };
  }

  kaart.paint = { create };
})(typeof window === "undefined" ? globalThis : window);
