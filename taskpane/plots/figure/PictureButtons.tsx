/** Insert and copy a plot as a picture, and what became of it. */

import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { CheckIcon, CopyPictureIcon, DoneIcon, ErrorIcon, InsertPictureIcon } from '../../icons';
import { usePane } from '../../paneContext';
import { text } from '../../text';
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
  /** Whether the card has something more important to do: a card has one primary button. */
  readonly isSecond?: boolean;
}

export function PictureButtons({ source, isSecond = false }: PictureButtonsProps) {
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
      setOutcome({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  const insert = async (from: PictureSource): Promise<Outcome> => ({
    kind: 'inserted',
    ...(await controller.insertPicture(await sheetPicture(from))),
  });
  const copy = async (from: PictureSource): Promise<Outcome> => {
    try {
      await copyPicture(from);
      return { kind: 'copied' };
    } catch {
      return { kind: 'failed', message: text.picture.notCopied };
    }
  };
  const isBusy = source === null || outcome?.kind === 'busy';
  return (
    <div className="cm-pad cm-line cm-picture">
      <div className="cm-acts cm-two">
        <Button
          appearance={isSecond ? 'secondary' : 'primary'}
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
