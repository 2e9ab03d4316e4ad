/* Landkaart: the interactive map of municipalities as inline SVG. Plain browser scripts, no framework, so that the
   site and the offline file use the very same ones. Load every landkaart-*.js first; d3-zoom (window.d3) if there.

   Why listbox and option, not 342 buttons: a listbox is one stop in the reading order, a screen reader
   switches to passing arrows and letters on by itself when Tab enters it, says which one is chosen, and
   letters that jump to a name are what its users expect. Buttons would need role="application" for that, and
   would pour 342 buttons in every list of buttons. */
(function (root) {
  "use strict";
  const kaart = (root.Landkaart = root.Landkaart || {});
  let created = 0;

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

  function create(host, options) {
    const { model, draw } = kaart;
    const { geometry, legend = null, onChoose = () => {}, onHover = () => {}, onView = () => {} } = options;
    const text = { ...kaart.frame.TEXT, ...options.text };
    const { regions, outlines, width, height } = geometry;
    const id = `lk${(created += 1)}`;
    const frame = kaart.frame.create(id, geometry, text);
    const { box, svg, card } = frame;
    const painter = kaart.paint.create({ svg, geometry, legend, text, id, coarse: options.coarse });
    const { paths } = painter;
    const layer = svg.querySelector(".lk-view");
    const focusLayer = svg.querySelector(".lk-focus");
    const order = model.alphabetical(regions.name);
    const listeners = new AbortController();
    const listen = (target, kind, handler) => target.addEventListener(kind, handler, { signal: listeners.signal });

    let state = { ...EMPTY };
    let inside = null; // which regions belong to the group, or null
    let hover = -1;
    let pointer = null; // [x, y] of the mouse in pixels of the box
    let focused = -1; // region with visible keyboard focus
    let tabStop = -1; // the one region Tab can reach
    let byKeys = false;
    let fitted = false; // the view is still the one the group asked for

    host.append(box);
    const indexOf = (code) => (code ? regions.code.indexOf(code) : -1);
    const hasFocus = () => svg.contains(document.activeElement);
    const zoom = kaart.zoom.create({
      svg,
      width,
      height,
      onView: showView,
      onGesture: () => {
        fitted = false;
        setHover(-1);
      },
      onWheelHint: frame.showHint,
      duration: options.duration,
    });

    // ---- view --------------------------------------------------------------------------------------------

    function showView({ k, x, y }) {
      layer.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${k.toFixed(5)})`);
      const zoomed = k > 1.01;
      box.classList.toggle("lk-zoomed", zoomed);
      painter.groundLegend(zoomed);
      frame.button("in").setAttribute("aria-disabled", String(k > model.MAX_ZOOM - 0.01));
      for (const name of ["out", "reset"]) frame.button(name).setAttribute("aria-disabled", String(!zoomed));
      painter.align(zoom);
      placeCard();
      onView({ k, x, y });
    }

    function zoomBy(factor, point = null) {
      fitted = false;
      zoom.by(factor, point);
    }

    function reset() {
      fitted = false;
      zoom.whole();
    }

    /** How many pixels at the left lie under a legend that stands over the map. */
    function underLegend() {
      if (!legend) return 0;
      const [list, map] = [legend.getBoundingClientRect(), box.getBoundingClientRect()];
      const over = list.right > map.left && list.left < map.right && list.bottom > map.top && list.top < map.bottom;
      return over ? list.right - map.left : 0;
    }

    function showGroup(animate) {
      const index = state.group ? outlines.code.indexOf(state.group) : -1;
      fitted = index >= 0;
      if (fitted) zoom.fit(outlines.bounds[index], animate, underLegend());
      else zoom.whole(animate);
    }

    // ---- rings and card ----------------------------------------------------------------------------------

    function drawRings() {
      const chosen = indexOf(state.chosen);
      painter.ring("hover", hover);
      painter.ring("chosen", chosen);
      painter.ring("focus", focused);
      focusLayer.classList.toggle("lk-both", focused >= 0 && focused === chosen);
    }

    /** The card tells of the region under the mouse, else of the one with keyboard focus. */
    function showCard() {
      const index = hover >= 0 ? hover : focused;
      if (index < 0) return card.hide();
      card.show({
        name: regions.name[index],
        group: outlines.name[regions.group[index]] || "",
        label: painter.label(state, index),
        details: state.details[index] || "",
      });
      placeCard();
    }

    function placeCard() {
      if (!card.open) return;
      if (hover >= 0 && pointer) card.place(pointer);
      else if (focused >= 0) card.place(zoom.toBox(regions.point[focused]));
    }

    function setHover(index, at = null) {
      pointer = at;
      box.classList.toggle("lk-pointing", index >= 0);
      if (index === hover) return placeCard();
      hover = index;
      drawRings();
      showCard();
      onHover(index >= 0 ? regions.code[index] : null);
    }

    // ---- pointing and choosing ---------------------------------------------------------------------------

    const regionOf = (target) => (target.hasAttribute("data-i") ? Number(target.getAttribute("data-i")) : -1);

    function regionAt(event) {
      const { scale } = zoom.screen();
      const [x, y] = zoom.toMap(event.clientX, event.clientY);
      const reach = event.pointerType === "touch" ? 16 : 12; // px; a finger is less precise
      return model.hitRegion(x, y, regionOf(event.target), regions, 1 / (scale * zoom.view.k), reach);
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
      const index = event.detail === 0 ? regionOf(event.target) : regionAt(event);
      if (index < 0) return card.hide();
      paths[index].focus({ preventScroll: true }); // so that the arrows go on from here
      choose(index);
    });

    function choose(index) {
      const next = regions.code[index] === state.chosen ? null : regions.code[index];
      update({ chosen: next }, true);
      onChoose(next);
    }

    // ---- keyboard ----------------------------------------------------------------------------------------

    function setTabStop(index) {
      if (index === tabStop) return;
      if (tabStop >= 0) paths[tabStop].setAttribute("tabindex", "-1");
      tabStop = index;
      paths[index].setAttribute("tabindex", "0");
    }

    /** Where Tab enters: the chosen region, else the first name of the group or of the country. */
    function entry() {
      const chosen = indexOf(state.chosen);
      return chosen >= 0 ? chosen : order.find((i) => !inside || inside[i]);
    }

    function focusRegion(index) {
      byKeys = true;
      if (document.activeElement === paths[index]) showFocus(index);
      else paths[index].focus({ preventScroll: true });
      byKeys = false;
    }

    function showFocus(index) {
      focused = index;
      if (hover >= 0 && index >= 0) setHover(-1); // the keyboard took over from the mouse
      drawRings();
      showCard();
      if (index < 0) return;
      if (state.details[index]) paths[index].setAttribute("aria-describedby", `${id}-details`);
      zoom.reveal(regions.point[index]);
      paths[index].scrollIntoView({ block: "nearest", inline: "nearest" });
    }

    /** First Escape: the card goes, so that one can see what lies under it. Second: on to what follows the map. */
    function leave() {
      if (card.open) card.hide();
      else frame.button("in").focus();
    }

    const onKey = kaart.keys.create({
      regions,
      onMove: focusRegion,
      onChoose: choose,
      onLeave: leave,
      zoom: { by: zoomBy, reset },
    });
    // On the box, not on the svg: Chromium makes an svg with a focus listener a tab stop of its own.
    listen(box, "focusin", (event) => {
      const index = regionOf(event.target);
      if (index < 0) return;
      setTabStop(index);
      if (byKeys || event.target.matches(":focus-visible")) showFocus(index);
    });
    listen(box, "focusout", (event) => {
      if (regionOf(event.target) < 0) return;
      event.target.removeAttribute("aria-describedby");
      if (focused >= 0) showFocus(-1);
    });
    listen(svg, "keydown", (event) => {
      const index = regionOf(event.target);
      if (index >= 0 && onKey(event, index)) event.preventDefault();
    });
    listen(document, "keydown", (event) => {
      if (event.key === "Escape" && hover >= 0) card.hide(); // a card can always be put away
    });
    listen(frame.buttons, "click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      const kind = button.getAttribute("data-zoom");
      if (kind === "reset") reset();
      else zoomBy(kind === "in" ? kaart.keys.STEP : 1 / kaart.keys.STEP);
    });

    // ---- drawing what changed ----------------------------------------------------------------------------

    function showChosen(before, ownClick) {
      for (const path of [paths[indexOf(before)], paths[indexOf(state.chosen)]]) {
        if (path) path.setAttribute("aria-selected", String(path === paths[indexOf(state.chosen)]));
      }
      const index = indexOf(state.chosen);
      if (index < 0 || ownClick) return; // who points at it, sees it
      if (!hasFocus()) setTabStop(index);
      if (!inside || inside[index]) zoom.reveal(regions.point[index]); // the group stays in view
    }

    function update(next, ownClick = false) {
      const before = state;
      state = { ...before };
      for (const key of Object.keys(EMPTY)) if (next[key] !== undefined) state[key] = next[key] ?? EMPTY[key];
      const changed = (...keys) => keys.some((key) => state[key] !== before[key]);
      const recast = changed("classes") && JSON.stringify(state.classes) !== JSON.stringify(before.classes);
      if (recast) painter.classes(state, zoom);
      if (changed("group")) {
        inside = model.insideGroup(geometry, state.group);
        painter.group(state.group);
      }
      if (recast || changed("signs", "faded", "group")) painter.fill(state, inside);
      if (recast || changed("signs", "labels", "faded")) painter.name(state);
      if (changed("marked")) painter.mark(state);
      if (recast || changed("signs", "faded", "marked", "markedLabel", "group")) painter.list(state, inside);
      if (changed("title")) svg.setAttribute("aria-label", state.title || text.title);
      if (changed("group")) showGroup(before.signs !== "");
      if (changed("chosen")) showChosen(before.chosen, ownClick);
      if (tabStop < 0 || (changed("group") && !hasFocus())) setTabStop(entry());
      drawRings();
      if (card.open) showCard();
    }

    const watch = new ResizeObserver(() => {
      if (fitted) showGroup(false);
      painter.align(zoom);
      placeCard();
    });
    watch.observe(box);
    showView(zoom.view);

    return {
      element: svg,
      update: (next) => update(next),
      zoomBy: (factor) => zoomBy(factor),
      reset,
      /** Show what another map shows, at once. */
      setView(view) {
        fitted = false;
        zoom.go(view, false);
      },
      /** Move keyboard focus to a region; false when the code is not on the map. */
      focus(code) {
        if (indexOf(code) >= 0) focusRegion(indexOf(code));
        return indexOf(code) >= 0;
      },
      /** Put the map (and its legend, when given) somewhere else without drawing it anew. */
      moveTo(newHost, newLegend = null) {
        const active = box.contains(document.activeElement) ? document.activeElement : null;
        newHost.append(box);
        if (newLegend) painter.moveLegend(newLegend);
        if (active) active.focus({ preventScroll: true });
      },
      svgText(words = {}) {
        const paint = kaart.export.literalColours(box);
        const lines = draw.legendLines(state, inside, text);
        const scene = { geometry, state, inside, view: zoom.view, paint, names: painter.names, lines, text };
        return kaart.export.svgText(scene, words);
      },
      destroy() {
        listeners.abort();
        watch.disconnect();
        zoom.destroy();
        box.remove();
        painter.clearLegend();
      },
    };
  }

  kaart.create = create;
})(typeof window === "undefined" ? globalThis : window);
