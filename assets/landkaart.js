/* Landkaart: the interactive map of municipalities as inline SVG. Plain browser script, no framework, so that
   the site and the offline file use the very same one. Needs landkaart-model, -draw, -keys, -zoom and -export.

   Why listbox and option, not 342 buttons: a listbox is one stop in the reading order, a screen reader
   switches to passing arrows and letters on by itself when Tab enters it, says which one of how many is chosen,
   and letters that jump to a name are what its users expect. Buttons would need role="application" for that, and
   would pour 342 buttons in every list of buttons. */
(function (root) {
  "use strict";
  const kaart = (root.Landkaart = root.Landkaart || {});
  let created = 0;

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
    wheelHint: "Houd Ctrl ingedrukt en scrol om te zoomen",
    legend: "Legenda",
    faded: "vaag: past niet bij het filter",
    one: "gemeente",
    many: "gemeenten",
  };
  const EMPTY = {
    signs: "",
    classes: [],
    faded: "",
    marked: "",
    markedLabel: "",
    labels: [],
    details: [],
    chosen: null,
    group: null,
    title: "",
  };
  const ICONS = {
    in: "M10 4v12M4 10h12",
    out: "M4 10h12",
    reset: "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4",
  };

  function frameMarkup(id, text) {
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

  function create(host, options) {
    const { model, draw } = kaart;
    const { geometry, legend = null, onChoose = () => {}, onHover = () => {} } = options;
    const text = { ...TEXT, ...options.text };
    const { regions, outlines, width, height } = geometry;
    const total = regions.code.length;
    const id = `lk${(created += 1)}`;
    const listeners = new AbortController();
    const listen = (target, kind, handler) => target.addEventListener(kind, handler, { signal: listeners.signal });

    // ---- build once --------------------------------------------------------------------------------------
    const box = document.createElement("div");
    box.className = "lk";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", text.part);
    box.innerHTML = frameMarkup(id, text);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [name, value] of Object.entries({
      class: "lk-svg",
      viewBox: `0 0 ${width} ${height}`,
      preserveAspectRatio: "xMidYMid meet",
      role: "listbox",
      "aria-label": text.title,
      "aria-describedby": `${id}-help`,
    })) {
      svg.setAttribute(name, value);
    }
    svg.innerHTML = draw.mapMarkup(geometry);
    const find = (selector) => box.querySelector(selector);
    find(".lk-stage").append(svg);
    const paths = [...svg.querySelectorAll(".lk-region")];
    const layer = find(".lk-view");
    const rings = Object.fromEntries(
      ["hover", "chosen", "focus"].map((name) => [name, [...svg.querySelectorAll(`.lk-${name} path`)]]),
    );
    const card = find(".lk-card");
    const hint = find(".lk-hint");
    host.append(box);

    let state = { ...EMPTY };
    let inside = null; // which regions belong to the group, or null
    let hover = -1;
    let focused = -1; // region with visible keyboard focus
    let tabStop = -1;
    let forceRing = false;
    let fitted = false; // the view is still the one the group asked for
    let drawnLegend = "";
    const drawn = new Array(total).fill("");
    const named = new Array(total).fill("");

    const zoom = kaart.zoom.create({
      svg,
      width,
      height,
      onView: showView,
      onGesture: () => {
        fitted = false;
        setHover(-1);
      },
      onWheelHint: (show) => (hint.hidden = !show),
    });
    const handleKey = kaart.keys.create({
      regions,
      onMove: (index) => focusRegion(index),
      onChoose: choose,
      onLeave: leave,
      zoom: { by: zoomBy, reset },
    });

    // ---- view --------------------------------------------------------------------------------------------

    /* Patterns keep the size they were drawn for, on every zoom and screen: their tile is brought back to whole
       screen pixels and set on the pixel grid, otherwise thin lines blur and flicker. */
    function patternTransform() {
      const { box: place, scale } = zoom.screen();
      const { k, x, y } = zoom.view;
      const pixel = 1 / (scale * k);
      const left = place.left + place.width / 2 + (x - width / 2) * scale;
      const top = place.top + place.height / 2 + (y - height / 2) * scale;
      const size = draw.tileScale(Math.min(place.width, place.height));
      const dx = (Math.round(left) - left) * pixel;
      const dy = (Math.round(top) - top) * pixel;
      return `translate(${dx.toFixed(3)} ${dy.toFixed(3)}) scale(${(pixel * size).toFixed(5)})`;
    }

    function alignPatterns() {
      const patterns = svg.querySelectorAll("defs pattern");
      if (!patterns.length) return;
      const transform = patternTransform();
      for (const pattern of patterns) pattern.setAttribute("patternTransform", transform);
    }

    function showView({ k, x, y }) {
      layer.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${k.toFixed(5)})`);
      box.classList.toggle("lk-zoomed", k > 1.01);
      find('[data-zoom="in"]').setAttribute("aria-disabled", String(k > model.MAX_ZOOM - 0.01));
      for (const name of ["out", "reset"]) find(`[data-zoom="${name}"]`).setAttribute("aria-disabled", String(k < 1.01));
      if (zoom) alignPatterns();
      placeCard();
    }

    function zoomBy(factor) {
      fitted = false;
      zoom.by(factor);
    }

    function reset() {
      fitted = false;
      zoom.reset();
    }

    function showGroup(animate) {
      const index = state.group ? outlines.code.indexOf(state.group) : -1;
      fitted = index >= 0;
      if (fitted) zoom.fit(outlines.bounds[index], animate);
      else zoom.reset(animate);
    }

    // ---- rings and card ----------------------------------------------------------------------------------

    function drawRing(name, index) {
      for (const path of rings[name]) {
        if (index >= 0) path.setAttribute("d", regions.path[index]);
        else path.removeAttribute("d");
      }
    }

    function drawRings() {
      const chosen = state.chosen ? regions.code.indexOf(state.chosen) : -1;
      drawRing("hover", hover);
      drawRing("chosen", chosen);
      drawRing("focus", focused);
      find(".lk-focus").classList.toggle("lk-both", focused >= 0 && focused === chosen);
    }

    function fillCard(index) {
      const [name, group] = find(".lk-card-name").children;
      name.textContent = regions.name[index];
      const province = outlines.name[regions.group[index]];
      group.textContent = province ? ` · ${province}` : "";
      find(".lk-card-label").textContent = labelOf(index);
      find(".lk-card-details").textContent = state.details[index] || "";
      card.hidden = false;
    }

    let pointer = null; // [x, y] in pixels of the box while the card follows the mouse
    function placeCard() {
      if (card.hidden) return;
      const at = pointer || (focused >= 0 ? zoom.toBox(regions.point[focused]) : null);
      if (!at) return;
      const [left, top] = model.placeCard(at, [card.offsetWidth, card.offsetHeight], [box.clientWidth, box.clientHeight]);
      card.style.left = `${left}px`;
      card.style.top = `${top}px`;
    }

    function showCard(index) {
      if (index < 0) card.hidden = true;
      else {
        fillCard(index);
        placeCard();
      }
    }

    function setHover(index, at = null) {
      pointer = index >= 0 ? at : null;
      if (index !== hover) {
        hover = index;
        drawRings();
        showCard(index >= 0 ? index : focused);
        onHover(index >= 0 ? regions.code[index] : null);
      }
      placeCard();
      box.classList.toggle("lk-pointing", index >= 0);
    }

    // ---- pointing and choosing ---------------------------------------------------------------------------

    const indexOf = (target) => {
      const at = target && target.getAttribute ? target.getAttribute("data-i") : null;
      return at === null ? -1 : Number(at);
    };

    function regionAt(event) {
      const under = indexOf(event.target);
      const { scale } = zoom.screen();
      const [x, y] = zoom.toMap(event.clientX, event.clientY);
      const reach = event.pointerType === "touch" ? 16 : 12;
      return model.hitRegion(x, y, under, regions, 1 / (scale * zoom.view.k), reach);
    }

    listen(svg, "pointermove", (event) => {
      if (event.pointerType === "touch") return; // a tap chooses; a card would lie under the finger
      if (event.buttons) return setHover(-1); // dragging
      const place = box.getBoundingClientRect();
      setHover(regionAt(event), [event.clientX - place.left, event.clientY - place.top]);
    });
    listen(svg, "pointerleave", () => setHover(-1));
    listen(svg, "click", (event) => {
      // detail 0: a screen reader "clicked" this very region, there is no pointer to look at
      const index = event.detail === 0 ? indexOf(event.target) : regionAt(event);
      if (index < 0) return showCard(-1);
      setTabStop(index);
      choose(index);
      paths[index].focus({ preventScroll: true }); // so that the arrows go on from here
    });

    function choose(index) {
      const code = regions.code[index];
      const next = state.chosen === code ? null : code;
      update({ chosen: next });
      onChoose(next);
    }

    // ---- keyboard ----------------------------------------------------------------------------------------

    function setTabStop(index) {
      if (index === tabStop) return;
      if (tabStop >= 0) paths[tabStop].setAttribute("tabindex", "-1");
      tabStop = index;
      paths[index].setAttribute("tabindex", "0");
    }

    /** Where Tab enters: the chosen one, else the first name of the group or of the country. */
    function entry() {
      if (state.chosen) return regions.code.indexOf(state.chosen);
      const order = model.alphabetical(regions.name);
      return inside ? order.find((i) => inside[i]) : order[0];
    }

    function focusRegion(index) {
      setTabStop(index);
      forceRing = true;
      if (document.activeElement === paths[index]) showFocus(index);
      else paths[index].focus({ preventScroll: true });
      forceRing = false;
    }

    function showFocus(index) {
      focused = index;
      hover = -1;
      pointer = null;
      const details = index >= 0 && state.details[index];
      drawRings();
      showCard(index);
      if (index < 0) return;
      if (details) paths[index].setAttribute("aria-describedby", `${id}-details`);
      zoom.reveal(regions.point[index]);
      if (paths[index].scrollIntoView) paths[index].scrollIntoView({ block: "nearest", inline: "nearest" });
    }

    function leave() {
      if (!card.hidden) return showCard(-1); // first Escape: see what lies under the card, focus stays
      find('[data-zoom="in"]').focus();
    }

    listen(svg, "focusin", (event) => {
      const index = indexOf(event.target);
      if (index < 0) return;
      setTabStop(index);
      if (forceRing || event.target.matches(":focus-visible")) showFocus(index);
    });
    listen(svg, "focusout", (event) => {
      event.target.removeAttribute("aria-describedby");
      if (focused >= 0) showFocus(-1);
    });
    listen(svg, "keydown", (event) => {
      const index = indexOf(event.target);
      if (index >= 0 && handleKey(event, index)) event.preventDefault();
    });
    listen(document, "keydown", (event) => {
      if (event.key === "Escape" && hover >= 0) setHover(-1); // a card can always be dismissed
    });
    listen(find(".lk-buttons"), "click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      const kind = button.getAttribute("data-zoom");
      if (kind === "reset") reset();
      else zoomBy(kind === "in" ? kaart.keys.STEP : 1 / kaart.keys.STEP);
    });

    // ---- drawing what changed ----------------------------------------------------------------------------

    let bySign = new Map();
    const classLabel = (index) => (bySign.get(state.signs[index]) || {}).label;
    const labelOf = (index) => state.labels[index] || classLabel(index) || "";

    function paintRegions() {
      const fills = new Map([...bySign].map(([sign, item]) => [sign, draw.fillOf(id, item, draw.onScreen)]));
      const none = draw.onScreen("--none");
      for (let i = 0; i < total; i += 1) {
        const fill = fills.get(state.signs[i]) || none;
        const pale = inside && !inside[i] ? " lk-outside" : state.faded[i] === "1" ? " lk-faded" : "";
        const key = fill + pale;
        if (key === drawn[i]) continue;
        drawn[i] = key;
        paths[i].setAttribute("fill", fill);
        paths[i].setAttribute("class", `lk-region${pale}`);
      }
    }

    function nameRegions() {
      for (let i = 0; i < total; i += 1) {
        const pale = state.faded[i] === "1" ? ` (${text.faded})` : "";
        const name = model.regionName(regions.name[i], state.labels[i], classLabel(i)) + pale;
        if (name === named[i]) continue;
        named[i] = name;
        paths[i].setAttribute("aria-label", name);
      }
    }

    function markRegions() {
      find(".lk-marked").innerHTML = regions.path
        .filter((_, i) => state.marked[i] === "1")
        .map((d) => `<path d="${d}"/>`)
        .join("");
    }

    function drawLegend() {
      if (!legend) return;
      const markup = draw.legendMarkup(id, draw.legendLines(state, inside, text), text);
      if (markup !== drawnLegend) legend.innerHTML = markup;
      drawnLegend = markup;
    }

    function markChosen(before) {
      for (const [code, selected] of [[before, "false"], [state.chosen, "true"]]) {
        const index = code ? regions.code.indexOf(code) : -1;
        if (index >= 0) paths[index].setAttribute("aria-selected", selected);
        if (index < 0 || selected === "false") continue;
        if (!svg.contains(document.activeElement)) setTabStop(index);
        zoom.reveal(regions.point[index]);
      }
    }

    function update(next) {
      const before = state;
      const first = before.signs === "";
      state = { ...before };
      for (const key of Object.keys(EMPTY)) if (next[key] !== undefined) state[key] = next[key] ?? EMPTY[key];
      const changed = (...keys) => keys.some((key) => state[key] !== before[key]);
      const recast = changed("classes") && JSON.stringify(state.classes) !== JSON.stringify(before.classes);
      if (recast) {
        bySign = new Map(state.classes.map((item) => [item.sign, item]));
        find("defs").innerHTML = draw.allPatterns(id, state.classes, draw.onScreen, patternTransform());
      }
      if (changed("group")) inside = model.insideGroup(geometry, state.group);
      if (recast || changed("signs", "faded", "group")) paintRegions();
      if (recast || changed("signs", "labels", "faded")) nameRegions();
      if (changed("marked")) markRegions();
      if (recast || changed("signs", "faded", "marked", "markedLabel", "group")) drawLegend();
      if (changed("title")) svg.setAttribute("aria-label", state.title || text.title);
      if (changed("group")) showGroup(!first);
      if (changed("chosen")) markChosen(before.chosen);
      if (tabStop < 0 || (changed("group") && !svg.contains(document.activeElement))) setTabStop(entry());
      drawRings();
      if (!card.hidden) fillCard(hover >= 0 ? hover : focused);
    }

    const watch = new ResizeObserver(() => {
      if (fitted) showGroup(false);
      alignPatterns();
      placeCard();
    });
    watch.observe(box);
    showView(zoom.view);

    // ---- what the page may do ----------------------------------------------------------------------------
    return {
      element: svg,
      update,
      zoomBy,
      reset,
      focus(code) {
        const index = regions.code.indexOf(code);
        if (index >= 0) focusRegion(index);
        return index >= 0;
      },
      moveTo(newHost) {
        const active = box.contains(document.activeElement) ? document.activeElement : null;
        newHost.append(box);
        if (active) active.focus({ preventScroll: true });
      },
      svgText(words = {}) {
        const paint = kaart.export.literalColours(box);
        const lines = draw.legendLines(state, inside, text);
        return kaart.export.svgText({ geometry, state, inside, view: zoom.view, paint, names: named, lines, text }, words);
      },
      destroy() {
        listeners.abort();
        watch.disconnect();
        zoom.destroy();
        box.remove();
        if (legend) legend.replaceChildren();
      },
    };
  }

  kaart.create = create;
  kaart.TEXT = TEXT;
})(typeof window === "undefined" ? globalThis : window);
