/** The likelihood as live formulas on the sheet: which, where, and whether there is room. */

import { Button, Checkbox, Field, Input } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import type { LikelihoodStudy } from '../../../src/index';
import type { RoomReport } from '../../host';
import { RangeIcon, WarningIcon } from '../../icons';
import { usePane } from '../../paneContext';
import { addressText } from '../../state/address';
import { STUDIO_BLOCKS, type StudioBlock } from '../../state/likelihood';
import { stackPlace, studioFormulas, studioTarget } from '../../state/studioFormulas';
import { text } from '../../text';
import { InsertOutcome } from '../InsertOutcome';

const words = text.likelihood;
/** Between a change and the look at the sheet, in milliseconds. */
const SETTLE = 80;

export interface InsertFormulasProps {
  readonly study: LikelihoodStudy;
  readonly tried: number | null;
  readonly isStale: boolean;
}

export function InsertFormulas({ study, tried, isStale }: InsertFormulasProps) {
  const { state, controller, dispatch } = usePane();
  const { choice } = state.likelihood;
  const { insert, selection, data } = state;
  const stack = useMemo(
    () => (isStale ? [] : studioFormulas(state, study, tried)),
    // What the formulas are made of.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [isStale, study, tried, choice, data],
  );
  const target = studioTarget(state);
  const place = target && stack && stack.length > 0 ? stackPlace(target, stack) : null;
  const report = useRoom(place && addressText(place));
  const set = (change: Partial<typeof choice>) => dispatch({ type: 'likelihood', choice: change });
  const toggle = (block: StudioBlock, on: boolean) =>
    set({ blocks: STUDIO_BLOCKS.filter((one) => (one === block ? on : choice.blocks.includes(one))) });
  // Beside the data there may be room further to the right; a cell that was chosen is taken at its word.
  const isSuggested = choice.target === null && data !== null;
  const canInsert = place !== null && !insert.busy && (isSuggested || report?.free === true);
  const blocks = STUDIO_BLOCKS.filter((block) => block !== 'value' || study.maximum.parameters.length === 1);
  return (
    <div className="cm-pad cm-line cm-insert cm-linsert">
      <div role="group" aria-label={words.blocks}>
        {blocks.map((block) => (
          <Checkbox
            key={block}
            label={words.block(block)}
            checked={choice.blocks.includes(block)}
            onChange={(_, { checked }) => toggle(block, checked === true)}
          />
        ))}
      </div>
      <div className="cm-linsert-row">
        <Field
          size="small"
          label={text.insert.target}
          validationMessage={target === null && choice.target !== null ? words.noTarget : undefined}
        >
          <Input
            className="cm-mono"
            placeholder="Sheet1!F1"
            value={choice.target ?? (target ? addressText(target) : '')}
            onChange={(_, { value }) => set({ target: value })}
            contentAfter={
              <Button
                size="small"
                appearance="transparent"
                icon={<RangeIcon />}
                aria-label={text.insert.pick}
                title={text.insert.pick}
                onClick={() => {
                  if (selection) set({ target: addressText({ ...selection, rows: 1, columns: 1 }) });
                }}
              />
            }
          />
        </Field>
        <Button
          appearance="primary"
          disabled={!canInsert}
          onClick={() =>
            void controller.insertStack(stack ?? [], isSuggested ? undefined : (target ?? undefined))
          }
        >
          {words.insert}
        </Button>
      </div>
      <RoomLine stack={stack} report={isSuggested ? null : report} place={place} />
    </div>
  );
}

interface RoomLineProps {
  readonly stack: readonly unknown[] | null;
  readonly report: RoomReport | null;
  readonly place: { readonly rows: number; readonly columns: number } | null;
}

function RoomLine({ stack, report, place }: RoomLineProps) {
  const { state } = usePane();
  if (state.insert.outcome !== null) return <InsertOutcome />;
  if (stack === null) return <p className="cm-meta">{words.tooLong}</p>;
  if (!place || !report || report.free) return <InsertOutcome />;
  return (
    <div className="cm-room" role="status">
      <WarningIcon className="cm-warn" aria-hidden="true" />
      <span className="cm-warn">
        {text.insert.occupied(text.insert.size(place.rows, place.columns), report.firstOccupied ?? '')}
      </span>
    </div>
  );
}

/** Whether a place is empty, looked up when it changes; null until that is known. */
function useRoom(address: string | null): RoomReport | null {
  const { state, controller } = usePane();
  const [seen, setSeen] = useState<{ address: string; report: RoomReport | null } | null>(null);
  const sheet = state.data?.range.sheet ?? state.selection?.sheet ?? '';
  const { outcome } = state.insert;
  useEffect(() => {
    if (address === null) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void controller.checkRoomAt(address, sheet).then((report) => isCurrent && setSeen({ address, report }));
    }, SETTLE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // After an insertion or an undo the sheet is another one.
  }, [address, sheet, controller, outcome]);
  return seen?.address === address ? seen.report : null;
}
