import { formatsOf } from './chart-formats.js';

const decals = {
  second: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 5], rotation: -Math.PI / 4 },
  third: { symbol: 'circle', symbolSize: 0.7, dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0] },
  left: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 4], rotation: Math.PI / 4 },
};

/** Colours come from the style sheet, so that a chart is light or dark with its page. */
function colourReader(canvas) {
  const probe = document.createElement('i');
  canvas.after(probe);
  const read = name => {
    probe.className = `swatch-${name}`;
    return getComputedStyle(probe).backgroundColor;
  };
  return { read, end: () => probe.remove() };
}

export function optionsOf(data, canvas) {
  const colours = colourReader(canvas);
  const theme = Object.fromEntries(['ink', 'soft', 'line', 'card', 'decal'].map(name => [name, colours.read(name)]));
  const font = getComputedStyle(canvas).fontFamily;
  const formats = formatsOf(data);
  const series = data.series.flatMap(one => seriesOf(data, one, colours.read(one.role), theme));
  colours.end();
  const text = { color: theme.soft, fontFamily: font, fontSize: 12 };

  return {
    animation: false,
    aria: { enabled: true, label: { enabled: false } },
    textStyle: text,
    grid: { left: 2, right: 8, top: 10, bottom: 9, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: theme.card, borderColor: theme.line,
      textStyle: { ...text, color: theme.ink }, shadowBlur: 0, shadowOffsetX: 0, shadowOffsetY: 0,
      axisPointer: { type: data.kind === 'lines' ? 'line' : 'shadow', lineStyle: { color: theme.line }, shadowStyle: { color: theme.line, opacity: 0.5 } },
      formatter: points => tooltip(data, points, formats),
    },
    xAxis: {
      type: 'category', data: data.categories, boundaryGap: data.kind !== 'lines',
      axisLine: { show: data.kind !== 'growth', lineStyle: { color: theme.line } }, axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, margin: 10 },
    },
    yAxis: {
      type: 'value', splitNumber: 4, splitLine: { show: data.kind !== 'growth', lineStyle: { color: theme.line } },
      axisLabel: data.kind === 'growth' ? { show: false } : { ...text, formatter: formats.axis },
      ...rangeOf(data),
    },
    series,
  };
}

/** Bars begin at zero; growth reaches as far as its highest bar on either side; lines keep their intervals in sight. */
function rangeOf(data) {
  if (data.kind === 'growth') {
    const reach = below => Math.max(1, ...data.categories.map((_, index) =>
      data.series.filter(one => Boolean(one.isBelow) === below).reduce((sum, one) => sum + (one.values[index] ?? 0), 0)));
    return { min: -reach(true), max: reach(false) };
  }

  if (data.kind !== 'lines') {
    return {};
  }

  const all = data.series.flatMap(one => [...one.values, ...(one.low ?? []), ...(one.high ?? [])]).filter(value => value != null);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const step = niceStep((high - low) / 4 || Math.abs(high) || 1);
  return { min: Math.floor(low / step) * step, max: Math.ceil(high / step) * step, interval: step };
}

/** The round number (1, 2 or 5 times a power of ten) next above. */
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].find(factor => factor * power >= rough * 0.999) * power;
}

function tooltip(data, points, formats) {
  const index = points[0].dataIndex;
  const lines = data.series.map(one => {
    const interval = one.low && one.low[index] != null
      ? ` (${formats.full(one.low[index])} – ${formats.full(one.high[index])})` : '';
    return one.values[index] == null ? null : `${one.name}: ${formats.full(one.values[index])}${interval}`;
  });
  return [data.categories[index], ...lines.filter(Boolean)].join('\n');
}

function seriesOf(data, one, colour, theme) {
  if (data.kind === 'lines') {
    const line = {
      type: 'line', name: one.name, data: one.values, showSymbol: data.categories.length < 16, symbol: 'circle', symbolSize: 5,
      color: colour, lineStyle: { width: 2, color: colour, type: one.role === 'third' ? 'dashed' : 'solid' }, z: 3,
    };
    return one.low && one.high ? [band(one, colour), line] : [line];
  }

  const last = data.categories.length - 1;
  return [{
    type: 'bar', name: one.name, stack: data.kind === 'growth' ? 'all' : undefined, color: colour, barCategoryGap: '28%',
    itemStyle: {
      borderRadius: 2, borderColor: theme.card, borderWidth: 1,
      decal: decals[one.role] ? { ...decals[one.role], color: theme.decal } : { symbol: 'none' },
    },
    data: one.values.map((value, index) => ({
      value: value == null ? null : one.isBelow ? -value : value,
      itemStyle: data.isLastUnfinished && index === last ? { opacity: 0.55 } : undefined,
    })),
  }];
}

/** The interval of a line is one polygon per stretch without gaps. */
function band(one, colour) {
  const stretches = [];
  one.low.forEach((low, index) => {
    if (low == null || one.high[index] == null) {
      return;
    }

    if (index === 0 || one.low[index - 1] == null) {
      stretches.push([]);
    }

    stretches.at(-1).push(index);
  });
  return {
    type: 'custom', silent: true, z: 1, tooltip: { show: false },
    data: stretches.map(stretch => [stretch[0], one.low[stretch[0]]]),
    encode: { x: 0, y: 1 }, clip: true,
    renderItem: (parameters, api) => {
      const stretch = stretches[parameters.dataIndex];
      const above = stretch.map(index => api.coord([index, one.high[index]]));
      const below = stretch.map(index => api.coord([index, one.low[index]])).reverse();
      return { type: 'polygon', shape: { points: [...above, ...below] }, style: { fill: colour, opacity: 0.16 } };
    },
  };
}
