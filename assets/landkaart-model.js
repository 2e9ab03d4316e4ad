/* Landkaart, pure part: geometry of the view, hit test, letter search, counts. No DOM, so node can test it. */
(function (root) {
  "use strict";
  const kaart = (root.Landkaart = root.Landkaart || {});

  const MIN_ZOOM = 1;
  const MAX_ZOOM = 12;
  const TINY_PX = 9; // a region whose radius on screen is below this deserves help with pointing
  const BUFFER_MS = 1000; // letters typed within a second belong together

  // ---- view: {k, x, y}, screen = k * map + (x, y), in units of the viewBox -------------------------------

  /** Keep the view within the zoom limits and the map within the frame. */
  function clampView(view, width, height) {
    const k = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, view.k));
    const x = Math.min(0, Math.max(width * (1 - k), view.x));
    const y = Math.min(0, Math.max(height * (1 - k), view.y));
    return { k, x, y };
  }

  /** Zoom by a factor while the frame point (px, py) stays in place. */
  function zoomAround(view, factor, px, py) {
    const k = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, view.k * factor));
    const ratio = k / view.k;
    return { k, x: px - (px - view.x) * ratio, y: py - (py - view.y) * ratio };
  }

  /** The view that shows bounds [x0, y0, x1, y1] in a visible frame [w, h] centred on the viewBox. */
  function fitView(bounds, frame, width, height, left = 0) {
    const [x0, y0, x1, y1] = bounds;
    const room = 1.12; // some air around the shape
    const free = Math.max(frame[0] - left, frame[0] / 3); // beside a legend that covers `left` of the frame
    const k = Math.min(MAX_ZOOM, free / ((x1 - x0) * room || 1), frame[1] / ((y1 - y0) * room || 1));
    const scale = Math.max(MIN_ZOOM, k);
    const x = width / 2 + (frame[0] - free) / 2 - (scale * (x0 + x1)) / 2;
    const view = clampView({ k: scale, x, y: height / 2 - (scale * (y0 + y1)) / 2 }, width, height);
    // Beside a legend the edge of the country may come away from the edge of the map.
    return left ? { ...view, x: Math.max(view.x, x) } : view;
  }

  /** The nearest view that has map point [px, py] at least `margin` (share of the frame) inside the frame. */
  function revealPoint(view, point, frame, width, height, margin = 0.1) {
    const nearest = (at, size, full) => {
      const low = (full - size) / 2 + size * margin;
      const high = (full + size) / 2 - size * margin;
      return at < low ? low - at : at > high ? high - at : 0;
    };
    const dx = nearest(view.k * point[0] + view.x, frame[0], width);
    const dy = nearest(view.k * point[1] + view.y, frame[1], height);
    return dx || dy ? clampView({ k: view.k, x: view.x + dx, y: view.y + dy }, width, height) : view;
  }

  /** Between two views at t in 0..1; the viewed rectangle moves in a straight line, so nothing swings out. */
  function betweenViews(from, to, t) {
    if (t >= 1) return to;
    const ease = 1 - Math.pow(1 - t, 3);
    const inverse = 1 / from.k + (1 / to.k - 1 / from.k) * ease;
    const left = -from.x / from.k + (from.x / from.k - to.x / to.k) * ease;
    const top = -from.y / from.k + (from.y / from.k - to.y / to.k) * ease;
    const k = 1 / inverse;
    return { k, x: -left * k, y: -top * k };
  }

  // ---- pointing ------------------------------------------------------------------------------------------

  /**
   * The region meant by a pointer at map point [x, y]; `under` is the region right below it or -1.
   * A tiny region whose middle is within `reach` screen pixels wins from sea and from a bigger neighbour.
   */
  function hitRegion(x, y, under, regions, unitsPerPixel, reach = 12) {
    const tiny = TINY_PX * unitsPerPixel;
    if (under >= 0 && regions.size[under] < tiny) return under;
    let found = under;
    let best = reach * unitsPerPixel;
    if (under >= 0) {
      const [ux, uy] = regions.point[under];
      best = Math.min(best, Math.hypot(ux - x, uy - y));
    }
    for (let i = 0; i < regions.size.length; i += 1) {
      if (regions.size[i] >= tiny) continue;
      const [px, py] = regions.point[i];
      const distance = Math.hypot(px - x, py - y);
      if (distance < best) {
        best = distance;
        found = i;
      }
    }
    return found;
  }

  /** Top-left corner (px) of a card of size [w, h] near a point, inside a box [w, h] and off the pointer. */
  function placeCard(point, card, box, gap = 14) {
    const edge = 4;
    const fits = (at, size, room) => Math.max(edge, Math.min(at, room - size - edge));
    const above = point[1] - gap - card[1];
    const top = above >= edge ? above : point[1] + gap;
    return [fits(point[0] + gap, card[0], box[0]), fits(top, card[1], box[1])];
  }

  // ---- finding by letters --------------------------------------------------------------------------------

  /** Lower case, no accents, no apostrophes: "'s-Gravenhage" -> "s-gravenhage". */
  function plainName(name) {
    return name
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/['’‘`]/g, "")
      .toLowerCase();
  }

  /** The ways a name may be typed: in full, and without its article ("grav", "bilt"). */
  function searchKeys(name) {
    const full = plainName(name);
    const bare = full.replace(/^(s-|t |de |den |het )/, "");
    return bare === full ? [full] : [full, bare];
  }

  /** Indices in alphabetical order of the names, as a Dutch reader expects. */
  function alphabetical(names) {
    const collator = new Intl.Collator("nl", { sensitivity: "base", ignorePunctuation: true });
    return names.map((_, i) => i).sort((a, b) => collator.compare(names[a], names[b]) || a - b);
  }

  /**
   * Find by typed letters. Returns {push(letter, now, from), active(now), clear()}; push gives an index or -1.
   * One letter, or the same letter again, steps on to the next name; more letters narrow down.
   */
  function letterSearch(names) {
    const order = alphabetical(names);
    const keys = names.map(searchKeys);
    let buffer = "";
    let last = -Infinity;
    const starts = (index, text, way) => keys[index][way] !== undefined && keys[index][way].startsWith(text);
    const active = (now) => buffer !== "" && now - last <= BUFFER_MS;

    function find(text, from, skipCurrent) {
      const place = Math.max(0, order.indexOf(from));
      for (const way of [0, 1]) {
        for (let step = skipCurrent ? 1 : 0; step <= order.length; step += 1) {
          const index = order[(place + step) % order.length];
          if (starts(index, text, way)) return index;
        }
      }
      return -1;
    }

    function push(letter, now, from) {
      buffer = active(now) ? buffer + plainName(letter) : plainName(letter);
      last = now;
      if (buffer === "") return -1;
      const whole = find(buffer, from, buffer.length === 1);
      if (whole >= 0 || buffer.length === 1) return whole;
      const same = [...buffer].every((sign) => sign === buffer[0]);
      return same ? find(buffer[0], from, true) : -1;
    }

    return { push, active, order, clear: () => (buffer = "") };
  }

  // ---- what the signs say --------------------------------------------------------------------------------

  /** How many regions carry each sign; `inside` (array of booleans or null) limits to a group. */
  function countSigns(signs, inside) {
    const counts = {};
    for (let i = 0; i < signs.length; i += 1) {
      if (!inside || inside[i]) counts[signs[i]] = (counts[signs[i]] || 0) + 1;
    }
    return counts;
  }

  /** How many "1"s a flag string has, within a group when given. */
  function countFlags(flags, inside) {
    return flags ? countSigns(flags, inside)["1"] || 0 : 0;
  }

  /** true per region in the outline with this code; null when there is no such outline. */
  function insideGroup(geometry, code) {
    const index = code ? geometry.outlines.code.indexOf(code) : -1;
    return index < 0 ? null : geometry.regions.group.map((group) => group === index);
  }

  /** The geometry of one group alone, as if there were nothing around it; all of it without such a group. */
  function onlyGroup(geometry, code, air = 0.04) {
    const index = code ? geometry.outlines.code.indexOf(code) : -1;
    if (index < 0) return geometry;
    const { regions, outlines } = geometry;
    const kept = regions.group.flatMap((group, i) => (group === index ? [i] : []));
    const place = new Map(kept.map((i, now) => [i, now]));
    const [x0, y0, x1, y1] = outlines.bounds[index];
    const edge = Math.ceil(air * Math.max(x1 - x0, y1 - y0));
    const [left, top] = [x0 - edge, y0 - edge];
    // A path is relative but for where it begins.
    const moved = (d) => d.replace(/^m(-?\d+) ?(-?\d+)/, (_, x, y) => `m${x - left} ${y - top}`);
    const pick = (values) => kept.map((i) => values[i]);
    const columns = Object.fromEntries(Object.entries(regions).map(([name, values]) => [name, pick(values)]));
    return {
      ...geometry,
      width: x1 - x0 + 2 * edge,
      height: y1 - y0 + 2 * edge,
      regions: {
        ...columns,
        group: kept.map(() => 0),
        path: columns.path.map(moved),
        point: columns.point.map(([x, y]) => [x - left, y - top]),
        next: columns.next.map((ways) => ways.map((i) => place.get(i) ?? -1)),
      },
      outlines: {
        code: [code],
        name: [outlines.name[index]],
        path: [moved(outlines.path[index])],
        bounds: [[edge, edge, x1 - left, y1 - top]],
      },
    };
  }

  /** A function that puts values in the order of `order` in that of `codes`; what is not in it gets `missing`. */
  function inOrderOf(codes, order) {
    const place = new Map(order.map((code, index) => [code, index]));
    const from = codes.map((code) => place.get(code) ?? -1);
    return (values, missing) => from.map((index) => (index < 0 ? missing : values[index]));
  }

  /** "Almere: agenda sinds 2020, 4 interventies". */
  const regionName = (name, label) => (label ? `${name}: ${label}` : name);

  kaart.model = {
    MIN_ZOOM,
    MAX_ZOOM,
    clampView,
    zoomAround,
    fitView,
    revealPoint,
    betweenViews,
    hitRegion,
    placeCard,
    plainName,
    alphabetical,
    letterSearch,
    countSigns,
    countFlags,
    insideGroup,
    onlyGroup,
    inOrderOf,
    regionName,
  };
  if (typeof module !== "undefined") module.exports = kaart.model;
})(typeof window === "undefined" ? globalThis : window);
