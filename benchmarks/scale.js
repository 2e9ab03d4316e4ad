/* Times the map script on one page. Every duration ends when the frame with the result has been handed over. */
(() => {
  "use strict";
  const CLASSES = "abcdefgh"
    .split("")
    .map((sign, i) => ({ sign, label: String(2019 + i), fill: `--ramp-${(i % 5) + 1}`, pattern: null }));
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const signs = (count, shift) => Array.from({ length: count }, (_, i) => "abcdefgh"[(i * 7 + shift) % 8]).join("");

  async function timed(work) {
    await painted();
    const start = performance.now();
    work();
    const script = performance.now() - start;
    await painted();
    return { script, shown: performance.now() - start };
  }

  /** What a canvas needs for the same: paths made once, filled per class, borders stroked in one go. */
  async function onCanvas(geometry) {
    const canvas = document.createElement("canvas");
    const { width, height } = document.getElementById("host").getBoundingClientRect();
    Object.assign(canvas, { width, height });
    document.getElementById("canvas").append(canvas);
    const context = canvas.getContext("2d");
    const scale = Math.min(width / geometry.width, height / geometry.height);
    let paths = [];
    const paint = (shift) => {
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.lineWidth = 0.75 / scale;
      context.strokeStyle = "#fff";
      paths.forEach((path, i) => {
        context.fillStyle = `hsl(${((i * 7 + shift) % 8) * 40} 60% 60%)`;
        context.fill(path, "evenodd");
        context.stroke(path);
      });
      context.getImageData(0, 0, 1, 1); // wait until it has really been drawn
    };
    const draw = await timed(() => {
      paths = geometry.regions.path.map((d) => new Path2D(d));
      paint(0);
    });
    const recolour = await timed(() => paint(3));
    return { draw, recolour };
  }

  window.measure = async () => {
    const text = await (await fetch("geometry.json")).text();
    let geometry;
    const parse = await timed(() => (geometry = JSON.parse(text)));
    const count = geometry.regions.code.length;
    const labels = geometry.regions.code.map(() => "agenda sinds 2019, 3 interventies");
    const host = document.getElementById("host");
    let map;
    const draw = await timed(() => {
      map = Landkaart.create(host, { geometry, legend: document.getElementById("legend") });
      map.update({ classes: CLASSES, signs: signs(count, 0), labels, title: "Kaart" });
    });
    const recolour = await timed(() => map.update({ signs: signs(count, 3) }));
    const some = signs(count, 3).split("");
    for (let i = 0; i < count; i += 50) some[i] = "a";
    const step = await timed(() => map.update({ signs: some.join("") }));
    window.recolourAll = (shift) => timed(() => map.update({ signs: signs(count, shift) }));
    const zoom = await timed(() => map.zoomBy(2));
    map.reset();
    const choose = await timed(() => map.update({ chosen: geometry.regions.code[Math.floor(count / 2)] }));
    const canvas = await onCanvas(geometry);
    return { parse, draw, recolour, step, zoom, choose, "canvas-draw": canvas.draw, "canvas-recolour": canvas.recolour };
  };
})();
