/** Evaluates R expressions on the columns of a table. */

import { CellmerError } from '../errors';
import type { CallExpr, Expr, NameExpr } from '../formula/ast';
import { closestName, unknownColumn } from '../table';
import type { Column, Table } from '../table/types';
import type { Basis } from './basis';
import { poly, scaleColumn } from './columnFunctions';
import { type Evaluation, formulaError, matchArguments } from './evaluationContext';
import { asNumeric, FACTOR_FUNCTIONS, ifElse, isNa } from './labelFunctions';
import { NUMERIC_FUNCTIONS } from './numericFunctions';
import { evaluateBinary, evaluateUnary } from './operators';
import { bSplines, naturalSplines } from './splineFunctions';
import { groupMeans, SUMMARY_FUNCTIONS } from './summaryFunctions';
import { constantNumber, logicals, numbers, numbersFromCodes, type Value } from './values';

type Handler = (call: CallExpr, evaluation: Evaluation) => Value;

const FUNCTIONS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...NUMERIC_FUNCTIONS,
  ['I', identity],
  ...FACTOR_FUNCTIONS,
  ['as.numeric', asNumeric],
  ['scale', scaleColumn],
  ['poly', poly],
  ['ns', naturalSplines],
  ['bs', bSplines],
  ...SUMMARY_FUNCTIONS,
  ['ave', groupMeans],
  ['ifelse', ifElse],
  ['is.na', isNa],
]);

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['pi', constantNumber(Math.PI)],
  ['NA', constantNumber(NaN)],
  ['TRUE', logicals(Float64Array.of(1))],
  ['T', logicals(Float64Array.of(1))],
  ['FALSE', logicals(Float64Array.of(0))],
  ['F', logicals(Float64Array.of(0))],
]);

/**
 * Makes an evaluator for the expressions of one formula on the rows of one table.
 *
 * @param source the whole formula, for messages
 * @param bases what data-dependent functions learnt; filled as they are met, and used where an entry is there already
 * @param slopesBy the column by which values have slopes as well, exact ones by the chain rule
 */
export function evaluator(
  table: Table,
  source: string,
  bases: Map<string, Basis>,
  slopesBy: string | null = null,
): Evaluation {
  const evaluation: Evaluation = {
    table,
    source,
    bases,
    slopesBy,
    evaluate: (expr) => evaluate(expr, evaluation),
  };
  return evaluation;
}

/**
 * The value of an expression in every data row. Rows where something is missing have a missing value; what is infinite
 * or not a number stays in the value and is refused where the value is used up (`countMissing`), so that
 * `ifelse(x > 0, log(x), 0)` works.
 *
 * Throws CellmerError `data` for a column that is not there or holds the wrong kind of cells, `syntax` with the position
 * for an unknown function or wrong arguments, `unsupported` for what is not fitted yet.
 */
function evaluate(expr: Expr, evaluation: Evaluation): Value {
  switch (expr.type) {
    case 'number':
      return constantNumber(expr.value);
    case 'string':
      return { kind: 'label', codes: Int32Array.of(0), levels: [expr.value], source: 'text' };
    case 'name':
      return evaluateName(expr, evaluation);
    case 'paren':
      return evaluation.evaluate(expr.inner);
    case 'unary':
      return evaluateUnary(expr, evaluation);
    case 'binary':
      return evaluateBinary(expr, evaluation);
    case 'call':
      return evaluateCall(expr, evaluation);
  }
}

/** A column; the words pi, TRUE, FALSE and NA are values where no column has that name. */
function evaluateName({ name }: NameExpr, { table, slopesBy }: Evaluation): Value {
  const column = table.columns.get(name);
  if (column?.kind === 'number' && name === slopesBy)
    return numbers(column.values, new Float64Array(column.values.length).fill(1));
  if (column !== undefined) return columnValue(column);
  const constant = CONSTANTS.get(name);
  if (constant !== undefined) return constant;
  throw unknownColumn(name, table.names, table.hasHeaders);
}

function columnValue(column: Column): Value {
  if (column.kind === 'number') return numbers(column.values);
  const { codes, levels, source, mixedCell, textCell, order } = column;
  const isNumbers = column.isNumbers && order === undefined;
  if (source !== 'boolean')
    return {
      kind: 'label',
      codes,
      levels,
      source,
      mixedCell,
      textCell,
      isNumbers,
      ordered: order === 'ordered',
    };
  return logicals(
    numbersFromCodes(
      codes,
      levels.map((level) => Number(level === 'TRUE')),
    ),
  );
}

/** I(x): arithmetic instead of formula operators; the value is that of x. */
function identity(call: CallExpr, evaluation: Evaluation): Value {
  return evaluation.evaluate(matchArguments(call, ['x'], evaluation).x!);
}

function evaluateCall(call: CallExpr, evaluation: Evaluation): Value {
  const known = FUNCTIONS.get(call.name);
  if (known !== undefined) return known(call, evaluation);
  if (call.name === 'cbind')
    throw new CellmerError(
      'unsupported',
      'cbind() makes a response of successes and failures, and binomial responses are not fitted yet; ' +
        'predictors are added with +',
    );
  const names = [...FUNCTIONS.keys()];
  const closest = closestName(call.name, names);
  throw formulaError(
    `Unknown function ${call.name}(): expected one of ${names.join(', ')}` +
      (closest === null ? '' : `; did you mean ${closest}()?`),
    call,
    evaluation,
  );
}
