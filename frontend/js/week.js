// Dragging a time of a ritual to another day; without script the page of the time moves it.
import { each } from "./fragments.js";

each("[data-week]", (week) => {
  const form = document.getElementById("week-move");
  let held = null;

  week.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-move]");
    if (held) event.dataTransfer.setData("text/plain", held.dataset.move);
  });
  week.addEventListener("dragover", (event) => {
    const day = event.target.closest(".week-day");
    for (const other of week.children) other.classList.toggle("week-over", other === day && held !== null);
    if (day && held) event.preventDefault();
  });
  week.addEventListener("drop", (event) => {
    const day = event.target.closest(".week-day");
    if (!day || !held || day.contains(held)) return;
    event.preventDefault();
    form.action = held.dataset.move;
    form.elements.on.value = day.dataset.on;
    form.submit();
  });
  week.addEventListener("dragend", () => {
    held = null;
    for (const day of week.children) day.classList.remove("week-over");
  });
});
