/* The page with the map: Dash says what is selected, the map and the timeline say what the user does. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const functions = ((root.dash_clientside = root.dash_clientside || {}).gka = root.dash_clientside.gka || {});
  const FAILED = "De kaart kon niet worden geladen. Controleer de verbinding en ";
  const NO_TIMELINE = "De tijdlijn kon niet worden geladen.";
  let alone = null; // the timeline of a page without a map

  gka.stage.callbacks.onChoose = (code) => gka.choose({ gemeente: code });
  gka.stage.callbacks.onMoment = (date, from) => gka.choose({ datum: date, sinds: from });

  /** The bars of the chosen municipality, whose numbers came with the filters. Returns whether any had to change. */
  gka.showOnCharts = (search) => {
    const own = gka.component(gka.readConfig().cijfers);
    if (!own) return false;
    let changed = false;
    const code = gka.read(search).get("gemeente");
    const { namen, grafieken } = own.props.data;
    const name = namen[code] || "";
    for (const [id, numbers] of Object.entries(grafieken)) {
      const { figure } = gka.component(id).props;
      const [every, chosen] = figure.data;
      if (chosen.name === name) continue;
      changed = true;
      const x = name ? every.y.map(() => null) : [];
      const parts = numbers[code] || [];
      for (let i = 0; i < parts.length; i += 2) x[parts[i]] = parts[i + 1];
      root.dash_clientside.set_props(id, { figure: { ...figure, data: [every, { ...chosen, x, name }] } });
    }
    return changed;
  };

  let lastState = null;

  /** What the map takes from the link alone: municipality, date and comparison. */
  gka.showOnMap = (search) => {
    if (lastState) draw(lastState, search);
  };

  functions.drawMap = (state) => {
    lastState = state;
    draw(state, location.search);
    return root.dash_clientside.no_update;
  };

  /** A comparison of two days has colours of its own: then there is nothing to choose. */
  function showDifference(differs) {
    document.body.dataset.difference = String(differs);
    const id = gka.readConfig().parameters.find(({ name }) => name === "kleur").control;
    const control = gka.component(id);
    if (control && Boolean(control.props.disabled) !== differs) {
      root.dash_clientside.set_props(id, { disabled: differs });
    }
  }

  /** The switch between the true map and tiles, and what is said of tiles. */
  function showForm(form) {
    document.body.dataset.form = form;
    for (const button of document.querySelectorAll("[data-form][aria-pressed]")) {
      button.setAttribute("aria-pressed", String(button.dataset.form === form));
    }
  }

  function draw(state, search) {
    const given = gka.read(search);
    showDifference(given.has("sinds"));
    showForm(gka.formOf(search));
    const host = document.getElementById("kaart");
    const legend = document.getElementById("legenda");
    const timeline = document.getElementById("tijdlijn");
    if (!host) return;
    gka.stage.ready().then(async (stage) => {
      const title = document.getElementById("kaart-titel");
      const chosen = given.get("gemeente");
      await stage.show({
        state: { ...state, form: gka.formOf(search), chosen, title: title ? title.textContent : "" },
        date: given.get("datum"),
        from: given.get("sinds"),
      });
      stage.mountMap(host, legend);
      if (alone || timeline.querySelector("[role=alert]")) endAlone(timeline);
      if (!timeline.hasChildNodes()) stage.mountTimeline(timeline);
      gka.fillSearch();
      gka.hideFirstPaint();
      host.dataset.drawn = "true";
    }).catch((problem) => {
      showFailure(host, problem);
      showAlone(timeline, given);
    });
  }

  /** Without borders the timeline still tells and chooses the date: it only needs the data of the newest ones. */
  async function showAlone(host, given) {
    try {
      const { bestanden, edities, nieuwste } = gka.readConfig();
      const { time } = await gka.load(bestanden[edities[nieuwste].gegevens]);
      if (alone && !alone.element.isConnected) endAlone(host); // of a page before this one
      alone = alone || root.Tijdlijn.create(host, { time, onCommit: gka.stage.callbacks.onMoment });
      alone.update({ date: given.get("datum") || time.initial, from: given.get("sinds") });
    } catch {
      host.replaceChildren(sentence(NO_TIMELINE));
    }
  }

  function endAlone(host) {
    if (alone) alone.destroy();
    alone = null;
    host.replaceChildren();
  }

  function sentence(...parts) {
    const text = document.createElement("p");
    text.append(...parts);
    text.setAttribute("role", "alert");
    return text;
  }

  function showFailure(host, problem) {
    console.error(problem);
    gka.hideFirstPaint();
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = "probeer het opnieuw";
    again.addEventListener("click", () => location.reload());
    host.replaceChildren(sentence(FAILED, again, "."));
  }

  /** A click on a chart turns its theme and sector on, or off when they were on. */
  functions.chartClicked = (click, id) => {
    const point = click && click.points && click.points[0];
    const names = gka.readConfig().charts[id];
    if (!point || point.customdata === undefined) return null;
    const values = Array.isArray(point.customdata) ? point.customdata : [point.customdata];
    const given = gka.read(location.search);
    const on = names.every((name, index) => given.get(name) === values[index]);
    gka.choose(Object.fromEntries(names.map((name, index) => [name, on ? null : values[index]])));
    return null;
  };

  /** Without the chart script the numbers are still there, as tables. Dash would ask for the script for ever, so
      it gets one that draws nothing. */
  function withoutCharts() {
    const nothing = (graph) => {
      graph.on = graph.removeAllListeners = () => {};
      return Promise.resolve(graph);
    };
    const names = ["newPlot", "react", "animate", "addTraces", "relayout", "restyle", "extendTraces", "prependTraces"];
    root.Plotly = Object.fromEntries(names.map((name) => [name, nothing]));
    Object.assign(root.Plotly, { purge: () => {}, setPlotConfig: () => {}, Plots: { resize: () => Promise.resolve() } });
    root.Plotly.toImage = () => Promise.reject(new Error("no charts"));
    gka.standing = "De grafieken konden niet worden geladen. U ziet de cijfers als tabel.";
    gka.say("");
    for (const key of Object.keys(gka.readConfig().charts)) {
      root.dash_clientside.set_props(`${key}-vorm`, { value: "tabel" });
    }
  }

  // Seen before Dash's own handler, which would try again without end: Dash is told that the script is there.
  document.addEventListener("error", (event) => {
    const script = event.target;
    if (!(script instanceof HTMLScriptElement) || !script.src.includes("/plotly") || root.Plotly) return;
    event.stopImmediatePropagation();
    withoutCharts();
    script.dispatchEvent(new Event("load"));
  }, true);

  functions.showForm = (form) => [form === "tabel", form !== "tabel"];
})(window);
