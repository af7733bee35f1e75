/** One check of a fit, with its value, a verdict and advice in words. */

/** `note` is something to know, `warning` something to act on. */
export type Verdict = 'ok' | 'note' | 'warning';

export interface Check {
  readonly check: string;
  /** A number in the units of the check, or a count as text. */
  readonly value: number | string | null;
  readonly verdict: Verdict;
  readonly advice: string;
}

export function check(name: string, value: Check['value'], verdict: Verdict, advice: string): Check {
  return { check: name, value, verdict, advice };
}
