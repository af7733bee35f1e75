/**
 * The line search of Moré and Thuente (1994), ACM Transactions on Mathematical Software 20, 286-307: a step with
 * sufficient decrease whose slope has flattened, found with safeguarded cubic and quadratic interpolation. With the
 * constants of L-BFGS-B.
 */

const SUFFICIENT = 1e-3;
const FLATTENED = 0.9;
/** The search ends when the interval is shorter than this share of its upper end. */
const SHORT = 0.1;
/** Without a bracket steps grow up to this many times the last change. */
const EXTRAPOLATION = 4;
/** How far towards the far end of the bracket a step may go. */
const CAUTION = 0.66;

/** A step length with the value and the slope there. */
interface Trial {
  step: number;
  value: number;
  slope: number;
}

/** `go on`: evaluate at `step`; `done`; `warning`: rounding or the bracket allow no better step than the last one. */
export type SearchState = 'go on' | 'done' | 'warning';

export class LineSearch {
  /** The step to evaluate next, or the one that was found. */
  step: number;
  private isBracketed = false;
  /** First the decrease is looked for with the modified function value − SUFFICIENT·step·slope. */
  private isFirstStage = true;
  private best: Trial;
  private other: Trial;
  private width: number;
  private widthBefore: number;
  private lowest = 0;
  private highest: number;

  /**
   * @param start value and slope at step 0; the slope is negative
   * @param longest the longest step
   */
  constructor(
    private readonly start: { readonly value: number; readonly slope: number },
    first: number,
    private readonly longest: number,
  ) {
    this.step = first;
    this.best = { step: 0, ...start };
    this.other = { ...this.best };
    this.width = longest;
    this.widthBefore = 2 * longest;
    this.highest = first + EXTRAPOLATION * first;
  }

  /** Takes the value and the slope at `step` and says how to go on. */
  take(value: number, slope: number): SearchState {
    const { start, step } = this;
    const gentle = SUFFICIENT * start.slope;
    const wanted = start.value + step * gentle;
    if (this.isFirstStage && value <= wanted && slope >= SUFFICIENT * start.slope) this.isFirstStage = false;
    if (value <= wanted && Math.abs(slope) <= -FLATTENED * start.slope) return 'done';
    if (this.mustEnd(value, slope, wanted, gentle)) return 'warning';

    if (this.isFirstStage && value <= this.best.value && value > wanted) {
      const tilt = (trial: Trial, sign: number): Trial => ({
        step: trial.step,
        value: trial.value + sign * trial.step * gentle,
        slope: trial.slope + sign * gentle,
      });
      this.best = tilt(this.best, -1);
      this.other = tilt(this.other, -1);
      this.advance(tilt({ step, value, slope }, -1));
      this.best = tilt(this.best, 1);
      this.other = tilt(this.other, 1);
    } else this.advance({ step, value, slope });
    this.narrow();
    return 'go on';
  }

  /** Takes it that there is no finite value at `step`: a tenth of the way from the best one is tried. */
  retreat(): void {
    this.step = this.best.step + 0.1 * (this.step - this.best.step);
  }

  private mustEnd(value: number, slope: number, wanted: number, gentle: number): boolean {
    const { step, lowest, highest } = this;
    if (this.isBracketed && (step <= lowest || step >= highest || highest - lowest <= SHORT * highest))
      return true;
    if (step === this.longest && value <= wanted && slope <= gentle) return true;
    return step === 0 && (value > wanted || slope >= gentle);
  }

  /** The next step and bracket. */
  private advance(trial: Trial): void {
    const { best, other, isBracketed } = this;
    const next = chooseStep(best, other, trial, isBracketed, this.lowest, this.highest);
    if (trial.value > best.value) this.other = trial;
    else {
      if (opposed(trial, best)) this.other = best;
      this.best = trial;
    }
    this.isBracketed ||= next.brackets;
    this.step = next.step;
  }

