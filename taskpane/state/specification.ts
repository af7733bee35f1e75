/** The model as it is stored in the workbook. */

import { CONTRAST_KINDS, DENOMINATORS, type Method } from '../../src/index';
import type { RangeAddress } from '../host';
import { sameRange } from './address';
import { DEFAULT_OPTIONS, type ModelOptions, type PaneState } from './state';

export const SPECIFICATION_KEY = 'cellmer.model';

/** Raised when the shape changes; other versions are ignored. */
const VERSION = 1;

export interface Specification {
  readonly range: RangeAddress;
  readonly headers: boolean | 'auto';
  readonly formula: string;
  readonly options: ModelOptions;
}

/** null while there is no data. */
export function specificationOf({ data, lastValid, options }: PaneState): Specification | null {
  return data && { range: data.range, headers: data.headers, formula: lastValid, options };
}

export function writeSpecification(specification: Specification): string {
  return JSON.stringify({ version: VERSION, ...specification });
}

export function sameSpecification(a: Specification, b: Specification): boolean {
  const names = Object.keys(DEFAULT_OPTIONS) as (keyof ModelOptions)[];
  return (
    sameRange(a.range, b.range) &&
    a.headers === b.headers &&
    a.formula === b.formula &&
    names.every((name) => a.options[name] === b.options[name])
  );
}

/** null for anything that was not written by `writeSpecification` of this version. */
export function readSpecification(text: string | null): Specification | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || value.version !== VERSION) return null;
  const { range, headers, formula, options } = value;
  if (!isRange(range) || !isHeaders(headers) || typeof formula !== 'string' || !isOptions(options))
    return null;
  return { range, headers, formula, options: { ...DEFAULT_OPTIONS, ...options } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isRange(value: unknown): value is RangeAddress {
  if (!isRecord(value) || typeof value.sheet !== 'string') return false;
  const { row, column, rows, columns } = value;
  return [row, column, rows, columns].every((n) => Number.isInteger(n) && (n as number) >= 0);
}

function isHeaders(value: unknown): value is boolean | 'auto' {
  return typeof value === 'boolean' || value === 'auto';
}

const METHODS: readonly unknown[] = ['REML', 'ML'] satisfies Method[];
const DEGREES: readonly unknown[] = DENOMINATORS;

/** What came with later versions may be missing. */
function isOptions(value: unknown): value is Partial<ModelOptions> {
  if (!isRecord(value)) return false;
  const { method, ddf, level, contrasts = 'treatment', weights = null, offset = null } = value;
  return (
    METHODS.includes(method) &&
    DEGREES.includes(ddf) &&
    typeof level === 'number' &&
    level > 0 &&
    level < 1 &&
    CONTRAST_KINDS.some((kind) => kind === contrasts) &&
    isTextOrNull(weights) &&
    isTextOrNull(offset)
  );
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
