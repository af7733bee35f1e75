/** Blocks of the result for the sheet: which, where, whether there is room, and as what. */

import { Button, Checkbox, Field, Input } from '@fluentui/react-components';
import { useMemo } from 'react';
import { largestArguments } from '../../functions/index';
import { columnLetters, type FitResult } from '../../src/index';
import { RangeIcon, WarningIcon } from '../icons';
import { usePane } from '../paneContext';
import type { RoomReport } from '../host';
import { readAddress } from '../state/address';
import { INSERT_BLOCKS } from '../state/insertBlocks';
import type { Footprint } from '../state/insertion';
import {
  chosenBlocks,
  hasChart,
  insertedModel,
  insertTarget,
  isChartPending,
  targetText,
  valuesInData,
  wantedRoom,
} from '../state/selectors';
import { text } from '../text';
import { InsertOutcome } from './InsertOutcome';
import { Outline } from './Outline';
import { Section } from './Section';

export function InsertCard({ result }: { readonly result: FitResult }) {
  const { state, controller, dispatch } = usePane();
  const { insert, data } = state;
  const room = useMemo(
    () => wantedRoom(state),
    // What the room depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [result, insert.blocks, insert.target, insert.suggestion, insert.chart, data?.range],
  );
  const target = insertTarget(state);
  const blocks = chosenBlocks(state);
  const report = room && insert.room?.key === room.key ? insert.room.report : null;
  const values = valuesInData(state);
  const isTooLarge = values > largestArguments();
  const canInsert =
    report?.free === true && !insert.busy && insertedModel(state) !== null && !isChartPending(state);
  return (
    <Section title={text.insert.title}>
      <div className="cm-card cm-insert">
        <div className="cm-pad cm-blocks">
          <div role="group" aria-label={text.insert.blocks}>
            {INSERT_BLOCKS.filter((block) => block !== 'chart' || hasChart(state)).map((block) => (
              <Checkbox
                key={block}
                label={text.insert.block(block)}
                checked={blocks.includes(block)}
                onChange={(_, { checked }) => dispatch({ type: 'insert/block', block, on: checked === true })}
              />
            ))}
          </div>
          {room && target && (
            <Outline
              footprint={room.footprint}
              from={columnLetters(target.column)}
              to={lastColumn(target.column, room.footprint)}
            />
          )}
        </div>
        <div className="cm-pad cm-line">
          <Field
            size="small"
            label={text.insert.target}
            validationMessage={target === null ? text.insert.badTarget : undefined}
          >
            <Input
              className="cm-mono"
              value={targetText(state)}
              onChange={(_, { value }) => dispatch({ type: 'insert/target', target: value })}
              contentAfter={
                <Button
                  size="small"
                  appearance="transparent"
                  icon={<RangeIcon />}
                  aria-label={text.insert.pick}
                  title={text.insert.pick}
                  onClick={() => void controller.targetSelection()}
                />
              }
            />
          </Field>
          <Room footprint={room?.footprint ?? null} report={report} />
          {isTooLarge && (
            <div className="cm-room cm-long" id={TOO_LARGE}>
              <WarningIcon className="cm-warn" aria-hidden="true" />
              <span className="cm-warn">{text.insert.tooManyValues(values, largestArguments())}</span>
            </div>
          )}
          <div className="cm-acts cm-two">
            <Button
              appearance={isTooLarge ? 'secondary' : 'primary'}
              disabled={!canInsert || isTooLarge}
              aria-describedby={isTooLarge ? TOO_LARGE : undefined}
              onClick={() => void controller.insert('formulas')}
            >
              {text.insert.formulas}
            </Button>
            <Button
              appearance={isTooLarge ? 'primary' : 'secondary'}
              disabled={!canInsert}
              onClick={() => void controller.insert('values')}
            >
              {text.insert.values}
            </Button>
          </div>
          <p className="cm-meta">
            {text.insert.note}{' '}
            <button
              type="button"
              className="cm-link"
              disabled={insert.busy}
              onClick={() => void controller.replaceByValues()}
            >
              {text.insert.replace}
            </button>
          </p>
        </div>
      </div>
    </Section>
  );
}

/** Names the sentence that says why formulas cannot be inserted. */
const TOO_LARGE = 'cm-too-large';

function lastColumn(from: number, { columns }: Footprint): string {
  return columnLetters(from + Math.max(1, columns) - 1);
}

interface RoomProps {
  readonly footprint: Footprint | null;
  /** null until the sheet has been looked at. */
  readonly report: RoomReport | null;
}

/** Whether the blocks fit, and what became of inserting them. */
function Room({ footprint, report }: RoomProps) {
  const { state } = usePane();
  if (state.insert.outcome !== null) return <InsertOutcome />;
  const missing = isChartPending(state) ? text.insert.charting : text.insert.nothing;
  return (
    <div className="cm-room" role="status">
      {footprint === null ? (
        <span>{insertTarget(state) && missing}</span>
      ) : (
        <RoomReportLine footprint={footprint} report={report} />
      )}
    </div>
  );
}

interface RoomReportLineProps extends RoomProps {
  readonly footprint: Footprint;
}

function RoomReportLine({ footprint, report }: RoomReportLineProps) {
  const { state, controller } = usePane();
  const size = text.insert.size(footprint.rows, footprint.columns);
  if (report === null) return <span>{text.insert.checking(size)}</span>;
  if (report.free)
    return (
      <>
        <i className="cm-dot cm-dot-free" />
        <span>{text.insert.free(size)}</span>
      </>
    );
  const cell = report.firstOccupied ?? '';
  const place = readAddress(cell, insertTarget(state)?.sheet ?? '');
  return (
    <>
      <WarningIcon className="cm-warn" aria-hidden="true" />
      <span className="cm-warn">{report.problem ?? text.insert.occupied(size, cell)}</span>
      {place && (
        <button type="button" className="cm-link" onClick={() => controller.show(place)}>
          {text.insert.show}
        </button>
      )}
    </>
  );
}
