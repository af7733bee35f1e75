/** One of several: side by side where the words are few and short, otherwise from a list. */

import { Dropdown, Option } from '@fluentui/react-components';
import type { FitResult } from '../../src/index';
import { Segment } from '../components/Segment';
import { usePane } from '../paneContext';
import { text } from '../text';
import { factorChoices } from './choices';

/** Characters of all words together that still stand side by side in a narrow pane. */
const MOST_CHARACTERS = 24;

export interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** One of the grouping factors of a fit; all plots by groups show the same one. */
export function FactorPick({ fit, value }: { readonly fit: FitResult; readonly value: string | null }) {
  const { dispatch } = usePane();
  return (
    <Pick
      label={text.plots.factor}
      value={value ?? ''}
      choices={factorChoices(fit)}
      onChange={(factor) => dispatch({ type: 'plots', choice: { factor } })}
    />
  );
}

export function Pick({ label, value, choices, onChange }: PickProps) {
  if (choices.length < 2) return null;
  const length = choices.reduce((sum, choice) => sum + choice.label.length + 3, 0);
  if (choices.length <= 3 && length <= MOST_CHARACTERS + 3)
    return <Segment label={label} value={value} choices={choices} onChange={onChange} />;
  return (
    <Dropdown
      className="cm-pick"
      size="small"
      aria-label={label}
      value={choices.find((choice) => choice.value === value)?.label ?? value}
      selectedOptions={[value]}
      onOptionSelect={(_, { optionValue }) => optionValue !== undefined && onChange(optionValue)}
    >
      {choices.map((choice) => (
        <Option key={choice.value} value={choice.value} text={choice.label}>
          {choice.label}
        </Option>
      ))}
    </Dropdown>
  );
}
