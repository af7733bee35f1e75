/** Why the model leaves rows out: which of its columns have blanks. */

import { useMemo } from 'react';
import { usePane } from '../paneContext';
import { formColumns } from '../state/form';
import { missingIn, rowsUsed } from '../state/selectors';
import { text } from '../text';

export function DroppedRows() {
  const { state } = usePane();
  const { form, data, fit } = state;
  const dropped = useMemo(
    () => rowsUsed(state, formColumns(form))?.dropped ?? 0,
    // What the count depends on; the rest of the state changes with every key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [form, data, fit],
  );
  const missing = missingIn(state, formColumns(form));
  if (dropped === 0 || missing.length === 0) return null;
  return <p className="cm-pad cm-line cm-meta cm-dropped">{text.data.droppedFor(dropped, missing)}</p>;
}
