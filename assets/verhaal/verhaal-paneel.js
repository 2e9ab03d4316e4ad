/* The panel of a visitor's own story, drawn anew after every change of its steps. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const NO_NUMBER = "geen getal";

  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key in made) made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  const button = (text, act, properties = {}) => {
    const made = element("button", { type: "button", className: "button-small", ...properties }, text);
    made.addEventListener("click", act);
    return made;
  };

  /** A control with its label; what is typed is kept at once. */
  function field(label, control, onInput) {
    control.addEventListener("input", () => onInput(control.value));
    return element("label", { className: "story-field" }, element("span", {}, label), control);
  }

  function numberChoice(step) {
    const select = element("select", { className: "form-select" }, new Option(NO_NUMBER, ""));
    for (const [key, label] of gka.readConfig().verhaal.getallen) select.append(new Option(label, key));
    select.value = step.number || "";
    return select;
  }

  function stepDetails(step, at, keep, isOpen) {
    const { tekst, notities } = gka.readConfig().verhaal.grenzen;
    const area = (value, most) => element("textarea", { className: "form-control", value: value || "", rows: 3, maxLength: most });
    const details = element(
      "details",
      { open: isOpen },
      element("summary", {}, "Tekst, getal en notities"),
      field("Tekst bij de kaart", area(step.text, tekst), (value) => keep(at, "text", value)),
      ...(step.sentence ? [element("p", { className: "hint" }, `Deze zin staat er vanzelf bij: “${step.sentence}”`)] : []),
      field("Groot getal", numberChoice(step), (value) => keep(at, "number", value)),
      field("Notities voor wie vertelt", area(step.notes, notities), (value) => keep(at, "notes", value)),
      element("p", {}, element("a", { href: `${gka.readConfig().basis}${step.link}` }, "Bekijk deze kaart")),
    );
    return details;
  }

  function stepRow(step, at, last, does, isOpen) {
    const number = at + 1;
    const title = element("textarea", { className: "form-control", value: step.title, rows: 2, maxLength: gka.readConfig().verhaal.grenzen.titel });
    title.setAttribute("aria-label", `Titel van stap ${number}`);
    title.addEventListener("input", () => does.keep(at, "title", title.value));
    const named = (label, what, able) => ({ "aria-label": label, "data-does": what, "aria-disabled": String(!able) });
    return element(
      "li",
      { className: "story-step" },
      element("div", { className: "story-step-head" }, element("span", { className: "story-number", "aria-hidden": "true" }, number), title),
      element(
        "div",
        { className: "story-step-buttons" },
        button("↑", () => at > 0 && does.move(at, -1), named(`Stap ${number} naar boven`, "up", at > 0)),
        button("↓", () => at < last && does.move(at, 1), named(`Stap ${number} naar beneden`, "down", at < last)),
        button("Verwijder", () => does.remove(at), named(`Verwijder stap ${number}`, "remove", true)),
      ),
      stepDetails(step, at, does.keep, isOpen),
    );
  }

  /** What stays while the story is drawn anew: the heading, and the line that says what happened. A line that is
      drawn anew would not be heard. */
  gka.makeStoryPanel = (host, does) => {
    const close = button("×", does.close, { className: "close", "aria-label": "Sluit uw verhaal" });
    const top = element(
      "div",
      { className: "story-top" },
      element("div", { className: "card-head" }, element("h2", { tabIndex: -1 }, "Uw verhaal"), close),
      element(
        "div",
        { className: "story-said" },
        element("span", { role: "status", className: "story-status" }),
        button("Zet terug", does.undo, { className: "button-small story-undo", hidden: true }),
      ),
    );
    const body = element("div", { className: "story-body" });
    host.replaceChildren(top, body);
    return body;
  };

  /** Draw the story in the panel. `does` is what its buttons do; `open` holds the steps whose details are open. */
  gka.drawStory = (host, story, does, open) => {
    const { titel } = gka.readConfig().verhaal.grenzen;
    const title = element("input", { className: "form-control", value: story.title, maxLength: titel });
    const last = story.steps.length - 1;
    const steps = story.steps.map((step, at) => stepRow(step, at, last, does, open.has(at)));
    const some = steps.length > 0;
    const present = element("a", { className: "button button-strong", href: `${gka.readConfig().basis}/presenteren/eigen` }, "Presenteer");
    const empty = "Uw verhaal heeft nog geen stappen. Kies op de kaart wat u wilt laten zien en klik op “Voeg toe aan verhaal”.";
    const where = "Uw verhaal staat alleen in deze browser, zonder cookies. De server bewaart het niet. Download het om het te houden of te delen.";
    host.replaceChildren(
      element("p", { className: "hint" }, where),
      ...(some ? [field("Titel van het verhaal", title, (value) => does.keep(null, "title", value))] : []),
      some ? element("ol", { className: "plain story-steps" }, ...steps) : element("p", {}, empty),
      element(
        "div",
        { className: "buttons" },
        ...(some ? [present, button("Download verhaal", does.download, { className: "button" })] : []),
        button("Open een verhaal", does.open, { className: "button" }),
        ...(some ? [button("Begin opnieuw", does.clear, { className: "button-quiet" })] : []),
      ),
    );
  };
})(window);
