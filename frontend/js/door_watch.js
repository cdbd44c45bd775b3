// Tickets are read by the camera and sent at once; without network they wait here, and the list of this phone answers.
import { look } from "./door_camera.js";
import { digest, shelf } from "./door_shelf.js";

const SHORT = 16;
const AGAIN_AFTER = 4000;

export function watch(door) {
  const form = door.querySelector("[data-door-form]");
  const said = door.querySelector("[data-door-said]");
  const left = door.querySelector("[data-door-left]");
  const known = JSON.parse(document.getElementById("door-known").textContent);
  const waiting = shelf(`door:${door.dataset.door}`, (number) => {
    left.classList.toggle("hush", number === 0);
    left.textContent = number ? `${number} · ${said.dataset.doorWait}` : "";
  });
  const seen = new Map();
  let busy = Promise.resolve();

  function tell(entry, words, name) {
    said.className = `door-said door-${entry}`;
    said.replaceChildren(Object.assign(document.createElement("b"), { textContent: words }), ` ${name}`);
  }

  async function send({ secret, at }) {
    const body = new FormData(form);
    body.set("secret", secret);
    body.set("at", at);
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new TypeError(String(answer.status));
    return answer.json();
  }

  async function answerHere(secret) {
    const mark = await digest(secret, SHORT);
    const [name, here] = known[mark] ?? ["", null];
    if (here === null) return tell("unknown", said.dataset.doorUnknown, "");
    known[mark] = [name, true];
    tell(here ? "again" : "wait", here ? said.dataset.doorAgain : said.dataset.doorWelcome, name);
  }

  async function show(secret) {
    const row = { secret, at: new Date().toISOString() };
    try {
      const { entry, words, name } = await send(row);
      tell(entry, words, name);
      if (entry === "welcome") known[await digest(secret, SHORT)] = [name, true];
    } catch {
      waiting.add(row);
      await answerHere(secret);
    }
  }

  function take(text) {
    const secret = text.trim().replace(/\/+$/, "").split("/").pop().toLowerCase();
    const still = Date.now() - (seen.get(secret) ?? 0) < AGAIN_AFTER; // held before the camera all the time
    seen.set(secret, Date.now());
    if (!secret || still) return;
    busy = busy.then(() => show(secret));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(form.elements.secret.value);
    form.elements.secret.value = "";
  });
  const flush = () => waiting.empty(send);
  addEventListener("online", flush);
  setInterval(flush, 10_000);
  flush();
  look(door.querySelector("[data-door-camera]"), take);
}
