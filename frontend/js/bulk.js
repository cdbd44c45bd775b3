// Bulk actions: one box for all rows of the page, and how many are ticked.
import { each } from "./fragments.js";

each("[data-bulk]", (bar) => {
  const form = bar.closest("form");
  const all = bar.querySelector("[data-bulk-all]");
  const counter = bar.querySelector("[data-bulk-count]");
  const boxes = () => [...form.querySelectorAll(".table-check input[type=checkbox]")];

  function tell() {
    const ticked = boxes().filter((box) => box.checked).length;
    counter.textContent = ticked ? counter.dataset.bulkCount.replace("%s", ticked) : "";
    if (!all) return;
    all.firstElementChild.checked = ticked > 0 && ticked === boxes().length;
    all.firstElementChild.indeterminate = ticked > 0 && ticked < boxes().length;
  }

  if (all) all.hidden = false;
  all?.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.firstElementChild.checked;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
});
