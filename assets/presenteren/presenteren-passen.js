/* Make the words of a step fit beside the map: first the title and the number give way, the text last. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  // Where the legend stands and a set of sizes in presenteren.css, the best first: under the words (the map has all the
  // height), under words and map together, or above the map (the words have all the room). Size 4 is below the rule.
  const PLANS = [
    ["left", "0"],
    ["left", "1"],
    ["wide", "0"],
    ["wide", "1"],
    ["wide", "2"],
    ["left", "2"],
    ["right", "1"],
    ["wide", "3"],
    ["right", "2"],
    ["right", "3"],
    ["right", "4"],
  ];

  /** Choose the first plan in which the words fit; gives it. */
  function fit(stage, words) {
    const fits = () => words.scrollHeight <= words.clientHeight + 1 && stage.scrollHeight <= stage.clientHeight + 1;
    return PLANS.find(([legend, size]) => {
      stage.dataset.legend = legend;
      words.dataset.fit = size;
      return fits();
    }) || PLANS[PLANS.length - 1];
  }

  presenteren.passen = { fit };
})(typeof window === "undefined" ? globalThis : window);
