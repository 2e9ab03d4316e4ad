/* The parts around the drawing: header, controls, list of milestones, and the Dutch words.
   Builds elements and fills them; what happens on a click is decided in tijdlijn.js. */
(function (root) {
  "use strict";

  const TEXT = {
    title: "Aansluiting in de tijd",
    certain: "zeker",
    possible: "mogelijk",
    published: "gepubliceerd",
    none: "geen",
    nonePublished: "nog geen aantal gepubliceerd",
    known: "Met naam bekend:",
    knownCertain: "met naam bekend: zeker",
    play: "Speel af",
    pause: "Pauze",
    step: "Volgende moment",
    mode: "Weergave",
    stand: "Stand",
    verschil: "Verschil",
    line: "Tijdlijn",
    lineFrom: "Begin van de periode",
    lineTo: "Einde van de periode",
    date: "Datum",
    from: "Vanaf",
    badDate: "Dit is geen datum. Kies een datum van {min} tot en met {max}.",
    outside: "Kies een datum van {min} tot en met {max}.",
    milestone: "Mijlpaal",
    milestones: "Mijlpalen",
    source: "Bron",
    chart: "Gepubliceerd aantal gemeenten met een agenda: {totals}.",
  };

  let instances = 0;

  /** element("p", {class: "x"}, "text", child): attributes as written in HTML, children as text or elements. */
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  /** "14 juli 2020: 40 zeker, 25 mogelijk, 50 gepubliceerd". */
  function spoken(text, date, { certain, possible, published }) {
    const official = published === null ? text.nonePublished : `${published} ${text.published}`;
    return `${root.TijdlijnSchaal.dutchDate(date)}: ${certain} ${text.certain}, ${possible} ${text.possible}, ${official}`;
  }

  /** Fills the counters; with `before` each shows the way it went: "30 → 74 zeker". */
  function fillCounters(counters, text, now, before) {
    const way = (key) => {
      if (before === null || now[key] === null) return String(now[key]);
      return `${before[key] ?? text.none} → ${now[key]}`; // not published is not 0
    };
    for (const [key, { amount, word }] of Object.entries(counters)) {
      const missing = now[key] === null;
      amount.textContent = missing ? "" : way(key);
      word.textContent = missing ? text.nonePublished : text[key];
    }
  }

  function makeCounters(text) {
    const counters = {};
    const known = element("span", { class: "tijdlijn-groep" }, element("span", {}, text.known), " ");
    const list = element("p", { class: "tijdlijn-tellers" }, known);
    for (const key of ["certain", "possible", "published"]) {
      const amount = element("b");
      const word = element("span");
      const swatch = element("span", { class: `tijdlijn-staal tijdlijn-staal-${key}`, "aria-hidden": "true" });
      const counter = element("span", { class: "tijdlijn-teller" }, swatch, amount, " ", word);
      const pause = element("span", { class: "tijdlijn-verborgen" }, " · ");
      if (key === "published") list.append(pause, counter);
      else known.append(...(key === "possible" ? [pause] : []), counter);
      counters[key] = { amount, word };
    }
    return { list, counters, fill: (now, before) => fillCounters(counters, text, now, before) };
  }

  function makeModes(text, id) {
    const radio = (value) => element("input", { type: "radio", name: `${id}-weergave`, value, id: `${id}-${value}` });
    const inputs = { stand: radio("stand"), verschil: radio("verschil") };
    const choice = (value) => element("label", { class: "tijdlijn-keuze", for: `${id}-${value}` }, inputs[value], element("span", {}, text[value]));
    const legend = element("legend", { class: "tijdlijn-verborgen" }, text.mode);
    const box = element("fieldset", { class: "tijdlijn-weergave" }, legend, choice("stand"), choice("verschil"));
    return { box, inputs };
  }

  /** A date box with its label and its own message. */
  function makeDateField(label, id) {
    const input = element("input", { type: "date", lang: "nl", id, "aria-describedby": `${id}-melding`, required: "" });
    const message = element("span", { class: "tijdlijn-melding", id: `${id}-melding`, "aria-live": "polite" });
    const box = element("div", { class: "tijdlijn-veld" }, element("label", { for: id }, label), input, message);
    return {
      box,
      input,
      edited: false, // what the user is typing is not overwritten
      complain(words) {
        message.textContent = words;
        if (words) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      },
      settled() {
        this.edited = false;
        this.complain("");
      },
    };
  }

  /** "https://… (remark)" -> link and remark; anything that is not http(s) stays plain text. */
  function sourceOf(text, source) {
    const found = /^(https?:\/\/\S+)(?:\s+(.*))?$/.exec(source || "");
    const box = element("span", { class: "tijdlijn-bron" });
    if (!source) return box;
    box.append(` ${text.source}: `);
    if (!found) box.append(source);
    else {
      const host = new URL(found[1]).hostname.replace(/^www\./, "");
      box.append(element("a", { href: found[1], rel: "noopener noreferrer" }, host), found[2] ? ` ${found[2]}` : "");
    }
    return box;
  }

  function makeMilestones(text, milestones) {
    const order = [...milestones.keys()].sort((a, b) => (milestones[a].date < milestones[b].date ? -1 : 1));
    const buttons = [];
    const list = element("ol", { class: "tijdlijn-mijlpalen-lijst" });
    for (const index of order) {
      const { label, title, text: words, source } = milestones[index];
      const button = element("button", { type: "button" }, element("span", { class: "tijdlijn-dag" }, label), " ", element("span", {}, title));
      buttons[index] = button;
      list.append(element("li", {}, button, element("p", {}, words ? `${words}. `.replace(/([.!?])\. $/, "$1 ") : "", sourceOf(text, source))));
    }
    const summary = element("summary", {}, `${text.milestones} (${milestones.length})`);
    return { box: element("details", { class: "tijdlijn-mijlpalen" }, summary, list), buttons };
  }

  function makeRange(which, days) {
    return element("input", { type: "range", class: `tijdlijn-schuif tijdlijn-schuif-${which}`, min: 0, max: days, step: 1 });
  }

  /** Builds the whole component; nothing is filled in yet. heading: name of the heading element. */
  function build(time, words, heading) {
    instances += 1;
    const id = `tijdlijn-${instances}`;
    const text = { ...TEXT, ...words };
    const { toDay, dutchDate } = root.TijdlijnSchaal;
    const days = toDay(time.end) - toDay(time.start);
    const play = element("button", { type: "button", class: "tijdlijn-speel" }, element("span", { class: "tijdlijn-icoon", "aria-hidden": "true" }), element("span"));
    const counters = makeCounters(text);
    const modes = makeModes(text, id);
    const drawing = root.TijdlijnGrafiek.create(time, text);
    const totals = root.TijdlijnSchaal.rises(time.published).map(([date, n]) => `${n} op ${dutchDate(date)}`).join(", ");
    drawing.svg.setAttribute("aria-label", fill(text.chart, { totals }));
    const ranges = { from: makeRange("van", days), date: makeRange("tot", days) };
    const fields = { from: makeDateField(text.from, `${id}-van`), date: makeDateField(text.date, `${id}-datum`) };
    const stage = element("div", { class: "tijdlijn-vlak" }, drawing.svg, ranges.from, ranges.date);
    const moment = element("p", { class: "tijdlijn-moment" });
    const milestones = makeMilestones(text, time.milestones);
    const title = element(heading, { class: "tijdlijn-titel", id: `${id}-titel` }, text.title);
    const names = element("div", { class: "tijdlijn-namen" }, title, counters.list);
    const head = element("div", { class: "tijdlijn-kop" }, names, play, modes.box);
    const dates = element("div", { class: "tijdlijn-datums" }, fields.from.box, fields.date.box);
    const foot = element("div", { class: "tijdlijn-voet" }, dates, moment);
    const section = element("section", { class: "tijdlijn", "aria-labelledby": `${id}-titel` }, head, stage, foot, milestones.box);
    return {
      root: section, text, title, play, counters, drawing, ranges, fields, stage, moment,
      modes: modes.inputs, milestones: milestones.buttons,
    };
  }

  root.TijdlijnDelen = { build, spoken, fill, element };
})(window);
