import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { exportsOf, importsOf, moduleBehind, modulesIn, readModule, root, SHELLS } from './modules';

const DOOR = join(root, 'src/index.ts');
/** What programs import that use the package. */
const PACKAGE = join(root, 'library/index.ts');
const CODE = ['src', ...SHELLS];
/** Called by vitest. */
const SETUP = /\/setup\.ts$/;

/** By module, the names that other modules take from it; null where one takes all. */
function usedNames(folders: readonly string[]): Map<string, Set<string | null>> {
  const used = new Map<string, Set<string | null>>();
  for (const file of modulesIn(folders))
    for (const { specifier, names } of importsOf(readModule(file))) {
      const target = moduleBehind(file, specifier);
      if (target === null) continue;
      const known = used.get(target) ?? new Set();
      used.set(target, known);
      for (const name of names ?? [null]) known.add(name);
    }
  return used;
}

it('a shell uses everything that the core exports to them', () => {
  const used = usedNames([...SHELLS, 'bench']).get(DOOR)!;
  expect(used.size).toBeGreaterThan(50);
  const names = exportsOf(readModule(DOOR)).map(({ name }) => name);
  expect(names.filter((name) => !used.has(name))).toEqual([]);
});

it('every function and constant that a module exports, and all that it passes on, is imported by another one', () => {
  const used = usedNames([...CODE, 'bench', 'test']);
  const unused = modulesIn([...CODE, 'bench', 'test'])
    .filter((file) => file !== DOOR && file !== PACKAGE && !SETUP.test(file) && !used.get(file)?.has(null))
    .flatMap((file) =>
      exportsOf(readModule(file))
        // Types of what a module exports may be wanted with it.
        .filter(({ kind, isPassedOn }) => kind === 'value' || isPassedOn)
        .filter(({ name }) => !used.get(file)?.has(name))
        .map(({ name }) => `${relative(root, file)}: ${name}`),
    );
  expect(unused).toEqual([]);
});
