/** Whether a fit can be relied on: LMER.CHECK as plain data, each check with its value, a verdict and advice in words. */

import { isProvable, leavingOut } from '../../fits';
import { columnsOf, reportOf, tableOf, type Report } from '../../layout/report';
import { counted } from '../../layout/words';
import type { Steps } from '../../optimize/steps';
import { provesLeast } from '../leastMinimum';
import type { ModelSize } from '../modelSize';
import { hasMaximum, NO_MAXIMUM_WARNING } from '../noMaximum';
import type { Subject } from '../subject';
import { check, type Check, type Verdict } from './check';
import { boundaryChecks, identificationChecks, optimumChecks } from './optimum';
import { dataChecks, fixedEffectChecks, influenceChecks, residualCheck } from './rows';

export interface CheckTable {
  readonly formula: string;
  readonly checks: readonly Check[];
}

/** Evaluations that a proof takes as a rule. */
const PROOF = 500;
/** What each of them takes in small models however few levels there are, as multiplications: with one factor, with several. */
const OVERHEAD = [1_000, 10_000] as const;

export function* checkSteps(subject: Subject): Steps<CheckTable> {
  yield* subject.summarySteps();
  const isProved = yield* provesLeast(subject);
  const summary = yield* subject.summarySteps();
  yield;
  const checks = hasMaximum(summary)
    ? [
        ...optimumChecks(summary, isProved),
        ...identificationChecks(subject),
        ...boundaryChecks(summary),
        ...fixedEffectChecks(summary),
        ...dataChecks(summary),
        residualCheck(subject),
        ...(yield* influenceChecks(subject)),
      ]
    : [
        check('Maximum', null, 'warning', NO_MAXIMUM_WARNING.message),
        ...fixedEffectChecks(summary),
        ...dataChecks(summary),
      ];
  return { formula: summary.formula, checks: [overall(checks), ...checks] };
}

/**
 * With several factors a level is left out in a pass over the rows and an evaluation of its own; two variances may be proved to be at
 * the least minimum.
 */
export function checkFits({ rows, levels, pass, evaluation, fit, random, parameters }: ModelSize): number {
  const isProved = isProvable({ structure: { m: parameters, k: random }, work: evaluation });
  const proof = isProved ? PROOF * (evaluation + OVERHEAD[levels.length > 1 ? 1 : 0]) : 0;
  return 1 + (leavingOut(levels, rows) * (pass + evaluation) + proof) / fit;
}

function overall(checks: readonly Check[]): Check {
  const count = (verdict: Verdict): number => checks.filter((check) => check.verdict === verdict).length;
  const [warnings, notes] = [count('warning'), count('note')];
  const verdict = warnings > 0 ? 'warning' : notes > 0 ? 'note' : 'ok';
  const advice =
    verdict === 'ok'
      ? 'All checks passed.'
      : `${[[warnings, 'warning'] as const, [notes, 'note'] as const]
          .filter(([number]) => number > 0)
          .map(([number, noun]) => counted(number, noun))
          .join(' and ')} below.`;
  return { check: 'Overall', value: null, verdict, advice };
}

/** Check, Value, Verdict, Advice. */
export function checkReport({ checks }: CheckTable): Report {
  const columns = columnsOf(
    ['check', 'Check', 'label'],
    ['value', 'Value', 'number'],
    ['verdict', 'Verdict', 'flag'],
    ['advice', 'Advice', 'text'],
  );
  const rows = checks.map((one) => [one.check, one.value, one.verdict, one.advice]);
  return reportOf([tableOf('checks', columns, rows)]);
}
