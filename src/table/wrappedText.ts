/** `="007"`: how programs keep Excel from making a number of a text. Excel calculates it, and there is the text. */

const WRAPPED = /^="([^"]*)"$/;

/** Fields of a record without such marks, as texts in quotes, which is what they are. */
export function unwrapped(
  texts: readonly string[],
  quoted: readonly boolean[],
): { readonly texts: readonly string[]; readonly quoted: readonly boolean[] } {
  if (!texts.some((text) => text.startsWith('="'))) return { texts, quoted };
  const inner = texts.map((text) => WRAPPED.exec(text)?.[1]);
  return {
    texts: texts.map((text, c) => inner[c] ?? text),
    quoted: quoted.map((isQuoted, c) => isQuoted || inner[c] !== undefined),
  };
}
