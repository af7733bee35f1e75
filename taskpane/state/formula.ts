/** A formula that is being typed: read by the core, with a mark on every column name and on what is wrong. */

import {
  CellmerError,
  closestName,
  composed,
  expandTerms,
  namesIn,
  parseFormula,
  quoteName,
  type Expr,
  type Formula,
  type ModelTerms,
} from '../../src/index';

/** A stretch of the text with a meaning; what lies between marks is operators, numbers and blanks. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly role: 'outcome' | 'fixed' | 'varies' | 'wrong';
}

export interface FormulaProblem {
  readonly kind: 'syntax' | 'unknown-column';
  /** The sentence of the core; for an unknown column, its name. */
  readonly message: string;
  /** The column that may have been meant, and the text with it in place. */
  readonly suggestion: { readonly name: string; readonly text: string } | null;
}

export interface FormulaReading {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly terms: ModelTerms | null;
  readonly problem: FormulaProblem | null;
}

/** Reads a formula against the columns of the data. */
export function readFormula(typed: string, columnNames: readonly string[]): FormulaReading {
  const text = composed(typed);
  let formula: Formula;
  let terms: ModelTerms;
  try {
    formula = parseFormula(text, { columnNames });
    terms = expandTerms(formula, columnNames);
  } catch (error) {
    if (error instanceof CellmerError) return unreadable(text, error);
    throw error;
  }
  const marks = marksOf(formula);
  const unknown = terms.columnNames.find((name) => !columnNames.includes(name));
  if (unknown === undefined) return { text, marks, terms, problem: null };
  return unknownColumn(formula, marks, unknown, columnNames);
}

function unreadable(text: string, error: CellmerError): FormulaReading {
  const start = Math.min(error.position ?? text.length, text.length);
  const token = /^(?:[\p{L}\p{M}\p{N}._]+|\S)/u.exec(text.slice(start))?.[0] ?? '';
  // At the end of the text the caret stands behind the last character.
  const marks: Mark[] = [{ start, end: start + token.length, role: 'wrong' }];
  const [message] = error.message.split(/ \(at position \d+\)/);
  return { text, marks, terms: null, problem: { kind: 'syntax', message, suggestion: null } };
}

function unknownColumn(
  formula: Formula,
  marks: readonly Mark[],
  name: string,
  columnNames: readonly string[],
): FormulaReading {
  const text = formula.source;
  const places = allNames(formula).filter((node) => node.name === name);
  const wrong = marks.map((mark): Mark =>
    places.some(({ start }) => start === mark.start) ? { ...mark, role: 'wrong' } : mark,
  );
  const closest = closestName(name, columnNames);
  const suggestion =
    closest === null ? null : { name: closest, text: replaced(text, places, quoteName(closest)) };
  return {
    text,
    marks: wrong,
    terms: null,
    problem: { kind: 'unknown-column', message: name, suggestion },
  };
}

function replaced(text: string, places: readonly { start: number; end: number }[], name: string): string {
  return [...places]
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end }) => result.slice(0, start) + name + result.slice(end), text);
}

function allNames({ response, right }: Formula): ReturnType<typeof namesIn> {
  return [...(response ? namesIn(response) : []), ...namesIn(right)];
}

function marksOf({ response, right }: Formula): Mark[] {
  const grouping = groupSides(right).flatMap(namesIn);
  const groupStarts = new Set(grouping.map(({ start }) => start));
  const outcome = response ? namesIn(response) : [];
  const mark = (role: Mark['role']) => (node: { start: number; end: number }) => ({
    start: node.start,
    end: node.end,
    role,
  });
  return [
    ...outcome.map(mark('outcome')),
    ...namesIn(right).map((node) => mark(groupStarts.has(node.start) ? 'varies' : 'fixed')(node)),
  ].sort((a, b) => a.start - b.start);
}

/** What stands to the right of a bar. Sums may be long, so that there is no recursion into them. */
function groupSides(right: Expr): Expr[] {
  const found: Expr[] = [];
  const waiting = [right];
  for (let expr = waiting.pop(); expr !== undefined; expr = waiting.pop()) {
    if (expr.type === 'paren') waiting.push(expr.inner);
    else if (expr.type === 'unary') waiting.push(expr.operand);
    else if (expr.type !== 'binary') continue;
    else if (expr.operator === '|' || expr.operator === '||') found.push(expr.right);
    else waiting.push(expr.left, expr.right);
  }
  return found;
}
