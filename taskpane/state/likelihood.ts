/** The likelihood studio: what is chosen there, and where its study stands. */

import { DENSITY_CHOICES, type CellmerError, type LikelihoodStudy } from '../../src/index';

/** The choice for a density that is typed. */
export const OWN_DENSITY = 'own';
export const STUDIO_DENSITIES: readonly string[] = [...DENSITY_CHOICES.map(({ name }) => name), OWN_DENSITY];

/** A column by its name, and by its place where several have that name. */
export interface ColumnChoice {
  readonly name: string;
  /** 0-based place within the range. */
  readonly at: number;
}

export interface LikelihoodChoice {
  /** One of `STUDIO_DENSITIES`. */
  readonly density: string;
  /** The density that is typed; null takes one that suits the numbers. */
  readonly own: string | null;
  /** Where the numbers come from; null takes typed ones for the binomial, and else the data where there are any. */
  readonly source: 'typed' | 'columns' | null;
  /** As typed. */
  readonly successes: string;
  readonly trials: string;
  readonly numbers: string;
  /** The sample, or the successes of the binomial; null for the outcome of the model. */
  readonly column: ColumnChoice | null;
  /** Trials of the binomial; null for one trial in each row. */
  readonly trialsColumn: ColumnChoice | null;
  /** Whose curve; empty for the first. */
  readonly parameter: string;
  /** In (0, 1). */
  readonly level: number;
  readonly scale: 'log' | 'likelihood';
  /** The value that is tried, as typed or as the slider says; null takes one beside the maximum. */
  readonly tried: string | null;
  /** `a=1; b=2`, as typed. */
  readonly start: string;
  readonly lower: string;
  readonly upper: string;
  readonly blocks: readonly StudioBlock[];
  /** Address as typed; null takes the place beside the data, or the selected cell. */
  readonly target: string | null;
}

export const STUDIO_BLOCKS = ['estimates', 'interval', 'curve', 'value'] as const;
export type StudioBlock = (typeof STUDIO_BLOCKS)[number];

export interface LikelihoodState {
  readonly choice: LikelihoodChoice;
  /** The study under way, and whether it has taken longer than a blink. */
  readonly running: { readonly key: string; readonly slow: boolean } | null;
  /** The last study; it stays until the next one. */
  readonly result: LikelihoodStudy | null;
  readonly resultKey: string | null;
  /** Of which numbers it is, in words. */
  readonly resultTitle: string;
  readonly failure: { readonly key: string; readonly error: CellmerError } | null;
  /** A study that was stopped is not started again by itself. */
  readonly cancelledKey: string | null;
  /** The heavy study whose curve was asked for. */
  readonly curveFor: string | null;
}

export const INITIAL_LIKELIHOOD: LikelihoodState = {
  choice: {
    density: 'binomial',
    own: null,
    source: null,
    successes: '5',
    trials: '30',
    numbers: '',
    column: null,
    trialsColumn: null,
    parameter: '',
    level: 0.95,
    scale: 'log',
    tried: null,
    start: '',
    lower: '',
    upper: '',
    blocks: ['estimates', 'interval'],
    target: null,
  },
  running: null,
  result: null,
  resultKey: null,
  resultTitle: '',
  failure: null,
  cancelledKey: null,
  curveFor: null,
};

/** Another density or other numbers: what was said about the parameters before does not hold any more. */
export function withChoice(state: LikelihoodState, change: Partial<LikelihoodChoice>): LikelihoodState {
  const isOther = change.density !== undefined && change.density !== state.choice.density;
  const fresh = isOther ? { parameter: '', start: '', lower: '', upper: '', tried: null } : {};
  const isOtherCurve = 'parameter' in change || 'column' in change || 'own' in change || 'source' in change;
  const choice = { ...state.choice, ...fresh, ...(isOtherCurve ? { tried: null } : {}), ...change };
  return { ...state, choice };
}
