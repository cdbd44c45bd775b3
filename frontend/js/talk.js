// A conversation: it opens at its end, a message never stands twice, a quoted one is scrolled to, a day is said once.
import { each } from "./fragments.js";

const toTheEnd = () => requestAnimationFrame(() => scrollTo({ top: document.documentElement.scrollHeight }));
const atTheEnd = () => innerHeight + scrollY > document.documentElement.scrollHeight - 240;

each("[data-talk]", (list) => {
  if (!location.hash || location.hash === "#end") toTheEnd();
  list.addEventListener("htmx:afterSwap", () => sayDaysOnce(list));
  if (list.dataset.reading) keepReading(list);
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

// What one says is seen above the field; what was done with a message in its sheet is done: close the sheet.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.elt.id === "composer") toTheEnd();
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

// Who looks at the end has read it: the last message is told once, and again when a new one came.
function keepReading(list) {
  let told = "";
  const tell = () => {
    const last = [...list.querySelectorAll("[id^=message-]")].at(-1)?.id.slice("message-".length);
    if (!last || last === told || document.visibilityState !== "visible" || !atTheEnd()) return;
    told = last;
    const body = new FormData(document.getElementById("act"));
    body.set("until", last);
    fetch(list.dataset.reading, { method: "POST", body, keepalive: true }).catch(() => (told = ""));
  };
  for (const event of ["scroll", "scrollend", "focus"]) addEventListener(event, tell, { passive: true });
  document.addEventListener("visibilitychange", tell);
  list.addEventListener("htmx:afterSettle", tell);
  setTimeout(tell, 1_000);
}

function sayDaysOnce(list) {
  const said = new Set();
  for (const line of list.querySelectorAll("[data-day]")) {
    if (said.has(line.dataset.day)) line.remove();
    said.add(line.dataset.day);
  }
}
