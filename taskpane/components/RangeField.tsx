/** Where a range is typed. */

import { Button, Field, Input } from '@fluentui/react-components';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { usePane } from '../paneContext';
import { addressText, readAddress } from '../state/address';
import { text } from '../text';

export interface RangeFieldProps {
  /** The range was taken, or the field given up. */
  readonly onDone: () => void;
}

export function RangeField({ onDone }: RangeFieldProps) {
  const { state, controller } = usePane();
  const start = state.data?.range ?? state.selection;
  const [value, setValue] = useState(start ? addressText(start) : '');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const range = readAddress(value, start?.sheet ?? 'Sheet1');
    setWrong(range === null);
    if (!range) return;
    void controller.useRange(range);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone();
  };
  return (
    <form className="cm-rangeform" onSubmit={submit} onKeyDown={onKeyDown}>
      <Field
        label={text.empty.range}
        size="small"
        validationMessage={isWrong ? text.empty.notARange : undefined}
      >
        <Input
          autoFocus
          className="cm-mono"
          value={value}
          placeholder={text.empty.rangeHint}
          onChange={(_, data) => {
            setValue(data.value);
            setWrong(false);
          }}
        />
      </Field>
      <Button type="submit" appearance="primary">
        {text.empty.useRange}
      </Button>
    </form>
  );
}
