import { describe, expect, test } from 'vitest';
import {
  normalCdf,
  normalQuantile,
  onewayStatistics,
  readOneway,
  shrinkMeans,
  expandTerms,
  parseFormula,
  type Analysis,
  type CellMatrix,
  type FitResult,
  type GroupEstimates,
  type GroupLine,
  type Influence,
} from '../../../src/index';
import { caterpillar, MOST_ROWS, shrinkage, shrinkageOfMeans } from '../../../taskpane/plots/data/groupRows';
import { withoutResiduals } from '../../../taskpane/plots/choices';
import { histogram } from '../../../taskpane/plots/data/histogram';
import { influenceRows, MOST_UNITS } from '../../../taskpane/plots/data/influence';
import { leveragePoints } from '../../../taskpane/plots/data/leverage';
import { MOST_USED, normalQuantiles } from '../../../taskpane/plots/data/normalQuantiles';
import {
  MOST_LINES,
  observedPoints,
  orderOfLevels,
  orderOfLines,
  predictorColumns,
  shownLevels,
  splitColumns,
  stripsOf,
} from '../../../taskpane/plots/data/observed';
import { bandLevel, localLevel, orderQuantile } from '../../../taskpane/plots/data/normalBand';
import { recordedStep } from '../../../taskpane/plots/data/resolution';
import { localAverage, residualCloud } from '../../../taskpane/plots/data/residualCloud';
import { endSpreads, residualsByLevel, skewness } from '../../../taskpane/plots/data/spread';
import { evenly, extent, sampled } from '../../../taskpane/plots/data/thin';
import { fitLabel, plainLabel, textWidth } from '../../../taskpane/plots/figure/labels';
import { levelTicks } from '../../../taskpane/plots/figure/levelTicks';
import { withValues } from '../../../taskpane/plots/figure/picture';
import { outcomeUnit, slopeUnit, unitIn, withUnit } from '../../../taskpane/plots/units';
import { analyse } from '../../analyses/support';
import { example, summarizeData } from '../data';
import { deviates, manyGroups, NASTY_NAMES } from './cases';
import { randomEffectsOf } from '../../randomEffects';

const sleep = example('sleepstudy');
const SLOPES = 'Reaction ~ Days + (Days | Subject)';
const fit: FitResult = analyse(sleep, SLOPES, { kind: 'summary' });
const [subjects]: readonly GroupEstimates[] = analyse(sleep, SLOPES, { kind: 'groups' });

/** Lines of groups. */
function linesOf(
  cells: CellMatrix,
  model: string,
  question: Partial<Analysis<'lines'>>,
): readonly GroupLine[] {
  const rest = {
    kind: 'lines',
    x: '',
    by: null,
    factor: null,
    levels: [],
    points: 41,
    confidence: 0.95,
  } as const;
  return analyse(cells, model, { ...rest, ...question }).groups;
}

