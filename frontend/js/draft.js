// What was typed and not sent waits in this browser, group by group; sending it, emptying the field or signing out ends it.
import { each } from "./fragments.js";

const MARK = "draft:";

each("[data-composer]", (form) => {
  const field = form.querySelector("textarea");
  const name = MARK + new URL(form.action).pathname;
  const forget = () => localStorage.removeItem(name);

  if (!field.value) field.value = localStorage.getItem(name) ?? "";
  field.addEventListener("input", () => (field.value.trim() ? localStorage.setItem(name, field.value) : forget()));
  form.addEventListener("htmx:afterRequest", ({ detail, target }) => {
    if (detail.successful && target === form) forget();
  });
});

each("form[data-signs-out]", (form) => {
  form.addEventListener("submit", () => {
    for (const name of Object.keys(localStorage)) if (name.startsWith(MARK)) localStorage.removeItem(name);
  });
});
