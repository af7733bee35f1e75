/** The result in sentences, above its tables. */

import type { FitResult } from '../../src/index';
import { usePane } from '../paneContext';
import { overallMean, spreads, trends } from '../state/inWords';
import { interval, significant } from '../state/numbers';
import { isSameModel, numbersIn } from '../state/selectors';
import { text } from '../text';
import { percent } from './OptionsCard';
import { Section } from './Section';

/** More slopes than these are read from the table. */
const MOST_TRENDS = 4;
const DIGITS = 4;
/** Share of sigma below which a standard deviation is zero but for rounding. */
const COLLAPSED = 1e-5;

export function InWords({ result }: { readonly result: FitResult }) {
  const { state } = usePane();
  // The form shows the model of the result only then.
  if (!isSameModel(state) || state.formula.rich !== null || state.form.outcome === null) return null;
  const { outcome } = state.form;
  const found = trends(state, result).slice(0, MOST_TRENDS);
  const mean = overallMean(state, result);
  const isNumber = numbersIn(state);
  const words = text.inWords;
  const sd = (value: number): string => significant(value, DIGITS);
  return (
    <Section title={words.title}>
      <ul className="cm-card cm-pad cm-words">
        {mean && (
          <li>
            {words.mean(
              outcome,
              significant(mean.estimate, DIGITS),
              percent(result.level),
              ...interval(mean.lower, mean.upper),
            )}
          </li>
        )}
        {found.map(({ column, estimate, lower, upper }) => (
          <li key={column}>
            {words.trend(outcome, column, estimate > 0, significant(Math.abs(estimate), DIGITS))}{' '}
            {words.limits(percent(result.level), ...interval(lower, upper), lower <= 0 && upper >= 0)}
          </li>
        ))}
        {spreads(result).map(({ group, effects }) => (
          <li key={group}>
            {effects.every(({ sd: value }) => value < COLLAPSED * result.scale)
              ? words.nothing(group)
              : words.spread(
                  group,
                  effects.map(({ term, sd: value }, i) =>
                    words.effect(term, sd(value), isNumber(term), i === 0),
                  ),
                )}
          </li>
        ))}
        <li>
          {Number.isNaN(result.sigma)
            ? words.noResidual
            : words.residual(sd(result.sigma), result.varianceComponents.length > 0)}
        </li>
      </ul>
    </Section>
  );
}
