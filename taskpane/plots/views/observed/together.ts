/** All rows in one picture, with the population's lines or means and their limits. */

import type { DrawnPlot } from '../../figure/PlotCard';
import type { LegendItem } from '../../figure';
import { percent } from '../../../state/numbers';
import { text } from '../../../text';
import { brief } from '../../../words';
import { drawnRows, type DrawnMean } from '../../data/means';
import { meanLinesChart, type ExpectedPoint } from '../../drawings/meanLines';
import { meansChart } from '../../drawings/means';
import { describeLines, heldSentence, lineName, placesOf, sampleSentence, type LineParts } from './parts';

const words = text.plots.observed;

export function togetherPlot(parts: LineParts): DrawnPlot {
  const { fit, x, by, lines, outcome } = parts;
  const places = placesOf(x.column);
  const rows = drawnRows(fit.response, fit.keptRows, {
    axis: { column: x.column, levels: places },
    series: by && { column: by.column, levels: lines.by },
    panels: null,
  });
  const level = percent(fit.level);
  const labels = { axis: x.name, outcome };
  const common = { rows, groups: [], lines: lines.by.length, panelTitles: [] };
  const points = pointsOf(parts);
  return {
    caption:
      words.togetherCaption(brief(outcome), brief(x.name), places === null, level) +
      heldSentence(parts) +
      sampleSentence(rows.length, fit.response.length),
    description: describeLines(parts, 0),
    legend: legendOf(parts, places === null, level),
    draw:
      places === null
        ? meanLinesChart({ ...common, points, hasBands: true }, labels)
        : meansChart(
            {
              ...common,
              levels: places,
              means: points.map(meanOf),
              bar: ({ lower, upper }) => [lower, upper],
            },
            labels,
          ),
  };
}

function pointsOf({ lines }: LineParts): ExpectedPoint[] {
  return lines.population.flatMap(({ by, x, population, lower, upper }) =>
    Array.from(x, (at, i) => ({
      x: at,
      y: population[i],
      lower: lower[i],
      upper: upper[i],
      series: by,
      panel: 0,
    })).filter(({ y }) => Number.isFinite(y)),
  );
}

const meanOf = ({ x, y, lower, upper, series }: ExpectedPoint): DrawnMean => ({
  place: x,
  series,
  panel: 0,
  estimate: y,
  lower,
  upper,
  standardError: NaN,
  letters: null,
});

function legendOf(parts: LineParts, isLine: boolean, level: string): LegendItem[] {
  const { by, lines } = parts;
  const kind = (k: number) => (isLine ? (`ribbon${k}` as const) : (`series${k}` as const));
  if (by === null) {
    const name = isLine ? words.ribbon(level) : words.interval(level);
    return [
      { kind: 'point', label: words.data },
      { kind: isLine ? kind(0) : 'interval', label: name },
    ];
  }
  return lines.population.map((line) => ({ kind: kind(line.by), label: lineName(parts, line.by) }));
}