/** Least-squares line of a subject's own rows. */
function ownLine(subject: string): readonly [number, number] {
  const rows = sleep.slice(1).filter((row) => String(row[2]) === subject);
  const [x, y] = [rows.map((row) => Number(row[1])), rows.map((row) => Number(row[0]))];
  const mean = (values: readonly number[]) => values.reduce((s, v) => s + v, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const slope =
    x.reduce((s, v, i) => s + (v - mx) * (y[i] - my), 0) / x.reduce((s, v) => s + (v - mx) ** 2, 0);
  return [my - slope * mx, slope];
}

describe('shrinkage', () => {
  test('of the means of the one-way model is that of the same model with a random intercept', () => {
    const dyestuff = example('dyestuff');
    const [batches, yields] = ['Batch', 'Yield'].map((name) => {
      const at = dyestuff[0].indexOf(name);
      return { cells: dyestuff.map((row) => [row[at]]) };
    });
    const means = shrinkMeans(onewayStatistics(readOneway(yields, batches)), 'REML', 0.95);
    const found = shrinkageOfMeans(means);
    const [estimates] = analyse(dyestuff, 'Yield ~ 1 + (1 | Batch)', { kind: 'groups' });
    const expected = shrinkage(estimates, 0);
    expect(found.rows.map(({ label }) => label)).toEqual(expected.rows.map(({ label }) => label));
    expect(found.average).toBeCloseTo(expected.average, 8);
    expect(found.pull).toBeCloseTo(expected.pull!, 8);
    found.rows.forEach(({ own, shrunken }, i) => {
      expect(own).toBeCloseTo(expected.rows[i].own!, 8);
      expect(shrunken).toBeCloseTo(expected.rows[i].shrunken, 5);
    });
  });

  test('goes from the group’s own line to the fitted one, the highest first', () => {
    const data = shrinkage(subjects, 0);
    expect(data.average).toBeCloseTo(251.4051, 3);
    expect(data.rows.map(({ label }) => label).slice(0, 3)).toEqual(['337', '330', '331']);
    for (const { label, own, shrunken } of data.rows) {
      expect(own).toBeCloseTo(ownLine(label)[0], 7);
      const level = randomEffectsOf(fit, 'Subject').levels.indexOf(label);
      expect(shrunken).toBeCloseTo(data.average + randomEffectsOf(fit, 'Subject').values[2 * level], 9);
    }
  });

  test('says how much of the way to the average is gone', () => {
    const { rows, average, pull } = shrinkage(subjects, 1);
    const sum = (values: readonly number[]) => values.reduce((s, v) => s + Math.abs(v - average), 0);
    const expected = 1 - sum(rows.map(({ shrunken }) => shrunken)) / sum(rows.map(({ own }) => own!));
    expect(pull).toBeCloseTo(expected, 12);
    expect(pull).toBeGreaterThan(0.05);
  });

  test('counts the groups that come nearer to the average, and those that go away from it', () => {
    // Of slopes alone each loses its share; beside the starting level some give way to it.
    for (const term of [0, 1]) {
      const { nearer, further, shares } = shrinkage(subjects, term);
      const { levels, own, shrunken, averages } = subjects;
      const away = (all: Float64Array, g: number) => Math.abs(all[2 * g + term] - averages[term]);
      const ways = levels.map((_, g) => away(own, g) - away(shrunken, g));
      expect(nearer).toBe(ways.filter((way) => way > 0).length);
      expect(further).toBe(ways.filter((way) => way < 0).length);
      if (further > 0) expect(shares).toBeNull();
    }
    expect(shrinkage(subjects, 1).further).toBeGreaterThan(0);
  });

  test('of a random intercept alone takes the same share from all groups of one size', () => {
    const [even] = analyse(sleep, 'Reaction ~ Days + (1 | Subject)', { kind: 'groups' });
    const { nearer, further, shares, pull } = shrinkage(even, 0);
    expect([nearer, further]).toEqual([18, 0]);
    expect(shares![0]).toBeCloseTo(pull!, 9);
    expect(shares![1]).toBeCloseTo(pull!, 9);
  });

  test('a group whose rows do not determine its slope has no estimate of its own', () => {
    const first = sleep.filter((row, i) => i === 0 || String(row[2]) !== '308' || row[1] === 0);
    const [short] = analyse(first, SLOPES, { kind: 'groups' });
    const data = shrinkage(short, 1);
    expect(data.undetermined).toBe(1);
    expect(data.rows.find(({ label }) => label === '308')!.own).toBeNull();
  });
});

test('plots of residuals say why there are none where the data do not determine their variance', () => {
  const rows = Array.from({ length: 24 }, (_, i) => [`g${i >> 1}`, i % 2, 1 - (i % 2), Math.sin(i * i)]);
  const model = 'y ~ 1 + (0 + a | g) + (0 + b | g)';
  const each = analyse([['g', 'a', 'b', 'y'], ...rows], model, { kind: 'summary' });
  expect(withoutResiduals(each)).toContain('do not determine the residual variance');
  expect(withoutResiduals(fit)).toBeNull();
});

describe('caterpillar', () => {
  test('intervals are the modes ± z standard deviations, and the clear ones are counted', () => {
    const z = normalQuantile(0.975);
    const { values, conditionalVariance, levels } = randomEffectsOf(fit, 'Subject');
    const data = caterpillar(randomEffectsOf(fit, 'Subject'), 1, z);
    expect(data.rows.map(({ label }) => label).slice(0, 4)).toEqual(['308', '337', '350', '370']);
    for (const { label, mode, lower, upper, isClear } of data.rows) {
      const g = levels.indexOf(label);
      const reach = z * Math.sqrt(conditionalVariance[4 * g + 3]);
      expect([mode, lower, upper]).toEqual([
        values[2 * g + 1],
        values[2 * g + 1] - reach,
        values[2 * g + 1] + reach,
      ]);
      expect(isClear).toBe(lower > 0 || upper < 0);
    }
    // As the picture of the sleep study shows.
    expect(data.clear).toBe(8);
  });

  test('and shrinkage have the groups whose effects the data determine, and none of the others', () => {
    const doubled = 'Reaction ~ 1 + (1 | Subject) + (1 | Twin)';
    const twins = sleep.map((row, i) => [...row, i === 0 ? 'Twin' : `t${String(row[2])}`]);
    const both = analyse(twins, doubled, { kind: 'summary' });
    expect(caterpillar(randomEffectsOf(both, 'Subject'), 0, 1.96).total).toBe(0);
    expect(shrinkage(analyse(twins, doubled, { kind: 'groups' })[0], 0).rows).toEqual([]);
    const effects = randomEffectsOf(fit, 'Subject');
    const values = effects.values.map((v, i) => (i === 1 ? NaN : v));
    const data = caterpillar({ ...effects, values }, 1, 1.96);
    expect(data.total).toBe(17);
    expect(data.rows.map(({ label }) => label)).not.toContain(effects.levels[0]);
  });

  test('of very many groups some are drawn, the first and the last among them, and all are counted', () => {
    const many = analyse(manyGroups(1000, 3), 'y ~ x + (1 | g)', { kind: 'summary' });
    const data = caterpillar(randomEffectsOf(many, 'g'), 0, 1.96);
    expect(data.rows).toHaveLength(MOST_ROWS);
    expect(data.total).toBe(1000);
    const all = [...randomEffectsOf(many, 'g').values];
    expect(data.rows[0].mode).toBe(Math.max(...all));
    expect(data.rows[MOST_ROWS - 1].mode).toBe(Math.min(...all));
    const variance = randomEffectsOf(many, 'g').conditionalVariance;
    expect(data.clear).toBe(all.filter((b, g) => Math.abs(b) > 1.96 * Math.sqrt(variance[g])).length);
  });
});

describe('residuals against fitted values', () => {
  const z = deviates(5);
  const x = Float64Array.from({ length: 5000 }, (_, i) => i / 1000);
  const y = x.map((v) => 0.5 * v + z());

  test('few rows are points, many are counted in cells, every one of them once', () => {
    const few = residualCloud(fit.fitted, fit.residuals, fit.sigma);
    expect(few.points).toHaveLength(180);
    expect(few.cells).toEqual([]);
    const many = residualCloud(x, y, 1);
    expect(many.points).toEqual([]);
    expect(many.cells.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
    for (const { x1, x2, y1, y2, count } of many.cells.slice(0, 40)) {
      const inside = [...x].filter((v, i) => v >= x1 && v < x2 && y[i] >= y1 && y[i] < y2).length;
      // The last cell of a row or column holds its far edge, too.
      expect(Math.abs(inside - count)).toBeLessThanOrEqual(1);
    }
  });

  test('strays are the rows more than three standard deviations from zero, the furthest first', () => {
    const { strays, strayCount } = residualCloud(fit.fitted, fit.residuals, fit.sigma);
    const far = [...fit.residuals.keys()].filter((i) => Math.abs(fit.residuals[i]) > 3 * fit.sigma);
    expect(strayCount).toBe(far.length);
    const expected = far.sort((a, b) => Math.abs(fit.residuals[b]) - Math.abs(fit.residuals[a]));
    expect(strays.map(({ row }) => row)).toEqual(expected.slice(0, 3));
  });

  test('the local average of a line is the line, and follows a step', () => {
    const line = localAverage(
      x,
      x.map((v) => 3 - 2 * v),
      [0, 4.999],
    );
    for (const point of line) expect(point.y).toBeCloseTo(3 - 2 * point.x, 9);
    const step = localAverage(
      x,
      x.map((v) => (v < 2.5 ? -1 : 1)),
      [0, 4.999],
    );
    expect(step[0].y).toBeLessThan(-0.7);
    expect(step[step.length - 1].y).toBeGreaterThan(0.7);
  });
});

describe('histogram', () => {
  test('counts by hand: intervals of one round width, zero in the middle of one', () => {
    const values = Float64Array.of(-1.2, -0.4, -0.1, 0, 0.2, 0.3, 0.9, 1.4, 2.1);
    // A fifth of the range is 0.66, and 0.5 the nearest round width.
    const { bars, width, total } = histogram(values)!;
    expect([width, total]).toEqual([0.5, 9]);
    expect(bars.map(({ x1, count }) => [x1, count])).toEqual([
      [-1.25, 1],
      [-0.75, 1],
      [-0.25, 3],
      [0.25, 1],
      [0.75, 1],
      [1.25, 1],
      [1.75, 1],
    ]);
  });

  test('has every value in one bar, from the smallest to the largest', () => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => Math.tan(((i + 0.5) / 5000 - 0.5) * 2.8));
    const { bars, width } = histogram(values)!;
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
    for (const { x1, x2, count } of bars)
      expect(count).toBe(values.filter((value) => value >= x1 && value < x2).length);
    expect(bars[0].x1).toBeLessThanOrEqual(values[0]);
    expect(bars[bars.length - 1].x2).toBeGreaterThan(values[4999]);
    expect(bars.length).toBeLessThanOrEqual(80);
    expect(bars.some(({ x1 }) => Math.abs(x1 + width / 2) < 1e-9)).toBe(true);
  });

  test('of whole numbers has as many of them in every bar, and none on an edge', () => {
    // Each once, about their mean, in units of their standard deviation: what leaves an intercept alone.
    const step = 1 / 17.318;
    const values = Float64Array.from({ length: 60 }, (_, i) => (i - 29.5) * step);
    const inner = (bars: readonly { readonly count: number }[]) =>
      bars.slice(1, -1).map(({ count }) => count);
    const { bars, width } = histogram(values, step)!;
    expect(width / step).toBeCloseTo(Math.round(width / step), 9);
    expect(new Set(inner(bars)).size).toBe(1);
    for (const { x1 } of bars)
      expect(Math.min(...values.map((value) => Math.abs(value - x1)))).toBeGreaterThan(0.4 * step);
    // Without that they beat.
    expect(new Set(inner(histogram(values)!.bars)).size).toBeGreaterThan(1);
    // Of two groups with means between whole numbers, too.
    const groups = Float64Array.from([...values, ...values.map((value) => value + 0.3 * step)]);
    expect(new Set(inner(histogram(groups, step)!.bars)).size).toBe(1);
  });

  test('does not look at steps too fine to be seen', () => {
    const values = Float64Array.from({ length: 500 }, (_, i) => Math.sin(i * i));
    expect(histogram(values, 1e-4)).toEqual(histogram(values));
  });

  test('of values that do not differ there is none', () => {
    expect(histogram(Float64Array.of(0, 0, 0))).toBeNull();
  });
});

