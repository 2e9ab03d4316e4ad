"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
require("../../assets/landkaart-model.js");
const keys = require("../../assets/landkaart-keys.js");

/* Three regions in a row: Aa - De Bilt - Zeist. */
function keyboard() {
  const log = [];
  const regions = {
    name: ["Zeist", "Aa", "De Bilt"],
    point: [[3, 0], [1, 0], [2, 0]],
    next: [[-1, -1, -1, 2], [-1, 2, -1, -1], [-1, 0, -1, 1]],
  };
  const handle = keys.create({
    regions,
    onMove: (index) => log.push(regions.name[index]),
    onChoose: (index) => log.push(`kies ${regions.name[index]}`),
    onLeave: () => log.push("weg"),
    zoom: { by: (factor) => log.push(factor > 1 ? "in" : "uit"), reset: () => log.push("heel") },
  });
  return { log, press: (key, current, timeStamp = 0, extra = {}) => handle({ key, timeStamp, ...extra }, current) };
}

for (const [key, current, expected] of [
  ["ArrowRight", 1, "De Bilt"],
  ["ArrowLeft", 0, "De Bilt"],
  ["Home", 0, "Aa"],
  ["End", 1, "Zeist"],
  ["Enter", 2, "kies De Bilt"],
  [" ", 2, "kies De Bilt"],
  ["Escape", 2, "weg"],
  ["+", 2, "in"],
  ["=", 2, "in"],
  ["-", 2, "uit"],
  ["0", 2, "heel"],
  ["z", 1, "Zeist"],
]) {
  test(`key "${key}" gives "${expected}"`, () => {
    const { log, press } = keyboard();
    assert.equal(press(key, current), true);
    assert.deepEqual(log, [expected]);
  });
}

test("an arrow to the sea stays where it is, without scrolling the page", () => {
  const { log, press } = keyboard();
  assert.equal(press("ArrowUp", 1), true);
  assert.deepEqual(log, []);
});

test("Tab and shortcuts are left to the browser: no trap", () => {
  const { log, press } = keyboard();
  assert.equal(press("Tab", 1), false);
  assert.equal(press("Shift", 1), false);
  assert.equal(press("f", 1, 0, { ctrlKey: true }), false);
  assert.equal(press("ArrowLeft", 0, 0, { altKey: true }), false);
  assert.deepEqual(log, []);
});

test("within a name space and minus are letters, after a second they are keys again", () => {
  const { log, press } = keyboard();
  for (const [key, time] of [["d", 0], ["e", 100], [" ", 200], ["b", 300]]) press(key, 1, time);
  assert.deepEqual(log, ["De Bilt", "De Bilt", "De Bilt", "De Bilt"]);
  press(" ", 2, 2000);
  press("-", 2, 2000);
  assert.deepEqual(log.slice(4), ["kies De Bilt", "uit"]);
});
