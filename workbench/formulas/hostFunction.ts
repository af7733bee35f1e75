/**
 * A custom function inside Univer, with Excel's manners.
 *
 * What is ready is returned at once. For a promise the cell shows #GETTING_DATA and is calculated again when the promise
 * settles (Univer's own asynchronous functions lose results). A call that no cell waits for any more is cancelled.
 */

import { sentenceOf } from '../../src/index';
import {
  BaseFunction,
  ErrorType,
  ErrorValueObject,
  type BaseValueObject,
  type FunctionVariantType,
} from '@univerjs/preset-sheets-core';
import { fromAnswer, isHostError, toArgument } from './cells';
import { type Place, placeKey } from './places';

/** A function as `functions/catalog.ts` has it. */
export type Implementation = (...values: never[]) => unknown;

export interface Parameter {
  readonly name: string;
  readonly dimensionality?: string;
}

export interface Surroundings {
  /** Tells the sentence behind the error at a place; null when there is none. */
  readonly onMessage: (place: Place, message: string | null) => void;
  /** Tells that a block is the result at a place, and the call that it answers. */
  readonly onBlock: (place: Place, call: AnsweredCall) => void;
  /** Calculates the formulas at these places again. */
  readonly recalculate: (places: readonly Place[]) => void;
  /** A1 address of a reference argument, such as `Sheet1!A1:C181`. */
  readonly addressOf: (argument: FunctionVariantType) => string | null;
}

/** A call by the name of its function, with its arguments and where they stand. */
export interface AnsweredCall {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly addresses: readonly (string | null)[];
}

/** One call with certain arguments: what it gave, or who waits for it. */
interface Call {
  outcome: { readonly value: BaseValueObject; readonly message: string | null } | null;
  readonly waiting: Map<string, Place>;
  readonly cancel: () => void;
}

type Outcome = NonNullable<Call['outcome']>;

/** What Excel shows in a cell whose function has not answered yet; Univer has no name for it. */
const WAITING = '#GETTING_DATA' as ErrorType;

/** Settled calls kept until their cells have fetched them. */
const KEPT_CALLS = 100;

export class HostFunction extends BaseFunction {
  /** Ranges come as references, which know their addresses, and not as their values only. */
  override needsReferenceObject = true;

  private readonly calls = new Map<string, Call>();
  /** For each cell the key of the call it waits for. */
  private readonly waitingFor = new Map<string, string>();

  constructor(
    name: string,
    private readonly implementation: Implementation,
    private readonly parameters: readonly Parameter[],
    private readonly surroundings: Surroundings,
  ) {
    super(name);
  }

  override calculate(...variants: FunctionVariantType[]): BaseValueObject {
    const place = this.place();
    const values = this.parameters.map((parameter, i) => asMatrix(variants[i], parameter));
    const addresses = variants.map((variant) => this.surroundings.addressOf(variant));
    const key = this.calls.size > 0 ? JSON.stringify([values, addresses]) : '';
    const known = key === '' ? undefined : this.calls.get(key);
    const settle = (outcome: Outcome) =>
      this.settle(place, outcome, { name: String(this.name), values, addresses });
    if (known !== undefined) return this.join(known, key, place, settle);
    this.leave(place);

    const invocation = {
      parameterAddresses: addresses,
      address: undefined,
      onCanceled: undefined as (() => void) | undefined,
    };
    try {
      const answer = this.implementation(...(values as never[]), ...([invocation] as never[]));
      if (!isPromise(answer)) return settle({ value: fromAnswer(answer), message: null });
      const call: Call = { outcome: null, waiting: new Map(), cancel: () => invocation.onCanceled?.() };
      return this.await(call, key || JSON.stringify([values, addresses]), place, answer);
    } catch (error) {
      return settle(failure(error));
    }
  }

  private place(): Place {
    return { unitId: this.unitId!, sheetId: this.subUnitId!, row: this.row, column: this.column };
  }

  private settle(place: Place, outcome: Outcome, call: AnsweredCall): BaseValueObject {
    this.surroundings.onMessage(place, outcome.message);
    if (outcome.value.isArray()) this.surroundings.onBlock(place, call);
    return outcome.value;
  }

  private join(
    call: Call,
    key: string,
    place: Place,
    settle: (outcome: Outcome) => BaseValueObject,
  ): BaseValueObject {
    if (call.outcome !== null) {
      this.leave(place);
      return settle(call.outcome);
    }
    if (this.waitingFor.get(placeKey(place)) !== key) this.leave(place);
    return this.wait(call, key, place);
  }

  private wait(call: Call, key: string, place: Place): BaseValueObject {
    call.waiting.set(placeKey(place), place);
    this.waitingFor.set(placeKey(place), key);
    this.surroundings.onMessage(place, null);
    return ErrorValueObject.create(WAITING);
  }

  private await(call: Call, key: string, place: Place, answer: Promise<unknown>): BaseValueObject {
    this.calls.set(key, call);
    if (this.calls.size > KEPT_CALLS) this.forgetOldest();
    const finish = (outcome: Outcome): void => {
      call.outcome = outcome;
      const places = [...call.waiting.values()];
      call.waiting.clear();
      for (const each of places) this.waitingFor.delete(placeKey(each));
      if (places.length > 0) this.surroundings.recalculate(places);
      else this.calls.delete(key);
    };
    answer.then(
      (result) => finish({ value: fromAnswer(result), message: null }),
      (error: unknown) => finish(failure(error)),
    );
    return this.wait(call, key, place);
  }

  /** The cell asks for something else now: what it waited for is cancelled unless others wait too. */
  private leave(place: Place): void {
    const cell = placeKey(place);
    const key = this.waitingFor.get(cell);
    if (key === undefined) return;
    this.waitingFor.delete(cell);
    const call = this.calls.get(key);
    call?.waiting.delete(cell);
    if (call === undefined || call.waiting.size > 0 || call.outcome !== null) return;
    this.calls.delete(key);
    call.cancel();
  }

  private forgetOldest(): void {
    for (const [key, call] of this.calls)
      if (call.outcome !== null) {
        this.calls.delete(key);
        return;
      }
  }
}

function failure(error: unknown): Outcome {
  if (isHostError(error))
    return { value: ErrorValueObject.create(error.code as ErrorType), message: error.message ?? null };
  const message = sentenceOf(error, 'computing this cell');
  return { value: ErrorValueObject.create(ErrorType.VALUE), message };
}

/** Excel hands a matrix parameter rows even for one cell, and null for an omitted argument. */
function asMatrix(variant: FunctionVariantType | undefined, parameter: Parameter): unknown {
  if (variant === undefined) return null;
  const value = toArgument(variant);
  if (parameter.dimensionality !== 'matrix') return Array.isArray(value) ? value[0][0] : value;
  if (Array.isArray(value)) return value;
  return value === null ? null : [[value]];
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as Promise<unknown> | null)?.then === 'function';
}
