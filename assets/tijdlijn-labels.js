/* Where the words stand on the timeline so that none covers another. Pure functions, no DOM.
   A box is {left, right, top, bottom} in px. */
(function (root) {
  "use strict";

  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const free = (box, taken) => !taken.some((other) => meet(box, other));

  /** Moves points apart until each has `gap` px, as little as possible, within low..high. `at` is in order. */
  function spread(at, gap, low, high) {
    const groups = [];
    for (const point of at) {
      groups.push({ sum: point, n: 1 });
      while (groups.length > 1) {
        const [before, last] = groups.slice(-2);
        const start = (group) => Math.min(Math.max(group.sum / group.n - ((group.n - 1) * gap) / 2, low), high - (group.n - 1) * gap);
        if (start(before) + before.n * gap <= start(last)) break;
        groups.splice(-2, 2, { sum: before.sum + last.sum, n: before.n + last.n });
      }
    }
    return groups.flatMap(({ sum, n }) => {
      const start = Math.min(Math.max(sum / n - ((n - 1) * gap) / 2, low), high - (n - 1) * gap);
      return Array.from({ length: n }, (_, i) => start + i * gap);
    });
  }

  /** The published line as thin boxes, so that no word is put across it. */
  function lineBoxes(plan) {
    const boxes = [];
    plan.published.forEach((one, i) => {
      const level = plan.y(one.n);
      boxes.push({ left: one.x0, right: one.x1, top: level - 2, bottom: level + 2 });
      const before = i ? plan.y(plan.published[i - 1].n) : level;
      boxes.push({ left: one.x0 - 2, right: one.x0 + 2, top: Math.min(level, before) - 2, bottom: Math.max(level, before) + 2 });
    });
    return boxes;
  }

  /** The value of each published total at its step; the last one also says what the line is. */
  function publishedLabels(plan, word, measure, taken) {
    const high = plan.em * 1.25;
    const placed = [];
    [...plan.published].reverse().forEach((one, i) => {
      const texts = i === 0 ? [`${one.n} ${word}`, String(one.n)] : [String(one.n)];
      const level = plan.y(one.n) - 3;
      for (const text of texts) {
        const wide = measure(text, true);
        // before the step the words stand beside the line and not on what lies under it
        const starts = [one.x0 + 8, one.x0 - 8 - wide];
        const start = starts.find((left) => {
          const right = left + wide;
          const fits = left >= 0 && right <= plan.right + 4 && (left < one.x0 || i > 0 || right <= one.x1 + 4);
          return fits && free({ left: left - 3, right: right + 3, top: level - high, bottom: level }, taken);
        });
        if (start === undefined) continue;
        taken.push({ left: start - 3, right: start + wide + 3, top: level - high, bottom: level });
        placed.push({ text, x: start, y: level - plan.em * 0.26, kind: "gepubliceerd" });
        break;
      }
    });
    return placed;
  }

  /** A word inside a step area: the place most to the right where it fits between `top` and `bottom` all along. */
  function areaLabel(plan, texts, top, bottom, kind, measure, taken) {
    const high = plan.em * 0.85; // the letters without the white above and below them
    for (const text of texts) {
      const wide = measure(text, false);
      for (let left = plan.right - wide - 6; left >= plan.left; left -= 4) {
        const under = plan.known.filter((one) => one.x0 < left + wide + 3 && one.x1 > left - 3);
        const ceiling = Math.max(...under.map(top)) + 1;
        const floor = Math.min(...under.map(bottom)) - 1;
        if (floor - ceiling < high) continue;
        for (let shift = 0; shift < 24; shift += 1) {
          // from the middle outwards: 0, -1, +1, -2 …
          const start = (ceiling + floor - high) / 2 + (shift % 2 ? -1 : 1) * Math.ceil(shift / 2);
          const box = { left: left - 3, right: left + wide + 3, top: start, bottom: start + high };
          if (box.top < ceiling || box.bottom > floor || !free(box, taken)) continue;
          taken.push(box);
          return [{ text, x: left, y: start + high * 0.88, kind }];
        }
      }
    }
    return [];
  }

  /** All words in the plot as {text, x, y (baseline), kind}. What does not fit is left out: the header has it too.
      `quiet` are dates at which the handle often stands; no word is put across them. */
  function labels(plan, words, quiet, measure) {
    const taken = lineBoxes(plan);
    for (const date of quiet) {
      const x = plan.x(date);
      taken.push({ left: x - 3, right: x + 3, top: 0, bottom: plan.base });
    }
    const certain = (one) => plan.y(one.certain);
    return [
      ...publishedLabels(plan, words.published, measure, taken),
      ...areaLabel(plan, [words.knownCertain, words.certain], certain, () => plan.base, "zeker", measure, taken),
      ...areaLabel(plan, [words.possible], (one) => plan.y(one.certain + one.possible), certain, "mogelijk", measure, taken),
    ];
  }

  /** Left sides of the date flags of one or two handles: centred on the handle, inside the drawing, side by side. */
  function flags(at, widths, width, gap) {
    const inside = (left, wide) => Math.min(Math.max(left, 0), Math.max(0, width - wide));
    const starts = at.map((x, i) => inside(x - widths[i] / 2, widths[i]));
    if (starts.length < 2 || starts[0] + widths[0] + gap <= starts[1]) return starts;
    const total = widths[0] + gap + widths[1];
    const first = inside((at[0] + at[1]) / 2 - total / 2, total);
    return [first, first + widths[0] + gap];
  }

  const TijdlijnLabels = { spread, labels, flags, meet };
  root.TijdlijnLabels = TijdlijnLabels;
  if (typeof module === "object" && module.exports) module.exports = TijdlijnLabels;
})(typeof window === "undefined" ? globalThis : window);
