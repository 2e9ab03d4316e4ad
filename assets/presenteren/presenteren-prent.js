/* The map of a step as a still picture, for the overview and for paper. The same paths and patterns as the live map
   (assets/landkaart-draw.js); a string, without a DOM. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  const AIR = 0.06; // around a region, in parts of its longest side

  /** Left, top, width and height of what is shown: the country, or a region with some air around it. */
  function frame(geometry, group) {
    const index = group ? geometry.outlines.code.indexOf(group) : -1;
    if (index < 0) return [0, 0, geometry.width, geometry.height];
    const [x0, y0, x1, y1] = geometry.outlines.bounds[index];
    const air = AIR * Math.max(x1 - x0, y1 - y0);
    return [x0 - air, y0 - air, x1 - x0 + 2 * air, y1 - y0 + 2 * air];
  }

  /** `state` is what the map was given (see presenteren-kaart.js); `id` keeps the patterns of two pictures apart. */
  function markup(geometry, state, id) {
    const { draw, model } = root.Landkaart;
    const box = frame(geometry, state.group);
    const inside = model.insideGroup(geometry, state.group);
    const fills = new Map(state.classes.map((item) => [item.sign, draw.fillOf(id, item, draw.onScreen)]));
    const { path, code } = geometry.regions;
    const look = (i) => {
      if (inside && !inside[i]) return 'class="lk-region lk-outside"';
      const pale = state.faded[i] === "1" ? " lk-faded" : "";
      return `class="lk-region${pale}" fill="${fills.get(state.signs[i]) || draw.onScreen("--none")}"`;
    };
    const pixel = Math.max(box[2], box[3]) / 500;
    const patterns = draw.allPatterns(id, state.classes, draw.onScreen, `scale(${pixel.toFixed(3)})`);
    const regions = path.map((d, i) => `<path ${look(i)} d="${d}"/>`).join("");
    const quiet = (i) => (state.group && geometry.outlines.code[i] !== state.group ? ' class="lk-other"' : "");
    const outlines = geometry.outlines.path.map((d, i) => `<path${quiet(i)} d="${d}"/>`).join("");
    const marked = path.filter((_, i) => state.marked[i] === "1").map((d) => `<path d="${d}"/>`).join("");
    const chosen = path[code.indexOf(state.chosen)];
    const ring = chosen ? `<path class="lk-casing" d="${chosen}"/><path class="lk-line" d="${chosen}"/>` : "";
    return (
      `<svg class="lk-svg p-prent" viewBox="${box.map((n) => n.toFixed(0)).join(" ")}" aria-hidden="true" focusable="false">` +
      `<defs>${patterns}</defs><g>${regions}</g><g class="lk-outlines">${outlines}</g>` +
      `<g class="lk-marked">${marked}</g><g class="lk-chosen">${ring}</g></svg>`
    );
  }

  presenteren.prent = { frame, markup };
  if (typeof module !== "undefined") module.exports = presenteren.prent;
})(typeof window === "undefined" ? globalThis : window);
