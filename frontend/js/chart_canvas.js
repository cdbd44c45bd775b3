// ECharts, only the parts that we draw: who talks to whom. Colours come from the page's own tokens.
import { GraphChart } from "echarts/charts";
import { AriaComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([GraphChart, TooltipComponent, AriaComponent, CanvasRenderer]);

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Draws {nodes: [{id, name, value, group}], links: [{source, target, value}]} and follows size and theme. */
export function draw(place, facts) {
  const chart = init(place, null, { renderer: "canvas" });
  const paint = () => chart.setOption(graph(facts, colours(place)), true);
  paint();
  new ResizeObserver(() => chart.resize()).observe(place);
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

function graph({ nodes, links }, tone) {
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
      force: { repulsion: 360, edgeLength: [60, 200], gravity: 0.1, layoutAnimation: !still.matches },
      emphasis: { focus: "adjacency" },
      label: { color: tone.ink, position: "right" },
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
