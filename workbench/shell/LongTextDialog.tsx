/** Edits a text that is too long for the grid's own editor. */

import { Button, Field, Textarea } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { EXCEL } from '../files/bounds';
import type { LongText } from '../longTexts';
import type { Workbench } from '../workbench';
import { PageDialog } from './PageDialog';

interface LongTextDialogProps {
  readonly workbench: Workbench | null;
}

export function LongTextDialog({ workbench }: LongTextDialogProps) {
  const [edited, setEdited] = useState<LongText | null>(null);
  useEffect(() => workbench?.onLongText(setEdited), [workbench]);
  if (edited === null) return null;
  return <Editor edited={edited} onClose={() => setEdited(null)} />;
}

function Editor({ edited, onClose }: { readonly edited: LongText; readonly onClose: () => void }) {
  const [text, setText] = useState(edited.text);
  const save = (): void => {
    onClose();
    if (text !== edited.text) edited.write(text);
  };
  return (
    <PageDialog
      title={`The text of ${edited.cell}`}
      onClose={onClose}
      className="wb-long-text"
      actions={
        <>
          <Button appearance="primary" onClick={save}>
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <Field hint={`${counted(text.length)} of ${counted(EXCEL.text)} characters; Ctrl+Enter saves`}>
        <Textarea
          autoFocus
          aria-label={`Text of ${edited.cell}`}
          value={text}
          maxLength={EXCEL.text}
          onChange={(_, data) => setText(data.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
          }}
        />
      </Field>
    </PageDialog>
  );
}

const counted = (count: number): string => count.toLocaleString('en-US');
