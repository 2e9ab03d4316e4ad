/* Where the presentation gets its data: from the document itself, or from our own server at the start. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});

  const parsed = (id) => JSON.parse(document.getElementById(id).textContent);

  /** JSON behind an address: "#id" is an element of this document, so that a file on a disk asks nothing of anybody. */
  async function json(address) {
    if (address.startsWith("#")) return parsed(address.slice(1));
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  /** Letters that a later step needs are fetched now, while there is a network. */
  function fetchFonts() {
    for (const face of document.fonts || []) face.load().catch(() => {});
  }

  presenteren.bron = { json, story: () => parsed("p-story"), fetchFonts };
})(typeof window === "undefined" ? globalThis : window);
