/**
 * `E1#`, the block that the formula in E1 fills, and `@`, one value of several, as Excel has them.
 *
 * Univer 0.25 reads `#` as an operator that always fails, and drops it at the end of a formula; its `@` fails for a single cell
 * and for what a function gives. A formula with `E1#` depends on E1 alone: whatever the block holds, and its size, comes from
 * there, and the engine calculates E1 first.
 */

import {
  type ArrayValueObject,
  type BaseReferenceObject,
  type BaseValueObject,
  ErrorType,
  ErrorValueObject,
  FormulaDataModel,
  type FunctionVariantType,
  IFormulaCurrentConfigService,
  IFormulaDependencyGenerator,
  IFormulaRuntimeService,
  LexerNode,
  LexerTreeBuilder,
  PrefixNodeFactory,
  RangeReferenceObject,
  SuffixNodeFactory,
} from '@univerjs/preset-sheets-core';
import type { IRange, Nullable } from '@univerjs/core';
import { mayFillBlock } from '../files/formulaText';
import type { Spreadsheet } from '../univer';
import { openBrackets } from './syntax';

type Engine = Pick<Spreadsheet, 'get'>;

export function understandSpillReferences(engine: Engine): void {
  readOperators();
  evaluateOperators(engine);
  followAnchors(engine);
}

interface Lexer {
  checkIfAddBracket(formula: string): number;
  _checkSimilarErrorToken(character: string, at: number, formula: readonly string[]): boolean;
  treeBuilder(formula: string, toSuffixes?: boolean, ...others: unknown[]): unknown;
}

const repaired = new WeakSet<object>();

/** A formula's `#` and `@` become nodes of their own in its tree, `@` and a sign outside of `#`. */
function readOperators(): void {
  const lexer = LexerTreeBuilder.prototype as unknown as Lexer;
  if (repaired.has(lexer)) return;
  repaired.add(lexer);
  const isOperator = lexer._checkSimilarErrorToken;
  lexer._checkSimilarErrorToken = function isOperatorAtTheEndToo(character, at, formula) {
    return (
      isOperator.call(this, character, at, formula) || formula.slice(at + 1).every((next) => next === ' ')
    );
  };
  // The editor adds the brackets that are missing when a formula is entered: of `@(…)` too many, of `(…)` in a function too few.
  lexer.checkIfAddBracket = openBrackets;
  const build = lexer.treeBuilder;
  lexer.treeBuilder = function buildWithPrefixes(formula, toSuffixes = true, ...others) {
    const tree = build.call(this, formula, toSuffixes, ...others);
    if (toSuffixes && tree instanceof LexerNode) setPrefixesApart(tree);
    return tree;
  };
}

/** Signs and `@` before an operand, which the lexer leaves in its text. */
const PREFIXES = /^\s*((?:[-+@]\s*)+)(?=[^-+@\s])/;

function setPrefixesApart(node: LexerNode): void {
  const children = node.getChildren();
  children.forEach((child, i) => {
    const spill = child instanceof LexerNode && child.getToken() === '#' ? child : null;
    const operand = spill ? spill.getChildren()[0] : child;
    const text = operand instanceof LexerNode ? operand.getToken() : operand;
    const [all, prefixes] = PREFIXES.exec(text) ?? ['', ''];
    if (prefixes.includes('@') || (spill && prefixes !== '')) {
      const rest = text.slice(all.length);
      if (operand instanceof LexerNode) operand.setToken(rest);
      else if (spill) spill.getChildren()[0] = rest;
      const inner = operand instanceof LexerNode ? child : (spill ?? rest);
      const outer = [...prefixes.replace(/[\s+]/g, '')].reduceRight<LexerNode | string>(prefixed, inner);
      if (outer instanceof LexerNode) outer.setParent(node);
      children[i] = outer;
    }
    if (children[i] instanceof LexerNode) setPrefixesApart(children[i] as LexerNode);
  });
}

function prefixed(operand: LexerNode | string, prefix: string): LexerNode {
  const outer = new LexerNode();
  outer.setToken(prefix);
  outer.addChildren(operand);
  if (operand instanceof LexerNode) operand.setParent(outer);
  return outer;
}

interface OperatorNode {
  getToken(): string;
  _handlerPound?(value: FunctionVariantType): FunctionVariantType;
  _handlerAT?(value: FunctionVariantType): FunctionVariantType;
}
interface OperatorFactory {
  checkAndCreateNodeType(from: unknown): OperatorNode | undefined;
}

function evaluateOperators({ get }: Engine): void {
  const config = get<IFormulaCurrentConfigService>(IFormulaCurrentConfigService);
  const runtime = get<IFormulaRuntimeService>(IFormulaRuntimeService);
  const formulas = get<FormulaDataModel>(FormulaDataModel);
  const operators = (
    factory: OperatorFactory,
    operator: string,
    evaluate: (node: OperatorNode) => void,
  ): void => {
    const create = factory.checkAndCreateNodeType.bind(factory);
    factory.checkAndCreateNodeType = (from) => {
      const node = create(from);
      if (node?.getToken() === operator) evaluate(node);
      return node;
    };
  };
  operators(get(SuffixNodeFactory), '#', (node) => {
    node._handlerPound = (value) => blockOf(value, { config, runtime, formulas });
  });
  operators(get(PrefixNodeFactory), '@', (node) => {
    node._handlerAT = (value) => oneOf(value, runtime.currentRow, runtime.currentColumn);
  });
}

interface Calculation {
  readonly config: IFormulaCurrentConfigService;
  readonly runtime: IFormulaRuntimeService;
  readonly formulas: FormulaDataModel;
}

