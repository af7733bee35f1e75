import { afterEach, expect, test, vi } from 'vitest';
import { pack, sendInParcels, unpack } from '../../worker/parcels';

afterEach(() => vi.useRealTimers());

const cells = (rows: number, width: number) =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: width }, (_unused, j) => i * width + j));

test('pack takes long lists out, however deep they are, and unpack puts them back', () => {
  const levels = Array.from({ length: 10_001 }, (_, i) => `g${i}`);
  const data = cells(5001, 2);
  const values = Float64Array.of(1, 2);
  const message = {
    request: { data, model: 'y ~ x' },
    groups: [{ levels, values }, { levels: ['a'] }],
    few: [[1]],
  };
  const packed = pack(message);
  expect(packed.lists).toEqual([data, levels]);
  expect(packed.message).toEqual({
    request: { data: { listNumber: 0 }, model: 'y ~ x' },
    groups: [{ levels: { listNumber: 1 }, values }, { levels: ['a'] }],
    few: [[1]],
  });
  expect(unpack(packed.message, packed.lists)).toEqual(message);
  expect(message.request.data).toBe(data);
});

test('pack takes out what is nothing but one long list, and leaves alone what has none', () => {
  const block = cells(4000, 3);
  const packed = pack<unknown>(block);
  expect(packed.message).toEqual({ listNumber: 0 });
  expect(unpack(packed.message, packed.lists)).toBe(block);
  const short = { a: { b: [1, 2] } };
  expect(pack(short)).toEqual({ message: short, lists: [] });
  expect(pack(short).message).toBe(short);
});

/** Sends with a clock that a parcel moves on by so many milliseconds a cell; what was sent in each turn of the thread. */
async function sent(list: readonly unknown[], perCell: (item: unknown) => number): Promise<unknown[][][]> {
  vi.useFakeTimers();
  const turns: unknown[][][] = [];
  let now = 0;
  const post = (items: readonly unknown[]) => {
    const last = turns.at(-1)!;
    last.push([...items]);
    now += items.reduce<number>((sum, item) => sum + perCell(item), 0);
    vi.setSystemTime(now);
  };
  vi.setSystemTime(now);
  const done = sendInParcels(list, post, () => turns.push([]) > 0);
  await vi.runAllTimersAsync();
  expect(await done).toBe(true);
  return turns.filter((turn) => turn.length > 0);
}

test('a turn ends after some milliseconds, whatever a cell takes, and all items are sent in their order', async () => {
  for (const [length, each] of [
    [200_000, 0.0001],
    [20_000, 0.001],
    [2000, 1],
  ] as const) {
    const list = Array.from({ length }, (_, i) => i);
    const turns = await sent(list, () => each);
    expect(turns.flat(2)).toEqual(list);
    // The first parcel cannot know yet.
    const times = turns.slice(1).map((turn) => turn.flat().length * each);
    expect(Math.max(0, ...times)).toBeLessThanOrEqual(12);
  }
});

test('parcels shrink where cells hold long texts', async () => {
  const list = Array.from({ length: 30_000 }, (_, i) => i);
  const turns = await sent(list, (item) => ((item as number) < 10_000 ? 0.0001 : 0.02));
  const sizes = turns.flat().map((parcel) => parcel.length);
  expect(Math.max(...sizes)).toBeGreaterThan(4000);
  expect(sizes.at(-2)).toBeLessThan(200);
});

test('nothing is sent any more when it is not wanted', async () => {
  vi.useFakeTimers();
  const posted: number[] = [];
  const post = (items: readonly unknown[]) => {
    posted.push(items.length);
    vi.advanceTimersByTime(20);
  };
  const answer = sendInParcels(cells(50_000, 3), post, () => posted.length < 3);
  await vi.runAllTimersAsync();
  expect(await answer).toBe(false);
  expect(posted).toHaveLength(3);
});