describe('the spread of residuals', () => {
  test('is that of the lowest and of the highest third, by hand', () => {
    const x = Float64Array.of(5, 1, 3, 2, 9, 7, 8, 4, 6);
    const values = Float64Array.of(9, 1, -2, 3, 4, -6, 0, 9, 9);
    const { low, high } = endSpreads(x, values)!;
    expect(low).toBeCloseTo(Math.sqrt((1 + 9 + 4) / 3), 12);
    expect(high).toBeCloseTo(Math.sqrt((36 + 0 + 16) / 3), 12);
    // Thirds that share a value, or have but two rows, are no ends.
    expect(endSpreads(new Float64Array(9), values)).toBeNull();
    expect(endSpreads(x.slice(0, 8), values)).toBeNull();
  });

  test('is told level by level, with the means, and every row is in one level', () => {
    const column = {
      kind: 'factor',
      name: 'g',
      levels: ['a', 'b', 'c'],
      codes: Int32Array.of(0, 1, 0, 1, -1, 1),
      missing: 1,
      source: 'text',
    } as const;
    const kept = Int32Array.of(0, 1, 2, 3, 5);
    const { levels, strips } = residualsByLevel(Float64Array.of(1, 2, 3, 4, 9), column, kept);
    expect(levels).toEqual([
      { label: 'a', count: 2, mean: 2, sd: expect.closeTo(Math.SQRT2, 12) as number },
      { label: 'b', count: 3, mean: 5, sd: expect.closeTo(Math.sqrt(13), 12) as number },
    ]);
    expect(strips.map(({ values }) => values)).toEqual([
      [1, 3],
      [2, 4, 9],
    ]);
  });

  test('has a skewness', () => {
    // Second and third central moments 10 and 36.
    expect(skewness(Float64Array.of(1, 2, 3, 4, 10))).toBeCloseTo(36 / 10 ** 1.5, 12);
  });
});

