"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const model = require("../../assets/landkaart-model.js");

const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

test("the view stays within the zoom limits and the frame", () => {
  assert.deepEqual(model.clampView({ k: 0.2, x: 50, y: -9 }, 100, 200), { k: 1, x: 0, y: 0 });
  const far = model.clampView({ k: 99, x: -1e9, y: 5 }, 100, 200);
  assert.deepEqual(far, { k: 12, x: -1100, y: 0 });
});

test("zooming keeps the point under the pointer in place", () => {
  const before = { k: 2, x: -30, y: -40 };
  const after = model.zoomAround(before, 1.5, 60, 70);
  assert.equal(after.k, 3);
  close((60 - after.x) / after.k, (60 - before.x) / before.k);
  close((70 - after.y) / after.k, (70 - before.y) / before.k);
});

test("a region that is fitted lies in the frame, in its middle", () => {
  const view = model.fitView([40, 80, 60, 120], [100, 200], 100, 200);
  assert.ok(view.k > 4 && view.k < 5);
  close(view.k * 50 + view.x, 50);
  close(view.k * 100 + view.y, 100);
  assert.equal(model.fitView([0, 0, 100, 200], [100, 200], 100, 200).k, 1);
});

test("revealing pans as little as needed, and not at all when the point is in sight", () => {
  const view = { k: 4, x: -100, y: -200 };
  assert.equal(model.revealPoint(view, [40, 75], [100, 200], 100, 200), view);
  const moved = model.revealPoint(view, [90, 75], [100, 200], 100, 200);
  close(moved.k * 90 + moved.x, 90); // 10 % margin
  assert.equal(moved.y, view.y);
});

test("the way between two views begins and ends at them", () => {
  const from = { k: 1, x: 0, y: 0 };
  const to = { k: 8, x: -300, y: -100 };
  const start = model.betweenViews(from, to, 0);
  close(start.k, 1);
  close(start.x, 0);
  assert.equal(model.betweenViews(from, to, 1), to);
  const half = model.betweenViews(from, to, 0.5);
  assert.ok(half.k > 1 && half.k < 8);
});

test("a tiny region within reach wins from sea and from a bigger neighbour, never from another tiny one", () => {
  const regions = { point: [[100, 100], [120, 100], [300, 300]], size: [60, 4, 3] };
  const hit = (x, y, under, reach) => model.hitRegion(x, y, under, regions, 1, reach);
  assert.equal(hit(112, 100, 0), 1); // 8 px from the middle of the tiny one
  assert.equal(hit(105, 100, 0), 0); // too far, and nearer to its own middle
  assert.equal(hit(106, 100, 0, 40), 0); // nearer to the middle of the big one
  assert.equal(hit(309, 300, -1), 2); // on sea
  assert.equal(hit(330, 300, -1), -1);
  assert.equal(hit(121, 100, 2), 2); // on a tiny region itself
  assert.equal(model.hitRegion(309, 300, -1, regions, 0.1), -1); // zoomed in ten times: no help needed
});

test("the card never leaves the box", () => {
  for (const point of [[0, 0], [399, 0], [0, 299], [399, 299], [200, 150]]) {
    const [left, top] = model.placeCard(point, [180, 60], [400, 300]);
    assert.ok(left >= 0 && left + 180 <= 400, `left ${left} at ${point}`);
    assert.ok(top >= 0 && top + 60 <= 300, `top ${top} at ${point}`);
  }
});

const NAMES = ["Den Haag", "'s-Gravenhage", "De Bilt", "Súdwest-Fryslân", "Aalsmeer", "Aalten", "Breda", "Bunnik"];
const typed = (text, from = 4, gap = 100) => {
  const search = model.letterSearch(NAMES);
  let at = from;
  [...text].forEach((letter, n) => {
    const found = search.push(letter, n * gap, at);
    if (found >= 0) at = found;
  });
  return NAMES[at];
};

