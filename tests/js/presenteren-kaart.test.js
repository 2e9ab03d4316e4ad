"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
require("../../assets/landkaart-model.js");
require("../../assets/landkaart-draw.js");
const prent = require("../../assets/presenteren/presenteren-prent.js");
const kaart = require("../../assets/presenteren/presenteren-kaart.js");
const grafiek = require("../../assets/presenteren/presenteren-grafiek.js");

const GEOMETRY = {
  width: 100,
  height: 50,
  regions: {
    code: ["B", "A", "X"],
    name: ["Bee", "Aa", "Onbekend"],
    group: [0, 1, 1],
    path: ["m0 0h1v1z", "m1 1h1v1z", "m2 2h1v1z"],
    point: [[1, 1], [2, 2], [3, 3]],
  },
  outlines: { code: ["PV1", "PV2"], path: ["m0 0h9v9z", "m9 9h9v9z"], bounds: [[0, 0, 10, 10], [10, 10, 30, 20]] },
};
const CLASSES = [
  { sign: "j", label: "ja", fill: "--ramp-1", pattern: null },
  { sign: "m", label: "misschien", fill: "--ramp-3", pattern: "dots", base: "--card" },
];
const step = (map) => ({
  map: { division: "provincie", edition: "2024", signs: "jm", classes: CLASSES, faded: "", marked: "", chosen: null, group: null, title: "Kaart", ...map },
});
const EDITIONS = { 2024: { codes: ["A", "B"], labels: ["label van A", "label van B"] } };

test("signs come in the order of the borders; what is not in the data gets no class", () => {
  const state = kaart.mapState(step({ faded: "01", marked: "10" }), EDITIONS, GEOMETRY);
  assert.equal(state.signs, "mj ");
  assert.equal(state.faded, "100");
  assert.equal(state.marked, "010");
  assert.deepEqual(state.labels, ["label van B", "label van A", ""]);
});

test("the chosen municipality is named, and those that merged as long as they are few", () => {
  const state = (map) => kaart.mapState(step(map), EDITIONS, GEOMETRY);
  assert.deepEqual(kaart.named(GEOMETRY, state({ chosen: "A" })), [1]);
  assert.deepEqual(kaart.named(GEOMETRY, state({ chosen: "A", marked: "11" })), [1, 0]);
  assert.deepEqual(kaart.named(GEOMETRY, state({ chosen: "weg" })), []);
  const many = { ...GEOMETRY, regions: { ...GEOMETRY.regions, code: [..."ABCDEFGH"] } };
  assert.deepEqual(kaart.named(many, { chosen: "C", marked: "11111111" }), [2]);
});

test("other regions replace the outlines and leave the borders as they are", () => {
  const other = { outlines: { code: ["CR1"] }, group: [0, 0, 0] };
  assert.deepEqual(kaart.joined(GEOMETRY, other).regions.group, [0, 0, 0]);
  assert.deepEqual(kaart.joined(GEOMETRY, other).outlines.code, ["CR1"]);
  assert.equal(kaart.joined(GEOMETRY, undefined), GEOMETRY);
  assert.equal(kaart.borderKey({ division: "corop", edition: "2020" }), "corop/2020");
});

test("a still picture shows the country, or the region with air around it", () => {
  assert.deepEqual(prent.frame(GEOMETRY, null), [0, 0, 100, 50]);
  assert.deepEqual(prent.frame(GEOMETRY, "weg"), [0, 0, 100, 50]);
  const [x, y, width, height] = prent.frame(GEOMETRY, "PV2");
  assert.ok(x < 10 && y < 10 && x + width > 30 && y + height > 20);
});

test("a still picture has the fills of the map, and its own patterns", () => {
  const state = kaart.mapState(step({ chosen: "B", group: "PV1", faded: "00" }), EDITIONS, GEOMETRY);
  const markup = prent.markup(GEOMETRY, state, "een");
  assert.match(markup, /<pattern id="een-p109"/);
  assert.match(markup, /fill="url\(#een-p109\)" d="m0 0h1v1z"/);
  assert.match(markup, /class="lk-region lk-outside" d="m1 1h1v1z"/);
  assert.match(markup, /class="lk-line" d="m0 0h1v1z"/);
  assert.doesNotMatch(markup, /style=/);
});

const FIGURE = {
  data: [{ type: "bar", x: [1], textfont: { weight: 650 } }, { type: "scatter", line: { width: 1, dash: "3px" } }],
  layout: { font: { size: 12, color: "#000" }, margin: { l: 8, r: 8, t: 4, b: 4 }, xaxis: { visible: false, range: [0, 10] }, yaxis: { tickvals: [0, 1], ticklen: 6 } },
};

test("a large chart has the numbers of the dashboard and letters for a hall", () => {
  const before = JSON.stringify(FIGURE);
  const { data, layout } = grafiek.large(FIGURE, { width: 1900, height: 800, size: 48 });
  assert.deepEqual(data[0].x, [1]);
  assert.deepEqual(data[0].textfont, { weight: 650, size: 48 });
  assert.equal(data[1].line.dash, "3px");
  assert.equal(layout.font.size, 48);
  assert.deepEqual([layout.width, layout.height], [1900, 800]);
  assert.deepEqual(layout.margin, { l: 32, r: 32, t: 16, b: 16 });
  assert.equal(JSON.stringify(FIGURE), before);
});

test("rows never come closer than their letters, and a narrow chart leaves room for its numbers", () => {
  const { layout } = grafiek.large(FIGURE, { width: 350, height: 60, size: 48 });
  assert.ok(layout.height >= 2 * 48);
  assert.ok(layout.xaxis.range[1] > 10);
});
