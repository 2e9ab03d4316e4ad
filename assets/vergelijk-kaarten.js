/* Two dates on two maps: over each other with a handle between them, or beside each other. Both are the map of
   assets/landkaart.js; they share their zoom and the municipality that is chosen. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const functions = ((root.dash_clientside = root.dash_clientside || {}).gka = root.dash_clientside.gka || {});
  const FAILED = "De kaarten konden niet worden geladen. De aantallen en lijsten hieronder kloppen wel.";
  const SIDES = ["links", "rechts"];
  const LEGENDS = { links: "legenda-links", rechts: "legenda-rechts" };
  const BESIDE = "naast";
  // Where a handle is hard to hold, or moving things are not wanted, the maps begin beside or under each other.
  const CALM = "(max-width: 599px), (prefers-reduced-motion: reduce)";

  let form = null; // how somebody wants to see the maps; null: as the screen asks for
  let stage = null; // the maps of the page that is open

  const formNow = () => form || (root.matchMedia(CALM).matches ? BESIDE : "schuif");

  function element(name, className, parent, attributes = {}) {
    const made = document.createElement(name);
    made.className = className;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    parent.append(made);
    return made;
  }

  /** The handle: {show(labels), moveTo(at)}; it only moves the line, the style sheet shows each map on its side. */
  function makeHandle(box) {
    const Schuif = root.VergelijkSchuif;
    const handle = element("div", "two-handle", box, {
      role: "slider",
      tabindex: "0",
      "aria-orientation": "horizontal",
      "aria-valuemin": Schuif.LOW,
      "aria-valuemax": Schuif.HIGH,
    });
    element("span", "two-grip", handle, { "aria-hidden": "true" });
    let at = 50;
    let labels = ["links", "rechts"];

    function moveTo(next) {
      at = Schuif.within(next);
      box.style.setProperty("--lk-at", `${at}%`);
      handle.setAttribute("aria-valuenow", String(Math.round(at)));
      handle.setAttribute("aria-valuetext", Schuif.words(at, ...labels));
    }

    handle.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = Schuif.keyTarget(event.key, at);
      if (target === null) return;
      event.preventDefault();
      moveTo(target);
    });
    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      handle.setPointerCapture(event.pointerId);
      handle.focus({ preventScroll: true });
      event.preventDefault();
    });
    handle.addEventListener("pointermove", (event) => {
      if (handle.hasPointerCapture(event.pointerId)) moveTo(Schuif.placeOf(event.clientX, box.getBoundingClientRect()));
    });
    moveTo(at);
    return {
      moveTo,
      show(news) {
        labels = news;
        handle.setAttribute("aria-label", `Schuif tussen de kaart van ${labels[0]} en die van ${labels[1]}`);
        moveTo(at);
      },
    };
  }

  /** The two maps in a host; each is made anew only when other borders are asked for. */
  function makeStage(host) {
    host.replaceChildren();
    const box = element("div", "two-stage", host);
    const sides = {};
    for (const name of SIDES) {
      const side = element("div", `two-side two-${name}`, box);
      sides[name] = { label: element("p", "two-label", side), place: element("div", "two-map", side), map: null };
    }
    const handle = makeHandle(box);
    const told = element("p", "two-chosen", host, { role: "status" });
    let together = false; // one map follows the other

    function follow(name, view) {
      const other = sides[name === "links" ? "rechts" : "links"];
      if (together || !other.map) return;
      together = true;
      other.map.setView(view);
      together = false;
    }

    function makeMap(name, edition) {
      const side = sides[name];
      if (side.map) side.map.destroy();
      side.edition = edition;
      side.map = root.Landkaart.create(side.place, {
        geometry: edition.geometry,
        legend: document.getElementById(LEGENDS[name]),
        text: { legend: `Legenda ${name}` },
        onChoose: (code) => gka.choose({ gemeente: code }),
        onView: (view) => follow(name, view),
      });
    }

    // Who works with the keys in a map has to see all of it.
    for (const name of SIDES) {
      sides[name].place.addEventListener("focusin", (event) => {
        if (event.target.matches("[data-i]:focus-visible")) handle.moveTo(name === "links" ? 100 : 0);
      });
    }

    /** What the chosen municipality is on both dates, in words. */
    function tell(state, chosen) {
      const parts = SIDES.map((name) => {
        const { edition, picture } = sides[name];
        const { regions } = edition.geometry;
        const { time } = edition.data;
        const [index, place] = [regions.code.indexOf(picture.chosen), time.order.indexOf(picture.chosen)];
        if (!chosen || index < 0 || place < 0) return "";
        const { date, label, words } = state[name];
        return `${regions.name[index]} op ${label}: ${words[root.Tijdstand.signsAt(time, date)[place]]}`;
      });
      told.textContent = parts.every(Boolean) ? `${parts.join("; ")}.` : "";
    }

    return {
      box,
      async draw(state, search) {
        const chosen = gka.read(search).get("gemeente");
        const editions = await Promise.all(SIDES.map((name) => gka.edition(state[name].edition, state[name].division, gka.formOf(""))));
        SIDES.forEach((name, i) => {
          const side = sides[name];
          const { date, label, title } = state[name];
          if (side.edition !== editions[i]) makeMap(name, editions[i]);
          side.picture = gka.pictureOf(editions[i], { ...state[name], chosen, title }, { date, from: null });
          side.map.update(side.picture);
          side.label.textContent = label;
          document.getElementById(LEGENDS[name]).previousElementSibling.textContent = label;
          side.place.querySelector(".lk").setAttribute("aria-label", `Kaart van ${label}`);
        });
        handle.show(SIDES.map((name) => state[name].label));
        tell(state, chosen);
      },
    };
  }

  /** The switch shows how the maps stand. */
  function showForm() {
    const shown = gka.component("twee-kaarten-vorm");
    if (shown && shown.props.value !== formNow()) root.dash_clientside.set_props("twee-kaarten-vorm", { value: formNow() });
  }

  /** Fields follow what the server made of the link: it puts two dates in order. */
  function showDates(state) {
    for (const [name, side] of [["sinds", "links"], ["datum", "rechts"]]) {
      const field = document.getElementById(`vergelijk-${name}`);
      const { date } = state[side];
      if (field && field.value !== date) root.dash_clientside.set_props(`vergelijk-${name}`, { value: date });
    }
  }

  functions.drawTwoMaps = (state) => {
    const host = document.getElementById("twee-kaarten");
    if (!host || !state) return root.dash_clientside.no_update;
    showDates(state);
    showForm();
    if (!stage || !host.contains(stage.box)) stage = makeStage(host);
    const mine = stage;
    mine.draw(state, location.search).then(() => {
      host.dataset.drawn = "true";
    }).catch((problem) => {
      console.error(problem);
      if (stage === mine) stage = null;
      host.replaceChildren();
      element("p", "", host, { role: "alert" }).textContent = FAILED;
    });
    return root.dash_clientside.no_update;
  };

  functions.showTwoMapsAs = (value) => {
    const { triggered_id: triggered } = root.dash_clientside.callback_context;
    if (triggered !== undefined && value !== formNow()) form = value; // not the value that the page came with
    return `two-maps two-maps-${formNow()}`;
  };
})(window);
