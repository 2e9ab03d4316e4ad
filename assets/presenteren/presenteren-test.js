/* The beamer test: how the slide looks on a pale image or to colour-blind people, and which words are too small. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  const SHOWN = 60; // letters of a text that is too small

  /** Every text on the slide with the size it is drawn at: [{text, size}]. Controls and the hint are no slide. */
  function texts(stage) {
    const found = [];
    const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent.trim();
      const element = walker.currentNode.parentElement;
      if (!text || element.closest("[data-no-slide], .p-head, .visually-hidden, .lk-sr, [hidden], title, style")) continue;
      const box = element.getBoundingClientRect();
      if (!box.width || !box.height) continue;
      found.push({ text, size: Number.parseFloat(getComputedStyle(element).fontSize) * grownBy(element) });
    }
    return found;
  }

  /** Words inside a drawing grow and shrink with it. */
  function grownBy(element) {
    const svg = element.closest("svg");
    const matrix = svg && element.getScreenCTM ? element.getScreenCTM() : null;
    return matrix ? Math.hypot(matrix.a, matrix.b) : 1;
  }

  /** create(panel, stage): {refresh(), reset()}; the panel is in the document already. */
  function create(panel, stage) {
    const { maat } = presenteren;
    const views = [...panel.querySelectorAll("[data-view]")];
    const list = panel.querySelector(".p-test-list");
    const line = panel.querySelector(".p-test-line");
    const fields = { distance: panel.querySelector("#p-distance"), width: panel.querySelector("#p-width") };

    const rule = () => ({
      ...maat.RULE,
      distance: maat.within(fields.distance.value, 1, 50, maat.RULE.distance),
      width: maat.within(fields.width.value, 0.3, 15, maat.RULE.width),
    });

    function show(view) {
      for (const button of views) button.setAttribute("aria-pressed", String(button.dataset.view === view));
      if (view) stage.dataset.view = view;
      else delete stage.dataset.view;
    }

    function refresh() {
      const own = rule();
      const pixels = root.innerWidth;
      stage.style.setProperty("--p-shown", "1");
      const small = maat.tooSmall(texts(stage), pixels, own);
      const least = Math.ceil(maat.smallest(pixels, own));
      const metres = (number) => String(number).replace(".", ",");
      const where = `op ${metres(own.distance)} meter, bij een beeld van ${metres(own.width)} meter breed`;
      line.textContent = small.length
        ? `Te klein ${where} (kleiner dan ${least} pixels):`
        : `Alle teksten op dit scherm zijn groot genoeg ${where} (minstens ${least} pixels).`;
      list.replaceChildren(
        ...small.map(({ text, size }) => {
          const item = document.createElement("li");
          const words = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
          item.textContent = `${words} (${Math.round(size)} pixels)`;
          return item;
        }),
      );
      // The slide is shown as large as the panel leaves room for; what was measured is its own size.
      stage.style.setProperty("--p-shown", String(Math.max(0.4, 1 - panel.offsetHeight / root.innerHeight)));
    }

    for (const button of views) button.addEventListener("click", () => show(button.dataset.view));
    for (const field of Object.values(fields)) field.addEventListener("input", refresh);
    return { refresh, reset: () => show("") };
  }

  presenteren.test = { create, texts };
})(typeof window === "undefined" ? globalThis : window);
