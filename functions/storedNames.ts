/**
 * What functions of an Office add-in are called where Excel does not know the add-in, or not yet: in files, and in cells
 * before it has loaded.
 *
 * Excel stores `LMER.FIT(` as `_xldudf_LMER_FIT(`, the dots as underscores, with the namespace of the add-in in front where
 * it has one (`_xldudf_CELLMER_LMER_FIT(`), and after a clash with another add-in behind that one's name
 * (`[1]!_xldudf_LMER_FIT(`; OfficeDev/office-js issues 2568, 3558 and 3872: no specification says so). A name without the
 * mark stays `#NAME?` until the formula is entered again, whatever is calculated (OfficeDev/Excel-Custom-Functions issues
 * 108 and 339, OfficeDev/office-js issue 6611).
 */

import metadata from './functions.json';

export const ADD_IN_MARK = '_xldudf_';
/** The namespace of the add-in whose functions have one. */
const NAMESPACE = 'CELLMER';

/** The name of a function, such as `LMER.FIT`, as it follows the mark. */
export function storedName(name: string): string {
  return name.replaceAll('.', '_').toUpperCase();
}

/** The names of all functions, in capitals. */
export const FUNCTION_NAMES: ReadonlySet<string> = new Set(
  metadata.functions.map(({ name }) => name.toUpperCase()),
);

const BY_STORED: ReadonlyMap<string, string> = new Map(
  [...FUNCTION_NAMES].flatMap((name) =>
    [name, `${NAMESPACE}.${name}`].map((called) => [storedName(called), name] as const),
  ),
);

/** Texts in quotes; marked names with the file that Excel looks for them in; names of sheets in quotes; other names before a bracket. */
const CALLS =
  /"(?:[^"]|"")*"|(?:'(?:[^']|'')*'!|[^\s'"!(){},;&=<>+\-*/^@]+!)?_xldudf_([\p{L}\p{N}_.]+)(?=\()|'(?:[^']|'')*'|(?<![\p{L}\p{N}_.\\!])([\p{L}_\\][\p{L}\p{N}_.\\]*)(?=\()/giu;

/**
 * A formula in which our functions are called by their names here, however it calls them; null when it calls none.
 *
 * @param namespace what stands before the names here: `CELLMER`, or nothing
 */
export function calledHere(formula: string, namespace = ''): string | null {
  const before = namespace === '' ? '' : `${namespace}.`;
  let callsOurs = false;
  const called = formula.replace(CALLS, (all: string, marked?: string, plain?: string) => {
    const name = marked === undefined ? plainName(plain ?? '') : BY_STORED.get(storedName(marked));
    if (name == null) return all;
    callsOurs = true;
    return before + name;
  });
  return callsOurs ? called : null;
}

function plainName(called: string): string | null {
  const name = called.toUpperCase().replace(`${NAMESPACE}.`, '');
  return FUNCTION_NAMES.has(name) ? name : null;
}
