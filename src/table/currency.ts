/** Amounts of money as they are written: `$1.50`, `-€ 3`, `1.234,50 €`, `(USD 20)`. */

export interface Amount {
  readonly symbol: string;
  /** What is left without it, with the sign in front. */
  readonly number: string;
}

const SYMBOL = '\\p{Sc}|(?:A|C|US|NZ|HK|R)\\$|EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CZK|kr\\.?|Fr\\.';
const BEFORE = new RegExp(`^([-+\u2212]?)\\s?(${SYMBOL})\\s?([-+\u2212]?)(?=[\\d.,])(.*)$`, 'u');
const BEHIND = new RegExp(`^([-+\u2212]?)([\\d.,].*?)\\s?(${SYMBOL})$`, 'u');
/** The last character of what can be an amount: a digit, a mark, or the end of a symbol. */
const LAST = /[\d.,)\p{Sc}A-Zr]$/u;
const DIGIT = /\d/;

/** An amount that a trimmed text is; null for all others. What accountants put into parentheses is negative. */
export function amountOf(text: string): Amount | null {
  if (!LAST.test(text) || !DIGIT.test(text)) return null;
  const inner = text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1).trim() : null;
  const found = signedAmount(inner ?? text);
  if (found === null || inner === null) return found;
  return /^[-+\u2212]/.test(found.number) ? null : { ...found, number: `-${found.number}` };
}

function signedAmount(text: string): Amount | null {
  const before = BEFORE.exec(text);
  if (before) {
    const [, outer, symbol, inner, number] = before;
    return outer !== '' && inner !== '' ? null : { symbol, number: `${outer}${inner}${number}` };
  }
  const behind = BEHIND.exec(text);
  return behind && { symbol: behind[3], number: `${behind[1]}${behind[2]}` };
}
