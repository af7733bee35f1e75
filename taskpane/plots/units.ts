/** Units as the headers of the data say them: in brackets at the end, or after a comma. None is made up. */

import type { ModelTerms } from '../../src/index';

/** Longest text that is taken for a unit, in characters. */
const LONGEST = 16;
/** What stands in brackets and is no unit: numbers, and ways in which a column was made. */
const NO_UNIT =
  /^(?:[\d.,\s%-]*\d[\d.,\s-]*|log.*|ln|centred|centered|scaled|standardi[sz]ed|z|z-?scores?)$/i;

/** The unit of a column by its header: `ms` of `Reaction (ms)`, `days` of `Length of stay, days`; null where it says none. */
export function unitIn(header: string): string | null {
  const found = /^.*\S\s*[([]([^()[\]]+)[)\]]$/.exec(header) ?? /^[^,]*\S,\s*([^,\s]+)$/.exec(header);
  const unit = found?.[1].trim() ?? '';
  return unit === '' || unit.length > LONGEST || NO_UNIT.test(unit) ? null : unit;
}

/** The unit of the outcome; null of one that the formula transforms. */
export function outcomeUnit({ response }: ModelTerms): string | null {
  return response?.expr.type === 'name' ? unitIn(response.expr.name) : null;
}

/** A title of an axis with its unit, where there is one. */
export function withUnit(title: string, unit: string | null): string {
  return unit === null ? title : `${title} (${unit})`;
}

/** The unit of a slope, by the headers of the outcome and of the column that it is over. */
export function slopeUnit(outcome: string | null, predictor: string): string | null {
  if (outcome === null) return null;
  const own = unitIn(predictor);
  return own === null ? `${outcome} per 1` : `${outcome}/${own}`;
}
