/** What is compared, within what, and where columns of numbers stand. */

import { Checkbox, Input } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { COVARIATE_RULES, MEAN_WEIGHTS } from '../../src/index';
import { Choice } from '../components/Choice';
import { Disclosure } from '../components/Disclosure';
import { usePane } from '../paneContext';
import {
  hasRoom,
  typed,
  usualPlace,
  withCompared,
  withWithin,
  type Comparison,
  type CompareVariable,
} from '../state/comparison';
import { text } from '../text';
import { ScaleChoice, type ScaleChoiceProps } from './ScaleChoice';

const words = text.compare;

export interface ChoicesProps {
  readonly comparison: Comparison;
  readonly variables: readonly CompareVariable[];
  /** The outcome's names, where it is transformed and its means can be told either way. */
  readonly scale: ScaleChoiceProps | null;
}

export function Choices({ comparison, variables, scale }: ChoicesProps) {
  const { dispatch } = usePane();
  const { compared, slopeOf, within, held } = comparison;
  const used = slopeOf ? [slopeOf] : compared;
  const others = variables.filter((one) => !used.includes(one));
  const isFull = !hasRoom(comparison);
  const numbers = [...within.filter((one) => one.numbers !== null), ...held];
  return (
    <div className="cm-card">
      <div className="cm-pad cm-comparing">
        <Ticks
          label={words.what}
          variables={variables}
          ticked={used}
          // Numbers take the place of what is ticked and factors that of numbers; what was within is no further variable.
          isFull={(one) => isFull && slopeOf === null && one.numbers === null && !within.includes(one)}
          onTick={(one, on) => dispatch({ type: 'compare', choice: withCompared(comparison, one, on) })}
        />
        {others.length > 0 && (
          <Ticks
            label={words.within}
            variables={others}
            ticked={within}
            isFull={() => isFull}
            onTick={(one, on) => dispatch({ type: 'compare', choice: withWithin(comparison, one, on) })}
          />
        )}
        {numbers.map((one) => (
          <NumbersField key={one.name} variable={one} isWithin={within.includes(one)} />
        ))}
        {scale && <ScaleChoice {...scale} />}
      </div>
      <Disclosure title={words.more}>
        <Averages />
      </Disclosure>
    </div>
  );
}

/** How the levels of what is in no mean count, and where numbers stand. */
function Averages() {
  const { state, dispatch } = usePane();
  const { weights, covariates } = state.compare;
  return (
    <div className="cm-options cm-compare-how">
      <Choice
        label={words.weights}
        value={weights}
        choices={MEAN_WEIGHTS.map((value) => ({ value, label: words.weightsOf[value] }))}
        onChange={(value) => dispatch({ type: 'compare', choice: { weights: value } })}
      />
      <Choice
        label={words.covariates}
        value={covariates}
        choices={COVARIATE_RULES.map((value) => ({ value, label: words.covariatesOf[value] }))}
        onChange={(value) => dispatch({ type: 'compare', choice: { covariates: value } })}
      />
    </div>
  );
}

interface TicksProps {
  readonly label: string;
  readonly variables: readonly CompareVariable[];
  readonly ticked: readonly CompareVariable[];
  readonly isFull: (variable: CompareVariable) => boolean;
  readonly onTick: (variable: CompareVariable, on: boolean) => void;
}

function Ticks({ label, variables, ticked, isFull, onTick }: TicksProps) {
  const id = useId();
  return (
    <div className="cm-comparing-row" role="group" aria-labelledby={id}>
      <span className="cm-label" id={id}>
        {label}
      </span>
      <div>
        {variables.map((one) => {
          const isTicked = ticked.includes(one);
          const isOut = !isTicked && isFull(one);
          return (
            <Checkbox
              key={one.name}
              label={one.name}
              title={isOut ? words.mostVariables : undefined}
              disabled={isOut}
              checked={isTicked}
              onChange={(_, { checked }) => onTick(one, checked === true)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Where a column of numbers is held, or at which numbers comparisons are made. */
function NumbersField({
  variable,
  isWithin,
}: {
  readonly variable: CompareVariable;
  readonly isWithin: boolean;
}) {
  const { state, dispatch } = usePane();
  const id = useId();
  const { at } = state.compare;
  const shown = at[variable.name] ?? '';
  const isWrong = shown.trim() !== '' && typed(shown) === null;
  // While it is being typed into, nothing is wrong yet.
  const [isTyping, setTyping] = useState(false);
  const usual = usualPlace(variable, isWithin);
  return (
    <div className="cm-comparing-row">
      <label className="cm-label" htmlFor={id}>
        {words.atOf(variable.name)}
      </label>
      <Input
        id={id}
        className="cm-wide"
        size="small"
        inputMode="decimal"
        placeholder={isWithin ? usual : words.mean(usual)}
        value={shown}
        aria-invalid={isWrong && !isTyping}
        aria-describedby={isWrong && !isTyping ? `${id}-wrong` : undefined}
        onFocus={() => setTyping(true)}
        onBlur={() => setTyping(false)}
        onChange={(_, { value }) =>
          dispatch({ type: 'compare', choice: { at: { ...at, [variable.name]: value } } })
        }
      />
      {isWrong && !isTyping && (
        <span className="cm-wrong-level" id={`${id}-wrong`} role="alert">
          {words.noNumber}
        </span>
      )}
    </div>
  );
}
