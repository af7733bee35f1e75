/** Insert a plot as a live chart or as a picture, copy the picture, and what became of it. */

import { sentenceOf } from '../../../src/index';
import { Button } from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import type { RangeAddress } from '../../host';
import {
  CheckIcon,
  CopyPictureIcon,
  DoneIcon,
  ErrorIcon,
  InsertChartIcon,
  InsertPictureIcon,
} from '../../icons';
import { usePane } from '../../paneContext';
import { addressText } from '../../state/address';
import { text } from '../../text';
import type { LivePlot } from '../live/live';
import { copyPicture, sheetPicture, type PictureSource } from './picture';

type Outcome =
  | { readonly kind: 'busy' }
  | { readonly kind: 'copied' }
  | { readonly kind: 'inserted'; readonly at: string; readonly undo: () => Promise<void> }
  | { readonly kind: 'failed'; readonly message: string };

/** How long it says that it has copied, in milliseconds. */
const SAID = 2000;

export interface PictureButtonsProps {
  /** null while there is nothing to make a picture of. */
  readonly source: PictureSource | null;
  /** The same as a chart that follows the sheet, null while it cannot be had; where it never can, why, in a sentence. */
  readonly live: LivePlot | string | null;
  /** The cell it is to cover first, or the next free one to its right; where it is left out, a place beside the data. */
  readonly at?: RangeAddress | null;
  /** Whether the card has something more important to do: a card has one primary button. */
  readonly isSecond?: boolean;
}

export function PictureButtons({ source, live, at: target, isSecond = false }: PictureButtonsProps) {
  const { controller } = usePane();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const isCopied = outcome?.kind === 'copied';
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setOutcome(null), SAID);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const attempt = async (action: () => Promise<Outcome | null>) => {
    setOutcome({ kind: 'busy' });
    try {
      setOutcome(await action());
    } catch (error) {
      setOutcome({ kind: 'failed', message: sentenceOf(error, text.doing.picture) });
    }
  };
  const insert = async (from: PictureSource): Promise<Outcome> => ({
    kind: 'inserted',
    ...(await controller.insertPicture(await sheetPicture(from), target ?? undefined)),
  });
  const insertChart = async (from: LivePlot): Promise<Outcome> => {
    const { at, undo } = await controller.insertChart(from, target);
    return { kind: 'inserted', at: addressText(at), undo };
  };
  const copy = async (from: PictureSource): Promise<Outcome> => {
    try {
      await copyPicture(from);
      return { kind: 'copied' };
    } catch {
      return { kind: 'failed', message: text.picture.notCopied };
    }
  };
  const isBusy = source === null || outcome?.kind === 'busy';
  const reason = typeof live === 'string' ? live : undefined;
  const chart = typeof live === 'string' ? null : live;
  const reasonId = useId();
  return (
    <div className="cm-pad cm-line cm-picture">
      <div className="cm-acts cm-two">
        <Button
          className="cm-whole"
          appearance={isSecond || reason ? 'secondary' : 'primary'}
          icon={<InsertChartIcon />}
          disabledFocusable={chart === null || outcome?.kind === 'busy'}
          title={reason}
          aria-describedby={reason && reasonId}
          onClick={() => chart && void attempt(() => insertChart(chart))}
        >
          {text.chart.insert}
        </Button>
        {reason && (
          <span className="cm-sr" id={reasonId}>
            {reason}
          </span>
        )}
        <Button
          appearance={isSecond || !reason ? 'secondary' : 'primary'}
          icon={<InsertPictureIcon />}
          disabledFocusable={isBusy}
          onClick={() => source && void attempt(() => insert(source))}
        >
          {text.picture.insert}
        </Button>
        <Button
          icon={isCopied ? <CheckIcon className="cm-good" /> : <CopyPictureIcon />}
          disabledFocusable={isBusy}
          onClick={() => source && void attempt(() => copy(source))}
        >
          {isCopied ? text.copied : text.picture.copy}
        </Button>
      </div>
      <PictureOutcome outcome={outcome} undo={(back) => void attempt(() => back().then(() => null))} />
    </div>
  );
}

interface PictureOutcomeProps {
  readonly outcome: Outcome | null;
  readonly undo: (back: () => Promise<void>) => void;
}

function PictureOutcome({ outcome, undo }: PictureOutcomeProps) {
  return (
    <div className="cm-room" role="status">
      {outcome?.kind === 'copied' && <span className="cm-sr">{text.picture.copied}</span>}
      {outcome?.kind === 'inserted' && (
        <>
          <DoneIcon className="cm-good" aria-hidden="true" />
          <span className="cm-good">{text.insert.inserted(outcome.at)}</span>
          <button type="button" className="cm-link" onClick={() => undo(outcome.undo)}>
            {text.insert.undo}
          </button>
        </>
      )}
      {outcome?.kind === 'failed' && (
        <>
          <ErrorIcon className="cm-bad" aria-hidden="true" />
          <span className="cm-bad">{outcome.message}</span>
        </>
      )}
    </div>
  );
}
