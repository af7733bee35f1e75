/** Sentences in their groups; of many, the first. */

import { useState } from 'react';
import type { SentenceGroup } from '../state/differences';
import { text } from '../text';

const words = text.compare;
/** Sentences that are shown at once. */
const FEW = 12;

export function Sentences({
  groups,
  notes,
}: {
  readonly groups: readonly SentenceGroup[];
  readonly notes: readonly string[];
}) {
  const [isAll, setAll] = useState(false);
  const total = groups.reduce((sum, { sentences }) => sum + sentences.length, 0);
  const shown = isAll ? groups : firstOf(groups, FEW);
  return (
    <>
      {shown.map((group, i) => (
        <div key={i} className="cm-sentences">
          {group.title !== '' && <h3>{group.title}</h3>}
          <ul>
            {group.sentences.map(({ text: sentence, isFound }, j) => (
              <li key={j} className={isFound ? undefined : 'cm-quiet'}>
                {sentence}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {!isAll && total > FEW && (
        <button type="button" className="cm-link" onClick={() => setAll(true)}>
          {words.moreSentences(total - FEW)}
        </button>
      )}
      {notes.map((note) => (
        <p key={note} className="cm-meta cm-compare-note">
          {note}
        </p>
      ))}
    </>
  );
}

/** The first sentences, with the titles of their groups. */
function firstOf(groups: readonly SentenceGroup[], most: number): SentenceGroup[] {
  const first: SentenceGroup[] = [];
  let room = most;
  for (const group of groups) {
    if (room <= 0) break;
    first.push({ ...group, sentences: group.sentences.slice(0, room) });
    room -= group.sentences.length;
  }
  return first;
}
