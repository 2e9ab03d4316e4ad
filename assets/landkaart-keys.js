/* Landkaart, keyboard part. Tab enters the map once (one region has tabindex 0); this file decides what a key
   does inside it and moves that one tab stop along. */
(function (root) {
  "use strict";
  const kaart = (root.Landkaart = root.Landkaart || {});
  const ARROWS = { ArrowUp: 0, ArrowRight: 1, ArrowDown: 2, ArrowLeft: 3 };
  const STEP = 1.6; // zoom factor of one press

  /**
   * create({regions, onMove(index), onChoose(index), onLeave(), zoom}) -> handle(event, current).
   * handle gives true when the key was ours; `current` is the index of the focused region.
   */
  function create({ regions, onMove, onChoose, onLeave, zoom }) {
    const letters = kaart.model.letterSearch(regions.name);
    const { order } = letters;

    function move(index) {
      letters.clear();
      if (index >= 0) onMove(index);
    }

    return function handle(event, current) {
      const { key } = event;
      const now = event.timeStamp;
      if (event.altKey || event.ctrlKey || event.metaKey) return false; // belongs to browser and screen reader
      const typing = letters.active(now); // then space and minus are part of a name: "de bilt", "s-g"
      if (key in ARROWS) move(regions.next[current][ARROWS[key]]);
      else if (key === "Home") move(order[0]);
      else if (key === "End") move(order[order.length - 1]);
      else if (key === "Enter" || (key === " " && !typing)) onChoose(current);
      else if (key === "Escape") onLeave();
      else if (key === "+" || key === "=") zoom.by(STEP, regions.point[current]);
      else if (key === "-" && !typing) zoom.by(1 / STEP, regions.point[current]);
      else if (key === "0") zoom.reset();
      else if ([...key].length === 1) {
        const found = letters.push(key, now, current);
        if (found >= 0) onMove(found);
      } else return false;
      return true;
    };
  }

  kaart.keys = { create, STEP };
  if (typeof module !== "undefined") module.exports = kaart.keys;
})(typeof window === "undefined" ? globalThis : window);
