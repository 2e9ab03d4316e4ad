/* The story that a visitor made: it stands in this browser only (assets/pagina-verhaal.js keeps it), so the document
   comes without steps. The server makes them of the story and forgets it. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  const KEY = "gka-verhaal";
  const WORDS = {
    none: "In deze browser staat nog geen eigen verhaal. Kies op de kaart wat u wilt laten zien en voeg het toe.",
    away: "Geen verbinding met de server. Laad deze pagina opnieuw als er weer verbinding is.",
    wrong: "De server kon dit verhaal niet tonen.",
  };

  function kept() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser that keeps nothing has no story
    }
  }

  /** What the server makes of the story: {page} with the document, or {trouble} with what to say. Never throws. */
  async function ask(query = "") {
    const story = kept();
    if (!story) return { trouble: WORDS.none };
    const headers = { "Content-Type": "application/json", Accept: "text/html" };
    let answer;
    try {
      answer = await fetch(root.location.pathname + query, { method: "POST", headers, body: story });
    } catch {
      return { trouble: WORDS.away };
    }
    if (answer.ok) return { page: await answer.text() };
    const said = await answer.json().catch(() => ({}));
    return { trouble: [WORDS.wrong, ...(Array.isArray(said.problems) ? said.problems : [])].join(" ") };
  }

  /** Put the steps in this document. Gives whether there are any; else the document says why not. */
  async function load() {
    const { page, trouble } = await ask();
    if (!page) {
      document.getElementById("p-own-message").textContent = trouble;
      return false;
    }
    const made = new DOMParser().parseFromString(page, "text/html");
    document.title = made.title;
    document.body.replaceChildren(...made.body.childNodes);
    return true;
  }

  /** Let the browser save the story as a file for a place without network; gives what went wrong, or "". */
  async function save() {
    const { page, trouble } = await ask("?als=bestand");
    if (!page) return trouble;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([page], { type: "text/html" }));
    link.download = "gka-eigen-verhaal.html";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    return "";
  }

  const wanted = () => Boolean(document.getElementById("p-own"));
  presenteren.eigen = { wanted, load, save };
})(typeof window === "undefined" ? globalThis : window);
