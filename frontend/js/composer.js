// Enter sends, Shift+Enter makes a new line; on a touch keyboard Enter stays a new line. After sending the field is empty.
import { each } from "./fragments.js";

const touch = matchMedia("(pointer: coarse)");

each("[data-composer]", (form) => {
  const field = form.querySelector("textarea");
  let sent = "";
  let next = false;

  // One message after the other: what is sent while one travels goes as soon as that has arrived.
  form.addEventListener("submit", (event) => {
    if (!form.matches(".htmx-request")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    next = field.value !== sent;
  }, { capture: true });
  form.addEventListener("htmx:beforeSend", ({ target }) => {
    if (target === form) [sent, next] = [field.value, false];
  });

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
    const typedSince = field.value.startsWith(sent) ? field.value.slice(sent.length) : field.value;
    form.reset();
    field.value = typedSince;
    note(form, "");
    field.focus();
    if (next && typedSince.trim()) form.requestSubmit();
  });
});

function note(form, text) {
  const place = form.querySelector(".composer-note");
  if (place) place.textContent = text;
}
