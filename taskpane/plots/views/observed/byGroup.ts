/** The groups with their own lines, each beside what is expected of the population in its place. */

import type { GroupEstimates } from '../../../../src/index';
import type { LegendItem } from '../../figure';
import type { Plot } from '../../figure/PlotCard';
import { text } from '../../../text';
import { brief, termName } from '../../../words';
import { MOST_PANELS, observedPoints, orderOfLines } from '../../data/observed';
import { overlayChart, panelsChart, type ObservedData } from '../../drawings/observed';
import { describeLines, lineName, linesOfRows, placesOf, sampleSentence, type LineParts } from './parts';

const words = text.plots.observed;

export function groupsPlot(parts: LineParts, estimates: GroupEstimates): Plot {
  const { fit, x, by, lines, outcome } = parts;
  const { response } = fit;
  const points = observedPoints(x.column, fit.keptRows, response, estimates.codes, linesOfRows(parts));
  const order = orderOfLines(lines.groups, x.column.kind === 'number');
  const data: ObservedData = {
    points,
    population: lines.population,
    lines: lines.groups,
    split: lines.by.length,
    panels: order.levels.map((level) => ({ level, label: estimates.levels[level] })),
    places: placesOf(x.column),
  };
  const factor = brief(termName(estimates.factor));
  const total = estimates.levels.length;
  const hasPanels = total <= MOST_PANELS;
  const names = [brief(outcome), brief(x.name)] as const;
  const labels = { xLabel: x.name, yLabel: outcome };
  return {
    caption:
      (hasPanels
        ? words.caption(...names, order.by) + words.ownPopulation(by && brief(by.name), factor)
        : words.manyCaption(...names, order.levels.length, total) + words.thin(factor)) +
      (lines.held.length > 0 ? words.heldInGroups : '') +
      sampleSentence(points.length, response.length),
    description: describeLines(parts, hasPanels ? order.levels.length : 0),
    legend: legendOf(parts, factor),
    draw: hasPanels ? panelsChart(data, labels) : overlayChart(data, labels),
    live: text.plots.noChart.panels,
  };
}

function legendOf(parts: LineParts, factor: string): LegendItem[] {
  const { by, lines } = parts;
  if (by === null)
    return [
      { kind: 'point', label: words.data },
      { kind: 'varyLine', label: factor },
      { kind: 'fixedDash', label: words.population },
    ];
  return [
    ...lines.population.map((line) => ({
      kind: `line${line.by}` as const,
      label: lineName(parts, line.by),
    })),
    { kind: 'greyDash', label: words.population },
  ];
}
