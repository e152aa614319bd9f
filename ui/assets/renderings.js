// The view of renderings: keys, what is typed and not saved yet, and which one is selected. All of
// it outlives the list's being drawn anew; what is decided is sent up one after the other.
(() => {
  "use strict";

  const ANSWER_AFTER_MS = 8000;
  const panel = () => document.getElementById("renderings-panel");
  const list = () => document.querySelector("#renderings .renderings");
  const entries = () => [...document.querySelectorAll("#renderings .rendered")];
  const entryOf = (key) => entries().find((entry) => entry.dataset.key === key);
  const fieldOf = (entry) => entry?.querySelector("textarea");
  const nameField = () => document.querySelector("#reviewer-name input[name=by]");

  let selected = "";
  let typing = null; // {key, start, end} while a text is being edited
  const drafts = new Map(); // key → text that isn't saved
  const waiting = []; // what was pressed while an answer is outstanding
  let isOut = false;
  let outTimer = 0;
  let version = "";

  const send = (detail) => {
    waiting.push(detail);
    sendNext();
  };
  const sendNext = () => {
    if (isOut || !waiting.length || !list()) return;
    isOut = true;
    // An answer that got lost must not block the keys for good.
    clearTimeout(outTimer);
    outTimer = setTimeout(answered, ANSWER_AFTER_MS);
    const detail = { by: nameField()?.value ?? "", ...waiting.shift() };
    list().dispatchEvent(new CustomEvent("act", { bubbles: true, detail }));
  };
  const answered = () => {
    clearTimeout(outTimer);
    isOut = false;
    sendNext();
  };

  const mark = () => {
    for (const entry of entries()) {
      const isCurrent = entry.dataset.key === selected;
      if (isCurrent) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    }
  };
  const select = (key, isFocused = true) => {
    selected = key;
    mark();
    const entry = entryOf(key);
    if (!entry || !isFocused) return;
    entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: "nearest" });
  };
  const neighbour = (step) => {
    const all = entries();
    const at = all.findIndex((entry) => entry.dataset.key === selected);
    if (at < 0) return all[0];
    return all[Math.min(all.length - 1, Math.max(0, at + step))];
  };

  const decide = (act, entry) => {
    if (!entry) return;
    const key = entry.dataset.key;
    const button = entry.querySelector(`[data-act="${act}"]`);
    if (!button || entry.classList.contains("is-out")) return;
    const field = fieldOf(entry);
    send({ act, key, text: field.value, seen: field.defaultValue });
    if (act === "another" || act === "compare") return;
    if (act === "edit") {
      typing = null;
      select(key);
      return;
    }
    entry.classList.add("is-out");
    drafts.delete(key);
    typing = null;
    const next = neighbour(1);
    if (next && next !== entry) select(next.dataset.key);
    else select(neighbour(-1)?.dataset.key ?? "");
  };

  const showDraft = (entry) => {
    const field = fieldOf(entry);
    const isChanged = field.value !== field.defaultValue;
    entry.querySelector(".unsaved").hidden = !isChanged;
    if (isChanged) drafts.set(entry.dataset.key, field.value);
    else drafts.delete(entry.dataset.key);
  };

  const edit = (entry) => {
    const field = fieldOf(entry);
    if (!field) return;
    select(entry.dataset.key, false);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  };

  // The list was drawn anew: put back what is the visitor's.
  const drawn = () => {
    const wanted = list().dataset.selected;
    const words = (text) => text.trim().split(/\s+/).join(" ");
    for (const entry of entries()) {
      const draft = drafts.get(entry.dataset.key);
      if (draft === undefined) continue;
      const field = fieldOf(entry);
      if (words(draft) !== words(field.defaultValue)) field.value = draft;
      showDraft(entry);
    }
    const field = typing && fieldOf(entryOf(typing.key));
    if (field) {
      field.focus();
      field.setSelectionRange(typing.start, typing.end);
      mark();
    } else if (wanted) {
      select(wanted);
    } else if (panel()?.offsetParent !== null) {
      const held = document.activeElement;
      const isElsewhere = held && held !== document.body && !held.closest("#renderings .rendered");
      select((entryOf(selected) ?? entries()[0])?.dataset.key ?? "", !isElsewhere && selected !== "");
    }
    answered();
  };

  const isTyping = (target) =>
    target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null;
  const KEYS = {
    a: () => decide("approve", entryOf(selected)),
    r: () => decide("reject", entryOf(selected)),
    w: () => decide("another", entryOf(selected)),
    c: () => decide("compare", entryOf(selected)),
    e: () => entryOf(selected) && edit(entryOf(selected)),
    j: () => select(neighbour(1)?.dataset.key ?? ""),
    k: () => select(neighbour(-1)?.dataset.key ?? ""),
    u: () => send({ act: "undo" }),
  };
  document.addEventListener("keydown", (key) => {
    if (key.isComposing || !panel() || panel().offsetParent === null) return;
    const field = key.target.closest("#renderings textarea");
    if (field) {
      if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) {
        key.preventDefault();
        decide("edit", field.closest(".rendered"));
      } else if (key.key === "Escape") {
        typing = null;
        select(field.closest(".rendered").dataset.key);
      }
      return;
    }
    const row = key.target.closest("#terms tr[data-form] input");
    if (row && key.key === "Enter") row.closest("tr").querySelector("[data-act=put-term]").click();
    if (key.ctrlKey || key.metaKey || key.altKey || isTyping(key.target)) return;
    const does = KEYS[key.key.toLowerCase()];
    if (!does) return;
    key.preventDefault();
    does();
  });

  document.addEventListener("click", (click) => {
    const entry = click.target.closest("#renderings .rendered");
    if (entry && !click.target.closest("[data-act]")) select(entry.dataset.key, false);
    const button = click.target.closest("button[data-act]");
    if (!button) return;
    if (entry) {
      select(entry.dataset.key, false);
      decide(button.dataset.act, entry);
    } else if (button.closest("#renderings")) {
      send({ ...button.dataset });
      document.getElementById("renderings")?.scrollIntoView({ block: "nearest" });
    } else if (button.closest("#terms") && button.type !== "submit") {
      sendTerm(button);
    }
  });
  document.addEventListener("submit", (submit) => {
    if (!submit.target.closest("#terms")) return;
    submit.preventDefault();
    sendTerm(submit.target.querySelector("[data-act]"));
  });
  document.addEventListener("change", (change) => {
    const chosen = change.target.closest("#renderings select[data-act]");
    if (chosen) send({ act: chosen.dataset.act, source: chosen.value });
    if (change.target === nameField()) {
      const detail = { by: change.target.value };
      change.target.dispatchEvent(new CustomEvent("act", { bubbles: true, detail }));
    }
  });
  document.addEventListener("input", (input) => {
    const entry = input.target.closest("#renderings .rendered");
    if (entry) showDraft(entry);
    const row = input.target.closest("#terms tr[data-form]");
    if (row) row.querySelector("[data-act=put-term]").hidden = input.target.value === input.target.defaultValue;
  });
  const noteCaret = (event) => {
    const field = event.target.closest?.("#renderings textarea");
    if (!field) return;
    const key = field.closest(".rendered").dataset.key;
    typing = { key, start: field.selectionStart, end: field.selectionEnd };
  };
  for (const name of ["focusin", "input", "keyup", "click"]) {
    document.addEventListener(name, noteCaret);
  }
  document.addEventListener("focusout", (leave) => {
    if (leave.target.closest("#renderings textarea") && leave.target.isConnected) typing = null;
  });

  let newTerm = null;
  const sendTerm = (button) => {
    const form = button.closest("[data-form]");
    const fields = Object.fromEntries([...form.querySelectorAll("input")].map((i) => [i.name, i.value]));
    newTerm = form.classList.contains("new-term") ? fields : null;
    const detail = { ...fields, act: button.dataset.act };
    button.dispatchEvent(new CustomEvent("act", { bubbles: true, detail }));
  };
  let termsVersion = "";
  const termsDrawn = (terms) => {
    // What was refused stays in its fields, to be put right.
    if (!newTerm || !terms.querySelector(".problem")) return;
    for (const [name, value] of Object.entries(newTerm)) {
      terms.querySelector(`.new-term input[name=${name}]`).value = value;
    }
  };

  let seen = null;
  const nameLandmark = () => {
    const here = panel();
    if (!here || here === seen) return;
    seen = here;
    here.setAttribute("role", "region");
    here.setAttribute("aria-label", "Renderings");
  };
  new MutationObserver(() => {
    nameLandmark();
    const shown = list();
    if (shown && shown.dataset.version !== version) {
      version = shown.dataset.version;
      drawn();
    }
    const terms = document.querySelector("#terms .terms");
    if (terms && terms.dataset.version !== termsVersion) {
      termsVersion = terms.dataset.version;
      termsDrawn(terms);
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-version"] });
})();
