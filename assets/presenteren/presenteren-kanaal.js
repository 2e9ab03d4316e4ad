/* Two windows of one presentation talk without a server. A BroadcastChannel reaches a window that was loaded again;
   between files on a disk browsers do not let it through, there the windows write to each other directly.
   Both ways carry the same message and hearing one twice does no harm: a message says how things are. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  const KIND = "gka-presenteren";

  /** Whether a message is meant for the window with this role. */
  const isFor = (message, id, role) =>
    Boolean(message) && message.kind === KIND && message.id === id && message.from !== role;

  /**
   * create({id, role, onMessage(message), peer}) -> {send(content), close()}. `peer` is the other window when it
   * is known from the start; who writes to us is remembered.
   */
  function create({ id, role, onMessage, peer = null }) {
    let other = peer;
    // A file has no origin to name; what is said (step and clock) is no secret.
    const place = root.location.origin === "null" || root.location.protocol === "file:" ? "*" : root.location.origin;
    let broadcast = null;
    try {
      broadcast = new BroadcastChannel(`${KIND}-${id}`);
      broadcast.onmessage = (event) => isFor(event.data, id, role) && onMessage(event.data);
    } catch {
      // this browser has none for files: the other way is left
    }

    function onPost(event) {
      if (place !== "*" && event.origin !== place) return;
      if (!isFor(event.data, id, role)) return;
      if (event.source) other = event.source;
      onMessage(event.data);
    }
    root.addEventListener("message", onPost);

    return {
      send(content) {
        const message = { ...content, kind: KIND, id, from: role };
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

  presenteren.kanaal = { create, isFor };
  if (typeof module !== "undefined") module.exports = presenteren.kanaal;
})(typeof window === "undefined" ? globalThis : window);
