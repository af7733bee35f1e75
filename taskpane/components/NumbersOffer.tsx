/** Numbers that are text for their decimal mark are noticed, and made numbers on request. */

import { Button } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { numbersAsText, type NumbersAsText } from '../../src/index';
import type { TakeBack } from '../control/makeNumbers';
import type { RangeAddress } from '../host';
import { AdviceIcon, DoneIcon } from '../icons';
import { usePane } from '../paneContext';
import { sameRange } from '../state/address';
import type { DataState } from '../state/state';
import { text } from '../text';

/** Which columns have been made numbers, and where. */
interface Made {
  readonly range: RangeAddress;
  readonly names: readonly string[];
  readonly undo: TakeBack;
}

export function NumbersOffer({ data }: { readonly data: DataState }) {
  const { controller } = usePane();
  const [made, setMade] = useState<Made | null>(null);
  const found = useMemo(() => foundIn(data), [data]);
  const names = found.map(({ column }) => data.summary!.columns[column].name);
  const make = async () => {
    const undo = await controller.makeNumbers(found);
    setMade(undo && { range: data.range, names, undo });
  };
  const isMade = made !== null && found.length === 0 && sameRange(made.range, data.range);
  return (
    <div role="status">
      {found.length > 0 && (
        <div className="cm-pad cm-line cm-offer">
          <p>
            <AdviceIcon aria-hidden="true" />
            {text.data.numbersAsText(names, found[0])}
          </p>
          <Button className="cm-small" size="small" onClick={() => void make()}>
            {text.data.makeNumbers}
          </Button>
        </div>
      )}
      {isMade && (
        <div className="cm-pad cm-line cm-offer">
          <p>
            <DoneIcon className="cm-good" aria-hidden="true" />
            <span>
              {text.data.madeNumbers(made.names)}{' '}
              <button type="button" className="cm-link" onClick={() => void made.undo()}>
                {text.data.undo}
              </button>
            </span>
          </p>
        </div>
      )}
    </div>
  );
}

function foundIn({ summary, cells }: DataState): NumbersAsText[] {
  if (!summary) return [];
  const labels = summary.columns.flatMap(({ column, type }, i) =>
    column?.kind === 'factor' && column.source !== 'boolean' && type !== 'out' ? [i] : [],
  );
  return labels.length === 0 ? [] : numbersAsText(summary.hasHeaders ? cells.slice(1) : cells, labels);
}
