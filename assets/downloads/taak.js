/* How far long work is, asked every second. The page says all of it by itself too: without this script it is
   loaded again every few seconds. */
(function () {
  "use strict";
  const EVERY = 1000; // milliseconds
  const card = document.querySelector("[data-task]");
  if (!card) return;
  const bar = card.querySelector("progress");
  const text = card.querySelector(".task-text");
  const spoken = card.querySelector("[role=status]"); // at every quarter: each second would be unbearable
  let quarter = 0;

  /** What the page says now that the work has ended: the same page, without a jump to its top. */
  async function showEnd() {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.title = page.title;
    document.querySelector("main").replaceChildren(...page.querySelector("main").children);
    document.querySelector("main h1").focus();
  }

  function show({ done, total, text: words }) {
    if (total) {
      bar.max = total;
      bar.value = done;
    }
    if (text.textContent !== words) text.textContent = words;
    const now = total ? Math.floor((4 * done) / total) : 0;
    if (now !== quarter) spoken.textContent = words;
    quarter = now;
  }

  async function look() {
    try {
      const answer = await fetch(card.dataset.task);
      if (answer.status === 404) return showEnd();
      const state = answer.ok ? await answer.json() : null;
      if (state && !state.busy) return showEnd();
      if (state) show(state);
    } catch {
      text.textContent = "Geen verbinding met de server. Het werk gaat door; deze pagina probeert het opnieuw.";
    }
    setTimeout(look, EVERY);
  }

  setTimeout(look, EVERY);
})();
