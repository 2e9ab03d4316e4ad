/* Presenting: the steps of a story as slides. The document is complete without this script (every step as text);
   here one step at a time is shown, beside a map that goes along. One document does for the site and for a file on
   a disk: nothing is asked of a server after the start. */
(function (root) {
  "use strict";
  const presenteren = root.Presenteren;
  const IDLE = 3000; // ms without a mouse after which the controls fade
  const html = document.documentElement;

  const SPOKEN = {
    black: "Zwart scherm. Druk op B om verder te gaan.",
    test: "De beamertest staat aan.",
  };

  function start() {
    const { stand, adres, klok, kanaal, toetsen } = presenteren;
    const story = presenteren.bron.story();
    const steps = [...document.querySelectorAll(".p-step")];
    const notesId = adres.notesOf(root.location.hash);
    if (notesId) {
      presenteren.notities.create({ page: document.getElementById("p-notes"), id: notesId, steps, story });
      return;
    }

    const find = (id) => document.getElementById(id);
    const size = { total: steps.length, charts: story.steps.map((step) => step.charts.length) };
    const map = presenteren.kaart.create(find("p-map"), find("p-names"), story);
    const layers = presenteren.lagen.create({ story, steps, map, onAction: act });
    // The name of a window outlives loading again (F5), so that the notes find their way back.
    const own = /^gka-dia-([0-9a-f]{32})$/.exec(root.name);
    const id = own ? own[1] : adres.makeId(crypto.getRandomValues(new Uint8Array(16)));
    root.name = `gka-dia-${id}`;
    const channel = kanaal.create({ id, role: "slides", onMessage: hear });

    const begin = Math.max(0, adres.stepOf(root.location.hash, steps.length));
    let state = { ...stand.FIRST, step: begin };
    let clock = klok.read(root.history.state && root.history.state.clock);
    let spoken = "";

    function hear(message) {
      if (message.action) act(message.action);
      tell();
    }

    const tell = () => channel.send({ state, clock });
    const keep = () => root.history.replaceState({ clock }, "");

    // ---- what an action does -----------------------------------------------------------------------------

    function act(action) {
      if (action.type === "notes") return openNotes();
      if (action.type === "fullscreen") return toggleFullScreen();
      if (action.type === "timer" || action.type === "zero") return setClock(action.type);
      if (action.type === "print") return root.print();
      if (action.type === "save") return presenteren.eigen.save().then((trouble) => trouble && say(trouble, true));
      const next = stand.after(state, action, size);
      if (next === state) return undefined;
      const moved = next.step !== state.step;
      state = next;
      // Every step is an address of its own, so that Back goes a step back.
      if (moved) root.history.pushState({ clock }, "", adres.stepHash(state.step));
      return show(moved);
    }

    function setClock(type) {
      clock = type === "zero" ? klok.ZERO : klok.toggle(clock, Date.now());
      keep();
      showClock();
      tell();
    }

    function openNotes() {
      const address = root.location.href.split("#")[0] + adres.notesHash(id);
      const opened = root.open(address, `gka-notities-${id}`, "popup,width=960,height=720");
      if (opened) channel.meet(opened);
      else say("De browser hield het venster met notities tegen. Sta pop-ups toe voor deze pagina.", true);
    }

    function toggleFullScreen() {
      const change = document.fullscreenElement ? document.exitFullscreen() : html.requestFullscreen();
      change.catch(() => say("Deze browser kan hier niet naar volledig scherm.", true));
    }

    // ---- bringing the document in line -------------------------------------------------------------------

    function say(words, seen = false) {
      if (spoken || seen) find("p-message").textContent = seen ? words : ""; // what came with the document stays at first
      spoken = words === spoken ? `${words} ` : words; // a live region keeps silent when nothing changes
      find("p-status").textContent = spoken;
    }

    function showClock() {
      const host = find("p-timer");
      host.hidden = !klok.shown(clock);
      host.textContent = klok.text(klok.elapsed(clock, Date.now()));
      host.classList.toggle("p-paused", clock.since === null);
    }

    function fitWords() {
      presenteren.passen.fit(find("p-stage"), steps[state.step].querySelector(".p-words"));
    }

    function show(moved) {
      const title = story.steps[state.step].title;
      if (moved) {
        steps.forEach((step, place) => (step.hidden = place !== state.step));
        find("p-bars").querySelectorAll("span").forEach((bar, place) => {
          bar.className = place < state.step ? "p-done" : place === state.step ? "p-now" : "";
        });
        for (const [name, at] of [["back", 0], ["next", steps.length - 1]]) {
          const off = state.step === at;
          document.querySelectorAll(`.p-tools [data-action="${name}"]`).forEach((b) => b.setAttribute("aria-disabled", String(off)));
        }
        document.title = `${state.step + 1}. ${title} · ${story.title}`;
        fitWords();
        map.show(state.step);
      }
      layers.show(state);
      if (moved) say(`Stap ${state.step + 1} van ${steps.length}: ${title}`);
      else say(SPOKEN[state.layer] || "");
      tell();
    }

    // ---- keys, fingers, mouse ----------------------------------------------------------------------------

    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented) return;
      const action = toetsen.actionOf(event, toetsen.kindOf(event.target));
      if (!action) return;
      // Nothing is open: Escape is for leaving the full screen, which the browser does.
      if (action.type === "close" && !state.layer) return;
      event.preventDefault();
      act(action);
    });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]");
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      const { action, step, chart } = button.dataset;
      act({ type: action, step: Number(step), chart: Number(chart) });
    });

    let finger = null;
    const at = (touch) => [touch.clientX, touch.clientY];
    document.addEventListener("touchstart", (event) => {
      finger = event.touches.length === 1 ? at(event.touches[0]) : null;
    }, { passive: true });
    document.addEventListener("touchend", (event) => {
      const type = finger && toetsen.swipeOf(finger, at(event.changedTouches[0]), root.innerWidth);
      finger = null;
      if (type) act({ type });
    }, { passive: true });

    let idle = 0;
    function stir() {
      html.classList.remove("p-idle");
      clearTimeout(idle);
      idle = setTimeout(() => html.classList.add("p-idle"), IDLE);
    }
    document.addEventListener("pointermove", stir, { passive: true });
    stir();

    root.addEventListener("popstate", () => {
      const step = adres.stepOf(root.location.hash, steps.length);
      const goal = step < 0 ? 0 : step;
      if (goal === state.step && !state.layer) return;
      state = { ...stand.FIRST, step: goal };
      show(true);
    });
    root.addEventListener("resize", fitWords);
    root.addEventListener("beforeprint", () => presenteren.papier.fill(steps, map));
    setInterval(showClock, 500);

    // ---- the first picture -------------------------------------------------------------------------------

    keep();
    presenteren.bron.fetchFonts();
    document.fonts.ready.then(fitWords);
    show(true);
    showClock();
    map.ready.then(
      () => {
        map.show(state.step);
        html.dataset.ready = "yes";
      },
      () => say("De kaart kon niet worden opgehaald. De teksten werken wel.", true),
    );
  }

  html.classList.add("p-live");
  if (presenteren.adres.notesOf(root.location.hash)) html.classList.add("p-notes-window");
  document.addEventListener("DOMContentLoaded", async () => {
    if (!presenteren.eigen.wanted() || (await presenteren.eigen.load())) start();
  });
})(window);
