/* Runs in the page before anything else, the same for every page: writes down when the map stands, and the time from
   a key or click until the page shows what was asked. A moment counts as shown at the end of the first frame that
   draws it: the state is looked at in requestAnimationFrame, and the clock is read after that frame. */
(() => {
  "use strict";
  const REGIONS = 342;
  const PATIENCE = 90_000; // ms
  const CHARTS = ["thema", "sector", "matrix"];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const TITLES = { thema: "Activiteiten per thema", sector: "Activiteiten per sector", matrix: "Thema x sector" };

  /** The document and what its custom elements keep to themselves. */
  function roots() {
    const found = [document];
    for (const root of found) {
      for (const element of root.querySelectorAll("*")) if (element.shadowRoot) found.push(element.shadowRoot);
    }
    return found;
  }

  const byId = (id) => document.querySelector(`#grafiek-${id} .js-plotly-plot`);
  const titleOf = (plot) => (((plot.layout || {}).title || {}).text || "").replace(/<[^>]*>/g, "");
  const ownTitle = (id, { name }) => Boolean(graph(id)) && titleOf(graph(id)).endsWith(name);
  // What stands on the screen; a framework may put another element in a chart's place.
  const drawnTitle = (plot) => (plot.querySelector(".gtitle") || {}).textContent || "";
  const within = (find) => (selector) => find().flatMap((root) => [...root.querySelectorAll(selector)]);

  const pages = {
    ours: {
      regions: () => [all("#kaart path[data-i]"), all("#eerste-kaart path[data-i]")].find((found) => found.length) || [],
      find: (path, { name }) => {
        const label = path.getAttribute("aria-label") || "";
        return label === name || label.startsWith(`${name}:`);
      },
      // The matrix shows all municipalities together and does not change when one is chosen.
      asked: ["thema", "sector"],
      shows: (id, { name }) => {
        const own = (graph(id).data || [])[1];
        return Boolean(own && own.x && own.x.length && own.name === name);
      },
      card: ({ name }) => all("#gekozen-gemeente h2").some((title) => title.textContent === name),
    },
    twin: {
      regions: () => all("#kaart path.choroplethlocation"),
      find: (path, { code }) => path.__data__ && path.__data__.loc === code,
      asked: CHARTS,
      shows: ownTitle,
      card: ({ name }) => all("#gemeente h2").some((title) => title.textContent === name),
    },
    plotly: peer(within(() => [document])),
    shadow: peer(within(roots)),
    leaflet: {
      regions: () => all(".leaflet-overlay-pane path.leaflet-interactive"),
      find: (path, { index }) => page.regions()[index] === path,
      asked: CHARTS,
      shows: ownTitle,
      card: () => true,
    },
  };

  /** A page of a framework that gives no names of ours to its parts: a chart is known by its title. */
  function peer(everywhere) {
    return {
      graph: (id) => everywhere(".js-plotly-plot").find((plot) => titleOf(plot).startsWith(TITLES[id])),
      regions: () => everywhere("path.choroplethlocation"),
      find: (path, { code }) => path.__data__ && path.__data__.loc === code,
      asked: CHARTS,
      replaces: true,
      shows: (id, { name }) => chartStands(id) && drawnTitle(graph(id)).endsWith(name),
      card: () => true,
    };
  }

  let page = null;
  const graph = (id) => (page.graph || byId)(id);

  /** Resolves with the time at the end of the first frame in which `holds` is true; rejects after PATIENCE. */
  const frameThatShows = (what, holds) =>
    new Promise((resolve, reject) => {
      const giveUp = performance.now() + PATIENCE;
      const look = () => {
        if (performance.now() > giveUp) return reject(new Error(`Niet op het scherm gekomen: ${what}`));
        if (!holds()) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(0);
      };
      requestAnimationFrame(look);
    });

  const fill = (path) => path.getAttribute("fill") || path.style.fill;
  const visible = (element) => element.getClientRects().length > 0;
  const colours = () => page.regions().map(fill);

  function mapStands() {
    const found = page.regions();
    return found.length === REGIONS && visible(found[0].ownerSVGElement) && found.every(fill);
  }

  const chartStands = (id) => {
    const plot = graph(id);
    return Boolean(plot && plot.querySelector(".cartesianlayer :is(.point path, .hm image)"));
  };

  /** Resolves with the ms from the next event of this type until `holds`. */
  function timeFrom(type, what, holds) {
    return new Promise((resolve, reject) => {
      const begin = (event) => frameThatShows(what, holds).then((end) => resolve(end - event.timeStamp), reject);
      addEventListener(type, begin, { capture: true, once: true });
    });
  }

  const probe = {
    begin(name) {
      page = pages[name];
      probe.map = frameThatShows("kaart", mapStands);
      probe.charts = frameThatShows("grafieken", () => CHARTS.every(chartStands));
    },

    /** A point inside a municipality, in pixels of the window. */
    point(place) {
      const path = page.regions().find((candidate) => page.find(candidate, place));
      if (!path) return null;
      const box = path.getBBox();
      const matrix = path.getScreenCTM();
      const parts = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
      for (const v of parts) {
        for (const u of parts) {
          const point = new DOMPoint(box.x + u * box.width, box.y + v * box.height);
          if (!path.isPointInFill(point)) continue;
          const { x, y } = point.matrixTransform(matrix);
          return [x, y];
        }
      }
      return null;
    },

    armClick(place) {
      const drawn = new Set(page.replaces ? page.asked : []);
      if (!page.replaces) for (const id of page.asked) graph(id).on("plotly_afterplot", () => drawn.add(id));
      const charts = () => page.asked.every((id) => drawn.has(id) && page.shows(id, place));
      probe.click = timeFrom("pointerup", `grafieken van ${place.name}`, charts);
      probe.card = timeFrom("pointerup", `kaartje van ${place.name}`, () => charts() && page.card(place));
    },

    armStep() {
      const before = colours().join();
      const changed = () => {
        const now = colours();
        return now.length === REGIONS && now.join() !== before;
      };
      probe.step = timeFrom("keydown", "kaart een jaar eerder", changed);
    },
  };
  window.__probe = probe;
})();
