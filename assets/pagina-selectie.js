/* The link and the controls. Names, order, defaults and control ids of the parameters come from the page config,
   which the server makes from gka_dash/model/selection.py; nothing here knows what a parameter means. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const functions = ((root.dash_clientside = root.dash_clientside || {}).gka = root.dash_clientside.gka || {});
  let parameters = null;

  /** [{name, control, many, default}] in the order of a canonical link. */
  const known = () => (parameters = parameters || gka.readConfig().parameters);
  const noUpdate = () => root.dash_clientside.no_update;

  gka.read = (search) => new URLSearchParams((search || "").replace(/^\?/, ""));

  /** The link with some parameters changed: {name: text | list | null}. Order and defaults as the server writes them. */
  gka.write = (search, changes) => {
    const given = gka.read(search);
    const parts = [];
    for (const { name, many, default: usual } of known()) {
      const raw = name in changes ? changes[name] : given.get(name);
      const text = Array.isArray(raw) ? raw.join(",") : raw === null || raw === undefined ? "" : String(raw);
      if (!text || text === usual) continue;
      parts.push(`${name}=${encodeURIComponent(text).replace(/%2C/g, many ? "," : "%2C")}`);
    }
    return parts.length ? `?${parts.join("&")}` : "";
  };

  /** Call once what is on the way to the screen has been painted; soon after in a tab that is not painted. */
  function afterPaint(next) {
    let called = false;
    const once = () => {
      if (!called) next();
      called = true;
    };
    requestAnimationFrame(() => setTimeout(once));
    setTimeout(once, 100);
  }

  /** Go to the same page with other choices. First the charts show what the browser knows itself, then the server
      is asked, and the map and the controls follow while that is under way. Dash's own copy of the link stays behind
      until another page is asked for: Location would put an older link back when somebody chooses twice within a
      moment. */
  gka.choose = (changes) => {
    const search = gka.write(location.search, changes);
    if (search === location.search) return;
    gka.dropNotice();
    history.pushState({}, "", location.pathname + search + location.hash);
    const rest = () => gka.follow(location.search);
    if (gka.showOnCharts(search)) afterPaint(rest);
    else rest();
  };

  // Back, Forward and links to the same page (dcc.Link tells so by an event of its own). Dash has its own listener
  // for the page and its copy of the link.
  for (const change of ["popstate", "_dashprivate_pushstate"]) {
    root.addEventListener(change, () => gka.follow(location.search));
  }

  /** What was said of the link that somebody came with holds no longer once they go on. */
  gka.dropNotice = () => {
    const notice = document.getElementById("melding");
    if (notice && notice.hasChildNodes()) root.dash_clientside.set_props("melding", { children: null });
  };

  const inOrder = (values, options) => options.filter((option) => values.includes(option));
  /** What a control shows when nothing is chosen: a select cannot show an empty value, a text box can. */
  const empty = (name) => (name === "zoek" ? "" : gka.readConfig().noChoice);
  const withControl = () => known().filter(({ control }) => control);

  /** The regions of a division as options of the select; "everywhere" first. */
  const regionOptions = (division) => {
    const { indelingen, noChoice, heelNederland } = gka.readConfig();
    const regions = (indelingen[division] || Object.values(indelingen)[0]).regios;
    return [[noChoice, heelNederland], ...regions].map(([value, label]) => ({ value, label }));
  };
  const divisionOf = (given) => given.get("indeling") || known().find(({ name }) => name === "indeling").default;
  let optionsOf = null; // the division whose regions the select shows

  /** What a control has to show for a link: a list of ticks, or one text. */
  const shownValue = (given, { name, many, default: usual }) =>
    many ? (given.get(name) || "").split(",").filter(Boolean) : given.get(name) || usual || empty(name);

  const put = new Map(); // what scripts put in a control and Dash has not told of yet, by control

  /** Put a value in a control. Dash tells of it later as if somebody chose it; see `gka.isEcho`. */
  gka.put = (control, props) => {
    if ("value" in props) put.set(control, [...(put.get(control) || []), String(props.value)]);
    root.dash_clientside.set_props(control, props);
  };

  /** Whether this value is what a script put there, also when the link has gone on since (Back, Forward). */
  gka.isEcho = (control, value) => {
    const texts = put.get(control) || [];
    const place = texts.indexOf(String(value ?? ""));
    put.set(control, place < 0 ? [] : texts.slice(place + 1));
    return place >= 0;
  };

  /** Let the controls show the link; those that already do are left alone, also while somebody types in them. */
  gka.showControls = (search) => {
    const given = gka.read(search);
    gka.countFilters(given);
    const division = divisionOf(given);
    for (const parameter of withControl()) {
      const control = gka.component(parameter.control);
      const value = shownValue(given, parameter);
      const news = control && String(control.props.value ?? "").trim() !== String(value) ? { value } : {};
      if (parameter.name === "regio" && division !== optionsOf) news.options = regionOptions((optionsOf = division));
      if (Object.keys(news).length) gka.put(parameter.control, news);
    }
  };

  /** The controls go into the link; at the start it is the other way round. */
  functions.controlsToLink = (...values) => {
    const { triggered, triggered_id } = root.dash_clientside.callback_context;
    if (triggered_id === undefined) {
      gka.showControls(location.search);
      return;
    }
    const byHand = triggered.filter(({ prop_id, value }) => !gka.isEcho(prop_id.replace(/\.value$/, ""), value));
    if (!byHand.length) return;
    const changes = {};
    withControl().forEach(({ name, many, options }, index) => {
      const value = values[index];
      changes[name] = many ? inOrder(value || [], options) : value === empty(name) ? "" : (value || "").trim();
    });
    const division = withControl().find(({ name }) => name === "indeling");
    if (division && division.control === triggered_id) changes.regio = ""; // means nothing in another division
    gka.choose(changes);
  };

  /** A component of the page as Dash has it; null when it is not on this page, for which Dash throws. */
  gka.component = (id) => {
    try {
      return root.dash_component_api.getLayout(id) || null;
    } catch {
      return null;
    }
  };

  /** Ask the server for what a link shows, unless another page is on its way. */
  function ask(search) {
    if (gka.shownPath !== location.pathname) return;
    const data = gka.write(search, {}).slice(1);
    for (const id of gka.readConfig().asked) {
      const store = gka.component(id);
      if (store && store.props.data !== data) root.dash_clientside.set_props(id, { data });
    }
  }

  /** The page follows a link that is there already: after Back, or when something was chosen while it loaded. */
  gka.follow = (search) => {
    gka.showOnCharts(search);
    ask(search);
    gka.followDownloads(search);
    gka.showOnMap(search);
    gka.showControls(search);
  };

  gka.countFilters = (given) => {
    const filters = gka.readConfig().filters.filter((name) => given.get(name));
    const shown = document.querySelector(".filter-count");
    if (shown) shown.textContent = filters.length ? `(${filters.length})` : "";
    document.body.dataset.filtered = String(filters.length > 0);
    const clear = document.getElementById("wis-filters");
    if (clear) clear.disabled = !filters.length;
  };

  gka.clearFilters = () => gka.choose(Object.fromEntries(gka.readConfig().filters.map((name) => [name, null])));
})(window);
