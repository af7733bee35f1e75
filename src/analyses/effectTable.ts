/** One random effect of every group of a factor, ready to chart. */

import { quantile as normalQuantile } from '../distributions/normal';
import { rankQuantiles } from '../distributions/rankQuantiles';
import { CellmerError } from '../errors';
import {
  columnsOf,
  determined,
  levelValues,
  limitColumns,
  missingReport,
  reportOf,
  tableOf,
  type Report,
} from '../layout/report';
import { percent } from '../layout/words';
import type { FitResult, RandomEffects } from './fitResult';

/** Which effect; null takes the first factor that has the term, or the factor's first term. */
export interface WantedEffect {
  readonly group: string | null;
  readonly term: string | null;
  /** Whether each mode has the normal quantile of its rank beside it. */
  readonly quantiles?: boolean;
}

/**
 * Group, Level, the conditional mode, Std. Error = sqrt(Var(b | y)), and the limits mode ± z·SE at the fit's level; the lowest
 * mode first, those that the data do not determine last; then the normal quantile of its rank, where that is wanted. The reason
 * alone for a model without random effects.
 *
 * @throws CellmerError `option` when there is no such factor or effect
 */
export function effectReport(fit: FitResult, wanted: WantedEffect): Report {
  if (fit.randomEffects.length === 0)
    return missingReport(
      'randomEffects',
      'The formula has no random effects: this is an ordinary linear model.',
    );
  const effects = factorOf(fit, wanted);
  const { group, levels, terms, values, conditionalVariance } = effects;
  const [k, a] = [terms.length, wanted.term === null ? 0 : terms.indexOf(wanted.term)];
  const z = normalQuantile((1 + fit.level) / 2);
  const columns = columnsOf(
    ['group', 'Group', 'label'],
    ['level', 'Level', 'label'],
    ['mode', terms[a], 'estimate'],
    ['standardError', 'Std. Error', 'standardError'],
    ...limitColumns(percent(fit.level)),
    ...(wanted.quantiles ? ([['quantile', 'Normal quantile', 'number']] as const) : []),
  );
  const quantiles = wanted.quantiles ? rankQuantiles(levels.map((_, j) => values[j * k + a])) : null;
  const named = levelValues(levels);
  const rows = levels.map((_, j) => {
    const mode = values[j * k + a];
    const error = Math.sqrt(Math.max(0, conditionalVariance[j * k * k + a * k + a]));
    const numbers = [mode, error, mode - z * error, mode + z * error, ...(quantiles ? [quantiles[j]] : [])];
    return { mode, cells: [group, named[j], ...numbers.map(determined)] };
  });
  rows.sort((one, other) => place(one.mode) - place(other.mode));
  return reportOf([
    tableOf(
      'randomEffects',
      columns,
      rows.map(({ cells }) => cells),
    ),
  ]);
}

const place = (mode: number): number => (Number.isNaN(mode) ? Number.MAX_VALUE : mode);

function factorOf({ randomEffects }: FitResult, { group, term }: WantedEffect): RandomEffects {
  const ofGroup = randomEffects.filter((one) => group === null || one.group === group);
  if (ofGroup.length === 0) throw unknown('group', group, [...randomEffects.map((one) => one.group)]);
  const found = ofGroup.find(({ terms }) => term === null || terms.includes(term));
  if (!found) throw unknown('term', term, [...new Set(ofGroup.flatMap(({ terms }) => terms))]);
  return found;
}

function unknown(option: string, given: string | null, there: readonly string[]): CellmerError {
  return new CellmerError(
    'option',
    `The option ${option} is "${given ?? ''}": expected one of ${there.join(', ')}.`,
  );
}
