"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { LOW, HIGH, within, keyTarget, placeOf, words } = require("../../assets/vergelijk-schuif.js");

test("arrows take small steps, page keys large ones, Home and End go to the sides", () => {
  assert.equal(keyTarget("ArrowRight", 50), 52);
  assert.equal(keyTarget("ArrowUp", 50), 52);
  assert.equal(keyTarget("ArrowLeft", 50), 48);
  assert.equal(keyTarget("ArrowDown", 50), 48);
  assert.equal(keyTarget("PageUp", 50), 60);
  assert.equal(keyTarget("PageDown", 50), 40);
  assert.equal(keyTarget("Home", 50), LOW);
  assert.equal(keyTarget("End", 50), HIGH);
});

test("other keys mean nothing", () => {
  for (const key of ["Tab", "a", "Enter", " ", "toString"]) assert.equal(keyTarget(key, 50), null);
});

test("no key or pointer brings the handle outside the maps", () => {
  for (let at = LOW; at <= HIGH; at += 1) {
    for (const key of ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"]) {
      const next = keyTarget(key, at);
      assert.ok(next >= LOW && next <= HIGH, `${key} at ${at}`);
    }
  }
  const box = { left: 100, width: 400 };
  assert.equal(placeOf(-1000, box), LOW);
  assert.equal(placeOf(9999, box), HIGH);
  assert.equal(placeOf(300, box), 50);
  assert.equal(placeOf(300, { left: 0, width: 0 }), 50);
  assert.equal(within(30), 30);
});

test("the place is said in shares of both maps that add up", () => {
  assert.equal(words(62, "16 juli 2019", "31 december 2022"), "62 procent 16 juli 2019, 38 procent 31 december 2022");
});
