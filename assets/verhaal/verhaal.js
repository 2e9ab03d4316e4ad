/* What the buttons of a visitor's own story do. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const kept = gka.storyKept;
  const panel = () => document.getElementById("verhaal");
  const isOpen = () => panel() && !panel().hidden;
  let body = null; // the part of the panel that is drawn anew
  let opener = null; // where the keyboard goes back to

  /** Say something in the panel, for eye and ear; on a small screen also beside the button that was pressed. */
  function say(text) {
    const shown = panel().querySelector(".story-status");
    const beside = document.getElementById("verhaal-melding");
    if (shown) shown.textContent = text;
    if (beside) beside.textContent = "";
  }

  function draw() {
    const open = new Set([...panel().querySelectorAll("details")].flatMap((one, at) => (one.open ? [at] : [])));
    body = body && panel().contains(body) ? body : gka.makeStoryPanel(panel(), does);
    gka.drawStory(body, kept.story, does, open);
    panel().querySelector(".story-undo").hidden = !kept.canUndo;
  }

  function reveal() {
    panel().hidden = false;
    document.body.dataset.storyOpen = "true";
    draw();
  }

  /** Draw again after a change, with the keyboard on the same button of the step, and say what happened. */
  function after(trouble, text, at, what) {
    draw();
    const row = panel().querySelectorAll(".story-step")[at];
    const target = row && [...row.querySelectorAll("[data-does]")].find((one) => one.dataset.does === what);
    (target || panel().querySelector("h2")).focus();
    say([text, trouble].filter(Boolean).join(" "));
  }

  async function attempt(work) {
    try {
      await work();
    } catch (problem) {
      say(problem.message);
    }
  }

  const does = {
    keep(at, name, value) {
      const trouble = kept.change(at, name, value);
      if (trouble) say(trouble);
    },
    move(at, by) {
      after(kept.move(at, by), `Stap ${at + 1} is nu stap ${at + by + 1}.`, at + by, by < 0 ? "up" : "down");
    },
    remove(at) {
      const trouble = kept.remove(at);
      after(trouble, `Stap ${at + 1} is verwijderd.`, Math.min(at, kept.story.steps.length - 1), "remove");
    },
    undo: () => after(kept.undo(), "Teruggezet.", -1),
    clear: () => after(kept.clear(), "Uw verhaal is leeg.", -1),
    close() {
      panel().hidden = true;
      delete document.body.dataset.storyOpen;
      if (opener && opener.isConnected) opener.focus();
    },
    download: () => attempt(async () => {
      const { file, name, problems } = await kept.download();
      gka.saveBlob(new Blob([file], { type: "text/markdown" }), name);
      say([`Gedownload als ${name}.`, ...problems].join(" "));
    }),
    open: () => {
      const chooser = document.createElement("input");
      chooser.type = "file";
      chooser.accept = ".md,text/markdown,text/plain";
      chooser.addEventListener("change", () => attempt(async () => {
        const problems = await kept.openFile(chooser.files[0]);
        after(problems.join(" "), `Geopend: ${kept.story.title}.`, -1);
      }));
      chooser.click();
    },
  };

  gka.story = {
    show(button) {
      opener = button;
      reveal();
      panel().scrollIntoView({ block: "nearest" });
      panel().querySelector("h2").focus();
    },
    open(button) {
      opener = button;
      if (!isOpen()) reveal();
      does.open();
    },
    /** The map as it is now becomes the last step. The keyboard stays on the button: one can go on adding. */
    async add(button) {
      opener = button;
      if (!isOpen()) reveal();
      await attempt(async () => {
        const problems = await kept.add(`/${location.search}`);
        draw();
        const text = [`Toegevoegd als stap ${kept.story.steps.length}.`, ...problems].join(" ");
        say(text);
        const steps = panel().querySelectorAll(".story-step");
        const beside = document.getElementById("verhaal-melding");
        const below = panel().getBoundingClientRect().top > root.innerHeight;
        if (below && beside) beside.textContent = text;
        else if (steps.length) steps[steps.length - 1].scrollIntoView({ block: "nearest" });
      });
    },
  };

  root.addEventListener("storage", (event) => {
    if (event.key !== gka.storyKey) return;
    kept.reread();
    gka.markStory();
    if (isOpen()) draw();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen() && panel().contains(event.target)) does.close();
  });
})(window);
