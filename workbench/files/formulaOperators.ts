/** `E1#` and `@` of formulas, which .xlsx files store as `_xlfn.ANCHORARRAY(E1)` and `_xlfn.SINGLE(…)`. */

/** Texts, names of sheets in quotes, and what stands in square brackets. */
const QUOTED = /"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\]/g;

/** A formula of the same length without anything in quotes or brackets that could be an operator; a name remains one. */
function withoutTexts(formula: string): string {
  return formula.replace(QUOTED, (part) => (part.startsWith('"') ? '"' : 'x').repeat(part.length));
}

/** Operands of `#`: a cell or a name, with its sheet. */
const SPILL = /((?:[\p{L}\p{N}_.\\]+!)?(?:\$?[\p{L}_\\][\p{L}\p{N}_.\\]*(?:\$\d+)?))#/u;

/** Whether a formula has an `E1#`. */
export function hasSpillReference(formula: string): boolean {
  return SPILL.test(withoutTexts(formula));
}

/** Writes the operators as functions: the `#` first, since `@E1#` is one value of the block. */
export function storedOperators(formula: string): string {
  let text = formula;
  for (;;) {
    const spill = SPILL.exec(withoutTexts(text));
    if (spill === null) break;
    const end = spill.index + spill[1].length;
    text = `${text.slice(0, spill.index)}_xlfn.ANCHORARRAY(${text.slice(spill.index, end)})${text.slice(end + 1)}`;
  }
  for (;;) {
    const at = withoutTexts(text).lastIndexOf('@');
    if (at < 0) return text;
    const end = operandEnd(text, at + 1);
    text = `${text.slice(0, at)}_xlfn.SINGLE(${text.slice(at + 1, end).trim()})${text.slice(end)}`;
  }
}

/** Reads those functions as the operators, the innermost first. */
export function typedOperators(formula: string): string {
  let text = formula;
  for (;;) {
    const start = Math.max(
      ...['ANCHORARRAY', 'SINGLE'].map((name) => withoutTexts(text).lastIndexOf(`_xlfn.${name}(`)),
    );
    if (start < 0) return text;
    const open = text.indexOf('(', start);
    const end = callEnd(text, open);
    const operand = text.slice(open + 1, end - 1);
    const inBrackets = operandEnd(operand, 0) === operand.length ? operand : `(${operand})`;
    const typed = text.startsWith('SINGLE', start + '_xlfn.'.length) ? `@${inBrackets}` : `${inBrackets}#`;
    text = text.slice(0, start) + typed + text.slice(end);
  }
}

/** Where the operand ends that begins at a place: a range, a name, a call, or something in brackets, and a `#` after it. */
function operandEnd(formula: string, start: number): number {
  const text = withoutTexts(formula);
  let end = start;
  while (text[end] === ' ') end++;
  for (;;) {
    while (/[\p{L}\p{N}_.$\\!:]/u.test(text[end] ?? '')) end++;
    if (text[end] === '(') end = callEnd(formula, end);
    else return text[end] === '#' ? end + 1 : end;
  }
}

/** Where the brackets that open at a place are closed, or the end of the formula. */
function callEnd(formula: string, open: number): number {
  const text = withoutTexts(formula);
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return i + 1;
  }
  return text.length;
}
