import { describe, expect, test } from 'vitest';
import { MARGIN, pageLayout, total, type Axis, type Line, type Part } from '../../../workbench/print/pages';

const lines = (...sizes: number[]): Line[] => sizes.map((size, index) => ({ index, size }));
const axis = (all: readonly Line[], more: Partial<Axis> = {}): Axis => ({
  lines: all,
  repeated: 0,
  whole: [],
  ...more,
});
const many = (count: number, size: number) => lines(...Array.from({ length: count }, () => size));
const indices = ({ own }: Part) => own.map(({ index }) => index);

/** The smallest of A4 and Letter, in inches of 96 pixels. */
const PAPER = { portrait: [8.27 * 96, 11 * 96], landscape: [11 * 96, 8.27 * 96] } as const;

describe('the pages of a sheet', () => {
  test.each([
    ['narrow', 5, 100, 200],
    ['wide', 12, 100, 200],
    ['very wide', 60, 70, 3],
    ['with columns wider than paper', 3, 2000, 4],
  ])('have each cell once and fit on paper: %s', (_, columns, width, rows) => {
    const layout = pageLayout(axis(many(rows, 24)), axis(many(columns, width)));
    const cells = layout.pages.flatMap((page) =>
      indices(page.rows).flatMap((row) => indices(page.columns).map((column) => `${row},${column}`)),
    );
    expect(cells.length).toBe(rows * columns);
    expect(new Set(cells).size).toBe(rows * columns);
    const [paperWidth, paperHeight] = PAPER[layout.orientation];
    for (const page of layout.pages) {
      expect(total(page.columns.own) * layout.scale + 2 * MARGIN).toBeLessThanOrEqual(paperWidth);
      expect(total(page.rows.own) * layout.scale + 2 * MARGIN).toBeLessThanOrEqual(paperHeight);
    }
  });

  test('stand upright where the columns fit, on their side where not, and smaller where they must', () => {
    const layout = (columns: number) => pageLayout(axis(many(3, 24)), axis(many(columns, 100)));
    expect(layout(6)).toMatchObject({ orientation: 'portrait', scale: 1 });
    expect(layout(9)).toMatchObject({ orientation: 'landscape', scale: 1 });
    const smaller = layout(14);
    expect(smaller.orientation).toBe('landscape');
    expect(smaller.scale).toBeGreaterThan(0.6);
    expect(smaller.scale).toBeLessThan(0.7);
    expect(smaller.pages.length).toBe(1);
    expect(layout(20).pages.length).toBe(2);
  });

  test('repeat frozen rows, but on the first page', () => {
    const { pages } = pageLayout(axis(many(100, 24), { repeated: 1 }), axis(many(3, 100)));
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.map(({ rows }) => rows.repeated.map(({ index }) => index))).toEqual([
      [],
      ...pages.slice(1).map(() => [0]),
    ]);
  });

  test('do not repeat frozen rows that would fill half of each page', () => {
    const { pages } = pageLayout(axis(many(100, 24), { repeated: 30 }), axis(many(3, 100)));
    expect(pages.every(({ rows }) => rows.repeated.length === 0)).toBe(true);
  });

  test('break before what would be cut, if it fits on a page', () => {
    const without = pageLayout(axis(many(100, 24)), axis(many(3, 100)));
    const end = without.pages[0].rows.own.length;
    const cut = { first: end - 5, last: end + 5 };
    const { pages } = pageLayout(axis(many(100, 24), { whole: [cut] }), axis(many(3, 100)));
    expect(indices(pages[1].rows)[0]).toBe(cut.first);
    const large = pageLayout(axis(many(100, 24), { whole: [{ first: 2, last: 99 }] }), axis(many(3, 100)));
    expect(large.pages[0].rows.own.length).toBe(end);
  });
});
