/** Whose curve, at which level, and how the maximum is searched for. */

import { Field, Input } from '@fluentui/react-components';
import type { LikelihoodStudy } from '../../../src/index';
import { usePane } from '../../paneContext';
import { text } from '../../text';
import { Disclosure } from '../Disclosure';
import { percent } from '../../state/numbers';
import { Pick } from './DensityForm';

const words = text.likelihood;
/** With more parameters than this there would be too many pairs to choose from. */
const MOST_PAIRED = 6;
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
            value={JSON.stringify(shownNames(study))}
            choices={wishesOf(names).map((wish) => ({
              value: JSON.stringify(wish),
              label: wish.length === 1 ? words.symbol(wish[0]) : words.both(...symbolsOf(wish)),
            }))}
            onChange={(value) => {
              const [parameter, second = ''] = JSON.parse(value) as string[];
              set({ parameter, second });
            }}
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

/** What can be shown: each parameter by itself, and every two of a few together. */
function wishesOf(names: readonly string[]): readonly (readonly string[])[] {
  const pairs = names.flatMap((first, i) => names.slice(i + 1).map((second) => [first, second]));
  return [...names.map((name) => [name]), ...(names.length <= MOST_PAIRED ? pairs : [])];
}

function shownNames({ maximum, index, surface }: LikelihoodStudy): readonly string[] {
  return (surface?.indices ?? [index]).map((i) => maximum.parameters[i].name);
}

function symbolsOf([first, second]: readonly string[]): [string, string] {
  return [words.symbol(first), words.symbol(second)];
}
