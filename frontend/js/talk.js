// A conversation: it opens at its end, a message never stands twice, a quoted one is scrolled to, a day is said once.
import { each } from "./fragments.js";

const toTheEnd = () => requestAnimationFrame(() => scrollTo({ top: document.documentElement.scrollHeight }));
const atTheEnd = () => innerHeight + scrollY > document.documentElement.scrollHeight - 240;

each("[data-talk]", (list) => {
  if (!location.hash || location.hash === "#end") toTheEnd();
  list.addEventListener("htmx:afterSwap", () => sayDaysOnce(list));
  // After a gap the whole comes anew; who read the end goes on reading the end.
  list.addEventListener("live", () => atTheEnd() && list.addEventListener("htmx:afterSwap", toTheEnd, { once: true }));
});

// What one posts comes back twice: as the answer, and as told to everybody who looks.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const standing = document.getElementById(detail.xhr.getResponseHeader("X-Message") ?? "");
  if (!standing || !detail.shouldSwap) return;
  detail.target = standing;
  detail.swapOverride = "outerHTML";
});

document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id === "answering") document.querySelector("#composer textarea")?.focus();
});

// What was done with a message in its sheet is done: close the sheet.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.requestConfig.verb !== "get") document.querySelector("dialog[open]")?.close();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".bubble-reply, .deeds a[hx-select]");
  if (!link) return;
  link.closest("dialog")?.close();
  const quoted = document.getElementById(link.hash.slice(1));
  if (!link.matches(".bubble-reply") || !quoted) return;
  event.preventDefault();
  quoted.scrollIntoView({ block: "center", behavior: "smooth" });
  quoted.classList.add("message-fresh");
  setTimeout(() => quoted.classList.remove("message-fresh"), 2_000);
});

function sayDaysOnce(list) {
  const said = new Set();
  for (const line of list.querySelectorAll("[data-day]")) {
    if (said.has(line.dataset.day)) line.remove();
    said.add(line.dataset.day);
  }
}
