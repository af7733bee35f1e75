/** The studio's choices as they are stored in the workbook. */

import { areKeptCurves } from './keptCurves';
import {
  CURVE_SCALES,
  INITIAL_LIKELIHOOD,
  STUDIO_BLOCKS,
  STUDIO_DENSITIES,
  type LikelihoodChoice,
} from './likelihood';

export const STUDIO_KEY = 'cellmer.likelihood';

/** Raised when the shape changes; other versions are ignored. */
const VERSION = 1;

export function writeStudio(choice: LikelihoodChoice): string {
  return JSON.stringify({ version: VERSION, ...choice });
}

/** null for anything that was not written by `writeStudio` of this version. */
export function readStudio(stored: string | null): LikelihoodChoice | null {
  if (stored === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return null;
  }
  if (!isRecord(value) || value.version !== VERSION) return null;
  // What came with later versions may be missing, and what is not known here is left out.
  const names = Object.keys(INITIAL_LIKELIHOOD.choice) as (keyof LikelihoodChoice)[];
  const known = names.filter((name) => name in value).map((name) => [name, value[name]]);
  const choice: Record<string, unknown> = { ...INITIAL_LIKELIHOOD.choice, ...Object.fromEntries(known) };
  return isChoice(choice) ? choice : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const TEXTS = ['successes', 'trials', 'numbers', 'parameter', 'second', 'start', 'lower', 'upper'] as const;
const TEXTS_OR_NONE = ['tried', 'triedSecond', 'own', 'target'] as const;

function isChoice(value: Record<string, unknown>): value is Record<string, unknown> & LikelihoodChoice {
  const { density, source, column, trialsColumn, level, scale, constant, kept, blocks } = value;
  return (
    STUDIO_DENSITIES.some((name) => name === density) &&
    TEXTS.every((name) => typeof value[name] === 'string') &&
    (source === null || source === 'typed' || source === 'columns') &&
    isColumn(column) &&
    isColumn(trialsColumn) &&
    typeof level === 'number' &&
    level > 0 &&
    level < 1 &&
    CURVE_SCALES.some((known) => known === scale) &&
    typeof constant === 'boolean' &&
    areKeptCurves(kept) &&
    TEXTS_OR_NONE.every((name) => value[name] === null || typeof value[name] === 'string') &&
    Array.isArray(blocks) &&
    blocks.every((block) => STUDIO_BLOCKS.some((known) => known === block))
  );
}

function isColumn(value: unknown): boolean {
  return value === null || (isRecord(value) && typeof value.name === 'string' && Number.isInteger(value.at));
}
