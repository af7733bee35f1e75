/** Characters that look like those of the grammar: which are read as them, and which are pointed out. */

/** Blanks of every kind, the non-breaking and the zero-width ones included. */
export const BLANK = /[\s\u200b\u2060]/;

/** Hyphens and dashes that text editors put in the place of a minus sign; they are read as one. */
export const MINUS_SIGN = /[\u2010-\u2013\u2212]/;

/** Characters that are mistaken for those of the grammar, with what should stand there. */
const LOOKALIKES = new Map([
  ...pairs('“”„‟″«»', '"'),
  ...pairs('‘’‚‛′', "'"),
  ...pairs('´ˋ', '`'),
  ...pairs('∼˜〜', '~'),
  ...pairs('∣ǀ│¦', '|'),
  ...pairs('×∗·⋅', '*'),
  ...pairs('÷∕⁄', '/'),
  ...pairs('—―', '-'),
  ...pairs('∶', ':'),
  ...pairs('≤', '<='),
  ...pairs('≥', '>='),
  ...pairs('≠', '!='),
]);

function pairs(characters: string, meant: string): [string, string][] {
  return Array.from(characters, (character) => [character, meant]);
}

/** What `character` was probably meant to be, with a word for what it is; undefined for characters of no such kind. */
export function lookalike(character: string): { readonly meant: string; readonly kind: string } | undefined {
  const code = character.codePointAt(0) ?? 0;
  // The full-width forms repeat ASCII's visible characters in the same order.
  if (code >= 0xff01 && code <= 0xff5e) {
    return { meant: String.fromCharCode(code - 0xfee0), kind: 'a full-width character' };
  }
  const meant = LOOKALIKES.get(character);
  if (meant === undefined) return undefined;
  const quote = meant === '"' || meant === "'";
  return { meant, kind: quote ? 'a typographic quotation mark' : 'which only looks like it' };
}
