"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const stand = require("../../assets/presenteren/presenteren-stand.js");

const STORY = { total: 3, charts: [0, 2, 0] };
const from = (state, ...actions) =>
  actions.reduce(
    (before, action) => stand.after(before, typeof action === "string" ? { type: action } : action, STORY),
    { ...stand.FIRST, ...state },
  );

for (const [name, begin, actions, step] of [
  ["next goes on", 0, ["next"], 1],
  ["next stays on the last step", 2, ["next"], 2],
  ["back stays on the first step", 0, ["back"], 0],
  ["first", 2, ["first"], 0],
  ["last", 0, ["last"], 2],
  ["go", 0, [{ type: "go", step: 1 }], 1],
  ["go to a step that is not there ends at the last", 0, [{ type: "go", step: 99 }], 2],
  ["go to nonsense goes nowhere", 1, [{ type: "go", step: Number.NaN }], 1],
  ["an unknown action does nothing", 1, ["dance"], 1],
]) {
  test(name, () => {
    assert.equal(from({ step: begin }, ...actions).step, step);
    assert.equal(from({ step: begin }, ...actions).layer, "");
  });
}

test("what does nothing gives the very same state, so that nothing is drawn again", () => {
  const state = { ...stand.FIRST };
  assert.equal(stand.after(state, { type: "close" }, STORY), state);
  assert.equal(stand.after(state, { type: "back" }, STORY), state);
  assert.equal(stand.after(state, { type: "chart", chart: 0 }, STORY), state);
});

for (const layer of ["black", "overview", "help", "test"]) {
  test(`${layer} comes and goes with the same key, and Escape closes it`, () => {
    assert.equal(from({ step: 1 }, layer).layer, layer);
    assert.deepEqual(from({ step: 1 }, layer, layer), { step: 1, layer: "", chart: -1 });
    assert.deepEqual(from({ step: 1 }, layer, "close"), { step: 1, layer: "", chart: -1 });
  });
}

test("the first press on a black screen only brings the picture back", () => {
  assert.deepEqual(from({ step: 1 }, "black", "next"), { step: 1, layer: "", chart: -1 });
  assert.deepEqual(from({ step: 1 }, "black", "last"), { step: 1, layer: "", chart: -1 });
});

test("under the overview and help no step goes by unseen", () => {
  assert.equal(from({ step: 1 }, "overview", "next").step, 1);
  assert.equal(from({ step: 1 }, "help", "last").step, 1);
});

test("the beamer test stays open while one walks", () => {
  assert.deepEqual(from({ step: 0 }, "test", "next"), { step: 1, layer: "test", chart: -1 });
});

test("a number makes a chart large when the step has it", () => {
  assert.deepEqual(from({ step: 1 }, { type: "chart", chart: 1 }), { step: 1, layer: "chart", chart: 1 });
  assert.equal(from({ step: 1 }, { type: "chart", chart: 2 }).layer, "");
  assert.equal(from({ step: 0 }, { type: "chart", chart: 0 }).layer, "");
  assert.equal(from({ step: 1 }, { type: "chart", chart: -1 }).layer, "");
  assert.equal(from({ step: 1 }, "black", { type: "chart", chart: 0 }).layer, "black");
});

test("from one chart to another, back to the step, or on to the next step", () => {
  const large = [{ type: "chart", chart: 0 }];
  assert.equal(from({ step: 1 }, ...large, { type: "chart", chart: 1 }).chart, 1);
  assert.equal(from({ step: 1 }, ...large, { type: "chart", chart: 0 }).layer, "");
  assert.deepEqual(from({ step: 1 }, ...large, "back"), { step: 1, layer: "", chart: -1 });
  assert.deepEqual(from({ step: 1 }, ...large, "next"), { step: 2, layer: "", chart: -1 });
});
