/* A chart over the whole screen: the very figure of the dashboard, with letters for the back of the room. */
(function (root) {
  "use strict";
  const presenteren = (root.Presenteren = root.Presenteren || {});
  const CONFIG = { displayModeBar: false, staticPlot: true, responsive: false, locale: "nl" };
  const NARROW = 700; // pixels
  const ROW = 1.2; // height of a row in letters, below which a chart is not made larger by force

  /** The figure at a size in pixels with type of `size` pixels; the one that came in stays as it was. Pure. */
  function large(figure, { width, height, size }) {
    const { layout } = figure;
    const grown = size / (layout.font.size || size);
    const margin = Object.fromEntries(Object.entries(layout.margin).map(([side, n]) => [side, Math.round(n * grown)]));
    const data = figure.data.map((trace) => ({
      ...trace,
      ...(trace.textfont ? { textfont: { ...trace.textfont, size } } : {}),
      ...(trace.line ? { line: { ...trace.line, width: trace.line.width * 2 } } : {}),
    }));
    const axis = (own) => (own ? { ...own, ticklen: (own.ticklen || 0) * 2 } : own);
    // Where bars are short (a phone) the number behind the longest needs a larger part of the width.
    const bars = layout.xaxis && layout.xaxis.visible === false;
    const room = bars && width < NARROW ? { range: [0, layout.xaxis.range[1] * 1.25] } : {};
    return {
      data,
      layout: {
        ...layout,
        width,
        height: Math.max(height, rows(figure) * size * ROW + margin.t + margin.b),
        autosize: false,
        margin,
        font: { ...layout.font, size },
        xaxis: { ...axis(layout.xaxis), ...room },
        yaxis: axis(layout.yaxis),
      },
    };
  }

  const rows = (figure) => ((figure.layout.yaxis || {}).tickvals || []).length;

  /** Draw a figure in `host`, as large as it is; without Plotly the table stays. Gives whether it was drawn. */
  function draw(host, figure, size) {
    if (!root.Plotly) return false;
    host.replaceChildren();
    const { data, layout } = large(figure, { width: host.clientWidth, height: host.clientHeight, size });
    root.Plotly.newPlot(host, data, layout, CONFIG);
    return true;
  }

  function clear(host) {
    if (root.Plotly && host.data) root.Plotly.purge(host);
    host.replaceChildren();
  }

  presenteren.grafiek = { large, draw, clear };
  if (typeof module !== "undefined") module.exports = presenteren.grafiek;
})(typeof window === "undefined" ? globalThis : window);
