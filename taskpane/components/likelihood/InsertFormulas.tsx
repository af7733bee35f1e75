/** The likelihood as live formulas on the sheet: which, where, and whether there is room. */

import { Button, Checkbox, Field, Input } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import type { LikelihoodStudy } from '../../../src/index';
import type { RangeAddress, RoomReport } from '../../host';
import { RangeIcon, WarningIcon } from '../../icons';
import { usePane } from '../../paneContext';
import { addressText } from '../../state/address';
import { curvesBehind } from '../../state/keptCurves';
import { STUDIO_BLOCKS, type LikelihoodChoice, type StudioBlock } from '../../state/likelihood';
import { stackPlace, studioFormulas, studioTarget } from '../../state/studioFormulas';
import { text } from '../../text';
import { InsertOutcome } from '../InsertOutcome';

const words = text.likelihood;
/** Between a change and the look at the sheet, in milliseconds. */
const SETTLE = 80;

export interface InsertFormulasProps {
  readonly study: LikelihoodStudy;
  readonly tried: readonly number[] | null;
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
  const wanted = studioTarget(state);
  // A place that is suggested moves to where there is room; a cell that was chosen is taken at its word.
  const isSuggested = choice.target === null;
  const { place, report } = usePlace(
    wanted && stack && stack.length > 0 ? stackPlace(wanted, stack) : null,
    isSuggested,
  );
  const target = place ? { ...place, rows: 1, columns: 1 } : wanted;
  const set = (change: Partial<LikelihoodChoice>) => dispatch({ type: 'likelihood', choice: change });
  const canInsert = place !== null && report?.free === true && !insert.busy;
  return (
    <div className="cm-pad cm-line cm-insert cm-linsert">
      <Blocks study={study} choice={choice} set={set} />
      <div className="cm-linsert-row">
        <Field
          size="small"
          label={text.insert.target}
          validationMessage={wanted === null && choice.target !== null ? words.noTarget : undefined}
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
          onClick={() => void controller.insertStack(stack ?? [], target ?? undefined)}
        >
          {words.insert}
        </Button>
      </div>
      <RoomLine isTooLong={stack === null} report={report} place={place} />
    </div>
  );
}

interface BlocksProps {
  readonly study: LikelihoodStudy;
  readonly choice: LikelihoodChoice;
  readonly set: (change: Partial<LikelihoodChoice>) => void;
}

function Blocks({ study: { maximum, index, surface }, choice, set }: BlocksProps) {
  const { parameters } = maximum;
  const shown = surface ? 2 : 1;
  const isKept = curvesBehind(choice.kept, parameters[index].name).length > 0;
  const chart = surface ? 'surface' : isKept ? 'kept' : 'one';
  const toggle = (block: StudioBlock, on: boolean) =>
    set({ blocks: STUDIO_BLOCKS.filter((one) => (one === block ? on : choice.blocks.includes(one))) });
  return (
    <div role="group" aria-label={words.blocks}>
      {STUDIO_BLOCKS.filter((block) => block !== 'value' || parameters.length === shown).map((block) => (
        <Checkbox
          key={block}
          label={words.block(block, chart)}
          checked={choice.blocks.includes(block)}
          onChange={(_, { checked }) => toggle(block, checked === true)}
        />
      ))}
    </div>
  );
}

interface RoomLineProps {
  readonly isTooLong: boolean;
  readonly report: RoomReport | null;
  readonly place: RangeAddress | null;
}

function RoomLine({ isTooLong, report, place }: RoomLineProps) {
  const { state } = usePane();
  if (state.insert.outcome !== null) return <InsertOutcome />;
  if (isTooLong) return <p className="cm-meta">{words.tooLong}</p>;
  if (!place || !report || report.free) return <InsertOutcome />;
  return (
    <div className="cm-room" role="status">
      <WarningIcon className="cm-warn" aria-hidden="true" />
      <span className="cm-warn">
        {report.problem ??
          text.insert.occupied(text.insert.size(place.rows, place.columns), report.firstOccupied ?? '')}
      </span>
    </div>
  );
}

interface SeenPlace {
  readonly place: RangeAddress | null;
  /** Whether it is empty; null until that is known. */
  readonly report: RoomReport | null;
}

const FREE: RoomReport = { free: true, firstOccupied: null };

/** A place as it is wanted, or moved to where there is room; looked up when it changes. */
function usePlace(wanted: RangeAddress | null, mayMove: boolean): SeenPlace {
  const { state, controller } = usePane();
  const [seen, setSeen] = useState<(SeenPlace & { readonly key: string }) | null>(null);
  const key = wanted && `${mayMove} ${addressText(wanted)}`;
  const { outcome } = state.insert;
  useEffect(() => {
    if (wanted === null || key === null) return;
    let isCurrent = true;
    const look = async (): Promise<SeenPlace> => {
      const free = mayMove ? await controller.freePlace(wanted) : null;
      if (free) return { place: free, report: FREE };
      return { place: wanted, report: await controller.checkRoomAt(addressText(wanted), wanted.sheet) };
    };
    const timer = setTimeout(
      () => void look().then((found) => isCurrent && setSeen({ key, ...found })),
      SETTLE,
    );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // The key says all of the place. After an insertion or an undo the sheet is another one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, controller, outcome]);
  return seen?.key === key && seen ? seen : { place: wanted, report: null };
}
