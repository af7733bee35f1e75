/** A plot of estimated means, with everything that its data determine. */

import type { EstimatedTable, FitResult } from '../../src/index';
import type { Bars } from '../state/compareChoice';
import type { ColumnSummary } from '../state/columns';
import { interval, percent, significant } from '../state/numbers';
import { text } from '../text';
import { brief } from '../words';
import {
  drawnMeans,
  drawnRows,
  groupPoints,
  levelsIn,
  type DrawnMean,
  type DrawnRow,
  type GroupPoint,
  type LevelAxis,
  type Roles,
  type RowAxis,
} from '../plots/data/means';
import { meansChart } from '../plots/drawings/means';
import { meanLinesChart } from '../plots/drawings/meanLines';
import type { LegendItem } from '../plots/figure';
import type { DrawnPlot } from '../plots/figure/PlotCard';

const words = text.compare.plot;
/** Means that a description names one by one. */
const MOST_NAMED = 24;

export interface PlotParts {
  readonly table: EstimatedTable;
  readonly fit: FitResult;
  readonly columns: readonly ColumnSummary[];
  /** The outcome of each row that the fit kept, on the scale of the means; and what it is called. */
  readonly y: ArrayLike<number>;
  readonly outcome: string;
  readonly bars: Bars;
  readonly hasData: boolean;
  /** The column of groups whose lines are drawn; null for none. */
  readonly group: ColumnSummary | null;
}

/** Columns of labels first come, first served: along the axis, as lines, in panels. */
function rolesOf(table: EstimatedTable): Roles<LevelAxis> {
  const [axis, series, panels] = table.labels.map((name) => levelsIn(table, name));
  return { axis, series: series ?? null, panels: panels ?? null };
}

/** @param within columns within whose levels letters compare */
export function meansPlot(parts: PlotParts, within: readonly string[]): DrawnPlot {
  const { table, bars, fit } = parts;
  const roles = rolesOf(table);
  const { means, missing } = drawnMeans(table, roles);
  const rows = rowsOf(parts, roles, false);
  const bar = barOf(bars);
  const level = percent(table.level);
  const caption = { interval: words.interval(level), error: words.error, none: words.none }[bars];
  const hasLetters = means.some(({ letters }) => letters !== null);
  return {
    caption:
      caption +
      (hasLetters ? words.letters(within) : '') +
      rowsCaption(parts, rows, fit) +
      (missing > 0 ? words.missing(missing) : ''),
    description: describe(parts, roles, means),
    legend: legendOf(roles.series, 'series'),
    draw: meansChart(
      {
        levels: roles.axis.levels,
        lines: roles.series?.levels.length ?? 1,
        panelTitles: titlesOf(roles.panels),
        means,
        rows,
        groups: groupsOf(parts, roles, false),
        bar,
      },
      { axis: roles.axis.name, outcome: parts.outcome },
    ),
  };
}

function barOf(bars: Bars): ((mean: DrawnMean) => readonly [number, number]) | null {
  switch (bars) {
    case 'interval':
      return ({ lower, upper }) => [lower, upper];
    case 'error':
      return ({ estimate, standardError }) => [estimate - standardError, estimate + standardError];
    case 'none':
      return null;
  }
}

const titlesOf = (panels: LevelAxis | null): string[] =>
  panels === null ? [] : panels.levels.map((level) => text.compare.level(panels.name, level));

function legendOf(series: LevelAxis | null, kind: 'series' | 'ribbon'): LegendItem[] {
  if (series === null) return [];
  return series.levels.map((level, k) => ({
    kind: `${kind}${k}` as const,
    label: text.compare.level(series.name, level),
  }));
}

/** @param isNumber whether the axis has numbers, where rows stand at their own */
function rowsOf(
  { fit, columns, y, hasData }: PlotParts,
  { axis, series, panels }: Roles<LevelAxis>,
  isNumber: boolean,
): DrawnRow[] {
  const at = hasData ? rowRoles({ columns }, { axis, series, panels }, isNumber) : null;
  return at ? drawnRows(y, fit.keptRows, at) : [];
}

function groupsOf(parts: PlotParts, roles: Roles<LevelAxis>, isNumber: boolean): GroupPoint[] {
  const column = parts.group?.column;
  const at = column ? rowRoles(parts, roles, isNumber) : null;
  return column && at ? groupPoints(parts.y, parts.fit.keptRows, at, column) : [];
}

