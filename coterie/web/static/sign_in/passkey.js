// Shows the passkey button where passkeys can work, and says so when one was not used.
const named = !/^[\d.]+$|:/.test(location.hostname);
const able = Boolean(window.PublicKeyCredential) && window.isSecureContext && named;

for (const button of document.querySelectorAll("[data-passkey]")) button.hidden = !able;
for (const text of document.querySelectorAll("[data-passkey-missing]")) text.hidden = able;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const text of document.querySelectorAll("[data-passkey-failed]")) text.hidden = false;
});
