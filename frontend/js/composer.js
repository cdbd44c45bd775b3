// Enter sends, Shift+Enter makes a new line; on a touch keyboard Enter stays a new line. After sending the field is empty.
import { each } from "./fragments.js";

const touch = matchMedia("(pointer: coarse)");

each("[data-composer]", (form) => {
  const field = form.querySelector("textarea");

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || touch.matches) return;
    event.preventDefault();
    if (field.value.trim() || form.querySelector("input[type=file]")?.files.length) form.requestSubmit();
  });

  // A chosen picture is not seen otherwise: its name stands below the field.
  form.addEventListener("input", ({ target }) => {
    if (target.type === "file") note(form, [...target.files].map((file) => file.name).join(", "));
  });

  form.addEventListener("htmx:afterRequest", ({ detail, target }) => {
    if (!detail.successful || target !== form) return;
    form.reset();
    note(form, "");
    field.focus();
  });
});

function note(form, text) {
  const place = form.querySelector(".composer-note");
  if (place) place.textContent = text;
}
