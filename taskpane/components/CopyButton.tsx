/** A button that copies a text and says for a moment that it has. */

import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { copyText } from '../clipboard';
import { CheckIcon, CopyIcon } from '../icons';
import { text } from '../text';

/** How long that is, in milliseconds. */
const SAID = 2000;

export interface CopyButtonProps {
  /** What is copied, or what makes it when it is wanted. */
  readonly content: string | (() => string);
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
    await copyText(typeof content === 'string' ? content : content());
    setCopied(true);
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
