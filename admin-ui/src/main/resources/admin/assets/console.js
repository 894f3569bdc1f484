"use strict";
// Fetches the page again every two seconds while it is visible, and replaces the parts marked
// data-renew. All else stays, so that focus, scrolling and a selection survive.
(() => {
  const INTERVAL = 2000;
  const TIMEOUT = 5000;
  const pause = document.getElementById("pause");
  const state = document.getElementById("state");
  const charts = document.getElementById("charts");
  let paused = false;
  let busy = false;

  // A screen reader reads this text aloud, so it changes only with the state.
  function show(text, failing) {
    if (state.textContent !== text) state.textContent = text;
    state.classList.toggle("away", failing);
  }

  function selecting() {
    const selection = getSelection();
    return selection !== null && !selection.isCollapsed;
  }

  // The element of the new part that corresponds to the focused one: the same link or id.
  function counterpart(part, focused) {
    if (focused.id) return document.getElementById(focused.id);
    const address = focused.getAttribute("href");
    if (address === null) return null;
    return [...part.querySelectorAll("a[href]")].find(a => a.getAttribute("href") === address);
  }

  function replaceParts(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const part of fresh.querySelectorAll("[data-renew]")) {
      const shown = document.getElementById(part.id);
      // A screen reader would read an unchanged part aloud again.
      if (shown !== null && shown.innerHTML !== part.innerHTML) {
        const focused = shown.contains(document.activeElement) ? document.activeElement : null;
        shown.replaceChildren(...part.childNodes);
        if (focused !== null) counterpart(shown, focused)?.focus({ preventScroll: true });
      }
    }
  }

  async function get(path) {
    const limit = new AbortController();
    const alarm = setTimeout(() => limit.abort(), TIMEOUT);
    try {
      const answer = await fetch(path, { signal: limit.signal });
      if (!answer.ok) throw new Error("status " + answer.status);
      return await answer.text();
    } finally {
      clearTimeout(alarm);
    }
  }

  async function renew() {
    if (busy || paused || document.hidden || selecting()) return;
    busy = true;
    try {
      const html = await get(location.pathname + location.search);
      if (!paused) {
        replaceParts(html);
        show("Renews every 2 s", false);
      }
    } catch {
      if (!paused) show("The bridge does not answer; trying again", true);
    } finally {
      busy = false;
    }
  }

  if (pause !== null) {
    pause.addEventListener("click", () => {
      paused = !paused;
      pause.setAttribute("aria-pressed", String(paused));
      show(paused ? "Paused" : "Renews every 2 s", false);
      renew();
    });
    pause.hidden = false;
    show("Renews every 2 s", false);
    setInterval(renew, INTERVAL);
    document.addEventListener("visibilitychange", renew);
  }

  // Loads a script or a style sheet.
  function load(element, name, value) {
    return new Promise((done, failed) => {
      const part = document.createElement(element);
      part.addEventListener("load", done);
      part.addEventListener("error", failed);
      if (element === "link") part.rel = "stylesheet";
      part[name] = value;
      document.head.append(part);
    });
  }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // The lines of a chart are the entries of its legend.
  function lines(figure) {
    return [...figure.querySelectorAll("[data-column]")].map(line => line.dataset);
  }

  function columns(trends, figure) {
    trends.sessions ??= trends.at.map((_, i) => trends.sse[i] + trends.poll[i] + trends.none[i]);
    return [trends.at, ...lines(figure).map(line => trends[line.column])];
  }

  function clock(seconds, digits) {
    return new Date(seconds * 1000).toISOString().slice(11, 11 + digits);
  }

  // The values under the pointer, beside the title; the only legend is the list of lines.
  function point(figure, shown) {
    const at = shown.cursor.idx;
    const values = at == null ? [] : lines(figure).map((line, i) => line.label + " " + (shown.data[i + 1][at] ?? "–"));
    figure.querySelector(".at").textContent = at == null ? "" : [clock(shown.data[0][at], 8), ...values].join(" · ");
  }

  function draw(figure, trends) {
    const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 } };
    const plot = figure.querySelector(".plot");
    const size = () => ({ width: plot.clientWidth, height: 170 });
    plot.hidden = false;
    const drawn = new uPlot(
      {
        ...size(),
        cursor: { sync: { key: "hour" } },
        legend: { show: false },
        hooks: { setCursor: [shown => point(figure, shown)] },
        scales: { y: { range: (_, min, max) => [0, max || 1] } },
        axes: [{ ...axis, space: 70, values: (_, at, __, ___, step) => at.map(each => clock(each, step < 60 ? 8 : 5)) }, { ...axis, size: 60 }],
        series: [
          {},
          ...lines(figure).map(line => ({ label: line.label, stroke: colour("--" + line.colour), width: 1.5 })),
        ],
      },
      columns(trends, figure),
      plot);
    addEventListener("resize", () => drawn.setSize(size()));
    return fresh => drawn.setData(columns(fresh, figure));
  }

  async function plot() {
    const trends = JSON.parse(await get(charts.dataset.charts));
    if (trends.at.length < 2) {
      setTimeout(begin, 10000);
      return;
    }
    await Promise.all([load("link", "href", "/assets/uplot.css"), load("script", "src", "/assets/uplot.js")]);
    const drawn = [...charts.querySelectorAll("figure")].map(figure => draw(figure, trends));
    setInterval(async () => {
      if (paused || document.hidden) return;
      try {
        const fresh = JSON.parse(await get(charts.dataset.charts));
        drawn.forEach(renew => renew(fresh));
      } catch {
        // The state at the top of the page already reports the failure.
      }
    }, 10000);
  }

  // Without the library the legend remains.
  function begin() {
    plot().catch(() => {});
  }

  if (charts !== null) begin();
})();
