/** What the page and its workers say to each other. */

import type { ErrorCode, LowValue, TraceStep } from '../src/index';
import { CellmerError, foreseen } from '../src/index';
import type { Items } from './parcels';
import type { Order } from './questions';

/** Items of a long list that the message after them needs. */
export interface Parcel {
  readonly type: 'parcel';
  readonly listNumber: number;
  readonly items: Items;
}

/** To the worker: parcels; the order. One order at a time. */
export type WorkerMessage = Parcel | { readonly type: 'order'; readonly order: Order };

/**
 * From the worker: it is there, and holds a lock as long as it is (`life.ts`); without one, it has an order; a step was made; a low
 * value was found; parcels of the result; done; failed.
 */
export type WorkerReport =
  | Parcel
  | { readonly type: 'ready'; readonly lock?: string }
  | { readonly type: 'begun' }
  | { readonly type: 'step'; readonly step: TraceStep }
  | { readonly type: 'minimum'; readonly value: LowValue }
  | { readonly type: 'result'; readonly result: unknown }
  | { readonly type: 'error'; readonly error: PlainError };

/** A CellmerError without its class, which structured cloning would lose. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly source?: string;
  readonly position?: number;
}

export function toPlainError(error: unknown): PlainError {
  const { code, message, source, position } = foreseen(error, 'computing this');
  return { code, message, source, position };
}

export function fromPlainError({ code, message, source, position }: PlainError): CellmerError {
  return new CellmerError(code, message, source, position);
}

/** The buffers of all typed arrays inside plain data, each once, so that they are handed over and not copied. */
export function transferables(data: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
      return;
    }
    seen.add(value);
    // Arrays of texts and numbers, such as level names, may be long and hold no buffer.
    if (Array.isArray(value) && typeof value[0] !== 'object') return;
    if (value instanceof Map || value instanceof Set) value.forEach(visit);
    else Object.values(value).forEach(visit);
  };
  visit(data);
  return [...buffers];
}
