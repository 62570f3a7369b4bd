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
})();
