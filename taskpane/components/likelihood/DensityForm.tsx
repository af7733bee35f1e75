/** Which density, and of which numbers. */

import { Dropdown, Field, Input, Option } from '@fluentui/react-components';
import { useId, type KeyboardEvent, type MouseEvent } from 'react';
import { columnLetters, DENSITY_CHOICES } from '../../../src/index';
import { usePane } from '../../paneContext';
import { OWN_DENSITY, type ColumnChoice, type LikelihoodChoice } from '../../state/likelihood';
import {
  censoredChoice,
  censoredSample,
  isOfTrials,
  sampleColumn,
  sourceOf,
  trialsColumn,
  usableColumns,
  type CensoredChoice,
  type WantedStudy,
} from '../../state/wantedStudy';
import { text } from '../../text';
import { Segment } from '../Segment';
import { OwnDensity } from './OwnDensity';

const words = text.likelihood;
const DENSITIES = [
  ...DENSITY_CHOICES.map(({ name, title }) => ({ value: name, label: title })),
  { value: OWN_DENSITY, label: words.ownDensity },
];

export function DensityForm({ wanted }: { readonly wanted: WantedStudy }) {
  const { state } = usePane();
  const { choice } = state.likelihood;
  const set = useChoice();
  const isTyped = sourceOf(state) === 'typed';
  const hasData = state.data?.summary != null;
  return (
    <section className="cm-lform" aria-label={words.density}>
      <Pick
        label={words.density}
        value={choice.density}
        choices={DENSITIES}
        onChange={(density) => set({ density })}
      />
      {choice.density === OWN_DENSITY && <OwnDensity wanted={wanted} />}
      {hasData ? (
        <Segment
          label={words.source}
          value={isTyped ? 'typed' : 'columns'}
          choices={(['typed', 'columns'] as const).map((value) => ({ value, label: words.sources[value] }))}
          onChange={(source) => set({ source })}
        />
      ) : null}
      {isTyped ? <TypedNumbers /> : <DataColumns />}
      {!hasData && choice.density !== 'binomial' && <p className="cm-meta">{words.noData}</p>}
    </section>
  );
}

function useChoice(): (choice: Partial<LikelihoodChoice>) => void {
  const { dispatch } = usePane();
  return (choice) => dispatch({ type: 'likelihood', choice });
}

function TypedNumbers() {
  const { state } = usePane();
  const { density, successes, trials, numbers } = state.likelihood.choice;
  const set = useChoice();
  if (isOfTrials(density) && density !== 'binomial') return null;
  if (density !== 'binomial')
    return (
      <Field label={density === OWN_DENSITY ? `${words.values} (y)` : words.values} size="small">
        <Input
          value={numbers}
          placeholder={words.numbersHint}
          onChange={(_, { value }) => set({ numbers: value })}
        />
      </Field>
    );
  return (
    <div className="cm-lpair">
      <CountField label={words.successes} value={successes} onChange={(value) => set({ successes: value })} />
      <CountField label={words.trials} value={trials} onChange={(value) => set({ trials: value })} />
    </div>
  );
}

interface CountFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The first click into a field selects all of it, so that what is typed takes its place; further ones put the caret. */
function selectAtOnce(event: MouseEvent<HTMLInputElement>): void {
  const field = event.currentTarget;
  if (field === document.activeElement) return;
  event.preventDefault();
  field.focus();
  field.select();
}

/** A count as text: selected whole when it is come to, one more or less with the arrows. */
function CountField({ label, value, onChange }: CountFieldProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    const next = Number(value) + step;
    if (step === 0 || !(next >= 0)) return;
    event.preventDefault();
    onChange(String(next));
  };
  return (
    <Field label={label} size="small">
      <Input
        inputMode="numeric"
        value={value}
        onChange={(_, { value: typed }) => onChange(typed)}
        onKeyDown={onKeyDown}
        onMouseDown={selectAtOnce}
      />
    </Field>
  );
}

/** The choice of both columns of censored data: no single one. */
const CENSORED = '';

function DataColumns() {
  const { state } = usePane();
  const { density } = state.likelihood.choice;
  const set = useChoice();
  if (density === OWN_DENSITY) return null;
  const columns = usableColumns(state);
  const names = columns.map(({ name }) => name);
  const first = state.data!.range.column;
  const choices = columns.map(({ name, at }) => ({
    value: String(at),
    label: words.columnName(name, columnLetters(first + at), names.indexOf(name) !== names.lastIndexOf(name)),
  }));
  const choiceAt = (value: string): ColumnChoice | null => {
    const found = columns.find(({ at }) => String(at) === value);
    return found ? { name: found.name, at: found.at } : null;
  };
  const sample = sampleColumn(state);
  const picked = sample ? String(sample.at) : '';
  const censored = censoredChoice(state);
  if (!isOfTrials(density))
    return (
      <Pick
        label={words.column}
        value={censoredSample(state) ? CENSORED : picked}
        choices={censored ? [{ value: CENSORED, label: censoredWords(censored) }, ...choices] : choices}
        onChange={(at) => set({ column: choiceAt(at) })}
      />
    );
  const trials = trialsColumn(state);
  return (
    <div className="cm-lpair">
      <Pick
        label={words.successes}
        value={picked}
        choices={choices}
        onChange={(at) => set({ column: choiceAt(at) })}
      />
      <Pick
        label={words.trials}
        value={trials ? String(trials.at) : ''}
        choices={[...(density === 'binomial' ? [{ value: '', label: words.oneTrial }] : []), ...choices]}
        onChange={(at) => set({ trialsColumn: choiceAt(at) })}
      />
    </div>
  );
}

function censoredWords({ kind, columns }: CensoredChoice): string {
  const [first, second] = columns.map(({ name }) => name);
  return kind === 'status' ? words.censoredBy(first, second) : words.between(first, second);
}

export interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** A drop-down list below its label. */
export function Pick({ label, value, choices, onChange }: PickProps) {
  const id = useId();
  const shown = choices.find((choice) => choice.value === value)?.label ?? '';
  return (
    <div className="cm-lpick">
      <span className="cm-label" id={id}>
        {label}
      </span>
      <Dropdown
        className="cm-wide"
        aria-labelledby={id}
        title={shown}
        button={<span className="cm-lshown">{shown}</span>}
        selectedOptions={[value]}
        onOptionSelect={(_, { optionValue }) => onChange(optionValue ?? '')}
      >
        {choices.map((choice) => (
          <Option key={choice.value} value={choice.value} text={choice.label}>
            <span className="cm-loption">{choice.label}</span>
          </Option>
        ))}
      </Dropdown>
    </div>
  );
}