/** What `E1#` stands for: the block as a reference; #REF! when nothing in the cell fills one. */
function blockOf(value: FunctionVariantType, calculation: Calculation): FunctionVariantType {
  if (value.isError()) return value;
  const none = ErrorValueObject.create(ErrorType.REF);
  if (!value.isReferenceObject()) return none;
  const cell = value as BaseReferenceObject;
  const { startRow: row, startColumn: column, endRow, endColumn } = cell.getRangePosition();
  const isLost = cell.getForcedSheetName() !== '' && !cell.getForcedSheetId();
  if (isLost || row !== endRow || column !== endColumn) return none;
  const formula = calculation.formulas.getFormulaStringByCell(
    row,
    column,
    cell.getSheetId(),
    cell.getUnitId(),
  );
  if (!formula) return none;
  const place = { unitId: cell.getUnitId(), sheetId: cell.getSheetId(), row, column };
  const block = filledBy(place, calculation);
  if (block !== null) return sameWorkbook(new RangeReferenceObject({ ...block }), cell);
  const hasNoRoom = cell.getCellData(row, column)?.v === ErrorType.SPILL;
  // A block may have one value only.
  return mayFillBlock(formula) && !hasNoRoom ? cell : none;
}

interface Place {
  readonly unitId: string;
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
}

type OfSheets<T> = Readonly<Record<string, Nullable<Readonly<Record<string, T>>>>>;

/** The block that a formula has filled, in the calculation under way or in one before; one without room fills none. */
function filledBy({ unitId, sheetId, row, column }: Place, { config, runtime }: Calculation): IRange | null {
  const onSheet = <T>(all: OfSheets<T>): T | undefined => (all[unitId] ?? {})[sheetId];
  const { unitData, arrayFormulaRange, clearArrayFormulaCellData } = runtime.getAllRuntimeData();
  const now = onSheet(arrayFormulaRange)?.[row]?.[column];
  const isNew = now || onSheet(clearArrayFormulaCellData)?.getValue(row, column);
  const range = isNew ? now : onSheet(config.getArrayFormulaRange())?.[row]?.[column];
  const shown = isNew ? onSheet(unitData) : onSheet(config.getUnitData())?.cellData;
  return range && shown?.getValue(row, column)?.v !== ErrorType.SPILL ? range : null;
}

/** Gives a reference all that another one knows of the workbook. */
function sameWorkbook(range: BaseReferenceObject, cell: BaseReferenceObject): BaseReferenceObject {
  range.setDefaultUnitId(cell.getUnitId());
  range.setDefaultSheetId(cell.getDefaultSheetId());
  range.setForcedSheetName(cell.getForcedSheetName());
  range.setForcedSheetIdDirect(cell.getForcedSheetId() || '');
  range.setUnitData(cell.getUnitData());
  range.setUnitStylesData(cell.getUnitStylesData());
  range.setRuntimeData(cell.getRuntimeData());
  range.setArrayFormulaCellData(cell.getArrayFormulaCellData());
  range.setArrayFormulaRange(cell.getArrayFormulaRange());
  range.setRuntimeArrayFormulaCellData(cell.getRuntimeArrayFormulaCellData());
  range.setRuntimeArrayFormulaRange(cell.getRuntimeArrayFormulaRange());
  range.setRuntimeFeatureCellData(cell.getRuntimeFeatureCellData());
  range.setCurrentRowAndColumn(cell.getCurrentRow()!, cell.getCurrentColumn()!);
  return range;
}

/** What `@` leaves: of a range the cell in the formula's own row or column, of any other block its first value. */
function oneOf(value: FunctionVariantType, atRow: number, atColumn: number): FunctionVariantType {
  if (!value.isReferenceObject()) {
    const plain = value as BaseValueObject;
    return plain.isArray() ? ((plain as ArrayValueObject).get(0, 0) ?? plain) : value;
  }
  const range = value as BaseReferenceObject;
  const { startRow, endRow, startColumn, endColumn } = range.getRangePosition();
  const row = startRow === endRow ? startRow : atRow;
  const column = startColumn === endColumn ? startColumn : atColumn;
  if (row < startRow || row > endRow || column < startColumn || column > endColumn)
    return ErrorValueObject.create(ErrorType.VALUE);
  const cell = new RangeReferenceObject({
    startRow: row,
    endRow: row,
    startColumn: column,
    endColumn: column,
  });
  return sameWorkbook(cell, range);
}

interface TreeNode extends OperatorNode {
  readonly nodeType: number;
  getChildren(): readonly TreeNode[];
}
interface DependencyGenerator {
  _isPreCalculateNode(node: TreeNode): boolean;
}

/** Univer's numbers for nodes of a formula's tree. */
const [REFERENCE, UNION, PREFIX, SUFFIX] = [1, 10, 11, 12];

/**
 * To learn what a formula depends on, the engine evaluates some operators beforehand and takes the range that they give. For
 * `#` that would be the block of yesterday, and for `@` of a function it would call the function.
 */
function followAnchors({ get }: Engine): void {
  const generator = get<unknown>(IFormulaDependencyGenerator) as DependencyGenerator;
  const isEvaluated = generator._isPreCalculateNode.bind(generator);
  generator._isPreCalculateNode = (node) => {
    if (node.nodeType === SUFFIX && node.getToken() === '#') return false;
    if (node.nodeType === PREFIX && node.getToken() === '@')
      return [REFERENCE, UNION].includes(node.getChildren()[0]?.nodeType);
    return isEvaluated(node);
  };
}
