/** The modules of the repository: what each imports, and what it exports. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

export const root = join(import.meta.dirname, '../..');
export const SHELLS = ['worker', 'functions', 'taskpane', 'workbench', 'bin', 'library', 'examples'];

export interface Import {
  readonly specifier: string;
  /** The names that are taken from the module; null for all that it has. */
  readonly names: readonly string[] | null;
}

export interface Exported {
  readonly name: string;
  readonly kind: 'value' | 'type';
  /** Whether it is declared in another module. */
  readonly isPassedOn: boolean;
}

/** Paths of all modules in TypeScript below these folders. */
export function modulesIn(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(root, folder, name)),
  );
}

export function readModule(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
}

/** The file behind a relative specifier; null for a package, and for what is not written in TypeScript. */
export function moduleBehind(file: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const path = resolve(file, '..', specifier);
  return [`${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find(existsSync) ?? null;
}

/** All that stands behind `from` and within `import()`, of a type too. */
export function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierIn(node);
    if (specifier && ts.isStringLiteral(specifier))
      found.push({ specifier: specifier.text, names: namesIn(node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function specifierIn(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  const isImportCall = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isImportCall ? node.arguments[0] : undefined;
}

function namesIn(node: ts.Node): string[] | null {
  const clause = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : null;
  const named = ts.isExportDeclaration(node) ? node.exportClause : clause;
  if (!named || !(ts.isNamedImports(named) || ts.isNamedExports(named))) return null;
  return named.elements.map(({ propertyName, name }) => (propertyName ?? name).text);
}

export function exportsOf(source: ts.SourceFile): Exported[] {
  return source.statements.flatMap((statement): Exported[] => {
    if (ts.isExportDeclaration(statement)) return passedOn(statement);
    const isExported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(isExport);
    if (!isExported) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) =>
        ts.isIdentifier(name) ? [{ name: name.text, kind: 'value', isPassedOn: false }] : [],
      );
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      return statement.name ? [{ name: statement.name.text, kind: 'value', isPassedOn: false }] : [];
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    return isType ? [{ name: statement.name.text, kind: 'type', isPassedOn: false }] : [];
  });
}

function isExport({ kind }: ts.ModifierLike): boolean {
  return kind === ts.SyntaxKind.ExportKeyword;
}

function passedOn({ exportClause, isTypeOnly }: ts.ExportDeclaration): Exported[] {
  if (!exportClause || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.map((element) => ({
    name: element.name.text,
    kind: isTypeOnly || element.isTypeOnly ? 'type' : 'value',
    isPassedOn: true,
  }));
}
