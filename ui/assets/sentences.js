// Walking the sentences of a result by keyboard, opening and confirming them, sorting a ledger.
(() => {
  "use strict";

  const isShown = (element) => element.offsetParent !== null;
  const walked = () => [...document.querySelectorAll(".view .walk")].filter(isShown);
  const isField = (element) =>
    element.closest("input, textarea, select, [contenteditable='true']") !== null;

  // The sentence chosen last, by its address: the elements are made anew when one is confirmed.
  let chosen = null;
  let hadFocus = false;
  const isChosen = (element) =>
    chosen !== null &&
    element.dataset.turn === chosen.turn &&
    element.dataset.claim === chosen.claim;
  const choose = (element) => {
    chosen = { turn: element.dataset.turn, claim: element.dataset.claim };
    for (const each of walked()) each.classList.toggle("is-chosen", isChosen(each));
  };

  const step = (by) => {
    const all = walked();
    if (!all.length) return;
    const focused = all.indexOf(document.activeElement);
    const from = focused >= 0 ? focused : all.findIndex(isChosen);
    const next = from < 0 ? (by > 0 ? 0 : all.length - 1) : from + by;
    const to = all[Math.min(all.length - 1, Math.max(0, next))];
    if (to.tagName !== "BUTTON") to.tabIndex = -1;
    to.focus();
    to.scrollIntoView({ block: "nearest" });
    choose(to);
  };

  const opened = () => [...document.querySelectorAll(".claim-view")].find(isShown);
  // Nobody signs what they don't see: a sentence whose evidence is closed is opened first.
  const confirm = () => {
    const view = opened();
    if (!view || (chosen && !isChosen(view))) {
      walked().find(isChosen)?.click();
      return;
    }
    const name = view.querySelector(".signing > label input");
    if (name && !name.value.trim()) name.focus();
    else view.querySelector("[data-event='confirm']")?.click();
  };

  document.addEventListener("keydown", (key) => {
    if (key.isComposing || key.ctrlKey || key.metaKey || key.altKey) return;
    const target = key.target instanceof Element ? key.target : document.body;
    if (isField(target)) {
      // Enter in the name's field confirms, as in any form.
      if (key.key === "Enter" && target.name === "name") {
        target.closest("[data-form]")?.querySelector("[data-event='confirm']")?.click();
      }
      return;
    }
    const isWalked = target.classList.contains("walk");
    const by = { j: 1, k: -1 }[key.key] ?? (isWalked && { ArrowDown: 1, ArrowUp: -1 }[key.key]);
    if (!walked().length) return;
    if (by) step(by);
    else if (key.key === "Enter" && isWalked && target.tagName !== "BUTTON") target.click();
    else if (key.key === "c") confirm();
    else return;
    key.preventDefault();
  });

  document.addEventListener(
    "click",
    (click) => {
      const sentence = click.target.closest("[data-event='claim']");
      if (!sentence) return;
      // A stretch of text that is being selected isn't a sentence that is being chosen.
      if (sentence.tagName !== "BUTTON" && String(getSelection()).trim()) click.stopPropagation();
      else if (!click.target.closest("[data-event='cite']")) choose(sentence);
    },
    true,
  );

  document.addEventListener("focusin", (focus) => {
    hadFocus = focus.target.classList.contains("walk") || focus.target.closest(".signing") !== null;
  });

  // After a change: the chosen sentence is marked again, and the keyboard stays where it was.
  const restore = () => {
    for (const each of walked()) {
      if (isChosen(each) !== each.classList.contains("is-chosen")) {
        each.classList.toggle("is-chosen", isChosen(each));
      }
    }
    if (!hadFocus || document.activeElement !== document.body) return;
    const again = walked().find(isChosen);
    if (!again) return;
    if (again.tagName !== "BUTTON") again.tabIndex = -1;
    again.focus({ preventScroll: true });
  };

  // How far a comparison is, in the turn that is compared; when it is over, the sentence that is
  // open is opened anew, unless somebody is signing it.
  let compared = null;
  const showComparison = () => {
    const told = document.querySelector("#comparison [data-comparing]");
    const lines = [...document.querySelectorAll("#history [data-comparing]")];
    const line = lines.find((each) => each.dataset.comparing === told?.dataset.comparing);
    const state = line?.querySelector(".comparing-state");
    if (state && state.textContent !== told.textContent) state.textContent = told.textContent;
    const before = compared;
    compared = lines[0]?.dataset.comparing ?? null;
    if (!before || compared) return;
    const [conversation, turn] = before.split("/");
    const view = opened();
    if (view?.dataset.turn !== turn || view.contains(document.activeElement)) return;
    const place = `.turn[data-conversation="${CSS.escape(conversation)}"]`;
    const address = `[data-turn="${CSS.escape(turn)}"][data-claim="${view.dataset.claim}"]`;
    document.querySelector(`#history ${place} [data-event='claim']${address}`)?.click();
  };

  // A ledger's rows in the order of one column; a second time in the other direction.
  const sort = (button) => {
    const head = button.closest("th");
    const body = button.closest("table").tBodies[0];
    const isDescending = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.children) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
    const at = Number(button.dataset.sortBy);
    const by = (row) => row.children[at].dataset.sort;
    const order = (a, b) => {
      const [x, y] = [by(a), by(b)];
      if (x === "" || y === "") return (x === "") - (y === "");
      const found = isFinite(x) && isFinite(y) ? Number(x) - Number(y) : x.localeCompare(y);
      return isDescending ? -found : found;
    };
    body.append(...[...body.rows].sort(order));
  };
  document.addEventListener("click", (click) => {
    const button = click.target.closest("[data-sort-by]");
    if (button) sort(button);
  });

  new MutationObserver(() => {
    restore();
    showComparison();
  }).observe(document.documentElement, {
    childList: true,
    subtree: true,
  });
})();
