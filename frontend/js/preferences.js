// The theme changes at once and is kept by the server; without script the form does the same with a new page.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-preferences]");
  const { name, value } = event.submitter ?? {};
  if (!form || name !== "theme") return;
  event.preventDefault();
  const words = new FormData(form, event.submitter);
  show(value);
  await fetch(form.action, { method: "POST", body: words, redirect: "manual" });
});

function show(theme) {
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const button of document.querySelectorAll("[data-preferences] [name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
  document.dispatchEvent(new CustomEvent("theme"));
}
