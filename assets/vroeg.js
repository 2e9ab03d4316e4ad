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

  const marks = (fits) => Array.from(fits, (sign) => (sign === "1" ? "0" : "1")).join("");

  /** A function that puts what stands in the order of the data (signs, labels) in the order of the borders.
      The two differ when a row or a border was left out; a border that the data does not know gets `missing`. */
  function inOrderOfBorders(codes, order) {
    const place = new Map(order.map((code, index) => [code, index]));
    const from = codes.map((code) => (place.has(code) ? place.get(code) : -1));
    return (values, missing) => from.map((index) => (index < 0 ? missing : values[index]));
  }

  /** Map and timeline together: the timeline says when, the map shows it. */
  function makeStage(geometry, data, callbacks) {
    const { time } = data;
    const onMap = inOrderOfBorders(geometry.regions.code, time.order);
    const signsOnMap = (signs, missing) => signs && onMap(signs, missing).join("");
    const labels = onMap(data.labels, "staat niet in onze gegevens");
    const details = onMap(data.details, "");
    const groupOf = inOrderOfBorders(time.order, geometry.regions.code)(geometry.regions.group, -1);
    let state = null; // what the server said last: base, classes, fits, group
    let moment = { date: time.initial, from: null };
    let map = null;
    let line = null;
    let lineGroup = null; // the region that the timeline counts

    /** The time data of one region: only its municipalities count; what was published holds for the country. */
    function timeOf(group) {
      if (!group) return time;
      const index = geometry.outlines.code.indexOf(group);
      const only = (signs) => Array.from(signs, (sign, i) => (groupOf[i] === index ? sign : "-")).join("");
      return { ...time, published: [], steps: time.steps.map(([date, signs]) => [date, only(signs)]) };
    }

    function makeTimeline(host) {
      lineGroup = (state && state.group) || null;
      const name = lineGroup && geometry.outlines.name[geometry.outlines.code.indexOf(lineGroup)];
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
      const { date, from } = moment;
      const signs = from ? root.Tijdstand.verschil(time, from, date) : root.Tijdstand.stand(time, state.base, date);
      map.update({
        signs: signsOnMap(signs, " "),
        classes: state.classes,
        faded: signsOnMap(state.fits ? marks(state.fits) : "", "1"),
        marked: signsOnMap(from ? root.Tijdstand.mergedBetween(time, from, date) : "", "0"),
        markedLabel: from ? "samengevoegd in deze periode" : "",
        labels,
        details,
        chosen: state.chosen,
        group: state.group,
        title: state.title,
      });
    }

    return {
      /** Put the map in `host`: the first time it is made, later it moves without being redrawn. */
      mountMap(host, legend) {
        if (map && map.element.isConnected && host.contains(map.element)) return;
        if (map) map.destroy(); // the legend belongs to the page: a new page, a new legend
        host.replaceChildren();
        map = root.Landkaart.create(host, { geometry, legend, text: LEGEND_TEXT, onChoose: callbacks.onChoose });
        draw();
      },
      mountTimeline(host) {
        if (line && lineGroup === ((state && state.group) || null)) return line.moveTo(host);
        if (line) line.destroy();
        makeTimeline(host);
      },
      /** The classes changed (server) or the moment, municipality or title did (link). */
      show(news) {
        state = { ...(state || {}), ...news.state };
        moment = { date: news.date || time.initial, from: news.from || null };
        draw();
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

  /** The one stage of this document, or a promise of it. */
  gka.stage = (() => {
    let made = null;
    const callbacks = { onChoose: () => {}, onMoment: () => {} };
    return {
      callbacks,
      ready() {
        const { bestanden } = gka.readConfig();
        made = made || Promise.all([gka.load(bestanden[gka.GEOMETRY]), gka.load(bestanden[gka.DATA])]).then(
          ([geometry, data]) => {
            gka.geometry = geometry;
            gka.data = data;
            return makeStage(geometry, data, {
              onChoose: (code) => callbacks.onChoose(code),
              onMoment: (date, from) => callbacks.onMoment(date, from),
            });
          },
        );
        made.catch(() => (made = null));
        return made;
      },
    };
  })();
  gka.GEOMETRY = "geo/boundaries-2024.json";
  gka.DATA = "public/gegevens.json";

  const paintFirst = () => {
    const host = document.getElementById("eerste-kaart");
    const first = gka.readConfig().eerste;
    if (!host || !first) return;
    gka.stage.ready().then((stage) => {
      if (!host.isConnected || !host.offsetParent) return; // Dash was quicker
      stage.show(first);
      stage.mountMap(host, document.getElementById("eerste-legenda"));
    }).catch(() => {}); // the page itself shows the message
  };
  document.addEventListener("DOMContentLoaded", paintFirst);
})(window);
