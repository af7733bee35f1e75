import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folders = ['src', 'worker', 'functions', 'taskpane', 'workbench', 'bin', 'examples'];

/** What each module imports by a relative path: values and types, at once or when it is needed. */
function importGraph(): Map<string, string[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(root, folder, name)),
  );
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
  return specifiersOf(file, readFileSync(file, 'utf8'))
    .filter((specifier) => specifier.startsWith('.'))
    .flatMap((specifier) => {
      const path = resolve(file, '..', specifier);
      return [`${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].filter(existsSync);
    });
}

/** All that stands behind `from` and within `import()`, of a type too. */
function specifiersOf(name: string, code: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierIn(node);
    if (specifier && ts.isStringLiteral(specifier)) found.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, code, ts.ScriptTarget.ES2022));
  return found;
}

function specifierIn(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  const isImportCall = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isImportCall ? node.arguments[0] : undefined;
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

it('imports of types count, and those that wait until they are needed', () => {
  const code = [
    "import type { A } from './a';",
    "export type { B } from './b';",
    "export { default as b } from './default';",
    "export const lazy = () => import('./c');",
    "export const d: import('./d').D = 1;",
  ].join('\n');
  expect(specifiersOf('module.ts', code)).toEqual(['./a', './b', './default', './c', './d']);
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
