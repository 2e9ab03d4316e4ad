/* The part of the address behind #: which step, or that this window holds the notes. Pure. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  const STEP = /^#stap-([1-9]\d{0,3})$/;
  const NOTES = /^#notities-([0-9a-f]{16,64})$/;

  /** Place of the step (from 0), or -1 when the address names none that exists. */
  function stepOf(hash, total) {
    const found = STEP.exec(hash);
    const step = found ? Number(found[1]) - 1 : -1;
    return step < total ? step : -1;
  }

  const notesOf = (hash) => (NOTES.exec(hash) || [])[1] || "";

  /** Something nobody guesses, so that only windows that belong together hear each other. */
  function makeId(random) {
    return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  presenteren.adres = {
    stepOf,
    notesOf,
    makeId,
    stepHash: (step) => `#stap-${step + 1}`,
    notesHash: (id) => `#notities-${id}`,
  };
  if (typeof module !== "undefined") module.exports = presenteren.adres;
})(typeof window === "undefined" ? globalThis : window);
