"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const Tijdstand = require("../../assets/tijdstand.js");

// four municipalities: never an agenda, member since 2019, signed somewhere in 2020, date never found
const TIME = {
  start: "2018-01-01",
  end: "2021-12-31",
  order: ["GM0001", "GM0002", "GM0003", "GM0004"],
  steps: [
    ["2018-01-01", "-nnz"],
    ["2019-07-16", "-znz"],
    ["2020-01-01", "-zmz"],
    ["2020-07-14", "-zzz"],
  ],
  published: [["2019-07-16", 30], ["2020-07-14", 50]],
  mergers: [["2019-01-01", "1000"], ["2021-01-01", "0010"]],
  tables: {
    stand: { "-": null, n: "n", m: "m", z: null },
    verschil: { "--": "-", nn: "n", nz: "+", nm: "?", mm: "?", mz: "?", zz: "=" },
  },
};

test("a step holds from its own day until the day before the next", () => {
  const rows = [
    ["2010-01-01", "-nnz"],
    ["2018-01-01", "-nnz"],
    ["2019-07-15", "-nnz"],
    ["2019-07-16", "-znz"],
    ["2019-12-31", "-znz"],
    ["2020-01-01", "-zmz"],
    ["2020-07-13", "-zmz"],
    ["2020-07-14", "-zzz"],
    ["2099-01-01", "-zzz"],
  ];
  for (const [date, signs] of rows) assert.equal(Tijdstand.signsAt(TIME, date), signs, date);
});

test("stand keeps the colouring of certain members and of those without an agenda, and shows the others", () => {
  assert.equal(Tijdstand.stand(TIME, "abcd", "2018-06-01"), "annd");
  assert.equal(Tijdstand.stand(TIME, "abcd", "2020-02-01"), "abmd");
  assert.equal(Tijdstand.stand(TIME, "abcd", "2020-07-14"), "abcd");
});

test("verschil tells joined, possibly joined, already a member and not a member apart", () => {
  assert.equal(Tijdstand.verschil(TIME, "2018-01-01", "2019-07-15"), "-nn=");
  assert.equal(Tijdstand.verschil(TIME, "2018-01-01", "2020-01-01"), "-+?=");
  assert.equal(Tijdstand.verschil(TIME, "2019-07-16", "2020-07-14"), "-=+=");
  assert.equal(Tijdstand.verschil(TIME, "2020-01-01", "2020-07-14"), "-=?=");
  assert.equal(Tijdstand.verschil(TIME, "2020-07-14", "2020-07-14"), "-===");
});

test("the earlier date is the beginning, in whatever order they are given", () => {
  assert.equal(Tijdstand.verschil(TIME, "2020-07-14", "2019-07-16"), Tijdstand.verschil(TIME, "2019-07-16", "2020-07-14"));
  assert.equal(Tijdstand.mergedBetween(TIME, "2021-06-01", "2018-01-01"), "1010");
});

test("a merger counts on its own day and not any more when the period begins on it", () => {
  assert.equal(Tijdstand.mergedBetween(TIME, "2018-01-01", "2018-12-31"), "0000");
  assert.equal(Tijdstand.mergedBetween(TIME, "2018-12-31", "2019-01-01"), "1000");
  assert.equal(Tijdstand.mergedBetween(TIME, "2019-01-01", "2021-01-01"), "0010");
  assert.equal(Tijdstand.mergedBetween({ ...TIME, mergers: [] }, "2018-01-01", "2021-01-01"), "0000");
});

test("before the first publication there is no total, which is not 0", () => {
  assert.equal(Tijdstand.publishedAt(TIME, "2019-07-15"), null);
  assert.equal(Tijdstand.publishedAt(TIME, "2019-07-16"), 30);
  assert.equal(Tijdstand.publishedAt(TIME, "2020-07-13"), 30);
  assert.equal(Tijdstand.publishedAt(TIME, "2020-07-14"), 50);
});

test("count counts every sign", () => {
  assert.deepEqual(Tijdstand.count("zz-mz"), { z: 3, "-": 1, m: 1 });
  assert.deepEqual(Tijdstand.count(""), {});
});

test("a gap in the tables or a colouring of another length is an error, never a wrong colour", () => {
  const without = { ...TIME, tables: { stand: { "-": null }, verschil: {} } };
  assert.throws(() => Tijdstand.stand(without, "abcd", "2019-07-16"), /"z"/);
  assert.throws(() => Tijdstand.verschil(without, "2018-01-01", "2019-07-16"), /"--"/);
  assert.throws(() => Tijdstand.stand(TIME, "abc", "2019-07-16"), /3 tekens voor 4/);
});
