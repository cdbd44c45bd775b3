// <button data-print hidden>: shown where script can open the printer's window.
import { each } from "./fragments.js";

each("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