describe('influence', () => {
  const influence: Influence = analyse(sleep, SLOPES, { kind: 'influence', group: 'Subject' });

  test('has the largest first, and counts what is beyond 4/n, and 2/√n of one effect', () => {
    const all = influenceRows(influence, null);
    expect(all.limit).toBeCloseTo(4 / 18, 12);
    const distances = all.rows.map(({ value }) => value);
    expect(distances).toEqual([...influence.cooksDistance].sort((a, b) => b - a));
    expect(all.beyond).toBe([...influence.cooksDistance].filter((d) => d > 4 / 18).length);
    const days = influenceRows(influence, 'Days');
    expect(days.limit).toBeCloseTo(2 / Math.sqrt(18), 12);
    const changes = influence.labels.map((_, u) => influence.dfbetas[2 * u + 1]);
    const most = Math.max(...changes.map(Math.abs));
    expect(Math.abs(days.rows[0].value)).toBe(most);
    expect(changes[days.rows[0].unit]).toBe(days.rows[0].value);
    expect(days.rows.filter(({ isBeyond }) => isBeyond)).toHaveLength(days.beyond);
  });

  test('leaves out units without which there is no fit, and draws thirty of many', () => {
    const without = {
      ...influence,
      cooksDistance: influence.cooksDistance.map((d, u) => (u === 4 ? NaN : d)),
    };
    const { unknown, total, rows } = influenceRows(without, null);
    expect([unknown, total]).toEqual([1, 17]);
    expect(rows.map(({ unit }) => unit)).not.toContain(4);
    const byRow: Influence = analyse(sleep, SLOPES, { kind: 'influence', group: 'rows' });
    expect(influenceRows(byRow, null).rows).toHaveLength(MOST_UNITS);
  });
});

