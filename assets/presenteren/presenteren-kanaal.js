/* Two windows of one presentation talk without a server. A BroadcastChannel reaches a window that was loaded again;
   between files on a disk browsers do not let it through, there the windows write to each other directly.
   Both ways carry the same message; its number tells that it was heard already. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  const KIND = "gka-presenteren";

  /** Whether a message is meant for the window with this role. */
  const isFor = (message, id, role) =>
    Boolean(message) && message.kind === KIND && message.id === id && message.from !== role;

  /** Whether a message comes for the first time; `heard` keeps the last number of each voice. */
  function isNew(heard, message) {
    if (!(message.number > (heard.get(message.voice) || 0))) return false;
    heard.set(message.voice, message.number);
    return true;
  }

  /**
   * create({id, role, onMessage(message), peer}) -> {send(content), close()}. `peer` is the other window when it
   * is known from the start; who writes to us is remembered.
   */
  function create({ id, role, onMessage, peer = null }) {
    const heard = new Map();
    const voice = presenteren.adres.makeId(crypto.getRandomValues(new Uint8Array(8))); // a window loaded again is another
    let number = 0;
    let other = peer;
    const hear = (message) => isFor(message, id, role) && isNew(heard, message) && onMessage(message);
    // A file has no origin to name; what is said (step and clock) is no secret.
    const place = root.location.origin === "null" || root.location.protocol === "file:" ? "*" : root.location.origin;
    let broadcast = null;
    try {
      broadcast = new BroadcastChannel(`${KIND}-${id}`);
      broadcast.onmessage = (event) => hear(event.data);
    } catch {
      // this browser has none for files: the other way is left
    }

    function onPost(event) {
      if (place !== "*" && event.origin !== place) return;
      if (!isFor(event.data, id, role)) return;
      if (event.source) other = event.source;
      hear(event.data);
    }
    root.addEventListener("message", onPost);

    return {
      send(content) {
        const message = { ...content, kind: KIND, id, from: role, voice, number: (number += 1) };
        if (broadcast) broadcast.postMessage(message);
        if (other && !other.closed) other.postMessage(message, place);
      },
      meet: (window) => (other = window),
      close() {
        root.removeEventListener("message", onPost);
        if (broadcast) broadcast.close();
      },
    };
  }

  presenteren.kanaal = { create, isFor, isNew };
  if (typeof module !== "undefined") module.exports = presenteren.kanaal;
})(typeof window === "undefined" ? globalThis : window);
