"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
require("../../assets/tijdstand.js");
const Schaal = require("../../assets/tijdlijn-schaal.js");

const TIME = {
  start: "2018-03-01",
  end: "2021-12-31",
  initial: "2020-12-31",
  order: ["GM0001", "GM0002"],
  steps: [["2018-03-01", "nn"], ["2019-07-16", "zm"], ["2020-07-14", "zz"]],
  published: [["2019-07-16", 1], ["2020-12-31", 4]],
  milestones: [
    { date: "2018-03-01", count: null },
    { date: "2020-12-31", count: 4 },
    { date: "2019-07-16", count: 1 },
    { date: "2020-02-29", count: null },
    { date: "2024-01-01", count: 9 },
  ],
};
const measure = (text) => text.length * 7;
const plan = (width) => Schaal.geometry(TIME, width, 13, measure);

test("only real dates are dates", () => {
  for (const good of ["2020-02-29", "2019-07-16"]) assert.equal(Schaal.isDate(good), true, good);
  for (const bad of ["2019-02-29", "2023-02-30", "2023-13-01", "20-01-01", "gisteren", "", "02019-01-01", null, undefined]) {
    assert.equal(Schaal.isDate(bad), false, String(bad));
  }
});

test("dates are written the Dutch way", () => {
  assert.equal(Schaal.dutchDate("2019-07-16"), "16 juli 2019");
  assert.equal(Schaal.dutchDate("2020-03-01"), "1 maart 2020");
});

test("a year on is the same day, and 29 February gives way", () => {
  assert.equal(Schaal.addYears("2019-07-16", 1), "2020-07-16");
  assert.equal(Schaal.addYears("2020-02-29", -1), "2019-02-28");
  assert.equal(Schaal.addYears("2020-02-29", 4), "2024-02-29");
});

test("change dates: steps, totals and milestones within the line, once, in order", () => {
  const expected = ["2018-03-01", "2019-07-16", "2020-02-29", "2020-07-14", "2020-12-31", "2021-12-31"];
  const dates = Schaal.changeDates(TIME);
  assert.deepEqual(dates, expected);
  assert.equal(Schaal.nextOf(dates, "2019-07-16"), "2020-02-29");
  assert.equal(Schaal.nextOf(dates, "2019-07-17"), "2020-02-29");
  assert.equal(Schaal.nextOf(dates, "2021-12-31"), null);
  assert.equal(Schaal.previousOf(dates, "2019-07-17"), "2019-07-16");
  assert.equal(Schaal.previousOf(dates, "2018-03-01"), null);
});

test("a comparison begins at the last count before the date, else at the start", () => {
  assert.equal(Schaal.periodStart(TIME, "2021-06-01"), "2020-12-31");
  assert.equal(Schaal.periodStart(TIME, "2020-12-31"), "2019-07-16");
  assert.equal(Schaal.periodStart(TIME, "2019-07-16"), "2018-03-01");
});

test("the milestone of a date is the last one on or before it", () => {
  assert.equal(Schaal.milestoneAt(TIME, "2020-07-01").date, "2020-02-29");
  assert.equal(Schaal.milestoneAt(TIME, "2017-01-01"), null);
});

test("numbers: certain, possible and published are three things", () => {
  assert.deepEqual(Schaal.numbersAt(TIME, "2019-01-01"), { certain: 0, possible: 0, published: null });
  assert.deepEqual(Schaal.numbersAt(TIME, "2019-07-16"), { certain: 1, possible: 1, published: 1 });
});

test("pieces fill the line and leave out what lies outside", () => {
  const rows = [["2000-01-01", 1], ["2019-01-01", 2], ["2030-01-01", 3]];
  const found = Schaal.pieces(rows, "2018-03-01", "2021-12-31").map(({ from, to, row }) => [from, to, row[1]]);
  assert.deepEqual(found, [["2018-03-01", "2019-01-01", 1], ["2019-01-01", "2021-12-31", 2]]);
});

test("every day has its own place and comes back from it", () => {
  for (const width of [300, 700, 1100]) {
    const { x, dateAt, left, right, height } = plan(width);
    assert.equal(x(TIME.start), left);
    assert.equal(x(TIME.end), right);
    assert.equal(dateAt(-50), TIME.start);
    assert.equal(dateAt(5000), TIME.end);
    for (const date of ["2019-07-16", "2020-02-29", "2021-01-01"]) assert.equal(dateAt(x(date)), date);
    assert.ok(height >= 150 && height <= 195, `height ${height}`);
  }
});

test("a press near a change means that change, further away the day itself", () => {
  const wide = plan(1000);
  const changes = Schaal.changeDates(TIME);
  const at = wide.x("2019-07-16");
  assert.equal(Schaal.dateNear(wide, changes, at + 3), "2019-07-16");
  assert.equal(Schaal.dateNear(wide, changes, at + 12), wide.dateAt(at + 12));
  assert.notEqual(Schaal.dateNear(wide, changes, at + 12), "2019-07-16");
});

test("published and known share one scale, and the published line begins at the first publication", () => {
  const { y, published, known, base, top, paths, x } = plan(1000);
  assert.equal(y(0), base);
  assert.equal(y(4), top);
  assert.deepEqual(published.map((one) => one.n), [1, 4]);
  assert.equal(published[0].x0, x("2019-07-16"));
  assert.deepEqual(known.map((one) => [one.certain, one.possible]), [[0, 0], [1, 1], [2, 0]]);
  assert.ok(paths.publishedArea.endsWith("Z") && !paths.published.endsWith("Z"));
  assert.ok(!Object.values(paths).join("").includes("NaN"));
});

test("a total that is published again is not a step", () => {
  const again = { ...TIME, published: [["2019-07-16", 1], ["2019-11-19", 1], ["2020-12-31", 4]] };
  assert.deepEqual(Schaal.rises(again.published), TIME.published);
  assert.equal(Schaal.geometry(again, 700, 13, measure).paths.published, plan(700).paths.published);
});

test("no publication yet, no line", () => {
  const { paths } = Schaal.geometry({ ...TIME, published: [] }, 500, 13, measure);
  assert.equal(paths.published, "");
  assert.equal(paths.publishedArea, "");
});

test("years are thinned out when they would touch", () => {
  assert.deepEqual(plan(1000).years.map((year) => year.label), ["2019", "2020", "2021"]);
  const long = { ...TIME, start: "2000-01-01", steps: [["2000-01-01", "nn"]] };
  const labels = Schaal.geometry(long, 300, 13, measure).years.map((year) => year.label);
  assert.equal(labels.length, 22);
  assert.ok(labels.filter(Boolean).length < 12 && labels.filter(Boolean).length > 2);
});
