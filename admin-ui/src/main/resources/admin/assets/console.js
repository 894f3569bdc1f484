"use strict";
// When /renewals says so, fetches the page again and takes over the parts marked data-renew;
// everything else stays as it is, so that focus, scrolling and a selection survive.
(() => {
  const PATIENCE = 5000;
  const pause = document.getElementById("pause");
  const state = document.getElementById("state");
  const charts = document.getElementById("charts");
  let paused = false;
  let busy = false;
  let source = null;

  // A screen reader speaks this text, so it changes only with the state.
  function say(text, away) {
    if (state.textContent !== text) state.textContent = text;
    state.classList.toggle("away", away);
  }

  function selecting() {
    const selection = getSelection();
    return selection !== null && !selection.isCollapsed;
  }

  // The element of the fresh part that stands where the focused one stood: the same link or id.
  function twin(part, focused) {
    if (focused.id) return document.getElementById(focused.id);
    const address = focused.getAttribute("href");
    if (address === null) return null;
    return [...part.querySelectorAll("a[href]")].find(a => a.getAttribute("href") === address);
  }

  function adopt(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const part of fresh.querySelectorAll("[data-renew]")) {
      const shown = document.getElementById(part.id);
      // A part that a screen reader speaks would be spoken again although nothing in it is new.
      if (shown !== null && shown.innerHTML !== part.innerHTML) {
        const focused = shown.contains(document.activeElement) ? document.activeElement : null;
        shown.replaceChildren(...part.childNodes);
        if (focused !== null) twin(shown, focused)?.focus({ preventScroll: true });
      }
    }
  }

  async function get(path) {
    const limit = new AbortController();
    const alarm = setTimeout(() => limit.abort(), PATIENCE);
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
        adopt(html);
        say("Renews every 2 s", false);
      }
    } catch {
      if (!paused) say("The bridge does not answer; trying again", true);
    } finally {
      busy = false;
    }
  }

  function listen() {
    source?.close();
    source = new EventSource("/renewals");
    source.addEventListener("renew", renew);
    source.addEventListener("error", () => {
      if (!paused) say("The bridge does not answer; trying again", true);
      // A browser gives up after a refusal; we do not.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => paused || document.hidden || listen(), PATIENCE);
    });
  }

  if (pause !== null) {
    pause.addEventListener("click", () => {
      paused = !paused;
      pause.setAttribute("aria-pressed", String(paused));
      source.close();
      if (paused) {
        say("Paused", false);
      } else {
        listen();
        renew();
      }
    });
    pause.hidden = false;
    say("Renews every 2 s", false);
    listen();
    addEventListener("pagehide", () => source.close());
    // A browser has six connections to a host, and a page that nobody sees needs none of them.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) source.close();
      else if (!paused) listen();
    });
    addEventListener("pageshow", event => event.persisted && !paused && listen());
  }

  // Charts stand in for the drawn lines, where their library runs.
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

  // The lines of a chart are those that stand in words below it.
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

  function draw(figure, trends) {
    const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 } };
    const plot = figure.querySelector(".plot");
    const size = () => ({ width: plot.clientWidth, height: 170 });
    plot.hidden = false;
    const drawn = new uPlot(
      {
        ...size(),
        cursor: { sync: { key: "hour" } },
        scales: { y: { range: (_, least, most) => [0, most || 1] } },
        axes: [{ ...axis, values: (_, at) => at.map(each => clock(each, 5)) }, { ...axis, size: 60 }],
        series: [
          { label: "UTC", value: (_, at) => at === null ? "--" : clock(at, 8) },
          ...lines(figure).map(line => ({ label: line.label, stroke: colour("--" + line.colour), width: 1.5 })),
        ],
      },
      columns(trends, figure),
      plot);
    figure.querySelector(".line").hidden = true;
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
        // The line above says already that the bridge does not answer.
      }
    }, 10000);
  }

  // Where the library does not run, the lines that came with the page stay.
  function begin() {
    plot().catch(() => {});
  }

  if (charts !== null) begin();
})();
