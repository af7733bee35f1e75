/** How the model is fitted and what its intervals mean. */

import { Dropdown, Input, Option } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { DiscloseIcon } from '../icons';
import { usePane } from '../paneContext';
import type { ModelOptions } from '../state/state';
import { text } from '../text';
import { Segment } from './Segment';

type Ddf = keyof typeof text.options.ddfNames;
const DDF = Object.keys(text.options.ddfNames) as Ddf[];
const METHODS = (['REML', 'ML'] as const).map((value) => ({
  value,
  label: text.options.method[value],
  title: text.options.methodTitle[value],
}));

/** A level as people say it: 0.95 is 95. */
export function percent(level: number): string {
  return String(Number((level * 100).toFixed(4)));
}

export function OptionsCard() {
  const { state, dispatch } = usePane();
  const id = useId();
  const { method, ddf, level } = state.options;
  const ddfName = text.options.ddfNames[ddf as Ddf];
  const set = (options: Partial<ModelOptions>) => dispatch({ type: 'options', options });
  return (
    <section>
      <details className="cm-card cm-disclosure">
        <summary>
          <DiscloseIcon className="cm-chevron" aria-hidden="true" />
          <h2>{text.options.title}</h2>
          <span className="cm-meta">{text.options.summary(method, ddfName, percent(level))}</span>
        </summary>
        <div className="cm-options">
          <span className="cm-label">{text.options.estimation}</span>
          <Segment
            label={text.options.estimation}
            value={method}
            choices={METHODS}
            onChange={(value) => set({ method: value })}
          />
          <span className="cm-label" id={id}>
            {text.options.ddf}
          </span>
          <Dropdown
            className="cm-wide"
            aria-labelledby={id}
            value={ddfName}
            selectedOptions={[ddf]}
            onOptionSelect={(_, { optionValue }) => set({ ddf: optionValue as Ddf })}
          >
            {DDF.map((value) => (
              <Option key={value} value={value} text={text.options.ddfNames[value]}>
                {text.options.ddfNames[value]}
              </Option>
            ))}
          </Dropdown>
          <LevelField level={level} onChange={(value) => set({ level: value })} />
        </div>
      </details>
    </section>
  );
}

interface LevelFieldProps {
  readonly level: number;
  readonly onChange: (level: number) => void;
}

function LevelField({ level, onChange }: LevelFieldProps) {
  const id = useId();
  // What is typed, while it differs from the level in use.
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && readLevel(typed) === null;
  return (
    <>
      <label className="cm-label" htmlFor={id}>
        {text.options.level}
      </label>
      <Input
        id={id}
        className="cm-wide"
        inputMode="decimal"
        value={typed ?? percent(level)}
        contentAfter={text.options.percent}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onBlur={() => setTyped(null)}
        onChange={(_, { value }) => {
          setTyped(value);
          const read = readLevel(value);
          if (read !== null) onChange(read);
        }}
      />
      {isWrong && (
        <span className="cm-wrong-level" id={`${id}-wrong`} role="alert">
          {text.options.badLevel}
        </span>
      )}
    </>
  );
}

/** 50 to 99.9 percent as a level; null for anything else. */
function readLevel(typed: string): number | null {
  const value = Number(typed.replace(',', '.').replace('%', ''));
  return typed.trim() !== '' && value >= 50 && value <= 99.9 ? Number((value / 100).toFixed(6)) : null;
}
