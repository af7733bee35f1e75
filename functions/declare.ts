/**
 * A custom function, said once: its name, its words, its arguments, examples, and how it is answered. Excel's metadata, the
 * catalogue, the workbench's argument hints and docs/functions.md are written from it.
 */

import type { OptionValue } from '../src/index';
import type { Answer, Incoming } from './runtime';
import type { SyncCall } from './sheetReading';

/** A value that Excel offers while an argument is typed. */
export interface Choice {
  readonly value: string;
  readonly words: string;
  /** Where the value itself is no plain word. */
  readonly name?: string;
}

/** An enumeration of Excel's, under a name that stays. */
export interface Choices {
  readonly id: string;
  readonly values: readonly Choice[];
}

/** What was given for an argument. */
export interface Given extends Incoming {
  readonly name: string;
  /** Null where the argument is no reference. */
  readonly address: string | null;
}

export interface Argument<T> {
  readonly words: string;
  readonly isOptional: boolean;
  /** Whether a block of cells may stand there. */
  readonly isRange: boolean;
  readonly choices?: Choices;
  /** @throws CellmerError for what is not allowed, with the argument's name */
  readonly read: (given: Given) => T;
}

/** Arguments by their names, in their order, which is a promise to every workbook: later versions only append. */
export type Arguments = Readonly<Record<string, Argument<unknown>>>;

/** What the arguments are read into. */
export type Read<A extends Arguments> = {
  readonly [Name in keyof A]: A[Name] extends Argument<infer T> ? T : never;
};

/** An option of a function besides those of a model. */
export interface OwnOption<T = unknown> {
  /** @throws CellmerError `option` */
  readonly read: (value: OptionValue) => T;
  /** What stands behind the equals sign, and what it does. Markdown. */
  readonly words: string;
  /** What is so where nothing is said. Markdown. */
  readonly usual: string;
}

/** What is known about a call besides its arguments. */
export interface Call {
  /** Aborted when the host gives the call up. */
  readonly signal?: AbortSignal;
  /** What has to be said where the sheet is read for it, when the host waits for the answer without going on. */
  readonly during?: SyncCall;
}

interface Said {
  /** With a dot in it, as people type it. */
  readonly id: string;
  /** What it gives, in a sentence or two. */
  readonly words: string;
  /** `dataset =CALL(...)` with the id of an example data set in A1, or `=CALL(...)` alone. */
  readonly examples: readonly string[];
  /** Searches for a maximum that it takes, about: what that costs decides where it runs. None, and reading is all it costs. */
  readonly maxima?: number;
  /** What else it costs, in multiplications (a million take about 2 ms): that decides where it runs too. */
  readonly cost?: (given: readonly Given[]) => number;
  /** Whether it asks the fit service about a model, and so shares the model's fit with others. */
  readonly isAboutModel?: boolean;
  /** The options that it has besides those of a model. */
  readonly own?: Readonly<Record<string, OwnOption>>;
}

export interface Declaration<A extends Arguments> extends Said {
  readonly arguments: A;
  /** @throws CellmerError, whose sentence the cell shows */
  readonly answer: (given: Read<A>, call: Call) => Answer | Promise<Answer>;
}

export interface Declared extends Said {
  readonly arguments: Arguments;
  /** Names of the arguments in their order. */
  readonly parameters: readonly string[];
  /** Reads the arguments, each once and in their order, and answers. */
  readonly compute: (given: readonly Given[], call: Call) => Answer | Promise<Answer>;
}

export function define<A extends Arguments>({ answer, ...said }: Declaration<A>): Declared {
  const args = Object.entries<Argument<unknown>>(said.arguments);
  return {
    ...said,
    parameters: args.map(([name]) => name),
    compute: (given, call) => {
      const read = args.map(([name, argument], i) => [name, argument.read(given[i])]);
      return answer(Object.fromEntries(read) as Read<A>, call);
    },
  };
}

/** The argument, which may be left out. */
export function optional<T>(argument: Argument<T>): Argument<T> {
  return { ...argument, isOptional: true };
}
