// htmx, set up for a strict content policy: no eval, no injected styles, only our own server.
import htmx from "htmx.org";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  // 422 is a form that came back with its errors; it belongs where the form stood.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

const SAFE = new Set(["get", "head"]);

// Forms bring their own token; a lone button borrows the one of any form on the page.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token && !SAFE.has(detail.verb)) detail.headers["X-CSRFToken"] = token.value;
});

const busy = () => document.getElementById("busy");
document.addEventListener("htmx:beforeRequest", () => busy()?.classList.add("htmx-request"));
document.addEventListener("htmx:afterRequest", () => busy()?.classList.remove("htmx-request"));

/** Calls `enhance` for every element that matches, on this page and in every fragment that comes later. */
export function each(selector, enhance) {
  htmx.onLoad((root) => {
    if (root.matches?.(selector)) enhance(root);
    root.querySelectorAll(selector).forEach((element) => enhance(element));
  });
}

export { htmx };
