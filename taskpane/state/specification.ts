/** The model as it is stored in the workbook. */

import { MODEL_OPTIONS, readModelOptions, writeModelOptions, type FitOptions } from '../../src/index';
import type { RangeAddress } from '../host';
import { sameRange } from './address';
import { readTypes, type ColumnTypes } from './columnTypes';
import type { ModelOptions } from './modelOptions';

export const SPECIFICATION_KEY = 'cellmer.model';

/** Raised when the shape changes; versions that are not known are ignored. */
const VERSION = 2;
const KNOWN_VERSIONS: readonly unknown[] = [1, 2];

export interface Specification {
  readonly range: RangeAddress;
  readonly headers: boolean | 'auto';
  readonly formula: string;
  readonly options: ModelOptions;
  /** What the user says of the columns; none where nothing is said. */
  readonly types?: ColumnTypes;
}

export function writeSpecification(specification: Specification): string {
  const { types = {}, ...rest } = specification;
  return JSON.stringify({
    version: VERSION,
    ...rest,
    options: optionsAsText(specification),
    ...saidTypes(types),
  });
}

function saidTypes(types: ColumnTypes): Pick<Specification, 'types'> {
  return Object.keys(types).length > 0 ? { types } : {};
}

function optionsAsText({ options, headers }: Specification): string {
  return writeModelOptions({ ...options, headers }, ({ of }) => of !== 'headers');
}

export function sameSpecification(a: Specification, b: Specification): boolean {
  return (
    sameRange(a.range, b.range) &&
    a.headers === b.headers &&
    a.formula === b.formula &&
    optionsAsText(a) === optionsAsText(b)
  );
}

/** null for anything that was not written by `writeSpecification` of this version or the first. */
export function readSpecification(text: string | null): Specification | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || !KNOWN_VERSIONS.includes(value.version)) return null;
  const { range, headers, formula } = value;
  const types = readTypes(value.types);
  const read = readStored(value.options);
  if (!isRange(range) || !isHeaders(headers) || typeof formula !== 'string') return null;
  if (read === null || types === null) return null;
  const { headers: _, ...options } = read;
  return { range, headers, formula, options, ...saidTypes(types) };
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

/** As text since version 2; what came with later versions of the first may be missing. */
function readStored(value: unknown): FitOptions | null {
  try {
    if (typeof value === 'string') return readModelOptions([[value]]);
    if (!isRecord(value)) return null;
    const { method, ddf, level } = value;
    if ([method, ddf, level].includes(undefined)) return null;
    const known = MODEL_OPTIONS.filter(({ of }) => value[of] !== undefined && value[of] !== null);
    return readModelOptions(known.map(({ name, of }) => [name, String(value[of])]));
  } catch {
    return null;
  }
}
