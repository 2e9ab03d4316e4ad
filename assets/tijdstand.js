/* Who is a member at a date, worked out in the browser from the signs that the server made beforehand.
   Pure functions, no DOM, no clock: scrubbing through time needs no server call, and node can test every line.
   Dates are ISO strings (2020-07-14); their alphabetical order is their order in time. */
(function (root) {
  "use strict";

  /** Index of the last row [date, …] that holds on `date`, or -1 when all rows are later. Rows are in date order. */
  function lastAt(rows, date) {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle][0] <= date) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Membership signs on `date`. Before the first step the first step holds: a member whose date was never found is one always. */
  function signsAt(time, date) {
    return time.steps[Math.max(0, lastAt(time.steps, date))][1];
  }

  /** Guessing a sign would colour a municipality wrongly without a word, so a gap in a table is an error. */
  function lookUp(table, key, name) {
    const sign = table[key];
    if (sign === undefined) throw new RangeError(`Tijdstand: de tabel "${name}" kent "${key}" niet.`);
    return sign;
  }

  /** Signs to draw on `date`: those of `base` (the colouring), except where the table says that membership decides. */
  function stand(time, base, date) {
    const member = signsAt(time, date);
    if (base.length !== member.length) {
      throw new RangeError(`Tijdstand: ${base.length} tekens voor ${member.length} gemeenten.`);
    }
    let drawn = "";
    for (let i = 0; i < member.length; i += 1) drawn += lookUp(time.tables.stand, member[i], "stand") ?? base[i];
    return drawn;
  }

  /** Signs to draw for what changed between two dates; the earlier one always counts as the beginning. */
  function verschil(time, from, to) {
    const before = signsAt(time, from < to ? from : to);
    const after = signsAt(time, from < to ? to : from);
    let drawn = "";
    for (let i = 0; i < after.length; i += 1) drawn += lookUp(time.tables.verschil, before[i] + after[i], "verschil");
    return drawn;
  }

  /** "1" for each region that came out of a merger after the earlier date, up to and including the later one. */
  function mergedBetween(time, from, to) {
    const [first, last] = from < to ? [from, to] : [to, from];
    const within = time.mergers.filter(([date]) => first < date && date <= last);
    let marks = "";
    for (let i = 0; i < time.order.length; i += 1) marks += within.some(([, signs]) => signs[i] === "1") ? "1" : "0";
    return marks;
  }

  /** The official total that held on `date`, or null while none had been published: that is not the same as 0. */
  function publishedAt(time, date) {
    const index = lastAt(time.published, date);
    return index < 0 ? null : time.published[index][1];
  }

  /** How often each sign occurs: {sign: n}. */
  function count(signs) {
    const totals = {};
    for (const sign of signs) totals[sign] = (totals[sign] || 0) + 1;
    return totals;
  }

  const Tijdstand = { signsAt, stand, verschil, mergedBetween, publishedAt, count };
  root.Tijdstand = Tijdstand;
  if (typeof module === "object" && module.exports) module.exports = Tijdstand;
})(typeof window === "undefined" ? globalThis : window);
