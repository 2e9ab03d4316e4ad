/* The handle between two maps, pure part: where a key or a pointer leads to, and what is said of it. No DOM, so
   that node can test it. A place is the share of the width, in percent, that the left map gets. */
(function (root) {
  "use strict";
  const LOW = 4; // so that the handle itself never leaves the maps
  const HIGH = 96;
  const STEP = 2;
  const LEAP = 10;

  const within = (at) => Math.min(HIGH, Math.max(LOW, at));

  /** Where a key leads to from a place; null for a key that means nothing here. */
  function keyTarget(key, at) {
    const steps = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP, PageDown: -LEAP, PageUp: LEAP };
    if (key === "Home") return LOW;
    if (key === "End") return HIGH;
    return Object.hasOwn(steps, key) ? within(at + steps[key]) : null;
  }

  /** The place of a pointer above a box; the middle when the box has no width yet. */
  function placeOf(clientX, { left, width }) {
    return width ? within(((clientX - left) / width) * 100) : 50;
  }

  /** The place in words: what a screen reader says. */
  function words(at, left, right) {
    const share = Math.round(at);
    return `${share} procent ${left}, ${100 - share} procent ${right}`;
  }

  const Schuif = { LOW, HIGH, within, keyTarget, placeOf, words };
  root.VergelijkSchuif = Schuif;
  if (typeof module === "object" && module.exports) module.exports = Schuif;
})(typeof window === "undefined" ? globalThis : window);
