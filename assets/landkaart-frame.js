/* Landkaart, frame part: the box around the map with its buttons, help text, wheel hint and hover card. */
(function (root) {
  "use strict";
  const kaart = (root.Landkaart = root.Landkaart || {});

  const TEXT = {
    title: "Kaart van de gemeenten van Nederland",
    part: "Kaart",
    help:
      "Met de pijltjes gaat u naar de gemeente ernaast. Typ de eerste letters van een naam om een gemeente te vinden. " +
      "Enter kiest de gemeente, nog een keer Enter maakt dat ongedaan. Plus en min zoomen, nul toont heel Nederland. " +
      "Met Escape verlaat u de kaart.",
    zoomIn: "Zoom in",
    zoomOut: "Zoom uit",
    zoomReset: "Toon heel Nederland",
    wheelHint: "Houd Ctrl of ⌘ ingedrukt en scrol om te zoomen",
    legend: "Legenda",
    faded: "vaag: past niet bij het filter",
    one: "gemeente",
    many: "gemeenten",
  };
  const ICONS = {
    in: "M10 4v12M4 10h12",
    out: "M4 10h12",
    reset: "M4.5 11a5.7 5.7 0 1 0 1.4-4.6L4 8.3M4 4v4.3h4.3",
  };

  function markup(id, text) {
    const say = kaart.draw.escapeXml;
    const button = (name, label) =>
      `<button type="button" class="lk-button" data-zoom="${name}" aria-label="${say(label)}" title="${say(label)}">` +
      `<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><path d="${ICONS[name]}"/></svg></button>`;
    return (
      `<p class="lk-sr" id="${id}-help">${say(text.help)}</p><div class="lk-stage"></div>` +
      `<div class="lk-buttons">${button("in", text.zoomIn)}${button("out", text.zoomOut)}${button("reset", text.zoomReset)}</div>` +
      `<div class="lk-hint" aria-hidden="true" hidden>${say(text.wheelHint)}</div>` +
      `<div class="lk-card" hidden><span class="lk-card-name"><b></b><span></span></span>` +
      `<span class="lk-card-label"></span><span class="lk-card-details" id="${id}-details"></span></div>`
    );
  }

  /** The box, not yet in the page, with the empty-handed <svg> in it: {box, svg, card, button(name), showHint(on)}. */
  function create(id, geometry, text) {
    const box = document.createElement("div");
    box.className = "lk";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", text.part);
    box.innerHTML = markup(id, text);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const attributes = {
      class: "lk-svg",
      viewBox: `0 0 ${geometry.width} ${geometry.height}`,
      preserveAspectRatio: "xMidYMid meet",
      role: "listbox",
      "aria-label": text.title,
      "aria-describedby": `${id}-help`,
    };
    for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
    svg.innerHTML = kaart.draw.mapMarkup(geometry);
    const find = (selector) => box.querySelector(selector);
    find(".lk-stage").append(svg);
    return {
      box,
      svg,
      button: (name) => find(`[data-zoom="${name}"]`),
      buttons: find(".lk-buttons"),
      showHint: (on) => (find(".lk-hint").hidden = !on),
      card: cardOf(box),
    };
  }

  /** The card: {show(words), hide(), open, place(at)}; `at` is [x, y] in pixels of the box. */
  function cardOf(box) {
    const card = box.querySelector(".lk-card");
    const write = (selector, words) => (card.querySelector(selector).textContent = words);
    return {
      get open() {
        return !card.hidden;
      },
      hide: () => (card.hidden = true),
      show({ name, group, label, details }) {
        write("b", name);
        write("b + span", group ? ` · ${group}` : "");
        write(".lk-card-label", label);
        write(".lk-card-details", details);
        card.hidden = false;
      },
      place(at) {
        const size = [card.offsetWidth, card.offsetHeight];
        const [left, top] = kaart.model.placeCard(at, size, [box.clientWidth, box.clientHeight]);
        card.style.left = `${left}px`;
        card.style.top = `${top}px`;
      },
    };
  }

  kaart.frame = { create, TEXT };
})(typeof window === "undefined" ? globalThis : window);
