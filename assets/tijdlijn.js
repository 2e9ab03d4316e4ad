/* The timeline: a drawing with a handle for the date, or two for a comparison, and everything to move them.
   No framework: the page gives it the time data and is told what the user does. The page owns the state;
   the timeline owns only what is under way (a drag, a held key, playing, a date being typed). */
(function (root) {
  "use strict";

  const PLAY_INTERVAL = 700; // ms per moment: long enough to see the map change, short enough to keep watching

  /** Puts a timeline in `host`. options: {time, text?, interval? (ms), heading? ("h2"), onScrub?, onCommit?};
      onScrub(date, from|null) while something moves, onCommit(date, from|null) once when it is decided. */
  function create(host, options) {
    const { time, text: words, interval = PLAY_INTERVAL, heading = "h2", onScrub = () => {}, onCommit = () => {} } = options;
    const scale = root.TijdlijnSchaal;
    const changes = scale.changeDates(time);
    const parts = root.TijdlijnDelen.build(time, words, heading);
    const { text, drawing, ranges, fields, stage } = parts;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const listening = new AbortController();
    const on = (target, names, handler) =>
      names.split(" ").forEach((name) => target.addEventListener(name, handler, { signal: listening.signal }));

    let state = { date: scale.clamp(time.initial, time.start, time.end), from: null };
    let committed = state; // what the page last decided or was told as a decision
    let told = state; // what the page last drew
    let plan = null;
    let frame = 0; // a redraw that was asked for
    let playing = 0; // timer, 0 = not playing
    let paused = false; // the user stopped playing half-way: go on from there
    const under = { typing: 0, heldKey: false, drag: null }; // what the user is in the middle of
    let looked = -1; // milestone under the pointer or focus

    const same = (a, b) => a.date === b.date && a.from === b.from;
    const busy = () => Boolean(playing || under.typing || under.heldKey || under.drag);

    // ---- showing ----------------------------------------------------------------------------------
    function showMoment() {
      const milestone = looked >= 0 ? time.milestones[looked] : scale.milestoneAt(time, state.date);
      const index = milestone ? time.milestones.indexOf(milestone) : -1;
      drawing.mark(looked >= 0 ? looked : index >= 0 && milestone.date === state.date ? index : -1);
      stage.classList.toggle("tijdlijn-op-mijlpaal", looked >= 0);
      const say = root.TijdlijnDelen.element;
      parts.moment.replaceChildren(
        ...(milestone ? [
          `${text.milestone} `, say("span", { class: "tijdlijn-moment-dag" }, `${milestone.label}:`), " ",
          say("b", {}, milestone.title), " ", say("span", { class: "tijdlijn-moment-tekst" }, milestone.text || ""),
        ] : []),
      );
    }

    function showPlay() {
      const words_ = calm.matches ? text.step : playing ? text.pause : text.play;
      parts.play.lastChild.textContent = words_;
      parts.play.dataset.toestand = calm.matches ? "stap" : playing ? "speelt" : "stil";
    }

    function showControl(which, value, min, max) {
      const { input } = fields[which];
      const range = ranges[which];
      range.value = scale.toDay(value) - scale.toDay(time.start);
      range.setAttribute("aria-valuetext", root.TijdlijnDelen.spoken(text, value, scale.numbersAt(time, value)));
      input.min = min;
      input.max = max;
      if (!fields[which].edited && input.value !== value) input.value = value;
    }

    function render() {
      const { date, from } = state;
      const comparing = from !== null;
      parts.root.dataset.weergave = comparing ? "verschil" : "stand";
      parts.modes[comparing ? "verschil" : "stand"].checked = true;
      ranges.from.hidden = !comparing;
      fields.from.box.hidden = !comparing;
      ranges.from.setAttribute("aria-label", text.lineFrom);
      ranges.date.setAttribute("aria-label", comparing ? text.lineTo : text.line);
      showControl("date", date, from ?? time.start, time.end);
      if (comparing) showControl("from", from, time.start, date);
      parts.counters.fill(scale.numbersAt(time, date), comparing ? scale.numbersAt(time, from) : null);
      time.milestones.forEach((milestone, i) => {
        if (milestone.date === date) parts.milestones[i].setAttribute("aria-current", "date");
        else parts.milestones[i].removeAttribute("aria-current");
      });
      if (plan) drawing.show(date, from);
      showMoment();
      showPlay();
    }

    function relayout() {
      const width = Math.floor(stage.clientWidth);
      if (width <= 0) return; // not on the page yet: the observer calls again
      plan = drawing.resize(width);
      for (const range of Object.values(ranges)) range.style.top = `${plan.base - 12}px`;
      render();
    }

    // ---- telling ----------------------------------------------------------------------------------
    function tell() {
      cancelAnimationFrame(frame);
      frame = 0;
      told = state;
      render();
      onScrub(state.date, state.from);
    }

    /** A step on the way: redraw and tell once per frame, however fast the events come. */
    function scrub(next) {
      if (same(state, next)) return;
      state = next;
      frame ||= requestAnimationFrame(tell);
    }

    /** The end of the way: tell when it led somewhere else; when it led back, only have it drawn again. */
    function commit(next = state) {
      cancelAnimationFrame(frame);
      clearTimeout(under.typing);
      frame = under.typing = 0;
      under.heldKey = false;
      state = next;
      render();
      const [decided, redrawn] = [!same(state, committed), !same(state, told)];
      committed = told = state;
      if (decided) onCommit(state.date, state.from);
      else if (redrawn) onScrub(state.date, state.from);
    }

    /** Every other way to move puts an unfinished or wrong date in a box aside. */
    function forgetTyping() {
      clearTimeout(under.typing);
      under.typing = 0;
      for (const field of Object.values(fields)) field.settled();
    }

    /** The state with one handle moved; handles stay within the line and cannot cross. */
    function moved(which, date) {
      if (which === "from") return { ...state, from: scale.clamp(date, time.start, state.date) };
      return { ...state, date: scale.clamp(date, state.from ?? time.start, time.end) };
    }

    function jumpTo(date) {
      const day = scale.clamp(date, time.start, time.end);
      const crosses = state.from !== null && state.from > day;
      return { date: day, from: crosses ? scale.periodStart(time, day) : state.from };
    }

    /** The milestone that is pointed at or has the focus; -1 = none. */
    function look(index) {
      if (looked === index) return;
      looked = index;
      showMoment();
    }

    // ---- playing ----------------------------------------------------------------------------------
    function halt() {
      clearTimeout(playing);
      playing = 0;
    }

    function stopPlaying(tell) {
      if (!playing) return;
      halt();
      paused = state.date !== time.end;
      if (tell) commit();
      else render();
    }

    /** The next moment; each is shown, also where frames are slow. The last one is told as the decision. */
    function playOn() {
      const next = scale.nextOf(changes, state.date);
      if (next !== null) state = moved("date", next);
      if (next === null || next === time.end) stopPlaying(true);
      else {
        playing = setTimeout(playOn, interval);
        tell();
      }
    }

    function startPlaying() {
      forgetTyping();
      const first = state.from ?? time.start;
      const again = state.date === time.end || (state.date === time.initial && !paused);
      if (calm.matches) {
        commit(moved("date", scale.nextOf(changes, state.date) ?? first));
        return;
      }
      playing = setTimeout(playOn, interval);
      if (again) scrub(moved("date", first));
      showPlay();
    }

    const togglePlay = () => (playing ? stopPlaying(true) : startPlaying());

    /** Someone takes over: playing ends without a word of its own, what follows is told. */
    function takeOver() {
      halt();
      paused = false;
      forgetTyping();
    }

    // ---- what the user touches ------------------------------------------------------------------------
    const line = {
      time, changes, text, parts, moved, jumpTo, scrub, commit, takeOver, stopPlaying, togglePlay, look, under,
      plan: () => plan,
      state: () => state,
      committed: () => committed,
    };
    root.TijdlijnInvoer.listen(on, line);
    on(parts.play, "click", togglePlay);
    on(parts.modes.stand, "change", () => { takeOver(); commit({ ...state, from: null }); });
    on(parts.modes.verschil, "change", () => { takeOver(); commit({ ...state, from: scale.periodStart(time, state.date) }); });
    parts.milestones.forEach((button, i) => {
      on(button, "click", () => { takeOver(); commit(jumpTo(time.milestones[i].date)); });
      on(button, "focus pointerenter", () => look(i));
      on(button, "blur pointerleave", () => look(-1));
    });
    on(calm, "change", () => { stopPlaying(true); showPlay(); });
    if (document.fonts) on(document.fonts, "loadingdone", relayout); // other letters, other widths

    const watching = new ResizeObserver(() => {
      const other = !plan || Math.floor(stage.clientWidth) !== plan.width || drawing.em() !== plan.em;
      if (other) requestAnimationFrame(relayout);
    });
    host.append(parts.root);
    watching.observe(stage);
    watching.observe(parts.title); // larger letters without another width
    relayout();
    render();

    // ---- what the page may ask ----------------------------------------------------------------------
    /** Shows what the page decided. An echo of what was told last does not disturb what is under way. */
    function update({ date, from } = {}) {
      const day = scale.isDate(date) ? scale.clamp(date, time.start, time.end) : committed.date;
      const begin = from === undefined ? committed.from : from;
      const next = { date: day, from: scale.isDate(begin) ? scale.clamp(begin, time.start, day) : null };
      if (same(next, committed) && (busy() || same(next, state))) return;
      halt();
      cancelAnimationFrame(frame);
      frame = 0;
      under.drag = null;
      paused = false;
      forgetTyping();
      state = committed = told = next;
      render();
    }

    return {
      element: parts.root,
      update,
      /** Ends playing as the pause button does: onCommit follows. */
      stop: () => stopPlaying(true),
      /** Takes the timeline to another place in the page; nothing is rebuilt. */
      moveTo(other) {
        other.append(parts.root);
        relayout();
      },
      destroy() {
        halt();
        clearTimeout(under.typing);
        cancelAnimationFrame(frame);
        watching.disconnect();
        listening.abort();
        parts.root.remove();
      },
    };
  }

  root.Tijdlijn = { create };
})(window);
