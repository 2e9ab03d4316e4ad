/* The story that stands in this browser: read, kept, changed. The server checks it, makes its file and forgets it. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const TITLE = "Mijn verhaal";
  const NOT_KEPT = "Deze browser bewaart niets. Download uw verhaal voordat u deze pagina sluit.";
  const NO_SERVER = "De server gaf geen goed antwoord. Probeer het zo opnieuw.";
  const fresh = () => ({ title: TITLE, summary: "", asks: "", steps: [] });

  /** The story as it is kept; a new one when there is none, or when what is kept is no story. */
  function kept() {
    try {
      const story = JSON.parse(localStorage.getItem(gka.storyKey));
      const usable = (step) => step && typeof step.title === "string" && /^\/(\?|$)/.test(step.link);
      if (story && Array.isArray(story.steps)) {
        return { ...fresh(), ...story, title: String(story.title || TITLE), steps: story.steps.filter(usable) };
      }
    } catch {
      // Nothing is kept, or somebody else wrote there.
    }
    return fresh();
  }

  let story = kept();
  let before = []; // what can be put back, newest last

  const isEmpty = () => !story.steps.length && story.title === TITLE;

  /** Keep the story. Returns what to say when the browser does not. */
  function keep() {
    try {
      if (isEmpty()) localStorage.removeItem(gka.storyKey);
      else localStorage.setItem(gka.storyKey, JSON.stringify(story));
      gka.markStory();
      return "";
    } catch {
      return NOT_KEPT;
    }
  }

  /** Take another story, remembering this one. */
  function take(next) {
    before = [...before.slice(-19), story];
    story = next;
    return keep();
  }

  const withSteps = (steps) => take({ ...story, steps });

  /** What the server makes of a story: checked, with its file. Throws an Error with what to say. */
  async function checked(body, type) {
    let answer;
    try {
      answer = await fetch(`${gka.readConfig().basis}/verhaal`, gka.withPublication({
        method: "POST",
        headers: { "Content-Type": type },
        body,
      }));
    } catch {
      throw new Error("Geen verbinding met de server. Probeer het opnieuw als er weer verbinding is.");
    }
    gka.heardOfPublication(answer);
    const json = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : null;
    if (answer.status === 413) throw new Error("Dit bestand is te groot voor een verhaal.");
    if (!json) throw new Error(NO_SERVER);
    if (!json.story) throw new Error(json.problems.join(" ") || NO_SERVER);
    return json;
  }

  const asJson = (some) => checked(JSON.stringify(some), "application/json");

  gka.storyKept = {
    get story() {
      return story;
    },
    get canUndo() {
      return before.length > 0;
    },
    /** Another tab changed it. */
    reread() {
      story = kept();
      before = [];
    },
    undo() {
      story = before.pop() || story;
      return keep();
    },
    change(at, name, value) {
      if (at === null) story[name] = value;
      else story.steps[at][name] = value;
      return keep();
    },
    move(at, by) {
      const steps = [...story.steps];
      steps.splice(at + by, 0, ...steps.splice(at, 1));
      return withSteps(steps);
    },
    remove: (at) => withSteps(story.steps.filter((_, index) => index !== at)),
    clear: () => take(fresh()),
    /** The map as it is now becomes a step; the server proposes its title and number. */
    async add(link) {
      const { story: next, problems } = await asJson({ ...story, title: story.title || TITLE, steps: [...story.steps, { link }] });
      return [take(next), ...problems].filter(Boolean);
    },
    async openFile(file) {
      const { story: next, problems } = await checked(file, "text/markdown");
      return [take(next), ...problems].filter(Boolean);
    },
    /** The story as a file. */
    download: () => asJson(story),
  };
})(window);
