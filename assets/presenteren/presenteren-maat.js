/* How large a letter must be to be read from the back of the room. Pure numbers.

   The rule: the body of the letter is a two-hundredth of the distance. From ten metres that is 50 mm, on an image
   of two metres wide 48 of 1920 pixels. Capitals of Inter are then 36 mm: 12.5 minutes of arc, two and a half
   times the 5 that somebody with good eyes can just read, so half that sight is enough. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  const RULE = { distance: 10, width: 2, share: 200 };
  const CAPITAL = 0.727; // height of a capital of Inter, in parts of its size
  const SLACK = 0.02; // pixels: browsers round sizes

  /** Smallest size of type in CSS pixels on a screen that is `pixels` wide. */
  function smallest(pixels, { distance, width, share } = RULE) {
    return (distance / share / width) * pixels;
  }

  /** Minutes of arc of a capital: what an eye has to tell apart. */
  function arc(size, pixels, { distance, width } = RULE) {
    const height = ((size * CAPITAL) / pixels) * width;
    return (Math.atan(height / distance) * 180 * 60) / Math.PI;
  }

  /** Of [{text, size}] those that are too small, the smallest first and every text once. */
  function tooSmall(found, pixels, rule = RULE) {
    const least = smallest(pixels, rule);
    const once = new Map();
    for (const item of found) {
      if (item.size < least - SLACK && !(once.get(item.text) <= item.size)) once.set(item.text, item.size);
    }
    return [...once].map(([text, size]) => ({ text, size })).sort((a, b) => a.size - b.size);
  }

  /** A number from a field, within what makes sense; the usual one when it is no number. */
  function within(value, least, most, usual) {
    const number = Number.parseFloat(String(value).replace(",", "."));
    return Number.isFinite(number) ? Math.min(most, Math.max(least, number)) : usual;
  }

  presenteren.maat = { RULE, smallest, arc, tooSmall, within };
  if (typeof module !== "undefined") module.exports = presenteren.maat;
})(typeof window === "undefined" ? globalThis : window);
