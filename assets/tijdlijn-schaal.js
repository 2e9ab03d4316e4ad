/* The arithmetic of the timeline: dates, moments at which something changes, and where everything stands
   on the drawing. Pure functions, no DOM. Lengths are CSS pixels, dates ISO strings. */
(function (root) {
  "use strict";

  const DAY = 86400000;
  const MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split(" ");
  const SNAP = 4; // a finger or mouse this near to a change means that change: the real dates can be hit

  const toDay = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;
  const toIso = (day) => new Date(Math.round(day) * DAY).toISOString().slice(0, 10);

  /** True for a date that exists: "2023-02-30" and "gisteren" do not. */
  function isDate(text) {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(toDay(text)) && toIso(toDay(text)) === text;
  }

  /** "2019-07-16" -> "16 juli 2019". */
  function dutchDate(iso) {
    return `${Number(iso.slice(8))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
  }

  /** The same day in another year; 29 February becomes the 28th where it must. */
  function addYears(iso, years) {
    const moved = `${String(Number(iso.slice(0, 4)) + years).padStart(4, "0")}${iso.slice(4)}`;
    return isDate(moved) ? moved : `${moved.slice(0, 8)}28`;
  }

  const clamp = (value, low, high) => (value < low ? low : value > high ? high : value);

  /** Every date at which something on the line changes, from start to end, each once, in order. */
  function changeDates(time) {
    const all = [
      time.start,
      time.end,
      ...time.steps.map(([date]) => date),
      ...time.published.map(([date]) => date),
      ...time.milestones.map(({ date }) => date),
    ];
    return [...new Set(all)].filter((date) => time.start <= date && date <= time.end).sort();
  }

  const nextOf = (dates, date) => dates.find((other) => other > date) ?? null;
  const previousOf = (dates, date) => dates.filter((other) => other < date).pop() ?? null;

  /** Where a comparison begins when the user has not said so: the last published count before `date`, else the start. */
  function periodStart(time, date) {
    const counted = time.milestones.filter((milestone) => milestone.count !== null && milestone.date < date);
    const dates = counted.map((milestone) => milestone.date).filter((other) => other >= time.start).sort();
    return dates.pop() ?? time.start;
  }

  /** The last milestone on or before `date`, or null. */
  function milestoneAt(time, date) {
    return time.milestones.reduce(
      (best, one) => (one.date <= date && (best === null || one.date >= best.date) ? one : best),
      null,
    );
  }

  /** Certain, possible and published number of municipalities on a date (published may be null). */
  function numbersAt(time, date) {
    const totals = root.Tijdstand.count(root.Tijdstand.signsAt(time, date));
    return { certain: totals.z || 0, possible: totals.m || 0, published: root.Tijdstand.publishedAt(time, date) };
  }

  /** Rows [date, …] -> pieces {from, to, row} that fill start to end; rows outside are cut off. */
  function pieces(rows, start, end) {
    return rows
      .map((row, i) => ({
        from: clamp(row[0], start, end),
        to: clamp(i + 1 < rows.length ? rows[i + 1][0] : end, start, end),
        row,
      }))
      .filter((piece) => piece.from < piece.to || piece.row[0] === end);
  }

  /** Published totals without those that only repeat the one before: a repetition is not a step. */
  const rises = (published) => published.filter(([, n], i) => i === 0 || n !== published[i - 1][1]);

  const number = (value) => Math.round(value * 10) / 10;
  /** Steps as the inside of a path: each piece level, then straight to the next. */
  const stepsOf = (list, level) => list.map((one) => `${number(one.x0)} ${number(level(one))}L${number(one.x1)} ${number(level(one))}`).join("L");
  const backOf = (list, level) =>
    [...list].reverse().map((one) => `${number(one.x1)} ${number(level(one))}L${number(one.x0)} ${number(level(one))}`).join("L");

  function line(list, level) {
    return list.length ? `M${stepsOf(list, level)}` : "";
  }

  function area(list, top, bottom) {
    return list.length ? `M${stepsOf(list, top)}L${backOf(list, bottom)}Z` : "";
  }

  /** Ticks at the first of January; labels are thinned out until they fit `yearWidth` px each. */
  function yearTicks(time, x, yearWidth) {
    const ticks = [];
    for (let year = Number(time.start.slice(0, 4)); year <= Number(time.end.slice(0, 4)); year += 1) {
      const date = `${year}-01-01`;
      if (date >= time.start) ticks.push({ x: x(date), label: String(year) });
    }
    const apart = ticks.length > 1 ? ticks[1].x - ticks[0].x : Infinity;
    const every = Math.max(1, Math.ceil((yearWidth + 6) / apart));
    return ticks.map((tick, i) => (i % every === 0 ? tick : { ...tick, label: "" }));
  }

  /** Everything the drawing needs for one width.
      em: size of the type; measure(text, bold) -> width of a text in px.
      The lanes from top to bottom: date of the handle, plot, axis, milestones, years. */
  function geometry(time, width, em, measure) {
    const left = 10;
    const right = Math.max(left + 40, width - 10);
    const top = Math.round(em * 3.3);
    const base = top + 104;
    const first = toDay(time.start);
    const days = Math.max(1, toDay(time.end) - first);
    const x = (date) => left + ((toDay(date) - first) / days) * (right - left);
    const dateAt = (px) => toIso(first + clamp((px - left) / (right - left), 0, 1) * days);

    const known = pieces(time.steps, time.start, time.end).map(({ from, to, row }) => {
      const totals = root.Tijdstand.count(row[1]);
      return { date: from, x0: x(from), x1: x(to), certain: totals.z || 0, possible: totals.m || 0 };
    });
    const published = pieces(rises(time.published), time.start, time.end).map(({ from, to, row }) => ({
      date: from, x0: x(from), x1: x(to), n: row[1],
    }));
    const most = Math.max(1, ...published.map((one) => one.n), ...known.map((one) => one.certain + one.possible));
    const y = (n) => base - (n / most) * (base - top);
    const zero = () => base;
    const certain = (one) => y(one.certain);
    const together = (one) => y(one.certain + one.possible);

    return {
      width, em, left, right, top, base, x, y, dateAt, known, published,
      height: Math.round(base + 24 + em * 1.5),
      markY: base + 17,
      yearY: Math.round(base + 23 + em),
      years: yearTicks(time, x, measure("2020", false)),
      paths: {
        published: line(published, (one) => y(one.n)),
        publishedArea: area(published, (one) => y(one.n), zero),
        certain: area(known, certain, zero),
        certainEdge: line(known, certain),
        possible: area(known, together, certain),
      },
    };
  }

  /** The date that is meant at `px`: the nearest change within SNAP px, else the day itself. */
  function dateNear(plan, changes, px) {
    let best = null;
    for (const date of changes) {
      const distance = Math.abs(plan.x(date) - px);
      if (distance <= SNAP && (best === null || distance < best.distance)) best = { date, distance };
    }
    return best ? best.date : plan.dateAt(px);
  }

  const TijdlijnSchaal = {
    toDay, toIso, isDate, dutchDate, addYears, clamp, changeDates, nextOf, previousOf,
    periodStart, milestoneAt, numbersAt, pieces, rises, geometry, dateNear,
  };
  root.TijdlijnSchaal = TijdlijnSchaal;
  if (typeof module === "object" && module.exports) module.exports = TijdlijnSchaal;
})(typeof window === "undefined" ? globalThis : window);
