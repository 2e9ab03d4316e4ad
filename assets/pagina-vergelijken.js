/* The fields of the page that compares: what is typed becomes a code or date in the link, and the link fills the
   fields. The server says which places there are through the page config; the names come with the borders. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const functions = ((root.dash_clientside = root.dash_clientside || {}).gka = root.dash_clientside.gka || {});
  const TYPING_PAUSE = 700; // ms: "2" on its way to "2020" is not a date yet
  const MOST_SHOWN = 40;
  const REGION = "regio";
  let places = null; // [{code, text, key, kind}], municipalities first

  // ---- names -----------------------------------------------------------------------------------------------

  /** Everything that can be chosen; a former name leads to what it became, a bare region name comes last. */
  function allPlaces() {
    const { code, name } = gka.geometry.regions;
    const municipalities = code.map((own, i) => ({ code: own, text: name[i], kind: "gemeente" }));
    const regions = [];
    const bare = [];
    for (const { naam, regios } of Object.values(gka.readConfig().indelingen)) {
      for (const [own, text] of regios) {
        regions.push({ code: own, text: `${text} (${naam.toLowerCase()})`, kind: REGION });
        bare.push({ code: own, text, kind: REGION, hidden: true });
      }
    }
    const former = code.flatMap((own) =>
      (gka.data.names[own] || []).map((text) => ({ code: own, text, kind: "gemeente", hidden: true })));
    return [...municipalities, ...regions, ...bare, ...former].map((place) => ({ ...place, key: gka.plain(place.text) }));
  }

  const loaded = () => gka.stage.ready().then(() => (places = places || allPlaces()));
  const nameOf = (code) => (places.find((place) => place.code === code) || { text: "" }).text;
  const fitting = (kind) => places.filter((place) => kind !== REGION || place.kind === REGION);

  function fillLists() {
    for (const [id, kind] of [["plaatsen", ""], ["plaatsen-regio", REGION]]) {
      const list = document.getElementById(id);
      if (!list || list.hasChildNodes()) continue;
      list.append(...fitting(kind).filter(({ hidden }) => !hidden).map(({ text }) => new Option(text, text)));
    }
  }

  // ---- fields to link --------------------------------------------------------------------------------------

  const fieldOf = (target) => (target.closest ? target.closest("#vergelijking-keuzes [data-choice]") : null);

  function say(field, text) {
    const { choice } = field.dataset;
    document.getElementById(`vergelijk-${choice}-melding`).textContent = text;
    const input = field.querySelector("input");
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }

  /** A place by its whole name, or by a beginning that fits only one. */
  function choosePlace(field, text) {
    const { choice, kind } = field.dataset;
    if (!text.trim()) return gka.choose({ [choice]: null });
    const wanted = gka.plain(text);
    const options = fitting(kind);
    const whole = options.find(({ key }) => key === wanted);
    const begun = new Set(options.filter(({ key }) => wanted && key.startsWith(wanted)).map(({ code }) => code));
    const code = whole ? whole.code : begun.size === 1 ? [...begun][0] : null;
    if (code) return gka.choose({ [choice]: code, ...(choice === REGION ? { indeling: null } : {}) });
    const what = kind === REGION ? "regio" : "gemeente of regio";
    say(field, begun.size > 1
      ? `“${text}” past bij meer dan één ${what}. Typ verder of kies uit de lijst.`
      : `Geen ${what} gevonden met de naam “${text}”.`);
  }

  function chooseDate(field) {
    const input = field.querySelector("input");
    const { choice } = field.dataset;
    if (!input.isConnected) return;
    if (input.validity.badInput || (input.value && !input.validity.valid)) {
      return say(field, `Kies een datum van ${dutch(input.min)} tot en met ${dutch(input.max)}.`);
    }
    if (choice === "kring") return gka.choose({ kring: input.value || null });
    const [before, after] = ["vergelijk-sinds", "vergelijk-datum"].map((id) => document.getElementById(id).value);
    if (!before || !after) return say(field, "Vul een datum in.");
    if (before === after) return say(field, "Kies twee verschillende datums.");
    gka.choose({ sinds: before < after ? before : after, datum: before < after ? after : before });
  }

  const dutch = (iso) => new Date(`${iso}T12:00:00`).toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });

  let waiting = 0;

  function settle(field, text) {
    clearTimeout(waiting);
    say(field, "");
    if (field.dataset.kind === "datum") waiting = setTimeout(() => chooseDate(field), TYPING_PAUSE);
    else loaded().then(() => choosePlace(field, text)).catch(() => say(field, "De namen konden niet worden geladen."));
  }

  document.addEventListener("change", (event) => {
    const field = fieldOf(event.target);
    if (field) settle(field, event.target.value);
  });
  document.addEventListener("input", (event) => {
    const field = fieldOf(event.target);
    if (!field || field.dataset.kind === "datum") return;
    const { value } = event.target;
    // Picked from the list, or emptied: nothing more will be typed.
    const picked = event.inputType === "insertReplacementText" || event.inputType === undefined;
    if (picked || !value) settle(field, value);
    else say(field, "");
  });
  document.addEventListener("focusin", (event) => {
    if (fieldOf(event.target)) loaded().then(fillLists).catch(() => {});
  });

  // ---- link to fields --------------------------------------------------------------------------------------

  functions.showChoices = () => {
    const given = gka.read(location.search);
    showTable(atTable());
    loaded().then(() => {
      fillLists();
      for (const field of document.querySelectorAll("#vergelijking-keuzes [data-choice]")) {
        const { choice, kind } = field.dataset;
        if (choice === "sinds" || choice === "datum") continue; // follow what the maps show
        const value = given.get(choice) || "";
        const text = kind === "datum" ? value : nameOf(value);
        const input = field.querySelector("input");
        say(field, "");
        if (input.value !== text) root.dash_clientside.set_props(input.id, { value: text });
      }
    }).catch(() => {});
    return root.dash_clientside.no_update;
  };

  // ---- who is at the table ---------------------------------------------------------------------------------

  const most = () => gka.readConfig().parameters.find(({ name }) => name === "tafel").most;
  const atTable = () => (gka.read(location.search).get("tafel") || "").split(",").filter(Boolean).sort();
  let wanted = "";
  let region = null;

  /** Only those who are at the table and those who fit the search or the region are on screen; says when none is. */
  function showList() {
    const list = gka.component("kies-tafel");
    if (!list) return "";
    const inside = gka.component("gemeenten-per-regio").props.data[region] || [];
    const { options, value } = list.props;
    const hits = options.filter(({ label }) => wanted && gka.plain(label).includes(wanted)).slice(0, MOST_SHOWN);
    const shown = new Set([...(value || []), ...inside, ...hits.map((option) => option.value)]);
    document.querySelectorAll("#kies-tafel .form-check").forEach((box, i) => {
      if (shown.has(options[i].value)) box.dataset.shown = "";
      else delete box.dataset.shown;
    });
    if (wanted && !hits.length) return "Geen gemeente gevonden met deze letters in de naam.";
    return shown.size ? "" : "Zoek een gemeente of toon een regio. Vink daarna aan wie erbij zijn.";
  }

  const tellTable = (text) => root.dash_clientside.set_props("kies-tafel-melding", { children: text });

  function showTable(codes) {
    const list = gka.component("kies-tafel");
    if (!list) return;
    const shown = [...(list.props.value || [])].sort().join();
    if (shown !== codes.join()) gka.put("kies-tafel", { value: codes });
  }

  functions.tableToLink = (codes) => {
    const chosen = [...(codes || [])].sort();
    const before = atTable();
    if (chosen.length > most()) {
      tellTable(`Er kunnen hoogstens ${most()} gemeenten aan tafel.`);
      return before;
    }
    const byHand = root.dash_clientside.callback_context.triggered_id !== undefined && !gka.isEcho("kies-tafel", codes);
    if (byHand && chosen.join() !== before.join()) gka.choose({ tafel: chosen });
    setTimeout(() => tellTable(showList())); // when the boxes are on screen
    return root.dash_clientside.no_update;
  };

  functions.findAtTable = (text, code) => {
    wanted = gka.plain(text || "");
    region = code;
    return showList();
  };

  // ---- buttons and links -----------------------------------------------------------------------------------

  const actions = {
    "print-page": () => root.print(),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-action]");
    if (button && button.dataset.action in actions) actions[button.dataset.action](button);
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link.matches(".part-link")) {
      event.preventDefault();
      gka.goTo(link.getAttribute("href"), {}); // another part of the same page: its choices stay
    } else if (link.closest("#vergelijking") && link.pathname === location.pathname) {
      gka.focusAgain(() => [...document.querySelectorAll("#vergelijking a")].find((other) =>
        other !== link && other.textContent === link.textContent));
    }
  });
})(window);
