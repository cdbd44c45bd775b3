// A link or button with data-dialog="name" opens <dialog id="name">. A link still leads to its page without script.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  // A click on the veil around the dialog closes it; the dialog's own box is covered by its children.
  if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
});

function outside({ target, clientX, clientY }) {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
