/* What can lie over a slide: the black screen, the overview, help, a large chart and the beamer test. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});

  /** create({story, steps, map, onAction}) -> {show(state)}; brings the document in line with the state. */
  function create({ story, steps, map, onAction }) {
    const find = (id) => document.getElementById(id);
    const dialogs = { overview: find("p-overview"), help: find("p-help"), chart: find("p-chart") };
    const black = find("p-black");
    const panel = find("p-test");
    const stage = find("p-stage");
    const picture = find("p-chart-picture");
    const test = presenteren.test.create(panel, stage);
    let shown = { layer: "", chart: -1, step: -1 };

    function fillOverview(current) {
      const cards = [...dialogs.overview.querySelectorAll("[data-step]")];
      cards.forEach((card, place) => {
        const host = card.querySelector(".p-mini");
        if (!host.firstChild && map.geometry(place)) {
          host.innerHTML = presenteren.prent.markup(map.geometry(place), map.state(place), `po${place}`);
        }
        if (place === current) card.setAttribute("aria-current", "step");
        else card.removeAttribute("aria-current");
      });
      cards[current].focus();
    }

    /** Arrow keys walk over the cards of the overview. */
    function walkCards(event) {
      const cards = [...dialogs.overview.querySelectorAll("[data-step]")];
      const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
      const at = cards.indexOf(document.activeElement);
      const goal = event.key === "Home" ? 0 : event.key === "End" ? cards.length - 1 : at + (by || 0);
      if (goal === at || !cards[goal]) return;
      event.preventDefault();
      cards[goal].focus();
    }
    dialogs.overview.addEventListener("keydown", walkCards);

    function drawChart(state) {
      const chart = story.steps[state.step].charts[state.chart];
      find("p-chart-title").textContent = chart.title;
      find("p-chart-sentence").textContent = `${chart.sentence} Geteld, n = ${chart.n}.`;
      const table = steps[state.step].querySelectorAll(".p-table")[state.chart];
      find("p-chart-table").replaceChildren(...(table ? [table.firstElementChild.cloneNode(true)] : []));
      const size = Number.parseFloat(getComputedStyle(dialogs.chart).fontSize);
      const drawn = presenteren.grafiek.draw(picture, chart.figure, size);
      dialogs.chart.classList.toggle("p-no-picture", !drawn);
    }

    for (const [layer, dialog] of Object.entries(dialogs)) {
      // Escape closes a dialog by itself; the state has to know.
      dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        onAction({ type: "close" });
      });
      dialog.addEventListener("click", (event) => event.target === dialog && onAction({ type: "close" }));
      dialog.dataset.layer = layer;
    }
    black.addEventListener("click", () => onAction({ type: "black" }));
    root.addEventListener("resize", () => {
      if (shown.layer === "chart") drawChart(shown);
      if (shown.layer === "test") test.refresh();
    });

    function show(state) {
      const other = state.layer !== shown.layer;
      black.hidden = state.layer !== "black";
      panel.hidden = state.layer !== "test";
      document.documentElement.classList.toggle("p-testing", state.layer === "test");
      for (const [layer, dialog] of Object.entries(dialogs)) {
        if (layer === state.layer && !dialog.open) {
          dialog.showModal();
          dialog.querySelector("h2").focus(); // not its button: a ring on a beamer says nothing to a hall
        } else if (layer !== state.layer && dialog.open) dialog.close();
      }
      if (state.layer === "overview" && other) fillOverview(state.step);
      if (state.layer === "chart") drawChart(state);
      else if (shown.layer === "chart") presenteren.grafiek.clear(picture);
      if (state.layer === "test") requestAnimationFrame(test.refresh);
      else if (shown.layer === "test") test.reset();
      if (state.layer === "test" && other) panel.querySelector("button").focus();
      shown = state;
    }

    return { show };
  }

  presenteren.lagen = { create };
})(typeof window === "undefined" ? globalThis : window);
