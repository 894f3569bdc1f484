"use strict";
// When /renewals says so, fetches the page again and takes over the parts marked data-renew;
// everything else stays as it is, so that focus, scrolling and a selection survive.
(() => {
  const PATIENCE = 5000;
  const pause = document.getElementById("pause");
  const state = document.getElementById("state");
  const chart = document.getElementById("chart");
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

  // The chart stands in for the drawn line, where its library runs.
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

  function columns(trends) {
    const sessions = trends.at.map((_, i) => trends.sse[i] + trends.poll[i] + trends.none[i]);
    return [trends.at, sessions, trends.delivered];
  }

  function draw(trends) {
    const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 } };
    return new uPlot(
      {
        width: chart.clientWidth,
        height: 180,
        scales: { rate: { range: (_, least, most) => [0, Math.max(1, most || 0)] },
                  y: { range: (_, least, most) => [0, Math.max(1, most || 0)] } },
        axes: [axis, axis, { ...axis, side: 1, scale: "rate", grid: { show: false } }],
        series: [
          {},
          { label: "Sessions", stroke: colour("--accent"), width: 2 },
          { label: "Delivered per second", stroke: colour("--good"), scale: "rate", width: 1 },
        ],
      },
      columns(trends),
      chart);
  }

  async function plot() {
    const trends = JSON.parse(await get(chart.dataset.chart));
    if (trends.at.length < 2) return;
    await Promise.all([load("link", "href", "/assets/uplot.css"), load("script", "src", "/assets/uplot.js")]);
    chart.hidden = false;
    const drawn = draw(trends);
    document.getElementById("line").hidden = true;
    addEventListener("resize", () => drawn.setSize({ width: chart.clientWidth, height: 180 }));
    setInterval(async () => {
      if (paused || document.hidden) return;
      try {
        drawn.setData(columns(JSON.parse(await get(chart.dataset.chart))));
      } catch {
        // The line above says already that the bridge does not answer.
      }
    }, 10000);
  }

  if (chart !== null) plot().catch(() => { chart.hidden = true; });
})();
