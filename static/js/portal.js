// What the pages gain where scripts run: keys for reviews, copying, the focus of errors, a running-out Undo.
(() => {
  "use strict";

  const typing = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

  // Scoring: the line of the rubric that has the focus, or else the first without a score.
  const lines = () => [...document.querySelectorAll("[data-keys] .crit")];
  const current = () =>
    lines().find((line) => line.contains(document.activeElement)) ??
    lines().find((line) => !line.querySelector(":checked")) ?? lines()[0];

  const goTo = (line) => {
    const box = line?.querySelector(":checked") ?? line?.querySelector("input");
    box?.focus();
    line?.scrollIntoView({ block: "nearest" });
  };

  const score = (value) => {
    const line = current();
    const box = line?.querySelector(`input[value="${value}"]`);
    if (!box) return;
    box.click();
    goTo(lines()[lines().indexOf(line) + 1] ?? line);
  };

  // Any other key presses what bears it as data-key: a link, a button, a box, a summary. Escape leaves a field.
  document.addEventListener("keydown", (event) => {
    if (!document.querySelector("[data-keys]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") event.target.blur();
    if (typing(event.target)) return;
    const key = event.key.toLowerCase();
    const bearer = document.querySelector(`[data-keys] [data-key="${CSS.escape(key)}"]`);
    if (bearer) bearer.click();
    else if (/^[0-4]$/.test(key) && current()) score(key);
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard?.writeText(button.dataset.copy);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 2000);
  });

  // A filter asks by itself when a choice is made; typing waits for Enter or the button.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-filter] select, [data-filter] input[type=date]")) event.target.form.requestSubmit();
    const all = event.target.closest("[data-all]");
    all?.closest("table").querySelectorAll("tbody .tick").forEach((tick) => (tick.checked = all.checked));
  });

  // A menu at the bottom closes when one looks elsewhere.
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.more[open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
  });

  const settle = (root) => {
    root.querySelector(".errs")?.focus();
    root.querySelectorAll("form[data-seconds]").forEach((form) => {
      let seconds = Number(form.dataset.seconds);
      form.removeAttribute("data-seconds");
      const left = form.querySelector(".left");
      const tick = () => {
        if (!form.isConnected) return;
        if (seconds <= 0) return form.remove();
        left.textContent = seconds--;
        setTimeout(tick, 1000);
      };
      tick();
    });
  };

  // The focus stays with what it set off: where its button went, the error or the heading that came instead has it.
  let held = false;
  const land = (target) => {
    if (!held || document.activeElement !== document.body) return;
    const piece = target.isConnected ? target : document.getElementById(target.id);
    const place = piece?.querySelector("[aria-invalid=true]") ?? piece?.querySelector("h1, h2") ?? piece;
    if (place && !place.matches("input, textarea, select")) place.tabIndex = -1;
    place?.focus({ preventScroll: true });
  };

  settle(document);
  document.addEventListener("htmx:before:request", (event) => {
    held = event.detail.ctx.sourceElement.contains(document.activeElement);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    settle(document);
    land(event.detail.ctx.target);
  });
})();
