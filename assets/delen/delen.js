/* Share a page: the server makes what stands in the dialog (/delen), so that link, QR code and code for another website
   are those of one canonical link. The link can be copied without permission for the clipboard too. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const BY_HAND = "Kopiëren mag hier niet. De tekst is geselecteerd: kopieer die zelf (Ctrl+C of ⌘+C).";
  const FAILED = "Er is geen verbinding met de server. Deze link kunt u wel kopiëren:";
  const USUAL_HEIGHT = 640;

  /** An element with its properties and children. */
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const closeButton = (label) => {
    const button = make("button", { type: "button", className: "close", textContent: "×" });
    button.dataset.share = "close";
    button.setAttribute("aria-label", label);
    return button;
  };

  /** An empty dialog that goes when it is closed. */
  function openDialog(className, ...children) {
    const dialog = make("dialog", { className }, ...children);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close(); // beside it
    });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  gka.share = async () => {
    if (document.querySelector(".share-dialog")) return;
    const waiting = make("p", { className: "share-body", textContent: "Wordt gemaakt…" });
    waiting.setAttribute("role", "status");
    const dialog = openDialog("share-dialog", waiting);
    dialog.setAttribute("aria-label", "Delen");
    try {
      const query = new URLSearchParams(location.search);
      query.set("pad", location.pathname);
      const answer = await fetch(`${gka.readConfig().basis}/delen?${query}`);
      if (!answer.ok) throw new Error(`${answer.status}`);
      dialog.innerHTML = await answer.text();
    } catch {
      const link = make("input", { id: "delen-link", className: "form-control", readOnly: true, value: location.href });
      link.setAttribute("aria-label", "Link naar deze pagina");
      const head = make("div", { className: "card-head dialog-head" }, make("h2", { textContent: "Delen" }), closeButton("Sluit delen"));
      dialog.replaceChildren(head, make("div", { className: "share-body" }, make("p", { textContent: FAILED }), link));
    }
    const first = dialog.querySelector("#delen-link");
    first.focus();
    first.select();
    const form = dialog.querySelector(".share-form");
    if (!form) return;
    form.addEventListener("input", () => showCode(form));
    showCode(form);
  };

  /** What the form asks for: the address of the map and its size. */
  function wanted(form) {
    const address = new URL(form.dataset.embed);
    for (const { name, value, type, checked, dataset } of form.elements) {
      if (type === "radio" ? checked && value : type === "checkbox" && checked === !("off" in dataset)) {
        address.searchParams.set(name, value);
      }
    }
    const size = (name, usual) => (form.elements[name].validity.valid && form.elements[name].value) || usual;
    return { src: address.href.replace(/%2C/g, ","), width: size("breedte", "100%"), height: size("hoogte", USUAL_HEIGHT) };
  }

  function showCode(form) {
    const { src, width, height } = wanted(form);
    const say = root.Landkaart.draw.escapeXml;
    document.getElementById("delen-code").value =
      `<iframe src="${say(src)}" title="${say(form.dataset.title)}" width="${width}" height="${height}" loading="lazy"></iframe>`;
    const place = document.getElementById("delen-voorbeeld");
    if (!place.hidden) showPreview(place, form);
  }

  function showPreview(place, form) {
    const { src, width, height } = wanted(form);
    const here = new URL(src); // as set for visitors; the example stands where this page does
    const address = here.pathname + here.search;
    let frame = place.querySelector("iframe");
    if (!frame) place.append((frame = make("iframe", { title: "Voorbeeld van de kaart op een website" })));
    frame.setAttribute("width", width);
    frame.setAttribute("height", height);
    if (frame.getAttribute("src") !== address) frame.setAttribute("src", address);
  }

  function togglePreview(button) {
    const place = document.getElementById("delen-voorbeeld");
    place.hidden = !place.hidden;
    button.setAttribute("aria-expanded", String(!place.hidden));
    button.textContent = place.hidden ? "Toon voorbeeld" : "Verberg voorbeeld";
    if (place.hidden) place.replaceChildren();
    else showPreview(place, button.closest("dialog").querySelector(".share-form"));
  }

  async function copy(button) {
    const field = document.getElementById(button.dataset.from);
    const said = document.getElementById("delen-melding");
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = field.id === "delen-link" ? "De link is gekopieerd." : "De code is gekopieerd.";
    } catch {
      field.focus();
      field.select();
      said.textContent = BY_HAND;
    }
  }

  /** The code as large as the screen, for a room. */
  function showBig(button) {
    const dialog = button.closest("dialog");
    const code = dialog.querySelector(".share-code").cloneNode(true);
    const link = make("p", { className: "share-address", textContent: dialog.querySelector("#delen-link").value });
    openDialog("share-big", closeButton("Sluit de grote QR-code"), code, link).setAttribute("aria-label", "QR-code, groot");
  }

  const actions = { copy, big: showBig, preview: togglePreview, close: (button) => button.closest("dialog").close() };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-share]");
    if (button) actions[button.dataset.share](button);
  });
  // Back shows another page: what was to be shared is no longer there.
  root.addEventListener("popstate", () => document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close()));
})(window);
