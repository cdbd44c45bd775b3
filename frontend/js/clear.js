// A form that is answered beside it is empty again, ready for the next word.
import { each } from "./fragments.js";

each("form[data-clear]", (form) => {
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt === form && detail.successful) form.reset();
  });
});
