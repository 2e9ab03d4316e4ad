/* The link and the controls. Names, order, defaults and control ids of the parameters come from the page config,
   which the server makes from gka_dash/model/selection.py; nothing here knows what a parameter means. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const functions = ((root.dash_clientside = root.dash_clientside || {}).gka = root.dash_clientside.gka || {});
  const URL_ID = "url";
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

  /** Go to the same page with other choices. */
  gka.choose = (changes) => {
    const search = gka.write(location.search, changes);
    if (search === location.search) return;
    gka.dropNotice();
    root.dash_clientside.set_props(URL_ID, { search });
  };

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

  functions.sync = (search, ...values) => {
    const triggered = root.dash_clientside.callback_context.triggered_id;
    if (triggered === undefined || triggered === URL_ID) {
      const given = gka.read(search);
      gka.countFilters(given);
      const shown = withControl().map(({ name, many, default: usual }) =>
        many ? (given.get(name) || "").split(",").filter(Boolean) : given.get(name) || usual || empty(name));
      return [noUpdate(), ...shown, regionOptions(divisionOf(given))];
    }
    const changes = {};
    withControl().forEach(({ name, many, options }, index) => {
      const value = values[index];
      changes[name] = many ? inOrder(value || [], options) : value === empty(name) ? "" : (value || "").trim();
    });
    const other = withControl().some(({ name, control }) => name === "indeling" && control === triggered);
    if (other) changes.regio = ""; // a region of the division before means nothing in this one
    const next = gka.write(search, changes);
    gka.countFilters(gka.read(next));
    if (next !== (search || "")) gka.dropNotice();
    const controls = withControl().map(({ name }) => (other && name === "regio" ? empty(name) : noUpdate()));
    return [next === (search || "") ? noUpdate() : next, ...controls, other ? regionOptions(changes.indeling) : noUpdate()];
  };

  /** The part of the link that one callback depends on; nothing when that part is the same as before. */
  functions.slice = (search, before, id) => {
    if (gka.shownPath !== location.pathname) return noUpdate(); // another page is on its way
    const names = gka.readConfig().slices[id];
    const given = gka.read(search);
    const gone = Object.fromEntries(known().filter(({ name }) => !names.includes(name)).map(({ name }) => [name, null]));
    const part = gka.write(`?${given}`, gone).slice(1);
    return part === (before || "") ? noUpdate() : part;
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
