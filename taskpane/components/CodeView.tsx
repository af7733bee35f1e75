/** The same model as a program for other software, with a button to copy it. */

import { useEffect, useState } from 'react';
import { CODE_LANGUAGES, type CodeLanguage } from '../../src/index';
import { usePane } from '../paneContext';
import { wantedFit } from '../state/selectors';
import { text } from '../text';
import { CopyButton } from './CopyButton';
import { Segment } from './Segment';

const LANGUAGES = CODE_LANGUAGES.map((value) => ({ value, label: value }));

export function CodeView() {
  const { state, controller } = usePane();
  const [language, setLanguage] = useState<CodeLanguage>('R');
  const [written, setWritten] = useState<{ key: string; lines: readonly string[] } | null>(null);
  const key = wantedFit(state)?.key ?? null;
  useEffect(() => {
    if (key === null) return;
    let isWanted = true;
    void controller.code(language).then((lines) => {
      if (isWanted) setWritten({ key, lines });
    });
    return () => {
      isWanted = false;
    };
  }, [controller, language, key]);
  const content = written?.lines.join('\n') ?? '';
  return (
    <div className="cm-code">
      <div className="cm-row">
        <Segment label={text.code.language} value={language} choices={LANGUAGES} onChange={setLanguage} />
        <CopyButton content={content} label={text.code.copy(language)} />
      </div>
      <pre
        tabIndex={0}
        aria-label={text.code.label(language)}
        className={written?.key === key ? '' : 'cm-old'}
      >
        <code>{content}</code>
      </pre>
    </div>
  );
}
