/** A density as text: `y*LN(p) + (n-y)*LN(1-p)`, or a whole log-likelihood with SUM(...). */

import { CellmerError } from '../../errors';
import { composed, type CellMatrix } from '../../table';
import type { FreeParameter, LogLikelihood } from '../logLikelihood';
import type { Derivatives } from '../../optimize/objective';
import { buildExpression, constantOf, type BuiltExpression } from './build';
import { columnData, readExpressionData, thinned, type ExpressionData, type NumberColumn } from './data';
import { domainOf, type Bounds } from './domain';
import { likelihoodProduct } from './likelihoodProduct';
import { parseExpression } from './parser';
import { printExpression } from './print';
import { readLogDensity, type Reading } from './reading';
import { findStart } from './start';
import type { Expression } from './syntax';
import { Tape } from './tape';

/** A log-likelihood of more free parameters is not compiled. */
const MAX_PARAMETERS = 50;
/** Rows that starting values are looked for with. */
const START_ROWS = 2000;

export interface ExpressionLikelihood extends LogLikelihood {
  /** Starting values inside these bounds too. */
  start(within?: Bounds): Float64Array;
  /** The log-likelihood as it was understood, such as `sum over 12 rows of y*LN(p) + (n - y)*LN(1 - p)`. */
  readonly sentence: string;
  readonly remarks: readonly string[];
}

/**
 * The log-likelihood that an expression is for these data. Names are headers of the data (one value per row) or free
 * parameters; an expression without SUM is the log-density of a row and is summed over the rows. What is a density by its
 * form has its logarithm taken first, and a remark says so. Rows with a missing value in a column in use are left out and
 * counted.
 *
 * @param cells data with a header row; without one the columns are y, x1, x2, ...
 * @param address where the cells stand, to name them in messages
 * @throws CellmerError `syntax` with the position of what is wrong in the text; `data` for data that are not numbers
 */
export function expressionLikelihood(
  text: string,
  cells: CellMatrix,
  address: string | null = null,
): ExpressionLikelihood {
  return compiled(text, (expression, source) => readExpressionData(expression, source, cells, address));
}

/** The same of columns of numbers: at least one, all of the same length. */
export function columnLikelihood(text: string, columns: readonly NumberColumn[]): ExpressionLikelihood {
  return compiled(text, (expression, source) => columnData(expression, source, columns));
}

function compiled(
  text: string,
  read: (expression: Expression, source: string) => ExpressionData,
): ExpressionLikelihood {
  const source = composed(text.trim().replace(/^=/, ''));
  const expression = parseExpression(source);
  const data = read(expression, source);
  const { parameters } = data.names;
  if (parameters.length > MAX_PARAMETERS)
    throw new CellmerError(
      'model',
      `The expression has ${parameters.length} free parameters: at most ${MAX_PARAMETERS} can be estimated.`,
    );
  // What is wrong with the text is said of the text, not of what was made of it.
  buildExpression(expression, source, thinned(data, 1));
  const reading = readLogDensity(expression, {
    meanings: data.names.meanings,
    isOn: (one) => ![0, NaN].includes(constantOf(one, source, data)),
  });
  return new CompiledLikelihood(source, reading, data);
}

class CompiledLikelihood implements ExpressionLikelihood {
  readonly parameters: readonly FreeParameter[];
  readonly observations: number;
  readonly missing: number;
  readonly sentence: string;
  readonly remarks: readonly string[];
  private readonly expression: Expression;
  private readonly built: BuiltExpression;
  private readonly tape: Tape;
  private readonly bounds: Bounds;
  private started: Float64Array | null = null;

  constructor(
    readonly density: string,
    { expression, remarks, positive }: Reading,
    private readonly data: ExpressionData,
  ) {
    const { names, rowCount, missing } = data;
    this.expression = expression;
    this.remarks = remarks;
    const d = names.parameters.length;
    const built = buildExpression(expression, density, data, positive);
    this.built = built;
    this.tape = new Tape(built.graph, built.root, d);
    const bounds = domainOf(built, d);
    this.bounds = bounds;
    this.parameters = names.parameters.map((name, i) => ({
      name,
      lower: bounds.lower[i],
      upper: bounds.upper[i],
    }));
    this.observations = rowCount;
    this.missing = missing;
    const printed = printExpression(expression, names);
    this.sentence = built.isSummed
      ? `sum over ${rowCount} ${rowCount === 1 ? 'row' : 'rows'} of ${printed}`
      : printed;
  }

  value(par: Float64Array): number {
    if (!this.isWithin(par)) return -Infinity;
    return defined(this.tape.value(par));
  }

  likelihood(par: Float64Array): number {
    return likelihoodProduct(this.built.graph, this.built.root, par, this.value(par));
  }

  derivatives(par: Float64Array): Derivatives {
    const { value, gradient, hessian } = this.tape.derivatives(par);
    return { value: this.isWithin(par) ? defined(value) : -Infinity, gradient, hessian };
  }

  start(within?: Bounds): Float64Array {
    if (!within) return (this.started ??= this.findStart(this.bounds)).slice();
    return this.findStart({
      lower: this.bounds.lower.map((x, i) => Math.max(x, within.lower[i])),
      upper: this.bounds.upper.map((x, i) => Math.min(x, within.upper[i])),
    });
  }

  closedForm(): null {
    return null;
  }

  private isWithin(par: Float64Array): boolean {
    const { lower, upper } = this.bounds;
    return par.every((x, i) => x >= lower[i] && x <= upper[i]);
  }

  /** Many rows are represented by some of them, as far as these have an opinion. */
  private findStart(bounds: Bounds): Float64Array {
    const { names, columns } = this.data;
    const some = thinned(this.data, START_ROWS);
    if (some.rowCount < this.data.rowCount) {
      const { graph, root } = buildExpression(this.expression, this.density, some);
      const tape = new Tape(graph, root, names.parameters.length);
      const start = findStart((par) => tape.value(par), names.parameters, bounds, columns.values());
      if (Number.isFinite(this.value(start))) return start;
    }
    return findStart((par) => this.value(par), names.parameters, bounds, columns.values());
  }
}

function defined(value: number): number {
  return Number.isNaN(value) ? -Infinity : value;
}
