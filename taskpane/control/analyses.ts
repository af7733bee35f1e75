/** What the pane asks about the model on show besides its fit. */

import {
  type Analysis,
  type AnalysisKind,
  type AnalysisResult,
  type AnovaTable,
  type CodeLanguage,
  type Comparison,
  sentenceOf,
} from '../../src/index';
import { neededColumns } from '../state/neededColumns';
import { wantedFit } from '../state/selectors';
import { text } from '../text';
import type { Desk } from './desk';
import { modelRequest } from './modelRequest';

/** Models side by side; throws what the core has to say. */
export async function compareModels(desk: Desk, formulas: readonly string[]): Promise<Comparison> {
  const wanted = wantedFit(desk.getState());
  if (!wanted) throw new Error(text.code.none);
  const [model, ...others] = formulas;
  const { data, options } = desk.getState();
  const columns = neededColumns(data!, [...formulas, options.weights ?? '', options.offset ?? '']);
  const request = await modelRequest({ ...wanted, columns });
  const question = { kind: 'comparison', refit: true, criteria: ['AIC'] } as const;
  return desk.service.analyse({ ...request, model, others }, question);
}

/** The answer to any question about the model on show; throws what the core has to say. */
export async function analyseModel<K extends AnalysisKind>(
  desk: Desk,
  analysis: Analysis<K>,
  signal: AbortSignal,
): Promise<AnalysisResult<K>> {
  const wanted = wantedFit(desk.getState());
  if (!wanted) throw new Error(text.code.none);
  return desk.service.analyse(await modelRequest(wanted), analysis, { signal });
}

/** F tests of the terms; null where they cannot be had. */
export async function termTests(desk: Desk): Promise<AnovaTable | null> {
  const wanted = wantedFit(desk.getState());
  if (!wanted) return null;
  try {
    return await desk.service.analyse(await modelRequest(wanted), { kind: 'anova', type: 3 });
  } catch {
    return null;
  }
}

/** The model as a program of another language, line by line; a sentence where there is none. */
export async function modelCode(desk: Desk, language: CodeLanguage): Promise<readonly string[]> {
  const wanted = wantedFit(desk.getState());
  if (!wanted) return [text.code.none];
  try {
    const [{ lines }] = await desk.service.analyse(await modelRequest(wanted), {
      kind: 'code',
      languages: [language],
    });
    return lines;
  } catch (error) {
    return [sentenceOf(error, text.doing.code)];
  }
}
