/** The one-way normal hierarchical model as a density of two columns, values and their groups. */

import { CellmerError } from '../../errors';
import { parseAddress, printAddress, type CellMatrix } from '../../table';
import type { FreeParameter, LogLikelihood } from '../logLikelihood';
import type { Derivatives } from '../../optimize/objective';
import { onewayFit, onewayLogLik } from './fit';
import { onewayAnova } from './anova';
import { onewayColumns, type OnewayColumns } from './columns';
import { readOneway, type CellColumn } from './data';
import { onewayInformation } from './information';
import { onewayStatistics, type OnewayStatistics } from './statistics';

export const ONEWAY_PARAMETERS: readonly FreeParameter[] = [
  { name: 'mu', lower: -Infinity, upper: Infinity },
  { name: 'sigma2', lower: 0, upper: Infinity },
  { name: 'tau2', lower: 0, upper: Infinity },
];

/**
 * Values vary about the mean of their group with variance sigma2, group means about mu with variance tau2.
 *
 * @param cells two columns with or without headers: values and groups, in this order or, where that can be seen, the other
 * way round (`columns.ts`)
 * @throws CellmerError `data` for other ranges
 */
export function onewayLikelihood(cells: CellMatrix, address: string | null = null): LogLikelihood {
  const width = cells[0]?.length ?? 0;
  if (width !== 2)
    throw new CellmerError(
      'data',
      `The data of a one-way model have ${width} column${width === 1 ? '' : 's'}: expected two, values and groups.`,
    );
  const columns = onewayColumns(cells);
  const data = readOneway(columnOf(cells, address, columns.values), columnOf(cells, address, columns.groups));
  return new OnewayLikelihood(onewayStatistics(data), data.droppedRows, columns);
}

function columnOf(cells: CellMatrix, address: string | null, column: number): CellColumn {
  const range = address === null ? null : parseAddress(address);
  return {
    cells: cells.map((row) => [row[column]]),
    address: range && printAddress({ ...range, column: range.column + column, columnCount: 1 }),
  };
}

class OnewayLikelihood implements LogLikelihood {
  readonly density = 'one-way normal';
  readonly parameters = ONEWAY_PARAMETERS;
  readonly observations: number;
  /** Which column was taken for what. */
  readonly sentence: string;
  readonly remarks: readonly string[];

  constructor(
    private readonly stats: OnewayStatistics,
    readonly missing: number,
    columns: OnewayColumns,
  ) {
    this.observations = stats.total;
    this.sentence = columns.sentence;
    this.remarks = columns.remarks;
  }

  value([mu, sigma2, tau2]: Float64Array): number {
    const isPossible = Number.isFinite(mu) && sigma2 > 0 && sigma2 < Infinity && tau2 >= 0 && tau2 < Infinity;
    if (!isPossible) return -Infinity;
    const value = onewayLogLik(this.stats, { mu, sigma2, tau2 });
    return Number.isNaN(value) ? -Infinity : value;
  }

  /** docs/one-way.md, with v = sigma² + n·tau² and d = ȳ − mu in each group. */
  derivatives(par: Float64Array): Derivatives {
    const [mu, sigma2, tau2] = par;
    const { counts, distances, squares, origin } = this.stats;
    const gradient = new Float64Array(3);
    for (let j = 0; j < counts.length; j++) {
      const n = counts[j];
      const v = sigma2 + n * tau2;
      const d = distances[j] - (mu - origin);
      const pull = 1 / v - (n * d * d) / (v * v);
      gradient[0] += (n * d) / v;
      gradient[1] -= 0.5 * ((n - 1) / sigma2 - squares[j] / sigma2 ** 2 + pull);
      gradient[2] -= 0.5 * n * pull;
    }
    const { hessian } = onewayInformation(this.stats, { mu, sigma2, tau2 }, 'ML');
    return { value: this.value(par), gradient, hessian: hessian.map((h) => 0 - h) };
  }

  /** By moments. */
  start(): Float64Array {
    const { mu, sigma2, tau2Truncated } = onewayAnova(this.stats).moments;
    return Float64Array.of(mu, sigma2, Math.max(tau2Truncated, 0.01 * sigma2));
  }

  closedForm() {
    const { mu, sigma2, tau2, logLik } = onewayFit(this.stats, 'ML');
    return { estimate: Float64Array.of(mu, sigma2, tau2), logLik };
  }
}