/** The columns of the roles; null where the axis is no column. */
function rowRoles(
  { columns }: Pick<PlotParts, 'columns'>,
  { axis, series, panels }: Roles<LevelAxis>,
  isNumber: boolean,
): Roles<RowAxis> | null {
  const columnOf = (role: LevelAxis | null): RowAxis | null => {
    const column = columns.find(({ name }) => name === role?.name)?.column;
    return role && column ? { column, levels: role.levels } : null;
  };
  const along = columnOf(axis);
  return (
    along && {
      axis: isNumber ? { ...along, levels: null } : along,
      series: columnOf(series),
      panels: columnOf(panels),
    }
  );
}

function rowsCaption(
  { y, columns, table, group }: PlotParts,
  rows: readonly DrawnRow[],
  fit: FitResult,
): string {
  const lines = group ? words.groups(group.name) : '';
  if (rows.length === 0) return lines;
  const isSample = rows.length < fit.nobs && y.length > rows.length;
  const chosen = table.labels
    .slice(1)
    .find((name) =>
      columns.some(
        (one) =>
          one.name === name &&
          one.column?.kind === 'number' &&
          one.distinct > levelsIn(table, name).levels.length,
      ),
    );
  return (
    lines +
    (isSample ? words.sample(rows.length, y.length) : words.rows) +
    (chosen ? words.nearest(chosen) : '')
  );
}

const number = (value: number): string => significant(value, 4);

function describe(
  { outcome }: PlotParts,
  { axis, series, panels }: Roles<LevelAxis>,
  means: readonly DrawnMean[],
): string {
  const others = [series, panels].flatMap((role) => (role ? [role.name] : []));
  const where = (mean: DrawnMean): string =>
    [
      text.compare.level(axis.name, axis.levels[mean.place]),
      ...(series ? [text.compare.level(series.name, series.levels[mean.series])] : []),
      ...(panels ? [text.compare.level(panels.name, panels.levels[mean.panel])] : []),
    ].join(', ');
  const named = means.slice(0, MOST_NAMED);
  return (
    words.describe(outcome, axis.name, others) +
    named
      .map((mean) => words.one(where(mean), number(mean.estimate), ...interval(mean.lower, mean.upper)))
      .join('') +
    (means.length > named.length ? words.more(means.length - named.length) : '')
  );
}

/** Over a column of numbers, the first of the table's labels: a line with its band for each level of the others. */
export function meanLinesPlot(parts: PlotParts): DrawnPlot {
  const { table, bars, outcome } = parts;
  const roles = rolesOf(table);
  const { means, missing } = drawnMeans(table, roles);
  const places = roles.axis.levels.map(Number);
  const rows = rowsOf(parts, roles, true);
  const points = means.map(({ place, estimate, lower, upper, series, panel, standardError }) => {
    const ends = bars === 'error' ? [estimate - standardError, estimate + standardError] : [lower, upper];
    return { x: places[place], y: estimate, lower: ends[0], upper: ends[1], series, panel };
  });
  const lines = roles.series?.levels.length ?? 1;
  return {
    caption:
      (bars === 'interval' ? words.band(percent(table.level)) : words.none) +
      rowsCaption(parts, rows, parts.fit) +
      (missing > 0 ? words.missing(missing) : ''),
    description: describeLines(outcome, roles, means),
    legend: legendOf(roles.series, 'ribbon'),
    draw: meanLinesChart(
      {
        points,
        rows,
        groups: groupsOf(parts, roles, true),
        lines,
        panelTitles: titlesOf(roles.panels),
        hasBands: bars !== 'none',
      },
      { axis: roles.axis.name, outcome },
    ),
  };
}

function describeLines(
  outcome: string,
  { axis, series, panels }: Roles<LevelAxis>,
  means: readonly DrawnMean[],
): string {
  const others = [series, panels].flatMap((role) => (role ? [brief(role.name)] : []));
  const ends = new Map<string, DrawnMean[]>();
  for (const mean of means) {
    const where = [
      ...(series ? [text.compare.level(series.name, series.levels[mean.series])] : []),
      ...(panels ? [text.compare.level(panels.name, panels.levels[mean.panel])] : []),
    ].join(', ');
    ends.set(where, [...(ends.get(where) ?? []), mean]);
  }
  const lines = [...ends].slice(0, MOST_NAMED).map(([where, line]) => {
    return words.line(where, number(line[0].estimate), number(line[line.length - 1].estimate));
  });
  return words.describeLines(outcome, axis.name, others) + lines.join('');
}
