"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
require("../../assets/tijdstand.js");
const Schaal = require("../../assets/tijdlijn-schaal.js");
const Labels = require("../../assets/tijdlijn-labels.js");

// the shape of the real history: certain 30, 40, 74; possible 27, 30, 25; published 30, 50, 101
const signs = (certain, possible) => "z".repeat(certain) + "m".repeat(possible) + "n".repeat(110 - certain - possible);
const TIME = {
  start: "2016-10-31",
  end: "2023-12-31",
  order: Array.from({ length: 110 }, (_, i) => String(i)),
  steps: [
    ["2016-10-31", signs(0, 0)],
    ["2019-01-01", signs(0, 27)],
    ["2019-07-16", signs(30, 0)],
    ["2020-01-01", signs(30, 30)],
    ["2020-07-14", signs(40, 25)],
    ["2022-12-31", signs(74, 0)],
  ],
  published: [["2019-07-16", 30], ["2020-07-14", 50], ["2022-12-31", 101]],
  milestones: [],
};
const WORDS = { published: "gepubliceerd", knownCertain: "met naam bekend: zeker", certain: "zeker", possible: "mogelijk" };
const measure = (text) => text.length * 6.6;

function boxes(plan, list) {
  return list.map((one) => ({ text: one.text, left: one.x, right: one.x + measure(one.text), top: one.y - plan.em * 0.8, bottom: one.y }));
}

for (const width of [300, 358, 480, 700, 1000, 1100]) {
  test(`at ${width} px no word covers another or leaves the drawing`, () => {
    const plan = Schaal.geometry(TIME, width, 13, measure);
    const placed = boxes(plan, Labels.labels(plan, WORDS, ["2022-12-31"], measure));
    placed.forEach((one, i) => {
      assert.ok(one.left >= 0 && one.right <= plan.width && one.top >= 0 && one.bottom <= plan.base, one.text);
      for (const other of placed.slice(i + 1)) assert.ok(!Labels.meet(one, other), `${one.text} / ${other.text}`);
      const handle = plan.x("2022-12-31");
      assert.ok(one.right < handle || one.left > handle, `${one.text} under the handle`);
    });
    const texts = placed.map((one) => one.text).join("|");
    for (const value of ["30", "50", "101 gepubliceerd", "zeker", "mogelijk"]) assert.ok(texts.includes(value), `${value} in ${texts}`);
  });
}

test("a word inside an area lies inside it all along", () => {
  const plan = Schaal.geometry(TIME, 700, 13, measure);
  const possible = Labels.labels(plan, WORDS, [], measure).find((one) => one.kind === "mogelijk");
  const right = possible.x + measure(possible.text);
  for (const piece of plan.known.filter((one) => one.x0 < right && one.x1 > possible.x)) {
    assert.ok(possible.y <= plan.y(piece.certain));
    assert.ok(possible.y - 9 >= plan.y(piece.certain + piece.possible));
  }
});

test("totals that follow close upon each other never cover each other", () => {
  const published = [["2019-07-16", 30], ["2019-08-16", 31], ["2019-09-16", 32], ["2019-10-16", 33], ["2022-12-31", 34]];
  for (const width of [300, 700, 1100]) {
    const plan = Schaal.geometry({ ...TIME, published, steps: [["2016-10-31", signs(0, 0)]] }, width, 13, measure);
    const placed = boxes(plan, Labels.labels(plan, WORDS, [], measure));
    assert.ok(placed.length >= 2);
    placed.forEach((one, i) => {
      for (const other of placed.slice(i + 1)) assert.ok(!Labels.meet(one, other), `${width}: ${one.text} / ${other.text}`);
    });
  }
});

test("what does not fit is left out", () => {
  const plan = Schaal.geometry({ ...TIME, steps: [["2016-10-31", signs(0, 0)]], published: [] }, 700, 13, measure);
  assert.deepEqual(Labels.labels(plan, WORDS, [], measure), []);
});

test("markers keep their place when there is room and part when there is not", () => {
  assert.deepEqual(Labels.spread([10, 50, 90], 10, 0, 100), [10, 50, 90]);
  assert.deepEqual(Labels.spread([50, 51], 10, 0, 100), [45.5, 55.5]);
  assert.deepEqual(Labels.spread([0, 1], 10, 0, 100), [0, 10]);
  assert.deepEqual(Labels.spread([99, 100], 10, 0, 100), [90, 100]);
  assert.deepEqual(Labels.spread([], 10, 0, 100), []);
  const many = Labels.spread([1, 2, 3, 20, 21, 22, 60], 8, 0, 100);
  many.slice(1).forEach((x, i) => assert.ok(x - many[i] >= 8 - 1e-9, many.join(" ")));
});

test("date flags stay inside and side by side", () => {
  assert.deepEqual(Labels.flags([5], [80], 300, 4), [0]);
  assert.deepEqual(Labels.flags([295], [80], 300, 4), [220]);
  assert.deepEqual(Labels.flags([50, 200], [80, 80], 300, 4), [10, 160]);
  for (const at of [[150, 150], [0, 3], [298, 300]]) {
    const [first, second] = Labels.flags(at, [80, 90], 300, 4);
    assert.ok(first >= 0 && second + 90 <= 300 && second - first >= 84, String(at));
  }
});
