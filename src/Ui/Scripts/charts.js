import { init, use } from 'echarts/core';
import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';
import { optionsOf } from './chart-options.js';

use([BarChart, LineChart, CustomChart, AriaComponent, GridComponent, TooltipComponent, SVGRenderer]);

const drawn = new Map();

function draw(figure) {
  const canvas = figure.querySelector('.chart-canvas');
  const data = JSON.parse(figure.querySelector('script').textContent);
  const chart = drawn.get(canvas) ?? init(canvas, null, { renderer: 'svg' });
  const label = canvas.getAttribute('aria-label');
  chart.setOption(optionsOf(data, canvas), { notMerge: true });
  // The sentence written for the chart says more than one put together from its numbers.
  canvas.setAttribute('aria-label', label);
  if (!drawn.has(canvas)) {
    drawn.set(canvas, chart);
    resizes.observe(canvas);
  }
}

const resizes = new ResizeObserver(entries => entries.forEach(entry => drawn.get(entry.target)?.resize()));

function drawAll() {
  for (const [canvas, chart] of drawn) {
    if (!canvas.isConnected) {
      chart.dispose();
      drawn.delete(canvas);
    }
  }

  document.querySelectorAll('[data-chart]').forEach(draw);
}

drawAll();
document.addEventListener('htmx:after:swap', drawAll);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
addEventListener('beforeprint', drawAll);
