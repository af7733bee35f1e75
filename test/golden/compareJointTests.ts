/**
 * Compares joint tests with those of emmeans (`joint_tests` of `em_*.json`). It rounds F to three decimals and degrees of freedom to two, and
 * makes what is confounded of what it has rounded. Where only a part of several contrasts is estimable, the degrees of freedom are the
 * fewest of one basis among many, which is another one on another machine.
 */

import { analyseModel } from '../../src/index';
import type { GoldenNumber } from './golden';
import { type GoldenMeans, meansSubject } from './compareMeans';
import { type ComparisonRow, WorstDifference } from './worstDifference';

interface GoldenJointTests {
  readonly terms: readonly string[];
  readonly df1: readonly GoldenNumber[];
  readonly df2: readonly GoldenNumber[];
  readonly F: readonly GoldenNumber[];
  readonly p: readonly GoldenNumber[];
  /** "e" where not all contrasts are estimable. */
  readonly note?: readonly string[];
}

/** @param csv text of the data file */
export function compareJointTests(golden: GoldenMeans, csv: string): ComparisonRow[] {
  return jointTestsOf(golden).flatMap(({ path, tests, by }) => {
    const ddf = path.includes('kenward_roger') ? 'kenward-roger' : 'satterthwaite';
    const subject = meansSubject(golden, { formula: golden.formula, ddf }, csv);
    const question = { kind: 'jointTests', by, effects: [], level: 0.95 } as const;
    return compared(path, tests, analyseModel(subject.input, question).rows);
  });
}

interface FoundTests {
  readonly path: string;
  readonly tests: GoldenJointTests;
  readonly by: readonly string[];
}

function jointTestsOf(block: object, path = ''): FoundTests[] {
  return (Object.entries(block) as [string, unknown][]).flatMap(([name, part]): FoundTests[] => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return [];
    const at = path === '' ? name : `${path}.${name}`;
    const [, by] = /^joint_tests(?:_by_(.*))?$/.exec(name) ?? [null, null];
    if (by === null) return jointTestsOf(part, at);
    return [{ path: at, tests: part as GoldenJointTests, by: by === undefined ? [] : [by] }];
  });
}

type Row = ReturnType<typeof analyseModel<'jointTests'>>['rows'][number];

function compared(path: string, tests: GoldenJointTests, rows: readonly Row[]): ComparisonRow[] {
  const quantity = (name: string, tolerance: number): WorstDifference =>
    new WorstDifference(`${path}: ${name}`, tolerance);
  const terms = quantity('terms', 0).add(rows.length, tests.terms.length, 1);
  const degrees = quantity('degrees of freedom', 1);
  const statistics = quantity('F', 1);
  const pValues = quantity('p', 1);
  tests.terms.forEach((term, i) => {
    const row = rows.at(i);
    const isRest = term === '(confounded)';
    const isOfABasis = isRest || (tests.note?.[i].includes('e') === true && tests.df1[i] !== 1);
    terms.add(row?.term === term ? 0 : NaN, 0, 1).add(row?.numDf, tests.df1[i], 1);
    degrees.add(row?.denDf ?? Infinity, tests.df2[i], isOfABasis ? 0.1 : 0.0051);
    statistics.add(row?.f, tests.F[i], isRest ? 2e-3 : 5.1e-4);
    pValues.add(row?.pValue, tests.p[i], isRest ? 1e-5 : isOfABasis ? 2e-6 : 1e-6);
  });
  return [terms, degrees, statistics, pValues].map((one) => one.row());
}
