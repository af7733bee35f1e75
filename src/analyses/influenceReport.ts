/** The tables of `influence.ts`: a row per group, or beside the rows of the data. */

import {
  columnsOf,
  reportOf,
  tableOf,
  UNDETERMINED,
  type Report,
  type ReportColumn,
  type Value,
} from '../layout/report';
import { significant } from '../layout/spoken';
import { counted, list } from '../layout/words';
import type { Influence } from './influence';
import { LEVERAGE_TITLES } from './leverage';

/** Names in a sentence. */
const MOST_NAMES = 10;

export function influenceReport(found: Influence): Report {
  return found.factor === null ? ofRows(found) : ofGroups(found);
}

function ofGroups(found: Influence): Report {
  const columns = [
    ...columnsOf(['group', found.factor, 'label'], ['rows', 'Rows', 'count']),
    ...measureColumns(found),
  ];
  const rows = found.labels.map((label, u) => [label, found.sizes[u], ...measures(found, u)]);
  return reportOf([tableOf('influence', columns, rows, { notes: notesOf(found) })]);
}

/** As high as the data, so that the rows line up; blank where a row was not used. */
function ofRows(found: Influence): Report {
  const { rowCount, hasHeaders, places, leverage, fixedLeverage, standardized } = found;
  const own = columnsOf(
    ['leverage', LEVERAGE_TITLES.leverage, 'share'],
    ['fixedLeverage', LEVERAGE_TITLES.fixedLeverage, 'share'],
    ['standardized', LEVERAGE_TITLES.standardized, 'statistic'],
  );
  const columns = [...measureColumns(found), ...own];
  const rows = Array.from({ length: rowCount }, (): Value[] => columns.map(() => null));
  places!.forEach((place, u) => {
    const numbers = [leverage!, fixedLeverage!, standardized!].map((values) => orUndetermined(values[u]));
    rows[place] = [...measures(found, u), ...numbers];
  });
  const titled = hasHeaders ? columns : columns.map((column) => ({ ...column, title: null }));
  return reportOf([tableOf('influence', titled, rows, { notes: notesOf(found) })]);
}

function measureColumns({ terms, deviations }: Influence): ReportColumn[] {
  const ofEffects = columnsOf(
    ['cooksDistance', "Cook's distance", 'share'],
    ['mdffits', 'MDFFITS', 'share'],
    ['covarianceRatio', 'COVRATIO', 'share'],
    ...terms.map((term) => [`dfbetas.${term}`, `DFBETAS ${term}`, 'share'] as const),
  );
  const ofDeviations = deviations.map(
    (name) => [name, name, name.startsWith('cor_') ? 'correlation' : 'deviation'] as const,
  );
  return [...(terms.length > 0 ? ofEffects : []), ...columnsOf(...ofDeviations)];
}

function measures(found: Influence, u: number): Value[] {
  const [p, q] = [found.terms.length, found.deviations.length];
  const { cooksDistance, mdffits, covarianceRatio, dfbetas, without, reasons } = found;
  const ofEffects = [cooksDistance[u], mdffits[u], covarianceRatio[u], ...dfbetas.subarray(u * p, u * p + p)];
  const numbers = [...(p > 0 ? ofEffects : []), ...without.subarray(u * q, u * q + q)];
  const reason = reasons[u];
  return numbers.map((v) => (reason === null ? orUndetermined(v) : { none: reason }));
}

function orUndetermined(value: number): Value {
  return Number.isNaN(value) ? UNDETERMINED : value;
}

function notesOf(found: Influence): string[] {
  const { deviations, whole } = found;
  const known = deviations.flatMap((name, i) =>
    Number.isNaN(whole[i]) ? [] : [`${name} ${significant(whole[i], 5)}`],
  );
  return [
    ...(found.terms.length > 0 ? [largestNote(found), MEANINGS] : []),
    `Standard deviations and correlations are those without the rows; with all rows: ${known.join(', ')}.`,
  ];
}

const MEANINGS =
  "DFBETAS: estimate with all rows minus estimate without, in standard errors of the latter; Cook's distance and MDFFITS: all of them " +
  'together, by the covariance matrix with all rows and without; COVRATIO above 1: the rows make the estimates more precise.';

function largestNote({ factor, labels, cooksDistance, threshold, reasons }: Influence): string {
  const unit = factor === null ? 'row' : 'group';
  const limit = `4/${labels.length} = ${significant(threshold, 3)}`;
  const above = labels.map((_, u) => u).filter((u) => cooksDistance[u] > threshold);
  const lost = reasons.filter((reason) => reason !== null).length;
  const unknown = lost === 0 ? '' : ` Without ${counted(lost, unit)} there is no fit.`;
  if (above.length === 0) return `No ${unit} has a Cook's distance above ${limit}.${unknown}`;
  above.sort((u, v) => cooksDistance[v] - cooksDistance[u]);
  const names = above.slice(0, MOST_NAMES).map((u) => labels[u]);
  const more = above.length > MOST_NAMES ? ` and ${above.length - MOST_NAMES} more` : '';
  const said = more === '' ? list(names) : `${names.join(', ')}${more}`;
  const which = above.length === 1 ? `${unit} ${said}` : `${unit}s ${said}, the largest first`;
  return `Cook's distance is above ${limit} for ${which}.${unknown}`;
}
