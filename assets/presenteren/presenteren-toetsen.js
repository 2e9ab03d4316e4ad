/* Which key does what. Clickers are keyboards: most send PageUp and PageDown, F5 and Escape for start and stop,
   and a dot or B for black. F5 stays with the browser, which loads the page again at the same step. Pure. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});

  const KEYS = {
    ArrowRight: "next",
    PageDown: "next",
    " ": "next",
    Enter: "next",
    ArrowLeft: "back",
    PageUp: "back",
    Backspace: "back",
    Home: "first",
    End: "last",
    b: "black",
    ".": "black",
    o: "overview",
    "?": "help",
    n: "notes",
    f: "fullscreen",
    t: "timer",
    0: "zero",
    c: "test",
    Escape: "close",
  };
  // Keys with which a control is worked; there they are left alone.
  const WORKS = { button: [" ", "Enter"], link: ["Enter"], field: "all" };

  /** What is being worked: "field" (typing), "button", "link" or "". */
  function kindOf(target) {
    if (!target || !target.closest) return "";
    if (target.closest("input, select, textarea, [contenteditable]")) return "field";
    if (target.closest("button, summary")) return "button";
    return target.closest("a[href]") ? "link" : "";
  }

  /** The action of a key, or null when it is not ours: with a modifier, or needed by what has focus. */
  function actionOf(event, kind = "") {
    if (event.ctrlKey || event.altKey || event.metaKey) return null;
    const { key } = event;
    if (key === "Escape") return { type: "close" };
    const busy = WORKS[kind];
    if (busy === "all" || (busy && busy.includes(key))) return null;
    if (/^[1-9]$/.test(key)) return { type: "chart", chart: Number(key) - 1 };
    const name = key.length === 1 ? key.toLowerCase() : key;
    return Object.hasOwn(KEYS, name) ? { type: KEYS[name] } : null;
  }

  /** A finger that went mostly sideways, and far enough: "next", "back" or "". */
  function swipeOf([x0, y0], [x1, y1], width) {
    const [dx, dy] = [x1 - x0, y1 - y0];
    if (Math.abs(dx) < Math.max(40, width * 0.08) || Math.abs(dx) < 1.6 * Math.abs(dy)) return "";
    return dx < 0 ? "next" : "back";
  }

  presenteren.toetsen = { actionOf, kindOf, swipeOf };
  if (typeof module !== "undefined") module.exports = presenteren.toetsen;
})(typeof window === "undefined" ? globalThis : window);
