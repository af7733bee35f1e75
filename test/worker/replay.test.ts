import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runThrough } from '../../src/index';
import { currentReplay, inReplays } from '../../worker/replay';

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

/** Twenty evaluations of 5 ms each, of which every third fails. */
function work(evaluated: number[]): string {
  const found = Array.from({ length: 20 }, (_, i) => {
    try {
      const point = currentReplay()!.evaluate(() => {
        evaluated.push(i);
        now += 5;
        if (i % 3 === 2) throw new RangeError(`no value at ${i}`);
        return 10 * i;
      });
      return String(point);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return error.message;
    }
  });
  return found.join();
}

test('work in steps evaluates each point once, failures too, and is interrupted every few milliseconds', () => {
  const evaluated: number[] = [];
  const steps = inReplays(() => work(evaluated));
  let count = 1;
  for (let step = steps.next(); ; step = steps.next(), count++) {
    expect(currentReplay()).toBeNull();
    if (!step.done) continue;
    expect(step.value).toMatch(/^0,10,no value at 2,30,40,no value at 5,/);
    break;
  }
  expect(evaluated).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(count).toBe(10);
});

test('of an evaluation that is over nothing within it is done again', () => {
  const begun: number[] = [];
  const evaluated: string[] = [];
  const unit = (i: number): number => {
    begun.push(i);
    const within = [0, 1, 2, 3].map((j) =>
      currentReplay()!.evaluate(() => {
        evaluated.push(`${i}.${j}`);
        now += 5;
        return j;
      }),
    );
    if (i === 4) throw new RangeError('none');
    return within.reduce((sum, j) => sum + j, 10 * i);
  };
  const steps = inReplays(() =>
    Array.from({ length: 6 }, (_, i) => {
      try {
        return currentReplay()!.evaluate(() => unit(i));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return error.message;
      }
    }),
  );
  expect(runThrough(steps)).toEqual([6, 16, 26, 36, 'none', 56]);
  expect(evaluated).toEqual([0, 1, 2, 3, 4, 5].flatMap((i) => [0, 1, 2, 3].map((j) => `${i}.${j}`)));
  expect(begun).toEqual([...begun].sort((a, b) => a - b));
  expect(begun.length).toBeGreaterThan(6);
});

test('an error of the work itself ends it', () => {
  const steps = inReplays(() => {
    throw new RangeError('wrong');
  });
  expect(() => runThrough(steps)).toThrow('wrong');
  expect(currentReplay()).toBeNull();
});
