/* The first drawing, before Dash is there: map and timeline are made once, in the place the document has ready
   for them, and move to Dash's page when that is drawn. The state they start with stands in the document. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const DOCUMENT_CONFIG = "gka-config";

  gka.readConfig = () => JSON.parse(document.getElementById(DOCUMENT_CONFIG).textContent);

  /** Geometry and data are asked for once and shared by everybody who waits for them. */
  gka.load = (() => {
    const asked = {};
    return (address) => {
      asked[address] = asked[address] || fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
        return answer.json();
      });
      asked[address].catch(() => delete asked[address]);
      return asked[address];
    };
  })();

  // Keys as gka_dash/figures/legend.py knows them.
  const LEGEND_TEXT = {
    explain: "leg dit getal uit",
    explainKeys: { class: "klasse-", marked: "klasse-samengevoegd", faded: "klasse-vaag" },
  };

  /** What a map is told: the signs at a moment (or between two), in the order of its own borders. */
  gka.pictureOf = (edition, state, { date, from }) => {
    const { data, onMap } = edition;
    const signsOnMap = (values, missing) => values && onMap(values, missing).join("");
    const own = data.time;
    const signs = from ? root.Tijdstand.verschil(own, from, date) : root.Tijdstand.stand(own, state.base, date);
    return {
      signs: signsOnMap(signs, " "),
      classes: state.classes,
      faded: signsOnMap(state.fits ? marks(state.fits) : "", "1"),
      marked: signsOnMap(from ? root.Tijdstand.mergedBetween(own, from, date) : "", "0"),
      markedLabel: from ? "samengevoegd in deze periode" : "",
      labels: edition.labels,
      details: edition.details,
      chosen: data.places[state.chosen] || state.chosen,
      group: state.group,
      title: state.title,
    };
  };

  const marks = (fits) => Array.from(fits, (sign) => (sign === "1" ? "0" : "1")).join("");

  /** Map and timeline together: the timeline says when, the map shows it, on the borders that the server chose. */
  function makeStage(editions, today, callbacks) {
    const { time } = today.data; // the timeline counts agendas, which do not depend on the borders that are drawn
    let edition = today; // the borders and data on the map now
    let inDivision = today; // today's borders in the division that is chosen, for the timeline
    let state = null; // what the server said last: base, classes, fits, group, edition
    let moment = { date: time.initial, from: null };
    let map = null;
    let places = null; // where map and legend stand
    let line = null;
    let lineGroup = null; // the region that the timeline counts

    /** The time data of one region: only its municipalities count; what was published holds for the country. */
    function timeOf(group) {
      if (!group) return time;
      const index = inDivision.geometry.outlines.code.indexOf(group);
      const { groupOf } = inDivision;
      const only = (signs) => Array.from(signs, (sign, i) => (groupOf[i] === index ? sign : "-")).join("");
      return { ...time, published: [], steps: time.steps.map(([date, signs]) => [date, only(signs)]) };
    }

    function makeTimeline(host) {
      lineGroup = (state && state.group) || null;
      const { outlines } = inDivision.geometry;
      const name = lineGroup && outlines.name[outlines.code.indexOf(lineGroup)];
      const text = name
        ? { title: `Aansluiting in de tijd: ${name}`, nonePublished: "alleen voor heel Nederland gepubliceerd" }
        : {};
      line = root.Tijdlijn.create(host, { time: timeOf(lineGroup), text, onScrub: scrub, onCommit: commit });
      line.update(moment);
    }

    function scrub(date, from) {
      moment = { date, from };
      draw();
    }

    function commit(date, from) {
      scrub(date, from);
      callbacks.onMoment(date, from);
    }

    function draw() {
      if (!map || !state) return;
      // A region fills the map, so there the legend stands under it instead of over a corner of the sea.
      places.host.parentElement.classList.toggle("with-region", Boolean(state.group));
      map.update(gka.pictureOf(edition, state, moment));
    }

    function makeMap() {
      if (map) map.destroy(); // the legend belongs to the page: a new page, a new legend
      places.host.replaceChildren();
      const options = { geometry: edition.geometry, legend: places.legend, text: LEGEND_TEXT };
      map = root.Landkaart.create(places.host, { ...options, onChoose: callbacks.onChoose });
      draw();
    }

    return {
      /** Put the map in `host`; it is drawn anew only in another place or on other borders. */
      mountMap(host, legend) {
        if (map && map.element.isConnected && host.contains(map.element)) return;
        places = { host, legend };
        makeMap();
      },
      mountTimeline(host) {
        if (line && lineGroup === ((state && state.group) || null)) return line.moveTo(host);
        if (line) line.destroy();
        makeTimeline(host);
      },
      /** The classes changed (server) or the moment, municipality or title did (link). */
      async show(news) {
        const next = { ...(state || {}), ...news.state };
        const [other, count] = await Promise.all([
          editions(next.edition || today.key, next.division),
          editions(today.key, next.division),
        ]);
        const redraw = other !== edition;
        inDivision = count;
        edition = other;
        state = next;
        moment = { date: news.date || time.initial, from: news.from || null };
        if (redraw && map) makeMap();
        else draw();
        if (!line) return;
        if (lineGroup === (state.group || null)) return line.update(moment);
        const place = line.element.parentElement;
        line.destroy();
        makeTimeline(place);
      },
      get map() {
        return map;
      },
      get time() {
        return time;
      },
    };
  }

  /** Borders and data of one edition. */
  async function loadEdition(key, division) {
    const { bestanden, edities, indelingen } = gka.readConfig();
    const outlines = bestanden[(indelingen[division] || { bestanden: {} }).bestanden[key]]; // none: as in the borders
    const wanted = [bestanden[edities[key].grenzen], bestanden[edities[key].gegevens], outlines].filter(Boolean);
    const [borders, data, groups] = await Promise.all(wanted.map(gka.load));
    const geometry = groups
      ? { ...borders, outlines: groups.outlines, regions: { ...borders.regions, group: groups.group } }
      : borders;
    const { code, group } = geometry.regions;
    const { inOrderOf } = root.Landkaart.model;
    const onMap = inOrderOf(code, data.time.order); // they differ when a row or a border was left out
    return {
      key,
      geometry,
      data,
      onMap,
      labels: onMap(data.labels, "staat niet in onze gegevens"),
      details: onMap(data.details, ""),
      groupOf: inOrderOf(data.time.order, code)(group, -1),
    };
  }

  /** Every edition in every division is put together once. */
  const editionOf = (gka.edition = (() => {
    const made = {};
    return (key, division) => {
      const name = `${key}/${division || ""}`;
      made[name] = made[name] || loadEdition(key, division);
      made[name].catch(() => delete made[name]);
      return made[name];
    };
  })());

  /** The one stage of this document, or a promise of it. */
  gka.stage = (() => {
    let made = null;
    const callbacks = { onChoose: () => {}, onMoment: () => {} };
    return {
      callbacks,
      ready() {
        const { nieuwste, indeling } = gka.readConfig();
        made = made || editionOf(nieuwste, indeling).then((today) => {
          gka.geometry = today.geometry;
          gka.data = today.data;
          return makeStage(editionOf, today, {
            onChoose: (code) => callbacks.onChoose(code),
            onMoment: (date, from) => callbacks.onMoment(date, from),
          });
        });
        made.catch(() => (made = null));
        return made;
      },
    };
  })();

  const paintFirst = () => {
    const host = document.getElementById("eerste-kaart");
    const first = gka.readConfig().eerste;
    if (!host || !first) return;
    gka.stage.ready().then(async (stage) => {
      await stage.show(first);
      if (!host.isConnected || !host.offsetParent) return; // Dash was quicker
      stage.mountMap(host, document.getElementById("eerste-legenda"));
    }).catch(() => {}); // the page itself shows the message
  };
  document.addEventListener("DOMContentLoaded", paintFirst);
})(window);
