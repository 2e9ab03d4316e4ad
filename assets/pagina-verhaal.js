/* A visitor's own story: what every page knows of it. The panel to make one comes in a script of its own
   (assets/verhaal/), fetched when somebody first asks for it. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const KEY = (gka.storyKey = "gka-verhaal");
  const FAILED = "Uw verhaal kon niet worden geopend. Controleer de verbinding en probeer het opnieuw.";

  const ask = (name) => (button) => gka.script("verhaal.js").then(() => gka.story[name](button)).catch((problem) => {
    console.error(problem);
    gka.say(FAILED);
  });

  gka.storyActions = { "story-add": ask("add"), "story-show": ask("show"), "story-open": ask("open") };

  /** Whether there is a story goes to the body, so that the pages show the way to it. */
  gka.markStory = () => {
    let kept = null;
    try {
      kept = localStorage.getItem(KEY);
    } catch {
      // A browser that keeps nothing has no story.
    }
    document.body.dataset.story = String(Boolean(kept));
  };
  gka.markStory();
})(window);
