/**
 * Compares slopes with those of emmeans (tables of `em_*.json` whose estimates are called `age.trend`). Its emtrends() divides the
 * difference between x and x + h by h, 0.001 times the range of x: for straight lines that is the slope, for a parabola the slope at
 * x + h/2, and for other curves that up to h² times the third derivative. So ours are asked for at x + h/2.
 */

import { analyseModel, quoteName, readContrast, type Analysis } from '../../src/index';
import type { Subject } from '../../src/analyses/subject';
import {
  compareRows,
  type FoundTable,
  type GoldenMeans,
  type GoldenMeanTable,
  meansSubject,
  specsText,
  tablesOf,
} from './compareMeans';
import type { ComparisonRow } from './worstDifference';

const STEP = 0.001;
const SLOPE = /^(.*)\.trend$/;

/** @param csv text of the data file */
export function compareSlopes(golden: GoldenMeans, csv: string): ComparisonRow[] {
  const tables = tablesOf(golden);
  return tables
    .filter(({ table }) => SLOPE.test(table.estimate_name))
    .flatMap((found) => {
      const subject = meansSubject(golden, found, csv);
      const { slopes, contrasts } = analyseModel(subject.input, slopesQuestion(found, subject));
      const pairs = tables.find(({ path }) => path === pathOfPairs(found));
      const rows = compareRows(found, slopes.rows);
      return pairs === undefined ? rows : [...rows, ...compareRows(pairs, contrasts[0].rows)];
    });
}

/** Where the comparisons of a table of slopes stand, if there are some. */
function pathOfPairs({ path }: FoundTable): string | null {
  return path.endsWith('trends') ? path.replace(/trends$/, 'trend_pairs') : null;
}

function slopesQuestion({ table }: FoundTable, subject: Subject): Analysis<'slopes'> {
  const [, variable] = SLOPE.exec(table.estimate_name)!;
  return {
    kind: 'slopes',
    variable,
    specs: specsText(table),
    at: `${quoteName(variable)}=${placesOf(variable, table, subject).join(',')}`,
    covariates: 'mean',
    weights: 'equal',
    type: 'link',
    contrast: readContrast('pairwise'),
    adjust: 'none',
    reverse: false,
  };
}

/** The values of the variable in the rows, or else its mean: half a step further. */
function placesOf(variable: string, { rows }: GoldenMeanTable, { input }: Subject): number[] {
  const column = input.table.columns.get(variable);
  const values = column?.kind === 'number' ? [...column.values].filter((v) => v === v) : [];
  const step = STEP * (Math.max(...values) - Math.min(...values));
  const mean = values.reduce((sum, v) => sum + v / values.length, 0);
  const places = variable in rows[0] ? rows.map((row) => Number(row[variable])) : [mean];
  return [...new Set(places)].map((place) => place + step / 2);
}
