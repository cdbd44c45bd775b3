// <div data-chart="graph" data-source="id of a JSON script, or an address">: the chart library comes only when one is here.
import { each } from "./fragments.js";

each("[data-chart]", async (place) => {
  const [{ draw }, facts] = await Promise.all([import("./chart_canvas.js"), read(place.dataset.source)]);
  draw(place, facts);
});

async function read(source) {
  const script = document.getElementById(source);
  if (script) return JSON.parse(script.textContent);
  const answer = await fetch(source, { headers: { Accept: "application/json" } });
  return answer.json();
}
