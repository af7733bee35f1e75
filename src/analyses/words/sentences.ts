/** Verdicts as sentences, in the order in which a reader wants them: answers first, how they were found last. */

import { fixedSentences } from './fixedSentences';
import { meanSentence, explainedSentences } from './fitSentences';
import { methodsSentences } from './methodsSentences';
import { randomSentence } from './randomSentences';
import { WORDS_STYLES, type WordsStyle } from './styles';
import type { ModelVerdicts } from './verdicts';

export { WORDS_STYLES, type WordsStyle };

export interface Sentence {
  /** What it is about. */
  readonly about: 'doubt' | 'fixed' | 'random' | 'fit' | 'methods';
  readonly text: string;
}

/** Plain text throughout: what names say is theirs. */
export function sentencesOf(verdicts: ModelVerdicts, style: WordsStyle): Sentence[] {
  const { doubts, mean, fixed, random, explained, methods } = verdicts;
  const about = (what: Sentence['about'], texts: readonly string[]): Sentence[] =>
    texts.map((text) => ({ about: what, text }));
  return [
    ...about('doubt', doubts),
    ...about('fixed', mean === null ? [] : [meanSentence(mean, verdicts, style)]),
    ...about(
      'fixed',
      fixed.flatMap((one) => fixedSentences(one, verdicts, style)),
    ),
    ...about(
      'random',
      random.map((one) => randomSentence(one, verdicts.level, style)),
    ),
    ...about('fit', explained === null ? [] : explainedSentences(explained, style)),
    ...about('methods', methodsSentences(methods, verdicts)),
  ];
}
