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

  // A map of less than this part of the height is no map for a room: rather a smaller title.
  const LEAST_MAP = 0.45;

  /** Choose the first plan in which the words fit and the map is large enough, else the largest map; gives it. */
  function fit(stage, words) {
    const map = stage.querySelector(".p-map");
    const show = ([legend, size]) => {
      stage.dataset.legend = legend;
      words.dataset.fit = size;
    };
    const fits = () => words.scrollHeight <= words.clientHeight + 1 && stage.scrollHeight <= stage.clientHeight + 1;
    let best = PLANS[PLANS.length - 1];
    let most = -1;
    for (const plan of PLANS) {
      show(plan);
      const height = map ? map.clientHeight / stage.clientHeight : 1;
      const readable = plan[1] !== "4";
      if (!fits() || !(readable || most < 0)) continue;
      if (height > most) [best, most] = [plan, height];
      if (height >= LEAST_MAP) break;
    }
    show(best);
    return best;
  }

  presenteren.passen = { fit };
})(typeof window === "undefined" ? globalThis : window);
