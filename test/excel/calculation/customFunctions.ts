/**
 * Calls of custom functions as Excel makes them: entries of a message with the arguments, the addresses and flags; their
 * results come back by number. What each function wants to know is in its metadata, functions.json.
 */

import { MAX_ROWS, printAddress } from '../../../src/table/address';
import type { Place } from '../model/workbook';
import { isError, isRich, type CellBlock, type CellError, type CellValue } from '../model/values';
import type { FormulaCell } from '../model/worksheet';
import { single, type CallFunction, type Value } from './evaluate';

export interface FunctionMetadata {
  readonly id: string;
  readonly name: string;
  readonly options?: {
    readonly cancelable?: boolean;
    readonly requiresAddress?: boolean;
    readonly requiresParameterAddresses?: boolean;
  };
  readonly parameters: readonly {
    readonly name: string;
    readonly dimensionality?: string;
    readonly optional?: boolean;
  }[];
}

export interface Metadata {
  readonly allowErrorForDataTypeAny?: boolean;
  readonly functions: readonly FunctionMetadata[];
}

/** How a host hands over the blanks inside a range. */
export type Blanks = 'null' | 'zero';

/** Category and type of the entries on the bridge, and the flags of an invocation. */
const CATEGORY = 1;
const INVOCATION = 1000;
const CANCELLATION = 1001;
const CANCELABLE = 1;
const ERRORS_AS_VALUES = 4;
const RICH_VALUES = 8;

/** Result codes of a failed call. */
const ERROR_OF_CODE: Readonly<Record<number, string>> = {
  1: '#N/A',
  5: '#DIV/0!',
  6: '#NUM!',
  7: '#VALUE!',
  8: '#NULL!',
  9: '#NAME?',
  10: '#NAME?',
};

export type Entry = readonly [category: number, type: number, target: string, message: unknown, id: number];

interface PendingCall {
  readonly cell: FormulaCell;
  readonly entry: Entry;
  readonly resolve: (block: CellBlock) => void;
}

export class CustomFunctionCalls {
  /** All invocations so far, for tests that count them. */
  invocations = 0;
  cancellations = 0;
  private readonly pending = new Map<number, PendingCall>();
  private outbox: Entry[] = [];
  private last = 0;

  /** @param send takes entries to the client; false when they are too large or nobody is there */
  constructor(
    private readonly metadata: Metadata,
    private readonly blanks: Blanks,
    private readonly send: (entries: readonly Entry[]) => boolean,
  ) {}

  isCustom(name: string): boolean {
    return this.find(name) !== undefined;
  }

  caller(cell: FormulaCell): CallFunction {
    return (name, args) =>
      new Promise((resolve) => {
        const known = this.find(name)!;
        const error = this.errorAmong(args);
        if (error) return resolve(single(error));
        // Excel on the web does not hand over whole columns.
        if (args.some((arg) => arg?.place && arg.place.rows >= MAX_ROWS))
          return resolve(single({ error: '#CALC!' }));
        const entry = this.entry(known, args, cell);
        this.pending.set(this.last, { cell, entry, resolve });
        this.post(entry);
        this.invocations++;
      });
  }

  /** Whatever this cell waits for is not wanted any more. */
  cancel(cell: FormulaCell): void {
    for (const [id, call] of this.pending)
      if (call.cell === cell) {
        this.pending.delete(id);
        this.cancellations++;
        this.post([CATEGORY, CANCELLATION, '', { invocationId: id }, 0]);
      }
  }

  /** A new page knows nothing of the calls before it: they are made again. */
  resend(): void {
    for (const { entry } of this.pending.values()) this.post(entry);
  }

  /** A result as `SetInvocationArrayResults` brings it. */
  settle([id, succeeded, value, code]: readonly unknown[]): void {
    const call = this.pending.get(id as number);
    if (!call) return;
    this.pending.delete(id as number);
    if (succeeded) return call.resolve(blockOf(value));
    const message = typeof value === 'string' && value !== '' ? { message: value } : {};
    call.resolve(single({ error: ERROR_OF_CODE[code as number] ?? '#VALUE!', ...message }));
  }

  private find(name: string): FunctionMetadata | undefined {
    return this.metadata.functions.find((known) => known.name.toUpperCase() === name);
  }

  /** Without `allowErrorForDataTypeAny`, or in place of a single value, an error in an argument is the result. */
  private errorAmong(args: readonly (Value | null)[]): CellError | undefined {
    if (this.metadata.allowErrorForDataTypeAny) return undefined;
    return args.flatMap((arg) => arg?.cells.flat() ?? []).find(isError);
  }

