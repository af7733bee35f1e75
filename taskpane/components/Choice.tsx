/** A labelled drop-down list: two cells of a grid. */

import { Dropdown, Option } from '@fluentui/react-components';
import { useId } from 'react';

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly {
    readonly value: T;
    readonly label: string;
    readonly disabled?: boolean;
    /** A second line of the open list. */
    readonly detail?: string;
  }[];
  readonly onChange: (value: T) => void;
}

export function Choice<T extends string>({ label, value, choices, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <>
      <span className="cm-label" id={id}>
        {label}
      </span>
      <Dropdown
        className="cm-wide"
        aria-labelledby={id}
        value={choices.find((choice) => choice.value === value)?.label ?? value}
        selectedOptions={[value]}
        onOptionSelect={(_, { optionValue }) => onChange(optionValue as T)}
      >
        {choices.map((choice) => (
          <Option key={choice.value} value={choice.value} text={choice.label} disabled={choice.disabled}>
            {choice.detail === undefined ? (
              choice.label
            ) : (
              <span className="cm-choice">
                {choice.label}
                <small>{choice.detail}</small>
              </span>
            )}
          </Option>
        ))}
      </Dropdown>
    </>
  );
}
