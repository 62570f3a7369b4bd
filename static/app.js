/* What htmx leaves to the page: a sentence when an answer does not come, and where focus goes after a swap.
   The sentences are on <body>, in the reader's language. */
"use strict";

(() => {
  const SWAPPED = [409, 422]; // answers that say it themselves, in the page
  const SENTENCE = { 400: "stale", 401: "stale", 403: "denied", 404: "gone", 429: "slow" };

  const trouble = () => document.getElementById("trouble");

  function say(kind) {
    const area = trouble();
    area.textContent = document.body.dataset[kind];
    area.hidden = false;
  }

  function hush() {
    const area = trouble();
    area.hidden = true;
    area.textContent = "";
  }

  /* A page that comes back with errors is read from its summary. */
  document.querySelector("main .summary")?.focus();

  document.addEventListener("htmx:before:request", hush);

  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail.ctx.response.status;
    if (!SWAPPED.includes(status)) say(SENTENCE[status] || "broken");
  });

  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx) say("offline");
  });

  /* Errors are read first. Otherwise, if what had focus is gone, the region that replaced it takes it. */
  document.addEventListener("htmx:after:swap", (event) => {
    const { swap, target } = event.detail.ctx;
    if (swap === "none") return;
    const region = (target.id && document.getElementById(target.id)) || target;
    const summary = region.querySelector(".summary");
    if (summary) {
      summary.focus();
    } else if (document.activeElement === document.body) {
      region.tabIndex = -1;
      region.focus({ preventScroll: true });
    }
  });

  /* Keys of a page: what bears data-key is pressed by that key, never while one types, and only where the page
     was asked for them (its reader turns them off on the page). */
  const TYPING = "input, textarea, select, [contenteditable]";

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.(TYPING) || !/^[a-z]$/.test(event.key)) return;
    const pressed = document.querySelector(`[data-key="${event.key}"]`);
    if (!pressed) return;
    event.preventDefault();
    pressed.click();
  });

  /* A clock: what has gone by since an instant, to the minute. Without script the page says it as it was drawn. */
  function elapsed(minutes) {
    const hours = Math.floor(minutes / 60), rest = minutes % 60;
    const parts = [hours ? `${hours}\u00a0h` : "", rest || !hours ? `${rest}\u00a0min` : ""];
    return parts.filter(Boolean).join("\u00a0");
  }

  function tick() {
    for (const time of document.querySelectorAll("time[data-since]")) {
      const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(time.dataset.since)) / 60000));
      time.dateTime = `PT${minutes}M`;
      if (time.textContent !== elapsed(minutes)) time.textContent = elapsed(minutes);
    }
  }

  if (document.querySelector("time[data-since]")) setInterval(tick, 5000);
})();