describe('leverage', () => {
  test('of a line is that of its closed form, for the rows that were used', () => {
    const gap = sleep.map((row, i) => (i === 4 ? [null, row[1], row[2]] : row));
    const used: FitResult = analyse(gap, 'Reaction ~ Days', { kind: 'summary' });
    const table = analyse(gap, 'Reaction ~ Days', { kind: 'leverage' });
    const found = leveragePoints(table, used.keptRows);
    const days = gap.slice(1).flatMap((row) => (row[0] === null ? [] : [Number(row[1])]));
    const mean = days.reduce((sum, day) => sum + day / days.length, 0);
    const squares = days.reduce((sum, day) => sum + (day - mean) ** 2, 0);
    const leverage = days.map((day) => 1 / days.length + (day - mean) ** 2 / squares);
    leverage.forEach((value, i) => expect(found.leverage[i]).toBeCloseTo(value, 10));
    // Its sum is the number of coefficients.
    expect(found.limit).toBeCloseTo((2 * 2) / 179, 10);
    expect(found.beyond).toBe(leverage.filter((value) => value > 4 / 179).length);
    expect(leverage[found.highest]).toBeCloseTo(Math.max(...leverage), 10);
  });
});

describe('the step in which numbers were recorded', () => {
  test('is the largest that all differences are multiples of', () => {
    expect(recordedStep(Float64Array.of(3, 12, 7, 7, 40))).toBe(1);
    expect(recordedStep(Float64Array.of(10, 30, 80))).toBe(10);
    expect(recordedStep(Float64Array.of(0.1, 0.3, 0.7, 1.2))).toBeCloseTo(0.1, 12);
    expect(recordedStep(Float64Array.of(250.5, 260.25, 222))).toBeCloseTo(0.75, 9);
  });

  test('is not made up', () => {
    expect(recordedStep(Float64Array.of(5, 5, 5))).toBeNull();
    expect(recordedStep(Float64Array.from({ length: 40 }, (_, i) => Math.sqrt(i)))).toBeNull();
  });
});

