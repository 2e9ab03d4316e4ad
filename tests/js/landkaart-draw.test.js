"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
require("../../assets/landkaart-model.js");
const draw = require("../../assets/landkaart-draw.js");
const { svgText, wrap } = require("../../assets/landkaart-export.js");

const TEXT = { title: "Kaart", legend: "Legenda", faded: "vaag", one: "gemeente", many: "gemeenten" };
const CLASSES = [
  { sign: "a", label: "2019", fill: "--ramp-1", pattern: null },
  { sign: "h", label: "jaar <niet> bekend", fill: "--ramp-3", pattern: "hatch", base: "--ramp-5" },
  { sign: "-", label: "geen agenda", fill: "--none" },
];
const STATE = { signs: "aah", classes: CLASSES, faded: "010", marked: "", markedLabel: "", chosen: "GM2", group: null };
const GEOMETRY = {
  width: 30,
  height: 10,
  attribution: "© CBS & Kadaster",
  regions: { code: ["GM1", "GM2", "GM3"], name: ["A", "B & B", "C"], group: [0, 0, 0], path: ["m0 0h9v9z", "m10 0h9v9z", "m20 0h9v9z"] },
  outlines: { code: ["PV1"], name: ["P"], path: ["m0 0h30v9z"] },
};

test("text for XML is escaped and loses control characters", () => {
  assert.equal(draw.escapeXml(`<a b="c">'&\u0007 é`), "&lt;a b=&quot;c&quot;&gt;&#39;&amp; é");
});

test("only names of custom properties become colours", () => {
  assert.equal(draw.onScreen("--ramp-1"), "var(--ramp-1)");
  assert.equal(draw.onScreen('red" onload="x'), "var(--none)");
  assert.equal(draw.onScreen(undefined), "var(--none)");
});

test("every pattern has its own id and two colours", () => {
  const markup = draw.allPatterns("m", CLASSES, draw.onScreen);
  assert.equal(markup.match(/<pattern /g).length, 1);
  assert.match(markup, /id="m-p104"/);
  assert.match(markup, /var\(--ramp-5\).*var\(--ramp-3\)/);
  assert.equal(draw.fillOf("m", CLASSES[1], draw.onScreen), "url(#m-p104)");
});

test("the rings come after all regions, the ring of keyboard focus last", () => {
  const markup = draw.mapMarkup(GEOMETRY);
  const places = ["lk-regions", "lk-outlines", "lk-marked", "lk-hover", "lk-chosen", "lk-focus"].map((name) => markup.indexOf(`"${name}"`));
  assert.ok(places[0] > 0);
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
});

test("the legend keeps classes without regions, and tells of faded and marked ones only when there are", () => {
  const plain = draw.legendLines({ ...STATE, faded: "000" }, null, TEXT);
  assert.deepEqual(plain.map((line) => [line.label, line.count, line.empty]), [["2019", 2, false], ["jaar <niet> bekend", 1, false], ["geen agenda", 0, true]]);
  const more = draw.legendLines({ ...STATE, marked: "001", markedLabel: "samengevoegd" }, [true, false, false], TEXT);
  assert.deepEqual(more.map((line) => line.count), [1, 0, 0, 0]); // only the first is inside; the faded one is not
  assert.equal(draw.legendLines(STATE, null, TEXT).at(-1).label, "vaag");
  assert.match(draw.legendMarkup("m", plain, TEXT), /jaar &lt;niet&gt; bekend/);
});

test("a standalone picture has literal colours, the legend with counts and escaped names", () => {
  const scene = {
    geometry: GEOMETRY,
    state: STATE,
    inside: null,
    view: { k: 1, x: 0, y: 0 },
    paint: (name) => `#${name.length.toString().padStart(6, "0")}`,
    names: ["A: 2019", "B & B: 2019", "C"],
    lines: draw.legendLines(STATE, null, TEXT),
    text: TEXT,
  };
  const svg = svgText(scene, { title: "Kaart & <titel>", subtitle: "onder", source: "" });
  assert.ok(!svg.includes("var("));
  assert.ok(!svg.includes("style="));
  for (const part of ["Kaart &amp; &lt;titel&gt;", "<title>B &amp; B: 2019</title>", "2019 (2)", "geen agenda (0)", "© CBS &amp; Kadaster", 'role="img"']) {
    assert.ok(svg.includes(part), part);
  }
});

test("long text is broken in lines and no word is lost", () => {
  const text = "een lange regel die niet op een enkele regel past en een enormlangwoordzonderspaties";
  const lines = wrap(text, 120, 16);
  assert.ok(lines.length > 3);
  assert.equal(lines.join(" "), text);
  assert.deepEqual(wrap(undefined, 120, 16), []);
});

const TILES = {
  ...GEOMETRY,
  regions: { ...GEOMETRY.regions, short: ["Aa", "B&b", "Cc"], point: [[4, 4], [14, 4], [24, 4]], size: [5, 5, 5] },
};

test("tiles carry their short name, a true map does not", () => {
  assert.match(draw.mapMarkup(TILES), /<g class="lk-short" aria-hidden="true"><text [^>]*>Aa<\/text><text [^>]*>B&amp;b</);
  assert.doesNotMatch(draw.mapMarkup(GEOMETRY), /lk-short|<text/);
});

test("letters stand out from their ground", () => {
  const literal = (name) => ({ "--ramp-1": "#08386f", "--none": "#e4e9ee" })[name];
  assert.equal(draw.groundOf(CLASSES[0], literal), "dark");
  assert.equal(draw.groundOf(CLASSES[1], literal), "pattern");
  assert.equal(draw.groundOf(CLASSES[2], literal), "light");
});

test("the exported tiles have the short names in colours that can be read", () => {
  const paint = (name) => ({ "--ramp-1": "#08386f", "--card": "#ffffff", "--ink": "#12233a" })[name] || "#e4e9ee";
  const scene = { geometry: TILES, state: { ...STATE, faded: "000" }, inside: null, view: { k: 1, x: 0, y: 0 }, paint, names: ["A", "B", "C"], lines: [], text: TEXT };
  const svg = svgText(scene, { title: "T" });
  assert.match(svg, /fill="#ffffff">Aa</);
  assert.match(svg, /fill="#12233a" stroke="#ffffff"[^>]*>Cc</);
});
