/* Everything around the pages: menu, search box, notices, buttons, and what to say when the network fails. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const NO_SHARING = "Delen lukt nu niet. Controleer de verbinding, of kopieer het adres boven in uw browser.";
  const functions = ((root.dash_clientside = root.dash_clientside || {}).gka = root.dash_clientside.gka || {});
  const SITE = document.title.split(" · ").pop();
  let firstPage = true;

  gka.hideFirstPaint = () => {
    const first = document.getElementById("first-paint");
    if (first) first.remove();
  };

  /** A page is on screen: its name goes to the tab and the menu, and a keyboard user starts at its heading. */
  functions.pageShown = (info) => {
    if (!info) return root.dash_clientside.no_update;
    document.title = info.key === "kaart" && !info.query ? SITE : `${info.title} · ${SITE}`;
    document.body.dataset.page = info.key;
    gka.shownPath = location.pathname;
    document.body.dataset.filters = String(info.filters);
    const menuKey = { gemeente: "gemeenten", regio: "regios" }[info.key] || info.key.split("-")[0]; // a part of a page
    for (const link of document.querySelectorAll(".nav-link")) {
      if (link.id === `nav-${menuKey}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const query = info.query ? `?${info.query}` : "";
    if (firstPage && query !== location.search) {
      history.replaceState(history.state, "", location.pathname + query + location.hash);
    }
    if (info.key !== "kaart") gka.hideFirstPaint();
    if (!firstPage) {
      root.scrollTo(0, 0);
      const heading = document.getElementById("paginatitel");
      if (heading) heading.focus({ preventScroll: true });
    }
    firstPage = false;
    gka.fillSearch();
    gka.follow(location.search);
    return root.dash_clientside.no_update;
  };

  /** What only one page knows does not go along to another. */
  const ofOnePage = () => gka.readConfig().parameters.filter(({ page }) => page).map(({ name }) => [name, null]);

  /** Another page with the same choices; the menu does this, so that a filter goes along. */
  gka.goTo = (pathname, dropped = Object.fromEntries(ofOnePage())) => {
    if (pathname === location.pathname) return gka.choose({ gemeente: null, sorteer: null });
    const search = gka.write(location.search, { ...dropped, gemeente: null, sorteer: null });
    // With the whole address: Location would put the one back that it knew before something was chosen.
    const href = location.origin + pathname + search;
    root.dash_clientside.set_props("url", { pathname, search, href });
  };

  /** Where the keyboard goes on after the page, or a part of it, was replaced by what the user asked for. */
  const focusAgain = (gka.focusAgain = (find) => {
    const page = document.getElementById("pagina");
    const watch = new MutationObserver(() => {
      const target = find();
      if (!target) return;
      watch.disconnect();
      target.focus({ preventScroll: true });
    });
    watch.observe(page, { childList: true, subtree: true });
    setTimeout(() => watch.disconnect(), 5000);
  });

  // ---- search box ------------------------------------------------------------------------------------------

  /** A name as it is compared: no accents, no apostrophes, small letters, a space for every other sign. */
  const plain = (gka.plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f'’‘`]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim());
  let byName = null;

  gka.fillSearch = () => {
    const list = document.getElementById("zoek-gemeente-namen");
    if (!list || list.hasChildNodes()) return;
    gka.stage.ready().then(() => {
      if (list.hasChildNodes()) return;
      byName = new Map();
      const { code, name } = gka.geometry.regions;
      code.forEach((own, index) => {
        byName.set(plain(name[index]), own);
        list.append(new Option(name[index], name[index]));
      });
      code.forEach((own, index) => {
        for (const other of gka.data.names[own] || []) {
          if (byName.has(plain(other))) continue;
          const [before, became] = gka.data.former[other] || [];
          byName.set(plain(other), gka.data.places[before] || own); // of a split one as its old address does
          list.append(new Option(became || name[index], other));
        }
      });
    }).catch(() => {});
  };

  /** Codes of the municipalities with a name, now or before, that begins so; "Gravenhage" is a beginning too. */
  const beginning = (wanted) => {
    const fits = (name) => wanted && (name.startsWith(wanted) || name.startsWith(`s ${wanted}`));
    return new Set([...byName.keys()].filter(fits).map((name) => byName.get(name)));
  };

  /** The code that a name had when it is of another time, to choose it on the borders of that time. */
  const formerly = (wanted) => {
    const found = Object.entries(gka.data.former).find(([name]) => plain(name) === wanted);
    return found ? found[1][0] : null;
  };

  const MOST_NAMED = 6;

  /** Which municipalities a beginning fits, by name as long as they are few. */
  function moreThanOne(text, codes) {
    const { code, name } = gka.geometry.regions;
    const names = codes.map((own) => name[code.indexOf(own)]).sort((a, b) => a.localeCompare(b, "nl"));
    const which = names.length <= MOST_NAMED ? `: ${names.join(", ")}` : "";
    return `“${text}” past bij ${names.length} gemeenten${which}. Typ verder of kies uit de lijst.`;
  }

  /** A whole name goes there when no longer name begins so; Enter takes a whole name or a beginning that fits one. */
  functions.findMunicipality = (text, enter) => {
    const message = document.getElementById("zoek-melding");
    const pressed = root.dash_clientside.callback_context.triggered.some(({ prop_id }) => prop_id.endsWith("n_submit"));
    message.textContent = "";
    if (!text || !byName) return root.dash_clientside.no_update;
    const wanted = plain(text);
    const fitting = beginning(wanted);
    const whole = byName.get(wanted);
    const code = fitting.size === 1 || pressed ? whole || (pressed && fitting.size === 1 ? [...fitting][0] : null) : null;
    if (!code) {
      if (pressed && fitting.size > 1) message.textContent = moreThanOne(text, [...fitting]);
      if (pressed && !fitting.size) message.textContent = `Geen gemeente gevonden met de naam “${text}”.`;
      return root.dash_clientside.no_update;
    }
    if (document.body.dataset.page === "kaart") {
      gka.stage.ready().then(({ map }) => {
        const drawn = [formerly(wanted), code].find((own) => own && map.focus(own));
        gka.choose({ gemeente: drawn || code });
      });
    } else {
      gka.goTo(`${gka.readConfig().basis}/gemeente/${code}`);
    }
    return "";
  };

  // ---- buttons ---------------------------------------------------------------------------------------------

  function toggleFilters(button) {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.getAttribute("aria-controls")).classList.toggle("open", open);
  }

  const actions = {
    ...gka.storyActions,
    share: () => gka.script("delen.js").then(() => gka.share()).catch(() => gka.say(NO_SHARING)),
    unchoose: () => {
      const code = gka.read(location.search).get("gemeente");
      gka.stage.ready().then((stage) => stage.map.focus(code));
      gka.choose({ gemeente: null });
    },
    "map-form": (button) => gka.choose({ vorm: button.dataset.form }),
    "clear-filters": () => gka.clearFilters(),
    "close-dialog": closeDialog,
    "close-notice": (button) => button.parentElement.replaceChildren(),
    download: (button) => gka.download(button.dataset.what, button.dataset.kind),
  };

  let questions = 0; // a new number each time, so that asking the same again is a new question

  function explain(key) {
    root.dash_clientside.set_props("uitleg-vraag", {
      data: { key, path: location.pathname, query: location.search, question: (questions += 1) },
    });
  }

  function closeDialog() {
    root.dash_clientside.set_props("uitleg", { is_open: false });
  }

  // Back shows another selection: what explains the one before has to go, and so has what was said of a link.
  root.addEventListener("popstate", () => closeDialog());

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.closest(".dialog-body")) closeDialog(); // the link leads to another page
    if (link && link.matches(".nav-link") && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) {
      event.preventDefault();
      gka.goTo(link.getAttribute("href"));
    }
    if (link && link.matches(".sort")) {
      focusAgain(() => [...document.querySelectorAll(".sort")].find((other) =>
        other !== link && other.textContent === link.textContent));
    }
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.explain) explain(button.dataset.explain);
    if (button.dataset.action in actions) actions[button.dataset.action](button);
    if (button.id === "filter-knop") toggleFilters(button);
    if (button.id === "wis-filters") gka.clearFilters();
  });

  document.addEventListener("submit", (event) => event.preventDefault());

  // ---- network ---------------------------------------------------------------------------------------------

  /** Whether a request asks for a page. What was asked on a page before that one comes too late: a list would
      take the place of the page that somebody has gone on to. */
  const opensPage = (options) => String(options && options.body).includes("pagina-info.data");

  /** The number of a failure, which also stands in the log of the server. */
  const numberOf = (answer) => {
    const number = answer.headers.get("X-Foutnummer");
    return number ? ` Foutnummer ${number}.` : "";
  };

  let visit = 0; // one more with every page that arrives

  const fetchAsIs = root.fetch.bind(root);
  root.fetch = async (address, options) => {
    const path = String(address.url || address);
    const ours = path.includes("_dash-update-component");
    const askedIn = visit;
    try {
      const answer = await fetchAsIs(address, path.includes("/_dash-") ? gka.withPublication(options) : options);
      if (!ours) return answer;
      const goesOn = gka.heardOfPublication(answer);
      say(answer.ok || !goesOn ? "" : `De server gaf geen goed antwoord. Probeer het zo opnieuw.${numberOf(answer)}`);
      if (opensPage(options)) visit += Number(answer.ok);
      else if (askedIn !== visit) return new Response(null, { status: 204 }); // for Dash: nothing changes
      return answer;
    } catch (problem) {
      if (ours) say("Geen verbinding met de server. Wat u ziet is de laatste stand; kies opnieuw als er weer verbinding is.");
      throw problem;
    }
  };

  /** A message about the connection; "" takes it away, down to what goes on holding (gka.standing). */
  const say = (gka.say = (news) => {
    const text = news || gka.standing || "";
    let bar = document.getElementById("verbinding");
    if (!bar && !text) return;
    if (!bar) {
      bar = document.createElement("div");
      bar.id = "verbinding";
      bar.className = "connection";
      bar.setAttribute("role", "alert");
      document.body.prepend(bar);
    }
    bar.textContent = text;
    bar.hidden = !text;
  });
})(window);
