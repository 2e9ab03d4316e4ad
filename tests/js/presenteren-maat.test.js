"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const maat = require("../../assets/presenteren/presenteren-maat.js");
const klok = require("../../assets/presenteren/presenteren-klok.js");
const adres = require("../../assets/presenteren/presenteren-adres.js");
const kanaal = require("../../assets/presenteren/presenteren-kanaal.js");

test("from ten metres, on an image of two metres, a letter is 48 of 1920 pixels", () => {
  assert.equal(maat.smallest(1920), 48);
  assert.equal(maat.smallest(1024), 25.6);
  assert.equal(maat.smallest(1920, { ...maat.RULE, distance: 5 }), 24);
  assert.equal(maat.smallest(1920, { ...maat.RULE, width: 4 }), 24);
});

test("such a capital is more than twelve minutes of arc, and sizes of a page are not", () => {
  assert.ok(maat.arc(48, 1920) > 12 && maat.arc(48, 1920) < 13);
  assert.ok(maat.arc(16, 1920) < 5);
});

test("what is too small is named once, the smallest first", () => {
  const found = [
    { text: "groot", size: 48 },
    { text: "bijna", size: 47.99 },
    { text: "klein", size: 30 },
    { text: "klein", size: 20 },
    { text: "klein", size: 40 },
    { text: "net niet", size: 47 },
  ];
  assert.deepEqual(maat.tooSmall(found, 1920), [
    { text: "klein", size: 20 },
    { text: "net niet", size: 47 },
  ]);
  assert.deepEqual(maat.tooSmall(found, 1920, { ...maat.RULE, distance: 4 }), []);
});

test("a number from a field stays within what makes sense", () => {
  assert.equal(maat.within("2,5", 0.3, 15, 2), 2.5);
  assert.equal(maat.within("-4", 0.3, 15, 2), 0.3);
  assert.equal(maat.within("1e99", 0.3, 15, 2), 15);
  assert.equal(maat.within("veel", 0.3, 15, 2), 2);
  assert.equal(maat.within("", 0.3, 15, 2), 2);
});

test("the timer runs, stands still and goes on", () => {
  let clock = klok.toggle(klok.ZERO, 1000);
  assert.equal(klok.elapsed(clock, 61000), 60000);
  clock = klok.toggle(clock, 61000);
  assert.equal(klok.elapsed(clock, 99000), 60000);
  clock = klok.toggle(clock, 100000);
  assert.equal(klok.elapsed(clock, 105000), 65000);
  assert.equal(klok.elapsed(clock, 0), 60000, "a clock of the computer that was set back takes nothing away");
  assert.equal(klok.shown(klok.ZERO), false);
  assert.equal(klok.shown(clock), true);
});

test("a time reads as minutes, or hours", () => {
  assert.equal(klok.text(0), "0:00");
  assert.equal(klok.text(65999), "1:05");
  assert.equal(klok.text(3661000), "1:01:01");
});

test("a timer from outside is one or is nothing", () => {
  for (const wrong of [null, {}, { since: "x", kept: 0 }, { since: 1, kept: -1 }, { since: null, kept: Infinity }]) {
    assert.equal(klok.read(wrong), klok.ZERO);
  }
  assert.deepEqual(klok.read({ since: null, kept: 5, more: 1 }), { since: null, kept: 5 });
});

test("the address names a step that exists, or none", () => {
  assert.equal(adres.stepOf("#stap-3", 6), 2);
  for (const hash of ["", "#stap-0", "#stap-7", "#stap--1", "#stap-1e3", "#stap-3x", "#notities-00"]) {
    assert.equal(adres.stepOf(hash, 6), -1, hash);
  }
  assert.equal(adres.stepHash(2), "#stap-3");
});

test("the notes are found by a number nobody guesses", () => {
  const id = adres.makeId(new Uint8Array(16).fill(10));
  assert.equal(id, "0a".repeat(16));
  assert.equal(adres.notesOf(adres.notesHash(id)), id);
  assert.equal(adres.notesOf("#notities-<script>"), "");
  assert.equal(adres.notesOf("#notities-12"), "");
});

test("what comes both ways is heard once, and a window that was loaded again is heard anew", () => {
  const heard = new Map();
  const say = (voice, number) => kanaal.isNew(heard, { voice, number });
  assert.deepEqual([say("a", 1), say("a", 1), say("a", 2), say("a", 1), say("b", 1)], [true, false, true, false, true]);
  assert.equal(kanaal.isNew(heard, { voice: "c" }), false);
});

test("a window hears the other window of its own presentation only", () => {
  const message = { kind: "gka-presenteren", id: "a", from: "slides", state: {} };
  assert.equal(kanaal.isFor(message, "a", "notes"), true);
  assert.equal(kanaal.isFor(message, "a", "slides"), false, "its own voice");
  assert.equal(kanaal.isFor(message, "b", "notes"), false, "another presentation");
  assert.equal(kanaal.isFor({ ...message, kind: "x" }, "a", "notes"), false);
  assert.equal(kanaal.isFor(null, "a", "notes"), false);
  assert.equal(kanaal.isFor("text", "a", "notes"), false);
});
