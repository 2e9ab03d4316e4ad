/* The window with the notes: what the presenter says here, what comes next, and how long it has taken. It keeps in
   step with the slides, and works them: a clicker may have its focus here. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  const BEAT = 1000; // ms between two questions whether the slides are still there
  const GONE = 3500; // ms without an answer after which the slides are gone
  const LAYERS = { black: "Het scherm is zwart.", overview: "Het overzicht staat op het scherm.", help: "De hulp staat op het scherm.", chart: "Een grafiek staat groot op het scherm.", test: "De beamertest staat aan." };

  /** create({page, id, steps, story}): `page` is the part of the document for notes, `steps` its articles. */
  function create({ page, id, steps, story }) {
    const { klok, kanaal, toetsen, stand } = presenteren;
    const find = (name) => page.querySelector(`[data-part="${name}"]`);
    let state = stand.FIRST;
    let clock = klok.ZERO;
    let heard = 0;

    const channel = kanaal.create({ id, role: "notes", onMessage: hear, peer: root.opener });
    const ask = (action) => channel.send({ action });

    function hear(message) {
      if (!message.state) return;
      heard = Date.now();
      const moved = message.state.step !== state.step || !page.dataset.ready;
      state = { ...stand.FIRST, ...message.state, step: stand.clamp(Number(message.state.step) || 0, steps.length) };
      clock = klok.read(message.clock);
      if (moved) showStep();
      showState();
    }

    const copyOf = (place, part) => {
      const found = steps[place] && steps[place].querySelector(`[data-part="${part}"]`);
      if (!found) return [];
      return [...(found.content || found).cloneNode(true).childNodes];
    };

    function showStep() {
      page.dataset.ready = "yes";
      const { step } = state;
      find("count").textContent = `Stap ${step + 1} van ${steps.length}`;
      find("now-title").replaceChildren(...copyOf(step, "title"));
      const notes = copyOf(step, "notes");
      find("now-notes").replaceChildren(...(notes.length ? notes : ["Bij deze stap zijn geen notities."]));
      const last = step + 1 >= steps.length;
      find("next-title").replaceChildren(...(last ? ["Dit is de laatste stap."] : copyOf(step + 1, "title")));
      find("next-text").replaceChildren(...copyOf(step + 1, "text"));
      find("now-notes").scrollTop = 0;
      document.title = `Notities: stap ${step + 1} · ${story.title}`;
    }

    function showState() {
      const here = Date.now() - heard < GONE;
      const words = here ? LAYERS[state.layer] || "" : "De presentatie is dicht of antwoordt niet. Open haar opnieuw.";
      if (find("message").textContent !== words) find("message").textContent = words;
      find("elapsed").textContent = klok.text(klok.elapsed(clock, Date.now()));
      find("timer").textContent = clock.since === null ? "Start de klok" : "Zet de klok stil";
      find("time").textContent = new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
    }

    page.addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]");
      if (button) ask({ type: button.dataset.action });
    });
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented) return;
      const action = toetsen.actionOf(event, toetsen.kindOf(event.target));
      if (!action || ["notes", "fullscreen"].includes(action.type)) return;
      event.preventDefault();
      ask(action);
    });

    page.hidden = false;
    document.getElementById("p-stage").hidden = true;
    document.documentElement.classList.add("p-notes-window");
    setInterval(() => {
      channel.send({ hello: true });
      showState();
    }, BEAT);
    channel.send({ hello: true });
    showState();
  }

  presenteren.notities = { create };
})(typeof window === "undefined" ? globalThis : window);
