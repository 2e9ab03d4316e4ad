/* How the user moves the handles: keys, pointer, date boxes. Each only says where to; `line` (made in
   tijdlijn.js) keeps the state, redraws and tells the page. */
(function (root) {
  "use strict";

  const TYPING_PAUSE = 600; // ms: "1" on its way to "16" is not a choice yet
  const HANDLES = ["from", "date"];

  /** The date a key leads to from `date`, or null for a key that means nothing here. */
  function keyTarget({ time, changes }, key, date) {
    const scale = root.TijdlijnSchaal;
    switch (key) {
      case "ArrowRight":
      case "ArrowUp":
        return scale.nextOf(changes, date) ?? time.end;
      case "ArrowLeft":
      case "ArrowDown":
        return scale.previousOf(changes, date) ?? time.start;
      case "PageUp":
        return scale.addYears(date, 1);
      case "PageDown":
        return scale.addYears(date, -1);
      case "Home":
        return time.start;
      case "End":
        return time.end;
      default:
        return null;
    }
  }

  function listenToKeys(on, line, which) {
    const { toDay, toIso } = root.TijdlijnSchaal;
    const { time, parts, under } = line;
    const range = parts.ranges[which];
    on(range, "keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === " ") {
        event.preventDefault();
        if (!event.repeat) line.togglePlay();
        return;
      }
      const target = keyTarget(line, event.key, line.state()[which]);
      if (target === null) return;
      event.preventDefault();
      line.takeOver();
      if (event.repeat) {
        under.heldKey = true;
        line.scrub(line.moved(which, target));
      } else line.commit(line.moved(which, target));
    });
    on(range, "keyup blur", () => under.heldKey && line.commit());
    // pointer and keys are handled here, so this comes from assistive technology:
    // one notch up or down means the next moment, as with the arrow keys
    on(range, "input", () => {
      line.takeOver();
      const now = line.state()[which];
      const day = toDay(time.start) + Number(range.value);
      const notch = { 1: "ArrowRight", [-1]: "ArrowLeft" }[day - toDay(now)];
      line.scrub(line.moved(which, notch ? keyTarget(line, notch, now) : toIso(day)));
    });
    on(range, "change", () => line.commit());
    on(range, "focus", () => parts.drawing.focusOn(range.matches(":focus-visible") ? which : null));
    on(range, "blur", () => parts.drawing.focusOn(null));
  }

  /** Which handle a press at `x` means: the nearest; when both are as near, the one on that side. */
  function handleFor({ date, from }, plan, x) {
    if (from === null) return "date";
    const [toFrom, toDate] = [Math.abs(plan.x(from) - x), Math.abs(plan.x(date) - x)];
    return toFrom < toDate || (toFrom === toDate && x < plan.x(date)) ? "from" : "date";
  }

  function listenToPointer(on, line) {
    const { stage, drawing, ranges } = line.parts;
    const { under } = line;
    const place = (event) => {
      const box = stage.getBoundingClientRect();
      const reach = event.pointerType === "mouse" ? 8 : 22;
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      return { x, milestone: drawing.markerAt(x, y, reach) };
    };
    const follow = (x) => line.scrub(line.moved(under.drag.which, root.TijdlijnSchaal.dateNear(line.plan(), line.changes, x)));
    const mine = (event) => under.drag !== null && under.drag.id === event.pointerId;

    on(stage, "mousedown", (event) => event.preventDefault()); // keeps the focus where pointerdown puts it
    on(stage, "pointerdown", (event) => {
      if (event.button !== 0 || under.drag || !line.plan()) return;
      line.takeOver();
      const { x, milestone } = place(event);
      const which = milestone >= 0 ? "date" : handleFor(line.state(), line.plan(), x);
      under.drag = { id: event.pointerId, milestone, which, before: line.state() };
      stage.setPointerCapture(event.pointerId);
      ranges[which].focus({ preventScroll: true });
      if (milestone >= 0) line.look(milestone);
      else follow(x);
    });
    on(stage, "pointermove", (event) => {
      const { x, milestone } = place(event);
      if (!under.drag) line.look(milestone);
      else if (mine(event) && under.drag.milestone < 0) follow(x);
    });
    on(stage, "pointerup", (event) => {
      if (!mine(event)) return;
      const pressed = under.drag.milestone;
      under.drag = null;
      const chosen = pressed >= 0 && place(event).milestone === pressed;
      line.commit(chosen ? line.jumpTo(line.time.milestones[pressed].date) : line.state());
      if (event.pointerType !== "mouse") line.look(-1);
    });
    on(stage, "pointercancel", (event) => {
      // the browser took the finger for scrolling the page: as if nothing happened
      if (!mine(event)) return;
      const { before } = under.drag;
      under.drag = null;
      line.commit(before);
      line.look(-1);
    });
    on(stage, "pointerleave", () => under.drag || line.look(-1));
  }

  /** A good date is shown at once and told after a pause, on Enter or on leaving; a wrong one changes nothing. */
  function listenToBox(on, line, which) {
    const { isDate, dutchDate } = root.TijdlijnSchaal;
    const { text, under } = line;
    const field = line.parts.fields[which];
    const { input } = field;
    const good = () => isDate(input.value) && input.min <= input.value && input.value <= input.max;
    const settle = () => {
      if (!field.edited) return;
      if (good()) {
        field.settled();
        line.commit(line.moved(which, input.value));
        return;
      }
      const limits = { min: dutchDate(input.min), max: dutchDate(input.max) };
      field.complain(root.TijdlijnDelen.fill(isDate(input.value) ? text.outside : text.badDate, limits));
      line.commit(line.committed());
    };
    on(input, "input", () => {
      line.stopPlaying(true);
      clearTimeout(under.typing);
      under.typing = 0;
      field.edited = true;
      if (!good()) {
        line.scrub(line.committed()); // no message yet: "2" on its way to "2020" is not wrong, only unfinished
        return;
      }
      field.complain("");
      line.scrub(line.moved(which, input.value));
      under.typing = setTimeout(() => line.commit(), TYPING_PAUSE);
    });
    on(input, "blur", settle);
    on(input, "keydown", (event) => event.key === "Enter" && settle());
  }

  /** Connects everything; on(target, "names", handler) is the timeline's own addEventListener. */
  function listen(on, line) {
    for (const which of HANDLES) {
      listenToKeys(on, line, which);
      listenToBox(on, line, which);
    }
    listenToPointer(on, line);
  }

  root.TijdlijnInvoer = { listen };
})(window);
