/**
 * Counts of k categories with probabilities that add up to one: k − 1 free parameters. The probability of the last category
 * with a count is one minus the others, so that an estimate of zero always lies on a bound of its own.
 */

import gammaln from '@stdlib/math-base-special-gammaln';
import { CellmerError } from '../../errors';
import { isBlank, type Cell, type CellMatrix } from '../../table';
import type { FreeParameter, LogLikelihood } from '../logLikelihood';
import type { Derivatives } from '../../optimize/objective';
import { Product } from '../product';

interface Category {
  readonly name: string;
  readonly count: number;
}

/**
 * @param cells counts in a row or a column; or two columns, or two rows, with categories and their counts
 * @throws CellmerError `data` for anything else, counts that are not whole, one category only, or no counts at all
 */
export function multinomialLikelihood(cells: CellMatrix): MultinomialLikelihood {
  const categories = readCategories(cells);
  const names = categories.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw badData(`the category ${twice} twice: expected each of them once`);
  if (categories.length < 2) throw badData('one category only: expected two or more');
  if (categories.every(({ count }) => count === 0)) throw badData('zeros only');
  return new MultinomialLikelihood(categories);
}

/** @param found what they have, and what was expected */
function badData(found: string): CellmerError {
  return new CellmerError('data', `The data of the multinomial density have ${found}.`);
}

function readCategories(cells: CellMatrix): Category[] {
  const rows = cells.filter((row) => !row.every(isBlank));
  if (rows.length === 0) throw badData('no values');
  const columns = rows[0].map((_, j) => rows.map((row) => row[j]));
  const isLabel = (cell: Cell): boolean => typeof cell === 'string' && cell.trim() !== '';
  if (rows.length === 1 || columns.length === 1) return rows.flat().map((cell, i) => category(i + 1, cell));
  const isAcross = rows.length === 2 && rows[0].every(isLabel) && !rows[1].every(isLabel);
  if (isAcross) return rows[1].map((cell, j) => category(rows[0][j], cell));
  if (columns.length !== 2)
    throw badData(`${rows.length} rows and ${columns.length} columns: expected categories and their counts`);
  const body = isLabel(columns[1][0]) ? rows.slice(1) : rows;
  return body.map(([name, cell]) => category(name, cell));
}

function category(label: Cell, cell: Cell): Category {
  const name = typeof label === 'object' ? '' : String(label ?? '').trim();
  if (name === '') throw badData('a count without a category beside it');
  if (typeof cell === 'number' && Number.isSafeInteger(cell) && cell >= 0) return { name, count: cell };
  const found = isBlank(cell) ? 'no count' : typeof cell === 'object' ? cell?.error : JSON.stringify(cell);
  throw badData(`${found} for the category ${name}: expected a whole number from 0 on`);
}

class MultinomialLikelihood implements LogLikelihood {
  readonly density = 'multinomial';
  readonly parameters: readonly FreeParameter[];
  readonly observations: number;
  readonly missing = 0;
  /** Which probability is not a parameter. */
  readonly sentence: string;
  private readonly counts: readonly number[];
  /** Count of the category whose probability is one minus the others. */
  private readonly rest: number;
  /** Log of the number of orders that the counts can have come in. */
  readonly constant: number;

  constructor(categories: readonly Category[]) {
    const last = categories.map(({ count }) => count > 0).lastIndexOf(true);
    const free = categories.filter((_, i) => i !== last);
    this.parameters = free.map(({ name }) => ({ name: `p_${name}`, lower: 0, upper: 1 }));
    this.counts = free.map(({ count }) => count);
    this.rest = categories[last].count;
    this.observations = categories.reduce((sum, { count }) => sum + count, 0);
    this.constant = categories.reduce(
      (sum, { count }) => sum - gammaln(count + 1),
      gammaln(this.observations + 1),
    );
    this.sentence = `multinomial, p_${categories[last].name} = 1 - ${this.parameters.map(({ name }) => name).join(' - ')}`;
  }

  value(par: Float64Array): number {
    const rest = restOf(par);
    if (!par.every((p) => p >= 0) || rest < 0) return -Infinity;
    return this.counts.reduce(
      (sum, count, j) => sum + (count === 0 ? 0 : count * Math.log(par[j])),
      this.constant + this.rest * Math.log(rest),
    );
  }

  likelihood(par: Float64Array): number {
    const product = new Product().multiplyExp(this.constant).multiply(restOf(par), this.rest);
    this.counts.forEach((count, j) => product.multiply(par[j], count));
    const value = product.value();
    return Number.isNaN(value) ? Math.exp(this.value(par)) : value;
  }

  derivatives(par: Float64Array): Derivatives {
    const d = par.length;
    const rest = restOf(par);
    const slope = (count: number, p: number): number => (count === 0 ? 0 : count / p);
    const hessian = new Float64Array(d * d).fill(-this.rest / (rest * rest));
    this.counts.forEach((count, j) => (hessian[j * d + j] -= slope(count, par[j]) / par[j] || 0));
    return {
      value: this.value(par),
      gradient: Float64Array.from(this.counts, (count, j) => slope(count, par[j]) - this.rest / rest),
      hessian,
    };
  }

  start(): Float64Array {
    const total = this.observations + 0.5 * (this.counts.length + 1);
    return Float64Array.from(this.counts, (count) => (count + 0.5) / total);
  }

  closedForm() {
    const estimate = Float64Array.from(this.counts, (count) => count / this.observations);
    // One minus the others would lose digits where few counts are left.
    const rest = this.rest * Math.log(this.rest / this.observations);
    const logLik = this.counts.reduce(
      (sum, count, j) => sum + (count === 0 ? 0 : count * Math.log(estimate[j])),
      this.constant + rest,
    );
    return { estimate, logLik };
  }
}

function restOf(par: Float64Array): number {
  return 1 - par.reduce((sum, p) => sum + p, 0);
}
