/* Make the words of a step fit beside the map: first the title and the number give way, the text last. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  const SIZES = ["0", "1", "2", "3", "4"]; // each a set of sizes in presenteren.css; 4 is below the rule of type

  /** Choose the largest set that fits. */
  function fit(words) {
    for (const size of SIZES) {
      words.dataset.fit = size;
      if (words.scrollHeight <= words.clientHeight + 1) return size;
    }
    return SIZES[SIZES.length - 1];
  }

  presenteren.passen = { fit };
})(typeof window === "undefined" ? globalThis : window);
