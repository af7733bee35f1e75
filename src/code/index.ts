/**
 * A model as a program for other software, so that it can be checked there or handed on: R (lme4), Julia
 * (MixedModels.jl), Python (statsmodels) and Stata (mixed). From the terms of the formula, not from its text, so that
 * names, factors and nesting mean there what they mean here. What a language cannot express is said in a comment.
 */

import { juliaCode } from './julia';
import { pythonCode } from './python';
import { rCode } from './r';
import { NoCounterpart } from './expressions';
import { sketchOf, type ModelSketch } from './sketch';
import { stataCode } from './stata';
import type { OutputMatrix } from '../layout/types';
import type { ModelInput } from '../model/input';

export type CodeLanguage = 'R' | 'Julia' | 'Python' | 'Stata';

export const CODE_LANGUAGES: readonly CodeLanguage[] = ['R', 'Julia', 'Python', 'Stata'];

export interface ModelCode {
  readonly language: CodeLanguage;
  /** Without line ends; the first is a comment with the software's name. */
  readonly lines: readonly string[];
}

interface Writer {
  readonly title: string;
  readonly comment: string;
  readonly write: (sketch: ModelSketch) => string[];
}

const WRITERS: Readonly<Record<CodeLanguage, Writer>> = {
  R: { title: 'R: lme4', comment: '#', write: rCode },
  Julia: { title: 'Julia: MixedModels.jl', comment: '#', write: juliaCode },
  Python: { title: 'Python: statsmodels', comment: '#', write: pythonCode },
  Stata: { title: 'Stata', comment: '*', write: stataCode },
};

/** The programs, in the order of `languages`. They read the data from a file called data.csv. */
export function modelCode(
  input: ModelInput,
  languages: readonly CodeLanguage[] = CODE_LANGUAGES,
): ModelCode[] {
  const sketch = sketchOf(input);
  return languages.map((language) => ({ language, lines: linesOf(WRITERS[language], sketch) }));
}

function linesOf({ title, comment, write }: Writer, sketch: ModelSketch): string[] {
  const heading = [`${comment} ${title}`];
  if (!sketch.hasHeaders)
    heading.push(
      `${comment} data.csv needs a header row: ${sketch.columns.map(({ name }) => name).join(',')}`,
    );
  try {
    return [...heading, ...write(sketch)];
  } catch (error) {
    if (!(error instanceof NoCounterpart)) throw error;
    return [...heading, `${comment} This model cannot be written here: ${error.message}.`];
  }
}

/** Programs in one column of cells, a line in a row; an empty row between languages. */
export function codeCells(programs: readonly ModelCode[]): OutputMatrix {
  return programs.flatMap(({ lines }, i) => [...(i > 0 ? [[null]] : []), ...lines.map((line) => [line])]);
}
