import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folders = ['src', 'worker', 'functions', 'taskpane', 'workbench', 'bin', 'examples'];

/** Relative imports of each module, `import type` left out: types are gone when the modules load. */
function importGraph(): Map<string, string[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(root, folder, name)),
  );
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const isType = ts.isImportDeclaration(statement)
      ? statement.importClause?.isTypeOnly
      : statement.isTypeOnly;
    const specifier = statement.moduleSpecifier;
    if (isType || !specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return [];
    const path = resolve(file, '..', specifier.text);
    return [`${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].filter(existsSync);
  });
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

it('no module imports itself, directly or through others', () => {
  const graph = importGraph();
  expect([...graph.values()].flat().length).toBeGreaterThan(50);
  const cycle = findCycle(graph);
  expect(cycle?.map((file) => relative(root, file)) ?? []).toEqual([]);
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
