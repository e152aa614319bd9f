// What the page does without the server: copying, asking before removal, switching panels on
// narrow screens, keys, and keeping the newest text in sight.
(() => {
  "use strict";

  const copy = async (button) => {
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copying is not permitted";
    }
    setTimeout(() => (button.textContent = said), 1500);
  };

  const askFirst = (button, isAsking) => {
    const place = button.closest(".remove");
    place.querySelector("[data-ask-first]").hidden = isAsking;
    const question = place.querySelector(".confirm");
    question.hidden = !isAsking;
    (isAsking ? question.querySelector("[data-keep]") : place.querySelector("[data-ask-first]")).focus();
  };

  // Each view has panels of its own.
  const showPanel = (name, view = document.body.dataset.view) => {
    document.body.dataset[view === "check" ? "checkPanel" : "panel"] = name;
    for (const tab of document.querySelectorAll(`#${view}-view .tab`)) {
      tab.setAttribute("aria-pressed", String(tab.dataset.panel === name));
    }
  };

  document.addEventListener("click", (click) => {
    const button = click.target.closest("button, a");
    if (!button) return;
    if (button.dataset.copy !== undefined) copy(button);
    if (button.dataset.askFirst !== undefined) askFirst(button, true);
    if (button.dataset.keep !== undefined) askFirst(button, false);
    if (button.classList.contains("tab")) showPanel(button.dataset.panel);
    const event = button.dataset.event;
    if (event === "cite" && !button.classList.contains("quote-head")) showPanel("evidence");
    if (["example", "retry", "open", "new"].includes(event)) showPanel("chat", "write");
    if (event === "again") showPanel("sentences", "check");
  });
  document.addEventListener("click", (click) => {
    if (click.target.closest("[data-event]")?.dataset.event === "claim") showPanel("evidence");
  });

  // The address keeps which view is open.
  const showView = () => {
    const links = [...document.querySelectorAll(".view-link")];
    const named = location.hash.replace("#/", "");
    const view = links.some((link) => link.dataset.view === named) ? named : "write";
    document.body.dataset.view = view;
    for (const link of links) {
      if (link.dataset.view === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };
  window.addEventListener("hashchange", showView);

  document.addEventListener("keydown", (key) => {
    if (key.key !== "Escape" || key.isComposing) return;
    for (const stop of document.querySelectorAll("button#stop, button#check-stop")) {
      if (stop.offsetParent !== null) stop.click();
    }
  });

  // Gradio can lose the stream of a request that begins in the moment when another event ends. The
  // server goes on with it, and a page that is loaded again takes it up.
  const LOST_AFTER_MS = 6000;
  const field = (id) => document.querySelector(`#${id} textarea, #${id} input`);
  const expectText = (id) => {
    const asked = field(id)?.value;
    if (!asked?.trim()) return;
    setTimeout(async () => {
      const isTaken = field(id)?.value !== asked || document.querySelector("#live .turn, #live .problem");
      if (isTaken) return;
      const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
      if (answer?.ok) location.reload();
    }, LOST_AFTER_MS);
  };
  document.addEventListener(
    "keydown",
    (key) => {
      if (key.key !== "Enter" || key.shiftKey || key.isComposing) return;
      const asked = key.target.closest("#question, #section");
      if (asked) expectText(asked.id);
    },
    true,
  );
  document.addEventListener(
    "click",
    (click) => {
      const button = click.target.closest("#ask, #draft");
      if (button) expectText(button.id === "ask" ? "question" : "section");
    },
    true,
  );

  // Gradio's columns are plain boxes; their names help those who navigate by landmarks.
  const landmarks = {
    "library-panel": "Library",
    "chat-panel": "Conversation",
    "evidence-panel": "Evidence",
    "check-panel": "Draft to check",
    "check-evidence-panel": "Evidence",
  };
  const nameLandmarks = () => {
    for (const [id, name] of Object.entries(landmarks)) {
      const panel = document.getElementById(id);
      if (panel && !panel.hasAttribute("role")) {
        panel.setAttribute("role", "region");
        panel.setAttribute("aria-label", name);
      }
    }
  };

  let shownQuote = null;
  const showSelectedQuote = () => {
    const selected = document.querySelector("#evidence .is-selected");
    const key = selected?.querySelector(".quote-head")?.dataset.key ?? null;
    if (key !== shownQuote) {
      shownQuote = key;
      selected?.scrollIntoView({ block: "nearest" });
    }
  };

  // Follow the growing text unless the reader has scrolled up; show a finished turn from its start.
  let isAtEnd = true;
  let wasWriting = false;
  let shownTurns = "";
  const showFinishedTurn = () => {
    const turns = document.querySelectorAll("#history .turn");
    const last = turns[turns.length - 1];
    const state = `${turns.length} ${last?.querySelector(".request")?.textContent ?? ""}`;
    if (state === shownTurns) return;
    shownTurns = state;
    if (!last) return;
    isAtEnd = false;
    last.scrollIntoView({ block: "start" });
  };
  const follow = (transcript) => {
    transcript.addEventListener("scroll", () => {
      const left = transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight;
      isAtEnd = left < 80;
    });
    new MutationObserver(() => {
      const isWriting = document.querySelector("#live .turn") !== null;
      if (isWriting && !wasWriting) isAtEnd = true;
      wasWriting = isWriting;
      if (!isWriting) showFinishedTurn();
      else if (isAtEnd) transcript.scrollTop = transcript.scrollHeight;
    }).observe(transcript, { childList: true, subtree: true, characterData: true });
  };

  let followed = null;
  let hasLinks = false;
  new MutationObserver(() => {
    nameLandmarks();
    if (!hasLinks && document.querySelector(".view-link")) {
      hasLinks = true;
      showView();
    }
    showSelectedQuote();
    const transcript = document.getElementById("transcript");
    if (transcript && transcript !== followed) {
      followed = transcript;
      follow(transcript);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  const begin = () => {
    showView();
    showPanel("chat", "write");
    showPanel("sentences", "check");
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
