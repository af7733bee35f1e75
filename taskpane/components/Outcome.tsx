/** Which column the model explains. */

import { Combobox, Option } from '@fluentui/react-components';
import { useState } from 'react';
import { GroupIcon, NumberIcon } from '../icons';
import { usePane } from '../paneContext';
import { typeOf } from '../state/columnTypes';
import { text } from '../text';
import { ModelSteps } from './ModelSteps';
import { Note } from './Note';
import { Section } from './Section';

export function Outcome() {
  const { state, dispatch } = usePane();
  const { outcome } = state.form;
  // While the user types, what they type; otherwise the column chosen.
  const [typed, setTyped] = useState<string | null>(null);
  const columns = state.data!.summary!.columns.filter(({ column, name }) => column && name !== '');
  const numbers = columns.filter((column) => column.column!.kind === 'number' && typeOf(column) === 'number');
  const matching = numbers.filter(({ name }) =>
    name.toLowerCase().includes((typed ?? '').trim().toLowerCase()),
  );
  const Icon =
    columns.find(({ name }) => name === outcome)?.column?.kind === 'factor' ? GroupIcon : NumberIcon;
  return (
    <Section title={text.outcome.title} aside={<ModelSteps />}>
      <div className="cm-withicon">
        <Icon aria-hidden="true" />
        <Combobox
          className="cm-wide"
          aria-label={text.outcome.title}
          placeholder={text.outcome.placeholder}
          title={typed ?? outcome ?? undefined}
          value={typed ?? outcome ?? ''}
          selectedOptions={outcome === null ? [] : [outcome]}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => setTyped(null)}
          onOptionSelect={(_, { optionValue }) => {
            setTyped(null);
            if (optionValue !== undefined) dispatch({ type: 'form/outcome', name: optionValue });
          }}
        >
          {matching.map(({ name }) => (
            <Option key={name} value={name} text={name}>
              {name}
            </Option>
          ))}
          {matching.length === 0 && (
            <Option disabled text={text.outcome.noMatch}>
              {text.outcome.noMatch}
            </Option>
          )}
        </Combobox>
      </div>
      <Note place="outcome" />
    </Section>
  );
}