describe('normal quantiles', () => {
  test('stand in order at (i + 1/2)/n, beside the line of their mean and standard deviation', () => {
    const data = normalQuantiles([...fit.residuals])!;
    const sorted = [...fit.residuals].sort((a, b) => a - b);
    data.points.forEach(({ x, y, index }, i) => {
      expect(y).toBe(sorted[i]);
      expect(fit.residuals[index]).toBe(y);
      expect(normalCdf(x)).toBeCloseTo((i + 0.5) / 180, 12);
    });
    const mean = sorted.reduce((sum, value) => sum + value, 0) / 180;
    const squares = sorted.reduce((sum, value) => sum + value ** 2, 0);
    expect(data.centre).toBeCloseTo(mean, 10);
    expect(data.spread ** 2).toBeCloseTo((squares - 180 * mean ** 2) / 179, 8);
  });

  test.each([
    [5, 4000],
    [18, 4000],
    [110, 2000],
  ])('all of %i normal values lie within the band in 95 of 100 samples', (n, samples) => {
    const z = deviates(21);
    let whole = 0;
    for (let k = 0; k < samples; k++)
      if (normalQuantiles(Array.from({ length: n }, z))!.outside === 0) whole++;
    const error = Math.sqrt((0.95 * 0.05) / samples);
    expect(Math.abs(whole / samples - 0.95)).toBeLessThan(3.5 * error);
  });

  test('many of a heavy tail lie outside of it', () => {
    const z = deviates(22);
    const heavy = normalQuantiles(Array.from({ length: 400 }, () => z() / Math.abs(z())))!;
    expect(heavy.outside).toBeGreaterThan(60);
  });

  test('the band has the quantiles of order statistics, which those of the least value have in closed form', () => {
    for (const n of [3, 40, 5000]) {
      for (const p of [0.001, 0.3, 0.999]) {
        // The least of n is above z where all are.
        const least = normalQuantile(1 - (1 - p) ** (1 / n));
        expect(orderQuantile(p, 0, n)).toBeCloseTo(least, 8);
        expect(orderQuantile(1 - p, n - 1, n)).toBeCloseTo(-least, 8);
      }
      for (const i of [0, Math.floor(n / 3), n - 1])
        for (const end of [0.002, 0.998])
          expect(localLevel(orderQuantile(end, i, n), i, n)).toBeCloseTo(0.004, 8);
    }
    const data = normalQuantiles([...fit.residuals])!;
    for (const { lower, upper } of data.band) expect(lower).toBeLessThan(upper);
    expect(bandLevel(180)).toBeLessThan(bandLevel(130));
    expect(bandLevel(180)).toBeGreaterThan(bandLevel(200));
  });

  test('of very many values a sample is taken, always the same one', () => {
    const z = deviates(2);
    const values = Float64Array.from({ length: 60_000 }, () => 5 + 2 * z());
    const data = normalQuantiles(values)!;
    expect(data.used).toBe(MOST_USED);
    expect(data.total).toBe(60_000);
    expect(data.points.length).toBeLessThan(500);
    expect(data.centre).toBeCloseTo(5, 1);
    expect(data.spread).toBeCloseTo(2, 1);
    expect(normalQuantiles(values)).toEqual(data);
  });

  test('values that do not differ have no line', () => {
    expect(normalQuantiles([1, 1, 1, 1])).toBeNull();
    expect(normalQuantiles([1, 2])).toBeNull();
  });
});

