/**
 * Where questions about models of the same data have found their criteria to be low. What one of them comes upon is not lost
 * on the others: a fit whose own search ended higher goes on from there.
 */

import type { ModelMatrices } from '../design/types';
import { SAME_MINIMUM } from '../fits';

/** A model among those of the same cells, coded in the same way. */
export interface ModelOfData {
  /** Response, columns of X and random effects of each term by their names; with an offset the formula that it is in. */
  readonly columns: string;
  readonly reml: boolean;
  /** Rows used. */
  readonly rows: number;
}

export interface LowValue extends ModelOfData {
  /** In lme4's order and scale. */
  readonly theta: readonly number[];
  /** -2 log L (ML) or the REML criterion there. */
  readonly criterion: number;
  /** Whether a fit ended there; otherwise a question has looked there. */
  readonly isFit: boolean;
}

export function modelOfData(matrices: ModelMatrices, reml: boolean): ModelOfData {
  const { n, responseName, X, random, offset, formula } = matrices;
  const terms = random.map(({ name, Z }) => [name, Z.names]);
  const columns = JSON.stringify([responseName, X.names, terms, offset === null ? null : formula]);
  return { columns, reml, rows: n };
}

/** Criteria that differ by a smaller share are the same up to rounding. */
const ROUNDING = 1e-12;

/** Whether a criterion is lower than another by more than rounding and the tolerance of searches. */
export function isLower(value: number, than: number): boolean {
  return value < than - Math.max(SAME_MINIMUM, ROUNDING * Math.abs(than));
}

export class KnownMinima {
  private times = 0;
  private readonly found: LowValue[];

  /**
   * @param known to begin with
   * @param onNews told what was not known, and whether it is lower than what a fit had ended at
   */
  constructor(
    known: readonly LowValue[] = [],
    private readonly onNews?: (value: LowValue, isBelowFit: boolean) => void,
  ) {
    this.found = [...known];
  }

  /** How often something lower was found than what a fit had ended at: answers from before then are superseded. */
  get lowered(): number {
    return this.times;
  }

  get all(): readonly LowValue[] {
    return this.found;
  }

  of(model: ModelOfData): LowValue | undefined {
    return this.found.find((one) => isSameModel(one, model));
  }

  add(value: LowValue): void {
    const before = this.of(value);
    if (before !== undefined && !isNews(value, before)) return;
    if (before === undefined) this.found.push(value);
    else this.found[this.found.indexOf(before)] = value;
    const isBelowFit = before?.isFit === true && isLower(value.criterion, before.criterion);
    if (isBelowFit) this.times++;
    this.onNews?.(value, isBelowFit);
  }
}

function isSameModel(a: ModelOfData, b: ModelOfData): boolean {
  return a.columns === b.columns && a.reml === b.reml && a.rows === b.rows;
}

/** Lower, or a fit that ended where a question had only looked. */
function isNews(value: LowValue, before: LowValue): boolean {
  if (isLower(value.criterion, before.criterion)) return true;
  return value.isFit && !before.isFit && !isLower(before.criterion, value.criterion);
}
