import { relative } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { importsOf, moduleBehind, modulesIn, readModule, root, SHELLS } from './modules';

/** What each module imports by a relative path: values and types, at once or when it is needed. */
function importGraph(): Map<string, string[]> {
  return new Map(modulesIn(['src', ...SHELLS]).map((file) => [file, neighboursOf(file)]));
}

function neighboursOf(file: string): string[] {
  return importsOf(readModule(file)).flatMap(({ specifier }) => moduleBehind(file, specifier) ?? []);
}

/** The first chain of imports that comes back to where it began; null when there is none. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const finished = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (finished.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle) return cycle;
    }
    finished.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}

it('no module imports itself, directly or through others, be it for a type', () => {
  const graph = importGraph();
  expect([...graph.values()].flat().length).toBeGreaterThan(50);
  const cycle = findCycle(graph);
  expect(cycle?.map((file) => relative(root, file)) ?? []).toEqual([]);
});

it('imports of types count, and those that wait until they are needed', () => {
  const code = [
    "import type { A } from './a';",
    "export type { B } from './b';",
    "export { default as b } from './default';",
    "export const lazy = () => import('./c');",
    "export const d: import('./d').D = 1;",
  ].join('\n');
  const found = importsOf(ts.createSourceFile('module.ts', code, ts.ScriptTarget.ES2022));
  expect(found.map(({ specifier }) => specifier)).toEqual(['./a', './b', './default', './c', './d']);
});

it('a cycle is found where there is one', () => {
  const graph = new Map([
    ['a', ['b', 'c']],
    ['b', []],
    ['c', ['d']],
    ['d', ['c']],
  ]);
  expect(findCycle(graph)).toEqual(['c', 'd', 'c']);
});
