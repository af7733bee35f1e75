/**
 * The types of the library: the declarations that library/index.ts reaches, with the endings that Node's rules for modules ask
 * for.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import { root } from './install.mjs';

const ENTRY = 'library/index';

/** @param {string} folder where they go: `library/index.d.ts` and what that needs */
export function writeLibraryTypes(folder) {
  const found = declarations();
  const waiting = [`${ENTRY}.d.ts`];
  const written = new Set(waiting);
  for (const file of waiting) {
    const text = found.get(file).replace(/((?:from|import\()\s*)'(\.[^']+)'/g, (_, before, specifier) => {
      const target = resolved(posix.join(posix.dirname(file), specifier), found);
      if (!written.has(target)) waiting.push(target);
      written.add(target);
      const relative = posix.relative(posix.dirname(file), target).replace(/\.d\.ts$/, '.js');
      return `${before}'${relative.startsWith('.') ? relative : `./${relative}`}'`;
    });
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** All declarations by their paths from the root, with single quotes. */
function declarations() {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.core.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const program = ts.createProgram([join(root, `${ENTRY}.ts`)], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    sourceMap: false,
    rootDir: root,
    outDir: root,
  });
  const found = new Map();
  program.emit(undefined, (path, text) => {
    const file = posix.relative(root.replaceAll('\\', '/'), path.replaceAll('\\', '/'));
    found.set(
      file,
      text.replace(/from "([^"]+)"|import\("([^"]+)"\)/g, (_, a, b) =>
        a ? `from '${a}'` : `import('${b}')`,
      ),
    );
  });
  return found;
}

function resolved(path, found) {
  const target = [`${path}.d.ts`, `${path}/index.d.ts`].find((one) => found.has(one));
  if (target === undefined) throw new Error(`${path} has no declarations.`);
  return target;
}
