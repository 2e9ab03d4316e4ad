/* The timer: {since, kept} in milliseconds; `since` is null while it stands still. Pure: who asks says what time it is. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});

  const ZERO = Object.freeze({ since: null, kept: 0 });
  const elapsed = (clock, now) => clock.kept + (clock.since === null ? 0 : Math.max(0, now - clock.since));
  const toggle = (clock, now) =>
    clock.since === null ? { since: now, kept: clock.kept } : { since: null, kept: elapsed(clock, now) };

  const two = (number) => String(number).padStart(2, "0");

  /** 65000 -> "1:05", an hour and more -> "1:00:00". */
  function text(milliseconds) {
    const seconds = Math.floor(milliseconds / 1000);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  }

  /** What came out of the history of the browser, or the beginning when that is no timer. */
  function read(value) {
    const ok = (number) => Number.isFinite(number) && number >= 0;
    if (!value || !ok(value.kept) || !(value.since === null || ok(value.since))) return ZERO;
    return { since: value.since, kept: value.kept };
  }

  presenteren.klok = { ZERO, elapsed, toggle, text, read, shown: (clock) => clock.since !== null || clock.kept > 0 };
  if (typeof module !== "undefined") module.exports = presenteren.klok;
})(typeof window === "undefined" ? globalThis : window);
