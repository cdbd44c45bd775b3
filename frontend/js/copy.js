// <button data-copy="text" hidden>: shown where copying works; says that it is done.
import { each } from "./fragments.js";

each("[data-copy]", (button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.dataset.copied = "";
    button.closest(".copy")?.querySelector("input")?.select();
    setTimeout(() => delete button.dataset.copied, 2_000);
  });
});
