/* The drawing of the timeline: one SVG, rebuilt when its width changes, and handles that only move.
   Colours come from classes in tijdlijn.css. Nothing here listens to the user. */
(function (root) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const FLAG_PADDING = 8;
  const MARKER_GAP = 11;
  let drawings = 0;

  function shape(name, attributes, parent) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (parent) parent.append(element);
    return element;
  }

  /** Width of a text in px in the type of `element`; weight as the stylesheet sets it. */
  function measurer(element) {
    const style = getComputedStyle(element);
    const context = document.createElement("canvas").getContext("2d");
    return (text, bold) => {
      context.font = `${bold ? 700 : 400} ${style.fontSize} ${style.fontFamily}`;
      return context.measureText(text).width;
    };
  }

  function create(time, words) {
    drawings += 1;
    const hatch = `tijdlijn-arcering-${drawings}`;
    const svg = shape("svg", { class: "tijdlijn-grafiek", role: "img", focusable: "false" });
    const ground = shape("g", {}, svg);
    const veils = [shape("rect", { class: "tijdlijn-sluier" }, svg), shape("rect", { class: "tijdlijn-sluier" }, svg)];
    const lines = shape("g", {}, svg); // under the words: a handle that passes leaves them readable
    const front = shape("g", {}, svg);
    const handles = ["van", "tot"].map((which) => {
      const group = shape("g", { class: `tijdlijn-greep-${which}` }, svg);
      return {
        group,
        line: shape("line", { class: `tijdlijn-greep-lijn tijdlijn-lijn-${which}` }, lines),
        ring: shape("circle", { class: "tijdlijn-greep-ring", r: 12 }, group),
        knob: shape("circle", { class: "tijdlijn-greep-knop", r: 8 }, group),
        flag: shape("rect", { class: "tijdlijn-vlag", rx: 5 }, group),
        text: shape("text", { class: "tijdlijn-vlag-tekst", "text-anchor": "middle" }, group),
      };
    });
    let plan = null;
    let measure = null;
    let markers = [];

    function drawGround() {
      const { left, right, top, base, paths } = plan;
      const pattern = shape("pattern", { id: hatch, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
      shape("rect", { class: "tijdlijn-arcering-grond", width: 6, height: 6 }, pattern);
      shape("rect", { class: "tijdlijn-arcering-lijn", width: 2, height: 6 }, pattern);
      const parts = [
        pattern,
        shape("path", { class: "tijdlijn-gepubliceerd-vlak", d: paths.publishedArea }),
        shape("path", { class: "tijdlijn-zeker", d: paths.certain }),
        shape("path", { class: "tijdlijn-mogelijk", d: paths.possible, fill: `url(#${hatch})` }),
        shape("path", { class: "tijdlijn-zeker-rand", d: paths.certainEdge }),
        shape("path", { class: "tijdlijn-gepubliceerd-lijn", d: paths.published }),
        ...plan.published.map((one) => shape("circle", { class: "tijdlijn-gepubliceerd-punt", cx: one.x0, cy: plan.y(one.n), r: 3.5 })),
        shape("line", { class: "tijdlijn-as", x1: left, x2: right, y1: base, y2: base }),
        ...plan.years.map((year) => shape("line", { class: "tijdlijn-as", x1: year.x, x2: year.x, y1: base, y2: base + 5 })),
      ];
      ground.replaceChildren(...parts);
      veils.forEach((veil) => {
        veil.setAttribute("y", top - 4);
        veil.setAttribute("height", base - top + 3);
      });
    }

    function word(text, x, y, kind, anchor) {
      const element = shape("text", { class: `tijdlijn-woord tijdlijn-woord-${kind}`, x, y, "text-anchor": anchor });
      element.textContent = text;
      return element;
    }

    function drawFront() {
      const inside = root.TijdlijnLabels.labels(plan, words, [time.initial], measure);
      const years = plan.years.filter((year) => year.label).map((year) => {
        const half = measure(year.label, false) / 2;
        const middle = Math.min(Math.max(year.x, half), plan.width - half);
        return word(year.label, middle, plan.yearY, "jaar", "middle");
      });
      const order = [...time.milestones.keys()].sort((a, b) => (time.milestones[a].date < time.milestones[b].date ? -1 : 1));
      const at = root.TijdlijnLabels.spread(order.map((i) => plan.x(time.milestones[i].date)), MARKER_GAP, plan.left, plan.right);
      markers = order.map((index, i) => ({
        index,
        x: at[i],
        element: shape("path", {
          class: time.milestones[index].count === null ? "tijdlijn-mijlpaal" : "tijdlijn-mijlpaal tijdlijn-mijlpaal-telling",
          d: "M0-5L5 0L0 5L-5 0Z",
          transform: `translate(${Math.round(at[i] * 10) / 10} ${plan.markY})`,
        }),
      }));
      front.replaceChildren(
        ...inside.map((one) => word(one.text, one.x, one.y, one.kind, "start")),
        ...years,
        ...markers.map((marker) => marker.element),
      );
    }

    /** Size of the letters in the drawing, px. */
    const em = () => parseFloat(getComputedStyle(svg).fontSize);

    /** Lays everything out for `width` px and returns the plan (TijdlijnSchaal.geometry). */
    function resize(width) {
      measure = measurer(svg);
      plan = root.TijdlijnSchaal.geometry(time, width, em(), measure);
      svg.setAttribute("viewBox", `0 0 ${plan.width} ${plan.height}`);
      svg.setAttribute("width", plan.width);
      svg.setAttribute("height", plan.height);
      drawGround();
      drawFront();
      return plan;
    }

    /** Puts the handles on their dates; from null = one handle. */
    function show(date, from) {
      const dates = from === null ? [date] : [from, date];
      const texts = dates.map(root.TijdlijnSchaal.dutchDate);
      const widths = texts.map((text) => Math.ceil(measure(text, true)) + 2 * FLAG_PADDING);
      const at = dates.map((one) => plan.x(one));
      const starts = root.TijdlijnLabels.flags(at, widths, plan.width, 4);
      const high = Math.round(plan.em * 1.65);
      for (const part of [handles[0].group, handles[0].line]) part.toggleAttribute("hidden", from === null);
      handles.slice(from === null ? 1 : 0).forEach((handle, i) => {
        const { line, ring, knob, flag, text } = handle;
        const put = (element, attributes) => Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
        put(line, { x1: at[i], x2: at[i], y1: high, y2: plan.base });
        put(ring, { cx: at[i], cy: plan.base });
        put(knob, { cx: at[i], cy: plan.base });
        put(flag, { x: starts[i], y: 1, width: widths[i], height: high - 1 });
        put(text, { x: starts[i] + widths[i] / 2, y: high / 2 + plan.em * 0.38 });
        text.textContent = texts[i];
      });
      const ends = from === null ? [] : [[plan.left, at[0]], [at[1], plan.right]];
      veils.forEach((veil, i) => {
        veil.toggleAttribute("hidden", from === null);
        if (from === null) return;
        veil.setAttribute("x", ends[i][0]);
        veil.setAttribute("width", Math.max(0, ends[i][1] - ends[i][0]));
      });
    }

    /** Index of the milestone whose marker lies within `reach` px of (x, y), or -1. */
    function markerAt(x, y, reach) {
      if (!plan || y < plan.base + 9) return -1;
      const near = markers.filter((marker) => Math.abs(marker.x - x) <= reach);
      near.sort((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x));
      return near.length ? near[0].index : -1;
    }

    function mark(index) {
      for (const marker of markers) marker.element.classList.toggle("tijdlijn-mijlpaal-nu", marker.index === index);
    }

    function focusOn(which) {
      ["from", "date"].forEach((name, i) => {
        handles[i].group.classList.toggle("tijdlijn-heeft-focus", which === name);
        handles[i].line.classList.toggle("tijdlijn-heeft-focus", which === name);
      });
    }

    return { svg, em, resize, show, markerAt, mark, focusOn };
  }

  root.TijdlijnGrafiek = { create };
})(window);
