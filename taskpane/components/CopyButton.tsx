/** A button that copies a text or a table and says for a moment that it has. */

import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ClipboardContent } from '../../src/index';
import { copyTable, copyText } from '../clipboard';
import { CheckIcon, CopyIcon } from '../icons';
import { text } from '../text';

/** How long that is, in milliseconds. */
const SAID = 2000;

export interface CopyButtonProps {
  /** A text, or what makes a table when it is wanted. */
  readonly content: string | (() => ClipboardContent);
  readonly label: string;
  readonly disabled?: boolean;
}

export function CopyButton({ content, label, disabled }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    setCopied(await (typeof content === 'string' ? copyText(content) : copyTable(content())));
  };
  const name = copied ? text.copied : label;
  return (
    <Button
      size="small"
      appearance="subtle"
      className="cm-iconbutton"
      icon={copied ? <CheckIcon className="cm-good" /> : <CopyIcon />}
      aria-label={name}
      title={name}
      disabled={disabled ?? content === ''}
      onClick={() => void copy()}
    />
  );
}
