// Notices of what was just done float, and leave by themselves; an error, and what can be undone, stays longer or for ever.
import { each } from "./fragments.js";

each("[data-toasts]", (place) => {
  place.classList.add("toasts-floating");
  for (const notice of place.querySelectorAll(".notice")) {
    if (notice.classList.contains("notice-red")) continue;
    const wait = notice.querySelector("form") ? 20_000 : 6_000;
    const timer = setTimeout(() => leave(notice), wait);
    notice.addEventListener("pointerenter", () => clearTimeout(timer));
    notice.addEventListener("focusin", () => clearTimeout(timer));
    notice.addEventListener("pointerleave", () => setTimeout(() => leave(notice), wait / 2));
  }
});

function leave(notice) {
  if (notice.matches(":hover, :focus-within")) return;
  notice.classList.add("leaving");
  setTimeout(() => notice.remove(), 250);
}

// A form that came back with errors: go there.
each("[data-errors]", (summary) => summary.focus());
