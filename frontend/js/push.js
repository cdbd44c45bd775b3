// <section data-push="key" data-push-to="address">: lets this browser be told while no page is open, and no more.
import { each } from "./fragments.js";

each("[data-push]", async (place) => {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return;
  const on = place.querySelector("[data-push-on]");
  const off = place.querySelector("[data-push-off]");
  const said = place.querySelector("[data-push-said]");
  const worker = await navigator.serviceWorker.register("/push.js", { scope: "/" });
  const show = (is) => ([on.hidden, off.hidden] = [is, !is]);
  place.hidden = false;
  show((await worker.pushManager.getSubscription()) !== null);

  on.addEventListener("click", () =>
    attempt(async () => {
      const wish = { userVisibleOnly: true, applicationServerKey: place.dataset.push };
      const { endpoint, keys } = (await worker.pushManager.subscribe(wish)).toJSON();
      await send({ on: 1, endpoint, ...keys });
      show(true);
    }),
  );
  off.addEventListener("click", () =>
    attempt(async () => {
      const known = await worker.pushManager.getSubscription();
      await known?.unsubscribe();
      if (known) await send({ on: 0, endpoint: known.endpoint });
      show(false);
    }),
  );

  async function attempt(deed) {
    said.textContent = "";
    await deed().catch(() => (said.textContent = place.dataset.pushRefused));
  }

  async function send(facts) {
    const body = new FormData();
    for (const [name, value] of Object.entries(facts)) body.set(name, value);
    body.set("csrfmiddlewaretoken", place.querySelector("[name=csrfmiddlewaretoken]").value);
    const answer = await fetch(place.dataset.pushTo, { method: "POST", body });
    if (!answer.ok) throw new TypeError(String(answer.status));
  }
});
