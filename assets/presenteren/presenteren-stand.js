/* What is on the screen while presenting: which step, and what lies over it. Pure, so that node can test it. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});

  const FIRST = Object.freeze({ step: 0, layer: "", chart: -1 });
  // Over these the slide behind cannot be seen, so keys for walking are not for it.
  const MODAL = ["overview", "help"];

  const clamp = (step, total) => Math.min(Math.max(0, step), Math.max(0, total - 1));
  const plain = (step) => ({ step, layer: "", chart: -1 });
  const toggle = (state, layer) => (state.layer === layer ? plain(state.step) : { ...plain(state.step), layer });

  function walk(state, step, total) {
    if (state.layer === "black") return plain(state.step); // the first press only brings the picture back
    if (MODAL.includes(state.layer)) return state;
    // The beamer test stays open: one walks through the steps with it.
    const next = { ...plain(clamp(step, total)), layer: state.layer === "test" ? "test" : "" };
    return next.step === state.step && next.layer === state.layer ? state : next;
  }

  /**
   * The state after an action: {type, step?, chart?}. `story` is {total, charts: [number of charts per step]}.
   * What means nothing leaves the state as it was (the very same object).
   */
  function after(state, action, story) {
    const { total } = story;
    switch (action.type) {
      case "next":
        return walk(state, state.step + 1, total);
      case "back": // from a large chart, back is back to its step
        return state.layer === "chart" ? plain(state.step) : walk(state, state.step - 1, total);
      case "first":
        return walk(state, 0, total);
      case "last":
        return walk(state, total - 1, total);
      case "go":
        return Number.isInteger(action.step) ? plain(clamp(action.step, total)) : state;
      case "black":
      case "overview":
      case "help":
      case "test":
        return toggle(state, action.type);
      case "chart": {
        const known = action.chart >= 0 && action.chart < (story.charts[state.step] || 0);
        if (!known || state.layer === "black" || MODAL.includes(state.layer)) return state;
        if (state.layer === "chart" && state.chart === action.chart) return plain(state.step);
        return { step: state.step, layer: "chart", chart: action.chart };
      }
      case "close":
        return state.layer ? plain(state.step) : state;
      default:
        return state;
    }
  }

  presenteren.stand = { FIRST, after, clamp };
  if (typeof module !== "undefined") module.exports = presenteren.stand;
})(typeof window === "undefined" ? globalThis : window);
