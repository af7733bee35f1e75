/** Why the model leaves rows out: which of its columns have blanks; on request, in which rows. */

import { useMemo } from 'react';
import { usePane } from '../paneContext';
import { formColumns } from '../state/form';
import { leftOutRows } from '../state/leftOutRows';
import { missingIn, rowsUsed } from '../state/selectors';
import { text } from '../text';
import { Disclosure } from './Disclosure';

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
  return (
    <div className="cm-dropped">
      <Disclosure title={text.data.droppedFor(dropped, missing)}>
        <LeftOutRows dropped={dropped} />
      </Disclosure>
    </div>
  );
}

/** Rows that are listed. */
const MOST_ROWS = 50;

function LeftOutRows({ dropped }: { readonly dropped: number }) {
  const { state, controller } = usePane();
  const rows = leftOutRows(state.data!, formColumns(state.form), MOST_ROWS);
  return (
    <>
      <ul aria-label={text.data.leftOutRows}>
        {rows.map(({ row, columns, cell }) => (
          <li key={row}>
            <button type="button" className="cm-link" onClick={() => controller.show(cell)}>
              {text.data.leftOutRow(row, columns)}
            </button>
          </li>
        ))}
      </ul>
      {dropped > rows.length && <p className="cm-meta">{text.data.moreRows(dropped - rows.length)}</p>}
    </>
  );
}