for (const [letters, name] of [
  ["s-g", "'s-Gravenhage"],
  ["'s-g", "'s-Gravenhage"],
  ["grav", "'s-Gravenhage"],
  ["GRAV", "'s-Gravenhage"],
  ["de b", "De Bilt"],
  ["bilt", "De Bilt"],
  ["sud", "Súdwest-Fryslân"],
  ["súd", "Súdwest-Fryslân"],
  ["aalt", "Aalten"],
  ["bb", "Bunnik"],
  ["bbb", "Breda"],
  ["b", "Breda"],
  ["xq", "Aalsmeer"],
]) {
  test(`the letters ${letters} find ${name}`, () => assert.equal(typed(letters), name));
}

test("after a second of rest the letters start anew", () => {
  assert.equal(typed("ab", 0, 1500), "Breda");
  const search = model.letterSearch(NAMES);
  assert.equal(search.active(0), false);
  search.push("s", 0, 4);
  assert.equal(search.active(900), true);
  assert.equal(search.active(1100), false);
});

test("names come in Dutch alphabetical order", () => {
  const names = ["Zwolle", "'s-Gravenhage", "Súdwest-Fryslân", "Sittard", "aa"];
  assert.deepEqual(
    model.alphabetical(names).map((i) => names[i]),
    ["aa", "'s-Gravenhage", "Sittard", "Súdwest-Fryslân", "Zwolle"],
  );
});

test("signs are counted, within a group when there is one", () => {
  const geometry = { regions: { group: [0, 1, 1, 0] }, outlines: { code: ["PV1", "PV2"] } };
  assert.deepEqual(model.countSigns("aab-"), { a: 2, b: 1, "-": 1 });
  const inside = model.insideGroup(geometry, "PV2");
  assert.deepEqual(inside, [false, true, true, false]);
  assert.deepEqual(model.countSigns("aab-", inside), { a: 1, b: 1 });
  assert.equal(model.countFlags("0110", inside), 2);
  assert.equal(model.countFlags("", inside), 0);
  assert.equal(model.insideGroup(geometry, "PV9"), null);
  assert.equal(model.insideGroup(geometry, null), null);
});

test("values follow their codes into another order, and what is not known is missing", () => {
  const onMap = model.inOrderOf(["GM3", "GM9", "GM1"], ["GM1", "GM2", "GM3"]);
  assert.deepEqual(onMap(["een", "twee", "drie"], "niet bekend"), ["drie", "niet bekend", "een"]);
  assert.equal(onMap("zm-", " ").join(""), "- z");
  assert.deepEqual(model.inOrderOf([], ["GM1"])(["een"], ""), []);
  assert.deepEqual(model.inOrderOf(["GM1"], [])([], -1), [-1]);
});

test("one group alone: its regions, moved to the edge, with arrows that stay inside", () => {
  const geometry = {
    width: 100,
    height: 50,
    regions: {
      code: ["GM1", "GM2", "GM3"],
      name: ["A", "B", "C"],
      group: [0, 1, 1],
      path: ["m0 0h10v10z", "m50 20h10v10zm20 5h3v3z", "m-5-7h1v1z"],
      point: [[5, 5], [55, 25], [71, 26]],
      size: [5, 5, 2],
      next: [[-1, 1, -1, -1], [-1, 2, -1, 0], [-1, -1, -1, 1]],
    },
    outlines: { code: ["PV1", "PV2"], name: ["Een", "Twee"], path: ["m0 0h10v10z", "m50 20h23v10z"], bounds: [[0, 0, 10, 10], [50, 20, 75, 30]] },
  };
  const own = model.onlyGroup(geometry, "PV2");
  assert.deepEqual(own.regions.code, ["GM2", "GM3"]);
  assert.deepEqual([own.width, own.height], [27, 12]);
  assert.deepEqual(own.regions.path, ["m1 1h10v10zm20 5h3v3z", "m-54 -26h1v1z"]);
  assert.deepEqual(own.regions.point, [[6, 6], [22, 7]]);
  assert.deepEqual(own.regions.next, [[-1, 1, -1, -1], [-1, -1, -1, 0]]);
  assert.deepEqual(own.outlines, { code: ["PV2"], name: ["Twee"], path: ["m1 1h23v10z"], bounds: [[1, 1, 26, 11]] });
  assert.equal(model.onlyGroup(geometry, "PV9"), geometry);
  assert.equal(model.onlyGroup(geometry, ""), geometry);
});
