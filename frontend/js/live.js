// <ol data-live="/live/…" data-live-get="/m/…/messages/{subject}">: listens to server-sent events, which carry ids only.
// Each event fetches its fragment: it replaces #<data-live-name>-<subject> if that stands here, else comes to the end.
// Without data-live-get the element fires `live`, so that hx-trigger="live" fetches the whole again; so it does on resync.
import { each, htmx } from "./fragments.js";

const TALK = "message_posted message_edited message_deleted message_pinned message_unpinned reaction_added reaction_removed";
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

each("[data-live]", (place) => connect(place, FIRST_WAIT));

// A page that comes back from the browser's own shelf was asleep: listen again, and catch up.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const place of document.querySelectorAll("[data-live]")) connect(place, FIRST_WAIT, true);
});

function connect(place, wait, again = false) {
  const source = new EventSource(place.dataset.live);
  const close = () => source.close();
  const told = (event) => (place.isConnected ? receive(place, event) : close());
  for (const kind of `${place.dataset.liveOn ?? TALK} resync`.split(" ")) source.addEventListener(kind, told);

  source.addEventListener("open", () => {
    place.dataset.liveState = "open";
    wait = FIRST_WAIT;
    if (again) htmx.trigger(place, "live", { kind: "resync" });
    again = true;
  });
  // The browser reconnects by itself, except after an error answer; then we do, later each time.
  source.addEventListener("error", () => {
    place.dataset.liveState = "waiting";
    if (source.readyState !== EventSource.CLOSED || !place.isConnected) return;
    setTimeout(() => place.isConnected && connect(place, Math.min(wait * 2, LONGEST_WAIT), true), wait);
  });
  addEventListener("pagehide", close, { once: true });
}

function receive(place, event) {
  const told = { ...JSON.parse(event.data || "{}"), kind: event.type };
  const address = place.dataset.liveGet;
  if (address && told.subject) show(place, address, String(told.subject));
  else htmx.trigger(place, "live", told);
}

// One after the other: of several at once htmx would send the first and the last.
let line = Promise.resolve();

function show(...what) {
  line = line.then(() => draw(...what)).catch(() => {});
}

async function draw(place, address, subject) {
  const standing = document.getElementById(`${place.dataset.liveName ?? "message"}-${subject}`);
  const follow = !standing && nearEnd();
  const url = address.replace("{subject}", encodeURIComponent(subject));
  await htmx.ajax("GET", url, { target: standing ?? place, swap: standing ? "outerHTML" : "beforeend" });
  if (follow) scrollTo({ top: document.documentElement.scrollHeight, behavior: "smooth" });
}

const nearEnd = () => innerHeight + scrollY > document.documentElement.scrollHeight - 240;
