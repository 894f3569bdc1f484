"use strict";
// Renews the parts marked data-renew every two seconds; everything else stays as it is, so that
// focus, scrolling and a selection survive.
(() => {
  const PERIOD = 2000;
  const PATIENCE = 5000;
  const pause = document.getElementById("pause");
  const state = document.getElementById("state");
  let paused = false;
  let turn = 0;

  // A screen reader speaks this text, so it changes only with the state.
  function say(text, away) {
    if (state.textContent !== text) state.textContent = text;
    state.classList.toggle("away", away);
  }

  function selecting() {
    const selection = getSelection();
    return selection !== null && !selection.isCollapsed;
  }

  function adopt(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const part of fresh.querySelectorAll("[data-renew]")) {
      const shown = document.getElementById(part.id);
      // A part that a screen reader speaks would be spoken again although nothing in it is new.
      if (shown !== null && shown.innerHTML !== part.innerHTML) {
        shown.replaceChildren(...part.childNodes);
      }
    }
  }

  async function renew(mine) {
    if (!document.hidden && !selecting()) {
      const limit = new AbortController();
      const alarm = setTimeout(() => limit.abort(), PATIENCE);
      try {
        const answer = await fetch("/overview/live", { signal: limit.signal });
        if (!answer.ok) throw new Error("status " + answer.status);
        const html = await answer.text();
        if (mine !== turn) return;
        adopt(html);
        say("Renews every 2 s", false);
      } catch {
        if (mine !== turn) return;
        say("The bridge does not answer; trying again", true);
      } finally {
        clearTimeout(alarm);
      }
    }
    if (mine === turn) setTimeout(() => mine === turn && renew(mine), PERIOD);
  }

  pause.addEventListener("click", () => {
    paused = !paused;
    turn++;
    pause.setAttribute("aria-pressed", String(paused));
    if (paused) say("Paused", false);
    else renew(turn);
  });

  pause.hidden = false;
  say("Renews every 2 s", false);
  setTimeout(() => turn === 0 && renew(0), PERIOD);
})();
