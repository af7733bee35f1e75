/** What the result says, above its tables: one verdict per term and per random effect, in the style that is chosen. */

import { useState } from 'react';
import { sentencesOf, type FitResult, type WordsStyle } from '../../src/index';
import { SOFTWARE } from '../../functions/software';
import { usePane } from '../paneContext';
import { useAnalysis } from '../plots/useAnalysis';
import { Waiting } from '../plots/Waiting';
import { isQuick } from '../state/selectors';
import { text } from '../text';
import { CopyButton } from './CopyButton';
import { Disclosure } from './Disclosure';
import { Section } from './Section';
import { Segment } from './Segment';

/** Styles are made of one answer. */
const QUESTION = { kind: 'words', style: 'apa', software: SOFTWARE } as const;

const words = text.inWords;
const STYLES = [
  { value: 'apa', label: words.apa, title: words.apaTitle },
  { value: 'plain', label: words.plain, title: words.plainTitle },
  { value: 'journal', label: words.journal, title: words.journalTitle },
] as const;

/** Makes the words while another view is open, and goes on when theirs is. */
export function WordsAhead() {
  const { state } = usePane();
  // So that nothing moves when they come.
  useAnalysis('words', isQuick(state.fit.result) ? QUESTION : null);
  return null;
}

export function InWords({ result }: { readonly result: FitResult }) {
  const [style, setStyle] = useState<WordsStyle>('apa');
  const asked = useAnalysis('words', QUESTION);
  // The last words stay, greyed, while the next are made, unless they are of another model.
  const isOfModel = asked.answer?.fit.formula === result.formula;
  const found = isOfModel ? sentencesOf(asked.answer!.value, style) : [];
  const isOld = asked.answer?.fit !== result;
  // Doubts stand above, as warnings of the fit.
  const verdicts = found.filter(({ about }) => about !== 'doubt' && about !== 'methods');
  const methods = found.filter(({ about }) => about === 'methods');
  return (
    <Section
      title={words.title}
      aside={
        <CopyButton content={found.map((one) => one.text).join('\n')} label={words.copy} disabled={isOld} />
      }
    >
      <div className="cm-card cm-words">
        <Segment label={words.style} value={style} choices={STYLES} onChange={setStyle} />
        {verdicts.length > 0 && (
          <ul aria-label={words.title} className={isOld ? 'cm-old' : undefined} aria-busy={isOld}>
            {verdicts.map((one, i) => (
              <li key={i}>{one.text}</li>
            ))}
          </ul>
        )}
        {asked.problem !== null && <Waiting asked={asked} />}
        {verdicts.length === 0 && asked.problem === null && <p role="status">{words.working}</p>}
        {methods.length > 0 && (
          <Disclosure title={words.methods}>
            <p>{methods.map((one) => one.text).join(' ')}</p>
          </Disclosure>
        )}
      </div>
    </Section>
  );
}
