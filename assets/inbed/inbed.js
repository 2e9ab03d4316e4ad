/* The map on another website: drawn from what stands in the document, without Dash. A click says what is known of a
   municipality and where to read more; nothing is told to the website around it. */
(function (root) {
  "use strict";
  const { gka } = root;
  const FAILED = "De kaart kon niet worden geladen. Controleer de verbinding en laad de pagina opnieuw.";

  let hint = "";

  /** What the map says of a municipality, and a link to its page. */
  function tell(line, code, map) {
    const chosen = code && map.element.querySelector('[aria-selected="true"]');
    line.replaceChildren(chosen ? "" : hint);
    if (!chosen) return;
    const name = chosen.getAttribute("aria-label");
    const link = document.createElement("a");
    link.href = `/gemeente/${code}${location.search && gka.choices(location.search)}`;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = `Bekijk ${name.split(":")[0]}`;
    line.append(`${name}. `, link);
  }

  /** The link without the words that only say how this page looks. */
  gka.choices = (search) => {
    const { parameters } = gka.readConfig();
    const given = new URLSearchParams(search);
    const kept = parameters.filter(({ name }) => name !== "gemeente" && given.get(name));
    const parts = kept.map(({ name }) => `${name}=${encodeURIComponent(given.getAll(name).join(","))}`);
    return parts.length ? `?${parts.join("&")}` : "";
  };

  document.addEventListener("DOMContentLoaded", async () => {
    const host = document.getElementById("inbed-kaart");
    const line = document.getElementById("inbed-gekozen");
    hint = line.textContent;
    try {
      const stage = await gka.stage.ready();
      const first = gka.readConfig().eerste;
      await stage.show(first);
      gka.stage.callbacks.onChoose = (code) => tell(line, code, stage.map);
      stage.mountMap(host, document.getElementById("inbed-legenda"));
      tell(line, first.state.chosen, stage.map);
      host.dataset.drawn = "true";
    } catch (problem) {
      console.error(problem);
      const text = document.createElement("p");
      text.setAttribute("role", "alert");
      text.textContent = FAILED;
      host.replaceChildren(text);
    }
  });
})(window);
