/* Pictures and numbers of what is on screen. A picture carries title, filters, date and source, because it
   travels without the page. CSV comes from the server, from the same functions as the screen. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const SCALE = 2; // pixels per unit in a PNG: sharp on a beamer and on paper
  const WIDTH = 900;
  const HEAD = 64;
  const FONT = "Inter, Arial, sans-serif"; // a picture is opened where our own font is not
  const FOOT = 24;
  const DEFAULT_HEIGHT = 300; // when the table is shown instead of the chart

  const textOf = (id) => (document.getElementById(id) || { textContent: "" }).textContent.trim();
  const fileName = (what, kind) => `gka-${what}-${new Date().toISOString().slice(0, 10)}.${kind}`;

  /** The lines that every picture carries, as the page says them now. */
  function caption(what) {
    const { bron, versie } = gka.readConfig().onderschrift;
    const subtitle = what === "kaart" ? textOf("stand-in-woorden") : textOf(`grafiek-${what}-zin`);
    const title = what === "kaart" ? textOf("kaart-titel") : textOf(`grafiek-${what}-titel`);
    const day = textOf("kaart-titel").match(/\d{1,2} [a-z]+ \d{4}/g) || [];
    const filters = document.getElementById("filter-in-woorden");
    return {
      title,
      subtitle,
      source: [
        `Filter: ${filters ? filters.textContent : "geen filter"}. Datum: ${day.join(" tot ")}.`,
        `Bron: ${bron}. Gegevens: ${versie}. ${location.href}`,
      ],
    };
  }

  function save(url, name) {
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
  }

  const saveBlob = (gka.saveBlob = (blob, name) => {
    const url = URL.createObjectURL(blob);
    save(url, name);
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  });

  /** An SVG as PNG, drawn on a canvas in the page. */
  async function rasterise({ svg, width, height }, name) {
    const picture = new Image();
    const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    picture.src = url;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    saveBlob(await new Promise((done) => canvas.toBlob(done, "image/png")), name);
  }

  function wrapped(text, most) {
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const last = lines.length - 1;
      if ((lines[last] + word).length > most && lines[last]) lines.push(word);
      else lines[last] = `${lines[last]} ${word}`.trim();
    }
    return lines;
  }

  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  /** The chart as drawn by Plotly, with the caption in the margins. */
  async function chartSvg(what) {
    const graph = document.querySelector(`#grafiek-${what} .js-plotly-plot`);
    const { title, subtitle, source } = caption(what);
    const subtitles = wrapped(subtitle, 110);
    const top = HEAD + subtitles.length * 18;
    const foot = source.flatMap((line) => wrapped(line, 125));
    const height = Math.round(graph.clientHeight || DEFAULT_HEIGHT) + top + FOOT + foot.length * 15;
    const picture = {
      data: graph.data,
      layout: {
        ...graph.layout,
        autosize: false,
        width: WIDTH,
        height,
        font: { ...graph.layout.font, family: FONT },
        margin: { ...graph.layout.margin, l: 40, t: top + graph.layout.margin.t, b: FOOT + foot.length * 15 },
        paper_bgcolor: "#fff",
      },
    };
    const address = await root.Plotly.toImage(picture, { format: "svg", width: WIDTH, height });
    const svg = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    const line = (text, y, size, weight) =>
      `<text x="24" y="${y}" font-size="${size}" font-weight="${weight}" fill="#12233a">${escaped(text)}</text>`;
    const words = [
      line(title, 40, 22, 700),
      ...subtitles.map((text, index) => line(text, 68 + index * 18, 14, 400)),
      ...foot.map((text, index) => line(text, height - 12 - (foot.length - 1 - index) * 15, 11, 400)),
    ].join("");
    const named = `<title>${escaped(title)}</title><desc>${escaped(`${subtitle} ${source.join(" ")}`)}</desc>`;
    const start = svg.indexOf(">", svg.indexOf("<svg")) + 1;
    const font = `<g font-family="${FONT}">${words}</g>`;
    const whole = `${svg.slice(0, start)}${named}${svg.slice(start).replace(/<\/svg>\s*$/, `${font}</svg>`)}`;
    return { svg: whole, width: WIDTH, height };
  }

  async function mapSvg() {
    const stage = await gka.stage.ready();
    const { title, subtitle, source } = caption("kaart");
    const attribution = textOf("bronvermelding");
    const svg = stage.map.svgText({ title, subtitle, source: `${source.join(" ")} ${attribution}` });
    const [, width, height] = svg.match(/<svg[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"/);
    return { svg, width: Number(width), height: Number(height) };
  }

  /** Download the picture or the numbers of the map or a chart; tells what went wrong when it does. */
  gka.download = (what, kind) =>
    make(what, kind).catch((problem) => {
      console.error(problem);
      gka.say("Het downloaden is niet gelukt. Probeer het opnieuw of kies een andere vorm.");
    });

  /** The links of the menu at what is chosen now; on pages that the server makes anew it writes them itself. */
  gka.followDownloads = (search) => {
    for (const link of document.querySelectorAll("a[data-follows]")) link.search = gka.write(search, { sorteer: null });
  };

  const openMenu = () => document.querySelector("details.downloads[open]");

  // As with any menu: Escape and a click beside it close it.
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && openMenu();
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    const menu = openMenu();
    if (menu && !menu.contains(event.target)) menu.open = false;
  });

  async function make(what, kind) {
    if (kind === "csv") return save(`${gka.readConfig().basis}/export/${what}.csv${location.search}`, fileName(what, "csv"));
    const picture = what === "kaart" ? await mapSvg() : await chartSvg(what);
    if (kind === "svg") saveBlob(new Blob([picture.svg], { type: "image/svg+xml" }), fileName(what, "svg"));
    else await rasterise(picture, fileName(what, "png"));
  }
})(window);
