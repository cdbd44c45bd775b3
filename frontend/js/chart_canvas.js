// ECharts, only the parts that we draw: who talks to whom. Colours come from the page's own tokens.
import { GraphChart } from "echarts/charts";
import { AriaComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([GraphChart, TooltipComponent, AriaComponent, CanvasRenderer]);

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Draws {nodes: [{id, name, value, group}], links: [{source, target, value}]} and follows size and theme. */
export function draw(place, facts) {
  let chart;
  const paint = () => chart?.setOption(graph(facts, colours(place), place), true);
  new ResizeObserver(() => {
    // Folded away or not laid out yet: ECharts cannot turn a map of no size around.
    if (!place.clientWidth || !place.clientHeight) return;
    if (chart) chart.resize();
    else chart = init(place, null, { renderer: "canvas" });
    paint();
  }).observe(place);
  document.addEventListener("theme", paint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

/** Resolves tokens to colours that a canvas understands: the browser computes them on a hidden element. */
function colours(place) {
  const probe = place.appendChild(document.createElement("i"));
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const resolve = (token) => {
    probe.className = `tone-${token}`;
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    return `rgb(${[...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).join(",")})`;
  };
  const names = ["ink", "soft", "line", "card", "seal", "leaf", "amber", "sky"];
  const found = Object.fromEntries(names.map((name) => [name, resolve(name)]));
  probe.remove();
  return found;
}

/** Spreads any number of people over the room there is. Laid out at once: a picture that swims is hard to read. */
function force(count, { clientWidth: width, clientHeight: height }) {
  const apart = Math.sqrt((height * Math.min(width, height)) / Math.max(count, 1));
  return { repulsion: apart * 1.8, edgeLength: [apart * 0.3, apart], gravity: 0.3, layoutAnimation: false };
}

function graph({ nodes, links }, tone, room) {
  const most = Math.max(1, ...nodes.map((node) => node.value ?? 1));
  const heaviest = Math.max(1, ...links.map((link) => link.value ?? 1));
  const palette = [tone.leaf, tone.seal, tone.amber, tone.sky];
  return {
    animation: !still.matches,
    aria: { enabled: true },
    // A rich text tooltip is drawn on the canvas; the HTML one needs inline styles, which our policy refuses.
    tooltip: { renderMode: "richText", backgroundColor: tone.card, borderColor: tone.line, textStyle: { color: tone.ink } },
    series: {
      type: "graph",
      layout: "force",
      roam: "move",
      draggable: true,
      force: force(nodes.length, room),
      emphasis: { focus: "adjacency" },
      label: { color: tone.ink, position: "right", textBorderColor: tone.card, textBorderWidth: 3 },
      lineStyle: { color: tone.soft, opacity: 0.35, curveness: 0.12 },
      data: nodes.map((node) => ({
        ...node,
        symbolSize: 8 + 30 * Math.sqrt((node.value ?? 1) / most),
        itemStyle: { color: palette[(node.group ?? 0) % palette.length] },
        label: { show: (node.value ?? 1) > most * 0.25 },
      })),
      links: links.map((link) => ({ ...link, lineStyle: { width: 0.5 + 4 * ((link.value ?? 1) / heaviest) } })),
    },
  };
}
