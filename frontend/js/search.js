// `/` goes to the search field, opening the rail first where that is a drawer.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector("main [data-search]") ?? document.querySelector("[data-search]");
  if (!field) return;
  event.preventDefault();
  if (!field.checkVisibility()) field.closest("[popover]")?.showPopover();
  field.focus();
  field.select();
});
