/* Landkaart, zoom part: which piece of the map is in view. Wheel, pinch and drag come from d3-zoom when it is
   there (window.d3); buttons, keyboard and "zoom to region" work without it. */
(function (root) {
  "use strict";
  const kaart = (root.Landkaart = root.Landkaart || {});
  const DURATION = 300; // ms
  const HINT_MS = 1600;

  const calm = () => Boolean(root.matchMedia && root.matchMedia("(prefers-reduced-motion: reduce)").matches);

  /** The page can scroll, so a plain wheel over the map belongs to the page. */
  const pageScrolls = () => {
    const page = document.scrollingElement || document.documentElement;
    return page.scrollHeight > page.clientHeight + 1;
  };

  /**
   * create({svg, width, height, onView(view), onGesture(), onWheelHint(show)}) -> the zoom of one map; `duration`
   * is how long it takes to get somewhere, in milliseconds.
   * Lengths are units of the viewBox unless a name says pixels.
   */
  function create({ svg, width, height, onView, onGesture, onWheelHint, duration = DURATION }) {
    const model = kaart.model;
    const d3 = root.d3 && root.d3.zoom && root.d3.select ? root.d3 : null;
    const stop = new AbortController();
    let view = { k: 1, x: 0, y: 0 };
    let goal = view; // where the running animation ends
    let animation = 0;
    let hintTimer = 0;
    let behaviour = null;

    const asD3 = ({ k, x, y }) => d3.zoomIdentity.translate(x, y).scale(k);

    function apply(next) {
      view = { k: next.k, x: next.x, y: next.y };
      onView(view);
    }

    function jump(next) {
      if (behaviour) d3.select(svg).call(behaviour.transform, asD3(next));
      else apply(next);
    }

    function halt() {
      if (animation) cancelAnimationFrame(animation);
      animation = 0;
    }

    function go(next, animate = true) {
      halt();
      goal = model.clampView(next, width, height);
      if (!animate || calm() || document.hidden) return jump(goal);
      const from = view;
      const target = goal;
      const began = performance.now();
      const step = (now) => {
        const t = Math.min(1, Math.max(0, (now - began) / duration));
        animation = t < 1 ? requestAnimationFrame(step) : 0;
        jump(model.betweenViews(from, target, t));
      };
      animation = requestAnimationFrame(step);
    }

    /** The size of the svg on screen: its box, pixels per unit, and the visible frame in units. */
    function screen() {
      const box = svg.getBoundingClientRect();
      const scale = Math.min(box.width / width, box.height / height) || 1;
      const frame = box.width && box.height ? [box.width / scale, box.height / scale] : [width, height];
      return { box, scale, frame };
    }

    function toMap(clientX, clientY) {
      const { box, scale } = screen();
      const x = width / 2 + (clientX - box.left - box.width / 2) / scale;
      const y = height / 2 + (clientY - box.top - box.height / 2) / scale;
      return [(x - view.x) / view.k, (y - view.y) / view.k];
    }

    /** A map point as pixels inside the box of the svg. */
    function toBox([x, y]) {
      const { box, scale } = screen();
      return [
        box.width / 2 + (view.k * x + view.x - width / 2) * scale,
        box.height / 2 + (view.k * y + view.y - height / 2) * scale,
      ];
    }

    /* A map that takes every wheel turn or one-finger swipe holds people back who only want to scroll past it.
       So: Ctrl, Cmd or a trackpad pinch zooms; a plain wheel zooms only where the page has nothing to scroll
       (full screen, presenting), else a short hint tells how. "After a click" is not used as permission: a
       click here means choosing, and the reader then scrolls on to what was chosen. One finger drags
       only when zoomed in; at the full view it scrolls the page, and two fingers always pinch. */
    function allowed(event) {
      if (event.type === "wheel") return event.ctrlKey || event.metaKey || !pageScrolls();
      if (event.type === "touchstart") return event.touches.length > 1 || view.k > 1.01;
      return !event.ctrlKey && !event.button;
    }

    function onWheel(event) {
      if (event.ctrlKey || event.metaKey) return event.preventDefault(); // at a limit the browser must not zoom the page
      if (!pageScrolls()) return;
      onWheelHint(true);
      clearTimeout(hintTimer);
      hintTimer = setTimeout(() => onWheelHint(false), HINT_MS);
    }

    // A mouse notch is about 100 px, a trackpad pinch a few; neither may jump more than a third at once.
    function wheelStep(event) {
      const unit = event.deltaMode === 1 ? 0.05 : event.deltaMode ? 1 : 0.002;
      return Math.max(-0.4, Math.min(0.4, -event.deltaY * unit * (event.ctrlKey ? 5 : 1)));
    }

    if (d3) {
      behaviour = d3
        .zoom()
        .scaleExtent([model.MIN_ZOOM, model.MAX_ZOOM])
        .extent([[0, 0], [width, height]])
        .translateExtent([[0, 0], [width, height]])
        .constrain((transform) => asD3(model.clampView(transform, width, height)))
        .clickDistance(5) // a hand that trembles still clicks
        .filter(allowed)
        .wheelDelta(wheelStep)
        .on("start", (event) => event.sourceEvent && halt())
        .on("zoom", (event) => {
          if (event.sourceEvent) onGesture();
          apply(event.transform);
        });
      d3.select(svg).call(behaviour).on("dblclick.zoom", null); // two clicks choose and unchoose
      svg.addEventListener("wheel", onWheel, { passive: false, signal: stop.signal });
    }

    return {
      get view() {
        return view;
      },
      gestures: Boolean(d3),
      screen,
      toMap,
      toBox,
      go,
      /** Zoom by a factor around a map point, or around the middle; quick presses add up. */
      by(factor, point = null) {
        const from = animation ? goal : view;
        const px = point ? from.k * point[0] + from.x : width / 2;
        const py = point ? from.k * point[1] + from.y : height / 2;
        go(model.zoomAround(from, factor, px, py));
      },
      whole: (animate = true) => go({ k: 1, x: 0, y: 0 }, animate),
      /** Bounds in view, to the right of what covers `left` pixels of the map. */
      fit(bounds, animate = true, left = 0) {
        const { frame, scale } = screen();
        go(model.fitView(bounds, frame, width, height, left / scale), animate);
      },
      /** Pan as little as needed to bring a map point in view. */
      reveal(point) {
        const from = animation ? goal : view;
        const next = model.revealPoint(from, point, screen().frame, width, height);
        if (next !== from) go(next);
      },
      destroy() {
        halt();
        clearTimeout(hintTimer);
        stop.abort();
        if (!behaviour) return;
        behaviour.on("start zoom", null);
        d3.select(svg).on(".zoom", null);
      },
    };
  }

  kaart.zoom = { create, calm };
})(typeof window === "undefined" ? globalThis : window);