  /** Enforces that the bracket shrinks, and keeps the step within its limits. */
  private narrow(): void {
    const { best, other } = this;
    if (this.isBracketed) {
      if (Math.abs(other.step - best.step) >= CAUTION * this.widthBefore)
        this.step = best.step + 0.5 * (other.step - best.step);
      this.widthBefore = this.width;
      this.width = Math.abs(other.step - best.step);
      this.lowest = Math.min(best.step, other.step);
      this.highest = Math.max(best.step, other.step);
    } else {
      this.lowest = best.step;
      this.highest = this.step + EXTRAPOLATION * (this.step - best.step);
    }
    this.step = Math.min(Math.max(this.step, 0), this.longest);
    const { step, lowest, highest } = this;
    const isExhausted = step <= lowest || step >= highest || highest - lowest <= SHORT * highest;
    if (this.isBracketed && isExhausted) this.step = best.step;
  }
}

function opposed(trial: Trial, best: Trial): boolean {
  return trial.slope * Math.sign(best.slope) < 0;
}

/** The four cases of section 4 of the paper. */
function chooseStep(
  best: Trial,
  other: Trial,
  trial: Trial,
  isBracketed: boolean,
  lowest: number,
  highest: number,
): { step: number; brackets: boolean } {
  const from = trial.step;
  const gap = from - best.step;
  if (trial.value > best.value) {
    // A higher value: the minimum is bracketed; the cubic, or half way to the parabola where that is nearer.
    const cubic = cubicMinimum(best, trial);
    const parabola = best.step + (best.slope / ((best.value - trial.value) / gap + best.slope) / 2) * gap;
    const isNear = Math.abs(cubic - best.step) < Math.abs(parabola - best.step);
    return { step: isNear ? cubic : cubic + (parabola - cubic) / 2, brackets: true };
  }
  const secant = from + (trial.slope / (trial.slope - best.slope)) * (best.step - from);
  if (opposed(trial, best)) {
    // A lower value, slopes of opposite sign: bracketed too; whichever of cubic and secant is farther away.
    const cubic = cubicMinimum(trial, best);
    const isFar = Math.abs(cubic - from) > Math.abs(secant - from);
    return { step: isFar ? cubic : secant, brackets: true };
  }
  if (Math.abs(trial.slope) < Math.abs(best.slope)) {
    const cubic = cubicBeyond(trial, best, lowest, highest);
    const isNear = Math.abs(cubic - from) < Math.abs(secant - from);
    if (!isBracketed) {
      const step = isNear ? secant : cubic;
      return { step: Math.max(lowest, Math.min(highest, step)), brackets: false };
    }
    const step = isNear ? cubic : secant;
    const limit = from + CAUTION * (other.step - from);
    return { step: gap > 0 ? Math.min(limit, step) : Math.max(limit, step), brackets: false };
  }
  // The slope does not flatten: the cubic with the far end, or as far as allowed.
  if (isBracketed) return { step: cubicMinimum(trial, other), brackets: false };
  return { step: gap > 0 ? highest : lowest, brackets: false };
}

/** Where the cubic through values and slopes at `a` and `b` is least. */
function cubicMinimum(a: Trial, b: Trial): number {
  const { theta, gamma } = cubicTerms(a, b);
  const root = b.step < a.step ? -gamma : gamma;
  const share = (root - a.slope + theta) / (root - a.slope + root + b.slope);
  return a.step + share * (b.step - a.step);
}

/** The same where the cubic may have its minimum on the other side of `a`, or none: then as far as allowed. */
function cubicBeyond(a: Trial, b: Trial, lowest: number, highest: number): number {
  const { theta, gamma } = cubicTerms(a, b);
  const root = b.step < a.step ? -gamma : gamma;
  const share = (root - a.slope + theta) / (root + (b.slope - a.slope) + root);
  if (share < 0 && gamma !== 0) return a.step + share * (b.step - a.step);
  return a.step > b.step ? highest : lowest;
}

function cubicTerms(a: Trial, b: Trial): { theta: number; gamma: number } {
  const theta = (3 * (a.value - b.value)) / (b.step - a.step) + a.slope + b.slope;
  const scale = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
  const inner = (theta / scale) ** 2 - (a.slope / scale) * (b.slope / scale);
  return { theta, gamma: scale * Math.sqrt(Math.max(0, inner)) };
}
