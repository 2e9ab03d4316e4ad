"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { actionOf, kindOf, swipeOf } = require("../../assets/presenteren/presenteren-toetsen.js");

for (const [keys, type] of [
  [["ArrowRight", "PageDown", " ", "Enter"], "next"],
  [["ArrowLeft", "PageUp", "Backspace"], "back"],
  [["Home"], "first"],
  [["End"], "last"],
  [["b", "B", "."], "black"],
  [["o", "O"], "overview"],
  [["?"], "help"],
  [["n", "N"], "notes"],
  [["f"], "fullscreen"],
  [["t"], "timer"],
  [["0"], "zero"],
  [["c"], "test"],
  [["Escape"], "close"],
]) {
  for (const key of keys) {
    test(`"${key}" is ${type}`, () => assert.deepEqual(actionOf({ key }), { type }));
  }
}

test("1 to 9 are the charts", () => {
  assert.deepEqual(actionOf({ key: "1" }), { type: "chart", chart: 0 });
  assert.deepEqual(actionOf({ key: "9" }), { type: "chart", chart: 8 });
});

for (const key of ["F5", "F11", "Tab", "Shift", "ArrowUp", "ArrowDown", "x", "constructor", "toString"]) {
  test(`${key} is left to the browser`, () => assert.equal(actionOf({ key }), null));
}

test("with a modifier every key is the browser's: nobody is trapped", () => {
  for (const name of ["ctrlKey", "altKey", "metaKey"]) {
    assert.equal(actionOf({ key: "ArrowLeft", [name]: true }), null);
    assert.equal(actionOf({ key: "f", [name]: true }), null);
  }
});

test("a button keeps its own keys, a field keeps all but Escape", () => {
  assert.equal(actionOf({ key: " " }, "button"), null);
  assert.equal(actionOf({ key: "Enter" }, "button"), null);
  assert.deepEqual(actionOf({ key: "PageDown" }, "button"), { type: "next" });
  assert.equal(actionOf({ key: "Enter" }, "link"), null);
  assert.deepEqual(actionOf({ key: " " }, "link"), { type: "next" });
  for (const key of ["1", "b", "Backspace", "ArrowLeft"]) assert.equal(actionOf({ key }, "field"), null);
  assert.deepEqual(actionOf({ key: "Escape" }, "field"), { type: "close" });
});

test("what is being worked is seen by its element", () => {
  const inside = (selectors) => ({ closest: (asked) => asked.split(", ").some((one) => selectors.includes(one)) });
  assert.equal(kindOf(inside(["input"])), "field");
  assert.equal(kindOf(inside(["button"])), "button");
  assert.equal(kindOf(inside(["a[href]"])), "link");
  assert.equal(kindOf(inside([])), "");
  assert.equal(kindOf(null), "");
});

test("a finger that goes sideways far enough turns the page", () => {
  assert.equal(swipeOf([300, 100], [100, 110], 390), "next");
  assert.equal(swipeOf([100, 100], [300, 110], 390), "back");
  assert.equal(swipeOf([100, 100], [120, 100], 390), "", "too short");
  assert.equal(swipeOf([100, 100], [200, 300], 390), "", "scrolling");
});
