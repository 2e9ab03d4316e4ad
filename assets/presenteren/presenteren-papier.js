/* On paper every step has its own page, and so its own map; made when somebody prints. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});

  function fill(steps, map) {
    steps.forEach((step, place) => {
      const host = step.querySelector(".p-paper");
      if (host.firstChild || !map.geometry(place)) return;
      host.innerHTML = presenteren.prent.markup(map.geometry(place), map.state(place), `pp${place}`);
    });
  }

  presenteren.papier = { fill };
})(typeof window === "undefined" ? globalThis : window);
