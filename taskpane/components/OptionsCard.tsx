/** How the model is fitted and what its intervals mean. */

import { Input } from '@fluentui/react-components';
import { useId, useState } from 'react';
import {
  ddfWords,
  DENOMINATORS,
  modelOption,
  plainNames,
  quoteName,
  type ContrastKind,
  type Method,
} from '../../src/index';
import { DiscloseIcon } from '../icons';
import { usePane } from '../paneContext';
import type { ModelOptions } from '../state/modelOptions';
import type { PaneState } from '../state/state';
import { percent } from '../state/numbers';
import { text } from '../text';
import { AlsoSet } from './AlsoSet';
import { Note } from './Note';
import { Choice, type ChoiceProps } from './Choice';
import { Segment } from './Segment';

const METHODS = (modelOption('method').choices ?? []).map(({ value, words }) => ({
  value: value as Method,
  label: value,
  title: words,
}));
const CONTRAST_CHOICES = (modelOption('contrasts').choices ?? []).map(({ value, words }) => ({
  value,
  label: words,
}));

export function OptionsCard() {
  const { method, ddf, level } = usePane().state.options;
  const [isOpen, setOpen] = useState(false);
  return (
    <section>
      <details
        className="cm-card cm-disclosure"
        open={isOpen}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>
          <DiscloseIcon className="cm-chevron" aria-hidden="true" />
          <h2>{text.options.title}</h2>
          <span className="cm-meta">{text.options.summary(method, ddfWords(ddf).name, percent(level))}</span>
        </summary>
        {/* Not before it is open: the keyboard, going backwards, would be held at what cannot be seen. */}
        {isOpen && <Controls />}
      </details>
      <Note place="options" />
      <AlsoSet />
    </section>
  );
}

function Controls() {
  const { state, dispatch } = usePane();
  const { method, ddf, level, contrasts, weights, offset } = state.options;
  const numbers = numberColumns(state);
  const set = (options: Partial<ModelOptions>) => dispatch({ type: 'options', options });
  return (
    <div className="cm-options">
      <span className="cm-label">{text.options.estimation}</span>
      <Segment
        label={text.options.estimation}
        value={method}
        choices={METHODS}
        onChange={(value) => set({ method: value })}
      />
      <Choice
        label={text.options.ddf}
        value={ddf}
        choices={DENOMINATORS.map((value) => ({
          value,
          label: ddfWords(value).name,
          disabled: value === 'kenward-roger' && method === 'ML',
        }))}
        onChange={(value) => set({ ddf: value })}
      />
      <LevelField level={level} onChange={(value) => set({ level: value })} />
      <Choice
        label={text.options.contrasts}
        value={contrasts.all}
        choices={CONTRAST_CHOICES}
        onChange={(all) => set({ contrasts: { ...contrasts, all: all as ContrastKind } })}
      />
      <Choice
        label={text.options.weights}
        value={weights ?? ''}
        choices={withNone(numbers, weights)}
        onChange={(value) => set({ weights: value === '' ? null : value })}
      />
      <Choice
        label={text.options.offset}
        value={offset ?? ''}
        choices={withNone(numbers, offset)}
        onChange={(value) => set({ offset: value === '' ? null : value })}
      />
    </div>
  );
}

/** Columns of numbers, as they stand in a formula. */
function numberColumns({ data }: PaneState): string[] {
  const columns = data?.summary?.columns ?? [];
  return columns
    .filter(({ name, column }) => name !== '' && column?.kind === 'number')
    .map(({ name }) => quoteName(name));
}

/** The columns, no column, and what is in use, even when it is an expression or a column that is gone. */
function withNone(columns: readonly string[], current: string | null): ChoiceProps<string>['choices'] {
  const known = current === null || columns.includes(current) ? columns : [...columns, current];
  return [
    { value: '', label: text.options.noColumn },
    ...known.map((value) => ({ value, label: plainNames(value) })),
  ];
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
