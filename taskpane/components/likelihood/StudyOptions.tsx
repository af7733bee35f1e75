/** Whose curve, at which level, and how the maximum is searched for. */

import { Field, Input } from '@fluentui/react-components';
import type { LikelihoodStudy } from '../../../src/index';
import { usePane } from '../../paneContext';
import { text } from '../../text';
import { Disclosure } from '../Disclosure';
import { percent } from '../OptionsCard';
import { Pick } from './DensityForm';

const words = text.likelihood;
const LEVELS = [0.8, 0.9, 0.95, 0.99, 0.999];

export function StudyOptions({ study }: { readonly study: LikelihoodStudy }) {
  const { state, dispatch } = usePane();
  const { choice } = state.likelihood;
  const names = study.maximum.parameters.map(({ name }) => name);
  const set = (change: Partial<typeof choice>) => dispatch({ type: 'likelihood', choice: change });
  const levels = LEVELS.includes(choice.level) ? LEVELS : [...LEVELS, choice.level].sort((a, b) => a - b);
  return (
    <section className="cm-lform" aria-label={words.intervals}>
      <div className="cm-lpair">
        {names.length > 1 && (
          <Pick
            label={words.parameter}
            value={names[study.index]}
            choices={names.map((value) => ({ value, label: words.symbol(value) }))}
            onChange={(parameter) => set({ parameter })}
          />
        )}
        <Pick
          label={words.level}
          value={String(choice.level)}
          choices={levels.map((level) => ({ value: String(level), label: words.levels(percent(level)) }))}
          onChange={(level) => set({ level: Number(level) })}
        />
      </div>
      {choice.density !== 'binomial' && (
        <div className="cm-card cm-lmore">
          <Disclosure title={words.more}>
            <div className="cm-lform">
              {(['start', 'lower', 'upper'] as const).map((name) => (
                <Field key={name} label={words[name]} size="small">
                  <Input
                    className="cm-mono"
                    value={choice[name]}
                    placeholder={words.pairsHint(names)}
                    onChange={(_, { value }) => set({ [name]: value })}
                  />
                </Field>
              ))}
            </div>
          </Disclosure>
        </div>
      )}
    </section>
  );
}
