/** A choice of a few words, side by side. */

import { useId } from 'react';

export interface SegmentProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string; readonly title?: string }[];
  readonly onChange: (value: T) => void;
}

export function Segment<T extends string>({ label, value, choices, onChange }: SegmentProps<T>) {
  const name = useId();
  return (
    <div className="cm-seg" role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} title={choice.title}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span data-text={choice.label}>{choice.label}</span>
        </label>
      ))}
    </div>
  );
}
