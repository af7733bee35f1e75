/** The likelihood studio: what is chosen there, and where its study stands. */

import { DENSITY_CHOICES, type CellmerError, type LikelihoodStudy, type StudyRequest } from '../../src/index';
import type { KeptCurve } from './keptCurves';

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
  /** Together with whom it makes contours; empty for a curve. */
  readonly second: string;
  /** In (0, 1). */
  readonly level: number;
  readonly scale: CurveScale;
  /** Whether likelihoods have their factor without parameters, such as the binomial coefficient. */
  readonly constant: boolean;
  /** The value that is tried, as typed or dragged; null takes one beside the maximum. */
  readonly tried: string | null;
  /** That of the second parameter. */
  readonly triedSecond: string | null;
  /** Earlier curves that stand behind the one on show. */
  readonly kept: readonly KeptCurve[];
  /** `a=1; b=2`, as typed. */
  readonly start: string;
  readonly lower: string;
  readonly upper: string;
  readonly blocks: readonly StudioBlock[];
  /** Address as typed; null takes the place beside the data, or the selected cell. */
  readonly target: string | null;
}

/** The likelihood, its logarithm, or the likelihood relative to its maximum. */
export const CURVE_SCALES = ['likelihood', 'log', 'relative'] as const;
export type CurveScale = (typeof CURVE_SCALES)[number];

export const STUDIO_BLOCKS = ['estimates', 'interval', 'curve', 'value'] as const;
export type StudioBlock = (typeof STUDIO_BLOCKS)[number];

export interface LikelihoodState {
  readonly choice: LikelihoodChoice;
  /** The study under way, and whether it has taken longer than a blink. */
  readonly running: { readonly key: string; readonly slow: boolean } | null;
  /** The last study; it stays until the next one. */
  readonly result: LikelihoodStudy | null;
  readonly resultKey: string | null;
  /** What it answers. */
  readonly resultRequest: StudyRequest | null;
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
    second: '',
    level: 0.95,
    scale: 'log',
    constant: true,
    tried: null,
    triedSecond: null,
    kept: [],
    start: '',
    lower: '',
    upper: '',
    blocks: ['estimates', 'interval'],
    target: null,
  },
  running: null,
  result: null,
  resultKey: null,
  resultRequest: null,
  resultTitle: '',
  failure: null,
  cancelledKey: null,
  curveFor: null,
};

const UNTRIED = { tried: null, triedSecond: null } as const;
/** What decides which curve it is. */
const OF_CURVE = ['parameter', 'second', 'column', 'own', 'source'] as const;

/** Another density or other numbers: what was said about the parameters before does not hold any more. */
export function withChoice(state: LikelihoodState, change: Partial<LikelihoodChoice>): LikelihoodState {
  const isOther = change.density !== undefined && change.density !== state.choice.density;
  const fresh = isOther ? { parameter: '', second: '', start: '', lower: '', upper: '', ...UNTRIED } : {};
  const isOtherCurve = OF_CURVE.some((name) => name in change);
  const choice = { ...state.choice, ...fresh, ...(isOtherCurve ? UNTRIED : {}), ...change };
  return { ...state, choice };
}
