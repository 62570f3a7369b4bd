/* The search: « / » goes to its box, arrows reach the results, Escape closes them, and what was
   found is said aloud. Without this file the box is a form like any other. */
"use strict";

(() => {
  const box = document.getElementById("seek");
  if (!box) return;
  const form = box.closest("[data-seek]");
  const panel = form.querySelector(".seek-panel");
  const said = document.getElementById("seek-said");
  const results = () => [...document.querySelectorAll("#found a[href]")];

  const show = (shown) => {
    if (panel) panel.hidden = !shown;
  };
  const isOpen = () => panel && !panel.hidden;

  /* A key alone means something elsewhere: never while somebody writes, never with another key. */
  document.addEventListener("keydown", (event) => {
    if (!box.dataset.key || event.key !== box.dataset.key) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]")) return;
    event.preventDefault();
    // Where the top is too narrow for the box, the key opens the page of the search.
    if (!box.offsetParent) return location.assign(form.action);
    box.focus();
    box.select();
  });

  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.sourceElement !== box) return;
    const found = document.getElementById("found");
    said.textContent = found.dataset.said;
    show(box.value.trim() !== "" && form.contains(document.activeElement));
  });

  const onto = (step) => {
    const all = results();
    if (!all.length || (panel && !isOpen())) return false;
    const here = all.indexOf(document.activeElement);
    const next = here + step;
    if (next < 0) box.focus();
    else all[Math.min(next, all.length - 1)].focus();
    return true;
  };

  const keys = (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && (event.target !== box || step > 0)) {
      if (onto(step)) event.preventDefault();
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      box.focus();
      show(false);
    }
  };
  form.addEventListener("keydown", keys);
  if (!panel) document.getElementById("contenu").addEventListener("keydown", (event) => {
    if (event.target.closest("#found")) keys(event);
  });

  if (panel) {
    box.addEventListener("focus", () => show(box.value.trim() !== "" && results().length > 0));
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) show(false);
    });
  }
})();