  private entry(known: FunctionMetadata, args: readonly (Value | null)[], cell: FormulaCell): Entry {
    const { cancelable, requiresAddress, requiresParameterAddresses } = known.options ?? {};
    const isRichCall = args.some((arg) =>
      arg?.cells.some((row) => row.some((value) => value !== null && isRich(value))),
    );
    const values = known.parameters.map((parameter, i) =>
      argument(args[i] ?? null, parameter.dimensionality === 'matrix', this.blanks, Boolean(isRichCall)),
    );
    if (args.length > values.length) throw new Error(`too many arguments for ${known.name}`);
    const flags =
      (cancelable ? CANCELABLE : 0) |
      (this.metadata.allowErrorForDataTypeAny ? ERRORS_AS_VALUES : 0) |
      (isRichCall ? RICH_VALUES : 0);
    const address = requiresAddress ? addressOf({ ...cell, rows: 1, columns: 1 }) : null;
    const addresses = requiresParameterAddresses
      ? known.parameters.map((_, i) => addressOf(args[i]?.place))
      : null;
    return [CATEGORY, INVOCATION, '', [++this.last, known.id, values, address, flags, addresses], 0];
  }

  /** Entries of one turn go in one message. */
  private post(entry: Entry): void {
    this.outbox.push(entry);
    if (this.outbox.length === 1) setTimeout(() => this.flush(), 0);
  }

  private flush(): void {
    const entries = this.outbox.filter((entry) => entry[1] === CANCELLATION || this.pending.has(idOf(entry)));
    this.outbox = [];
    if (entries.length === 0 || this.send(entries)) return;
    // One by one: what is too large alone can never be sent.
    for (const entry of entries)
      if (!this.send([entry]) && entry[1] === INVOCATION) this.settle([idOf(entry), false, '', 7]);
  }
}

function idOf([, type, , message]: Entry): number {
  return type === INVOCATION ? ((message as unknown[])[0] as number) : -1;
}

function addressOf(place: Place | null | undefined): string | null {
  if (!place) return null;
  const { sheet, row, column, rows, columns } = place;
  return printAddress({ sheet: sheet.name, row, column, rowCount: rows, columnCount: columns });
}

function argument(value: Value | null, isMatrix: boolean, blanks: Blanks, isRichCall: boolean): unknown {
  if (value === null) return null;
  const blank = value.place && blanks === 'zero' ? 0 : null;
  const sent = value.cells.map((row) => row.map((cell) => sentCell(cell, blank, isRichCall)));
  if (isMatrix) return sent;
  if (sent.length > 1 || sent[0].length > 1)
    throw new Error('the simulated Excel does not know how to call a function for each cell of a range');
  return sent[0][0];
}

function sentCell(cell: CellValue, blank: null | 0, isRichCall: boolean): unknown {
  if (cell === null) return blank;
  if (typeof cell !== 'object') return cell;
  const sent = isError(cell) ? { code: cell.error, type: 'CustomFunctionError' } : cell.rich;
  return isRichCall ? { value: JSON.stringify(sent) } : sent;
}

/** What a function returned, after its way through JSON: NaN and the infinities have become null, and Excel shows 0. */
function blockOf(value: unknown): CellBlock {
  const rows = Array.isArray(value) ? value : [[value]];
  const block = rows.map((row) => (Array.isArray(row) ? row : [row]).map(cellOf));
  return block.length === 0 || block[0].length === 0 ? single({ error: '#CALC!' }) : block;
}

function cellOf(value: unknown): CellValue {
  if (value === null || value === undefined) return 0;
  if (typeof value !== 'object') return value as CellValue;
  const rich = value as Record<string, unknown>;
  if (rich.type === 'Error' || rich.type === 'CustomFunctionError') return errorOf(rich);
  if (rich.type === 'FormattedNumber' || rich.type === 'Double') return rich.basicValue as number;
  if (rich.type === 'String' || rich.type === 'Boolean') return rich.basicValue as string | boolean;
  if (rich.type === 'Entity') return { rich };
  throw new Error(`a function returned ${JSON.stringify(value).slice(0, 100)}`);
}

function errorOf({ basicValue, code, message }: Record<string, unknown>): CellError {
  const error = String(basicValue ?? code ?? '#VALUE!');
  return typeof message === 'string' && message !== '' ? { error, message } : { error };
}
