/* The one map of a presentation: it zooms and recolours from step to step. Borders of every edition that the story
   needs are fetched at the start, so that nothing is asked for later. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  const MOST_NAMES = 6; // more names than these would cover the map

  /** Key of the borders of a step, as gka_dash/exports/presentation_page.py writes it. */
  const borderKey = (map) => `${map.division}/${map.edition}`;

  /** What the map script takes, from what a step says: signs in the order of the borders. Pure. */
  function mapState(step, editions, geometry) {
    const { map } = step;
    const edition = editions[map.edition];
    const onMap = root.Landkaart.model.inOrderOf(geometry.regions.code, edition.codes);
    const signs = (values, missing) => (values ? onMap(values, missing).join("") : "");
    return {
      signs: signs(map.signs, " "),
      classes: map.classes,
      faded: signs(map.faded, "0"),
      marked: signs(map.marked, "0"),
      markedLabel: map.markedLabel || "",
      labels: onMap(edition.labels, ""),
      details: [],
      chosen: map.chosen,
      group: map.group,
      title: map.title,
    };
  }

  /** Places of the regions that deserve a name on the map: the chosen one, and what merged when that is not much. Pure. */
  function named(geometry, state) {
    const chosen = geometry.regions.code.indexOf(state.chosen);
    const marked = [...state.marked].flatMap((flag, i) => (flag === "1" && i !== chosen ? [i] : []));
    return [...(chosen < 0 ? [] : [chosen]), ...(marked.length <= MOST_NAMES ? marked : [])];
  }

  /** One border file joined to the outlines of a division, when the step wants other regions than its own. */
  function joined(borders, division) {
    if (!division) return borders;
    return { ...borders, outlines: division.outlines, regions: { ...borders.regions, group: division.group } };
  }

  /** create(host, names, story) -> {show(place), state(place), geometry(place), ready}. `names` holds the words on the map. */
  function create(host, names, { steps, editions, borders }) {
    const loaded = {};
    let map = null;
    let drawn = ""; // the key of the borders on the map
    let places = []; // [region, element] of the names on the map
    let frame = 0;

    async function load(key) {
      const parts = await Promise.all(borders[key].map(presenteren.bron.json));
      loaded[key] = joined(parts[0], parts[1]);
    }
    const keys = [...new Set(steps.map((step) => borderKey(step.map)))].filter((key) => borders[key]);
    const ready = Promise.all(keys.map(load));

    const geometryOf = (place) => loaded[borderKey(steps[place].map)];
    const stateOf = (place) => mapState(steps[place], editions, geometryOf(place));

    /** Names follow the map while it zooms: where it is drawn is read from the map itself. */
    function placeNames() {
      frame = 0;
      const view = host.querySelector(".lk-view");
      const matrix = view && view.getScreenCTM();
      if (!matrix) return;
      const box = host.getBoundingClientRect();
      const [width, height] = [host.offsetWidth, host.offsetHeight];
      const shown = box.width / width || 1; // the beamer test shows the slide smaller
      for (const [[x, y], element] of places) {
        const left = (matrix.a * x + matrix.e - box.left) / shown;
        const top = (matrix.d * y + matrix.f - box.top) / shown;
        element.hidden = left < 0 || top < 0 || left > width || top > height;
        // At the edge a name is pushed back in, so that no letter is cut off.
        const half = element.offsetWidth / 2;
        element.style.left = `${Math.min(Math.max(left, half), Math.max(half, width - half))}px`;
        element.style.top = `${Math.max(top, element.offsetHeight)}px`;
      }
    }
    const follow = () => (frame = frame || requestAnimationFrame(placeNames));

    function writeNames(geometry, state) {
      const wanted = named(geometry, state);
      names.replaceChildren();
      places = wanted.map((index) => {
        const element = document.createElement("span");
        element.className = "p-name";
        element.textContent = geometry.regions.name[index];
        names.append(element);
        return [geometry.regions.point[index], element];
      });
      follow();
    }

    const watch = new MutationObserver(follow);

    function draw(geometry, key) {
      if (map) map.destroy();
      map = root.Landkaart.create(host, { geometry, duration: 900, coarse: 1.6 });
      drawn = key;
      watch.disconnect();
      watch.observe(host.querySelector(".lk-view"), { attributes: true, attributeFilter: ["transform"] });
    }
    new ResizeObserver(follow).observe(host);

    return {
      ready,
      geometry: geometryOf,
      state: stateOf,
      show(place) {
        const key = borderKey(steps[place].map);
        const geometry = geometryOf(place);
        if (!geometry) return; // not there (yet): the words stand by themselves
        if (key !== drawn) draw(geometry, key);
        const state = stateOf(place);
        map.update(state);
        writeNames(geometry, state);
      },
    };
  }

  presenteren.kaart = { create, borderKey, mapState, named, joined };
  if (typeof module !== "undefined") module.exports = presenteren.kaart;
})(typeof window === "undefined" ? globalThis : window);