describe('the data', () => {
  test('groups come the steepest first, or the highest where slopes do not differ', () => {
    const levels = subjects.levels.map((_, i) => i);
    const steepest = orderOfLines(linesOf(sleep, SLOPES, { x: 'Days', factor: 'Subject', levels }), true);
    const names = steepest.levels.map((g) => subjects.levels[g]);
    expect([steepest.by, names[0], names[17]]).toEqual(['steepest', '308', '335']);
    const parallel = 'Reaction ~ Days + (1 | Subject)';
    const highest = orderOfLines(linesOf(sleep, parallel, { x: 'Days', factor: 'Subject', levels }), true);
    expect([highest.by, subjects.levels[highest.levels[0]]]).toEqual(['highest', '337']);
    expect(subjects.levels[orderOfLevels(subjects)[0]]).toBe('337');
  });

  test('the order is that of the lines drawn, where a treatment changes the slopes too', () => {
    const orthodont = example('orthodont');
    const levels = Array.from({ length: 27 }, (_, i) => i);
    const question = { x: 'age', by: 'Sex', factor: 'Subject', levels };
    const lines = linesOf(orthodont, 'distance ~ age * Sex + (age | Subject)', question);
    const slope = (level: number) => {
      const { y } = lines.find((line) => line.level === level)!;
      return y[3] - y[0];
    };
    const order = orderOfLines(lines, true);
    expect(order.by).toBe('steepest');
    order.levels.slice(1).forEach((level, i) => {
      expect(slope(level)).toBeLessThanOrEqual(slope(order.levels[i]));
    });
  });

  test('predictors are the columns outside of the bars and in front of them, and few values make lines', () => {
    const columnsOf = (cells: CellMatrix, formula: string) => {
      const { columns } = summarizeData(cells);
      const names = columns.map(({ name }) => name);
      const terms = expandTerms(parseFormula(formula, { columnNames: names }), names);
      const found = predictorColumns(terms, columns);
      return [found, splitColumns(found, found[0].name)].map((some) => some.map(({ name }) => name));
    };
    // A treatment stays one where it makes up groups too.
    const plots = columnsOf(example('oats'), 'yield ~ Variety * nitro + (1 | Block/Variety)');
    expect(plots).toEqual([['nitro', 'Variety'], ['Variety']]);
    expect(columnsOf(sleep, 'Reaction ~ 1 + (Days | Subject)')).toEqual([['Days'], []]);
    // Six lines can be told apart: nine rooms are too many.
    const rooms = sleep.map((row, i) => [...row, i === 0 ? 'room' : `r${i % 9}`]);
    expect(columnsOf(rooms, 'Reaction ~ Days + room + (1 | Subject)')[1]).toEqual([]);
  });

  test('points are the rows that were used, with their values', () => {
    const gap = sleep.map((row, i) => (i === 4 ? [null, row[1], row[2]] : row));
    const kept: FitResult = analyse(gap, SLOPES, { kind: 'summary' });
    const [groups] = analyse(gap, SLOPES, { kind: 'groups' });
    const days = {
      kind: 'number',
      name: 'Days',
      values: Float64Array.from(gap.slice(1), (row) => Number(row[1])),
      missing: 0,
    } as const;
    const y = kept.fitted.map((value, i) => value + kept.residuals[i]);
    const points = observedPoints(days, kept.keptRows, y, groups.codes, null);
    const expected = gap.slice(1).filter((row) => row[0] !== null);
    expect(points).toHaveLength(179);
    points.forEach(({ x, y: value, level }, i) => {
      expect(x).toBe(expected[i][1]);
      expect(value).toBeCloseTo(Number(expected[i][0]), 9);
      expect(groups.levels[level]).toBe(String(expected[i][2]));
    });
  });

  test('of many groups some have a line, and strips hold every value of the groups they show', () => {
    expect(shownLevels(Array.from({ length: 500 }, (_, i) => i))).toHaveLength(MOST_LINES);
    const y = fit.fitted.map((value, i) => value + fit.residuals[i]);
    const strips = stripsOf(y, subjects);
    expect(strips.flatMap(({ values }) => values)).toHaveLength(180);
    expect(strips[0].label).toBe('337');
  });
});

describe('thinning', () => {
  test('keeps the ends and the order', () => {
    expect(evenly(5, 10)).toEqual([0, 1, 2, 3, 4]);
    expect(evenly(101, 5)).toEqual([0, 25, 50, 75, 100]);
    const places = sampled(1000, 50);
    expect(places).toHaveLength(50);
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect(sampled(1000, 50)).toEqual(places);
  });

  test('a range of nothing is one all the same', () => {
    expect(extent([])).toEqual([0, 1]);
    expect(extent([NaN, 3, Infinity, -2])).toEqual([-2, 3]);
  });
});

describe('labels', () => {
  test('are one line without controls, and short ones stay as they are', () => {
    expect(plainLabel('two\nlines')).toBe('two lines');
    expect(plainLabel('\u202egpj.exe')).toBe('gpj.exe');
    expect(plainLabel('half \ud83d a pair')).toBe('half a pair');
    expect(fitLabel('308', 100)).toBe('308');
    for (const name of NASTY_NAMES) expect(fitLabel(name, 60).length).toBeLessThanOrEqual(15);
    expect(fitLabel(NASTY_NAMES[0], 60).endsWith('…')).toBe(true);
  });

  test('of levels stand on the axis where they fit, on two lines, or in a key below that has them whole', () => {
    const shown = (levels: readonly string[], room: number) => {
      const { ticks, tickFormat, extra, key } = levelTicks(levels, room, 220);
      return { names: ticks.map(tickFormat), extra, key };
    };
    expect(shown(['A', 'B', 'C'], 90)).toEqual({ names: ['A', 'B', 'C'], extra: 0, key: [] });
    const two = shown(['older adults', 'younger adults'], 150);
    expect(two.names).toEqual(['older\nadults', 'younger\nadults']);
    expect(two.extra).toBeGreaterThan(0);
    const narrow = shown(['congruent', 'incongruent', 'neutral'], 90);
    expect(narrow.names).toEqual(['A', 'B', 'C']);
    for (const line of narrow.key) expect(textWidth(line)).toBeLessThanOrEqual(220);
    expect(narrow.key.join(' ')).toContain('A congruent');
    expect(narrow.key.join(' ')).toContain('B incongruent');
    expect(narrow.key.join(' ')).toContain('C neutral');
  });

  test('tokens become the values of the light theme, and nothing else changes', () => {
    expect(withValues('<a fill="var(--cmFixedMark)" b="var(--unknown)">')).toBe(
      '<a fill="#047482" b="var(--unknown)">',
    );
  });
});

describe('units', () => {
  test('are those of the header, in brackets or after a comma', () => {
    expect(unitIn('Reaction time (ms)')).toBe('ms');
    expect(unitIn('dose [mg/kg]')).toBe('mg/kg');
    expect(unitIn('Length of stay, days')).toBe('days');
    expect(withUnit('Residual', 'ms')).toBe('Residual (ms)');
    expect(slopeUnit('ms', 'Time (h)')).toBe('ms/h');
    expect(slopeUnit('ms', 'Days')).toBe('ms per 1');
  });

  test('are never made up', () => {
    for (const header of [
      'Reaction',
      'score (2)',
      'dose (centred)',
      'x (log)',
      'a, b, c d',
      '(ms)',
      'wave, 3',
    ])
      expect(unitIn(header), header).toBeNull();
    expect(withUnit('Residual', null)).toBe('Residual');
    expect(slopeUnit(null, 'Time (h)')).toBeNull();
    const terms = (formula: string) =>
      expandTerms(parseFormula(formula), ['Reaction (ms)', 'Days', 'Subject']);
    expect(outcomeUnit(terms('`Reaction (ms)` ~ Days'))).toBe('ms');
    expect(outcomeUnit(terms('log(`Reaction (ms)`) ~ Days'))).toBeNull();
  });
});
