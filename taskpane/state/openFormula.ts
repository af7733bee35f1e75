/**
 * The model behind a formula of ours in a cell: read as the function itself reads it, so that the pane shows what the cell
 * does.
 */

import { declared } from '../../functions/catalog';
import {
  CellmerError,
  DEFAULT_FIT_OPTIONS,
  MODEL_OPTIONS,
  modelOptionPairs,
  numberBetween,
  readMethod,
  readModelOptions,
  resolveModel,
  type CellMatrix,
  type FitOptions,
} from '../../src/index';
import type { PlacedFormula, RangeAddress, SpreadsheetHost } from '../host';
import { addressText, isSingleCell, readAddress } from './address';
import { constantOf, formulaCall, type FormulaCall } from './formulaCall';
import type { Specification } from './specification';

/** Why a formula of ours is not opened; `detail` is what it is about, as it stands in the cell. */
export interface NotOpened {
  readonly why: 'data' | 'cell' | 'circle' | 'argument' | 'several' | 'groups' | 'wrong';
  readonly detail: string;
}

export type Opened = Specification | NotOpened;

export function isOpened(opened: Opened): opened is Specification {
  return 'range' in opened;
}

type Sheets = Pick<SpreadsheetHost, 'readRange' | 'formulaBehind'>;

/** Models that stand in one another's cells: more are a circle. */
const MOST_CELLS = 20;

/**
 * The model of a formula such as `=LMER.FIT(Sheet1!A1:C181, "y ~ x + (x | g)", "ML")`, or of one whose data are a cell with
 * `LMER.MODEL`; null for a formula that is no function about a model.
 */
export async function openFormula(
  { formula, at }: PlacedFormula,
  sheets: Sheets,
  depth = 0,
): Promise<Opened | null> {
  const call = formulaCall(formula);
  if (call === null) return null;
  if (depth > MOST_CELLS) return { why: 'circle', detail: addressText(at) };
  try {
    return await new Opening(call, at.sheet, sheets, depth).model();
  } catch (error) {
    if (isReason(error)) return error.reason;
    if (error instanceof CellmerError) return { why: 'wrong', detail: error.message };
    throw error;
  }
}

/** Ends the opening of a formula. */
class Reason extends Error {
  constructor(readonly reason: NotOpened) {
    super(reason.why);
  }
}

function isReason(error: unknown): error is Reason {
  return error instanceof Reason;
}

function refuse(why: NotOpened['why'], detail: string): never {
  throw new Reason({ why, detail });
}

class Opening {
  constructor(
    private readonly call: FormulaCall,
    private readonly sheet: string,
    private readonly sheets: Sheets,
    private readonly depth: number,
  ) {}

  async model(): Promise<Specification> {
    const { data = '', models } = this.call.given;
    if (models !== undefined) refuse('several', models);
    const range = readAddress(data, this.sheet) ?? refuse('data', data);
    const base = isSingleCell(range) ? await this.modelAt(range) : null;
    const fit = await this.options(base);
    const { headers, ...options } = fit;
    const own = { range: base?.range ?? range, headers, options };
    return { ...own, ...(await this.formula(own.range, fit, base)) };
  }

  /** The model in a cell with LMER.MODEL. */
  private async modelAt(cell: RangeAddress): Promise<Specification> {
    const found = await this.sheets.formulaBehind(cell);
    const id = found && formulaCall(found.formula)?.id;
    const opened = id === 'LMER.MODEL' ? await openFormula(found!, this.sheets, this.depth + 1) : null;
    if (opened === null) return refuse('cell', addressText(cell));
    return isOpened(opened) ? opened : refuse(opened.why, opened.detail);
  }

  /** As the function reads them; of its own options, which say what is asked, none is part of the model. */
  private async options(base: Specification | null): Promise<FitOptions> {
    const { model = '' } = this.call.given;
    // A start belongs to the model that it was given for.
    const start = model === '' ? base?.options.start : null;
    const initial = base
      ? { ...base.options, headers: base.headers, start: start ?? null }
      : DEFAULT_FIT_OPTIONS;
    const names = [...MODEL_OPTIONS.map(({ name }) => name), 'control', 'verbose'];
    const pairs = modelOptionPairs(await this.optionCells());
    const fit = readModelOptions(
      pairs.filter(([name]) => names.includes(name)),
      {},
      initial,
    );
    const method = textOf(await this.cells('method'));
    const level = textOf(await this.cells('level'));
    return {
      ...fit,
      ...(method !== '' && { method: readMethod({ text: method }) }),
      ...(level !== '' && { level: numberBetween({ name: 'level', text: level }, 0, 1) }),
    };
  }

  /** As the function's own declaration reads them: a name may be another option there, as `weights=cells` about means is. */
  private async optionCells(): Promise<CellMatrix> {
    const cells = await this.cells('options');
    const { options } = declared(this.call.id).arguments;
    return (
      (options?.read({ name: 'options', cells, rich: null, address: null }) as CellMatrix | undefined) ??
      cells
    );
  }

  private async formula(
    range: RangeAddress,
    options: FitOptions,
    base: Specification | null,
  ): Promise<Pick<Specification, 'formula' | 'headers'>> {
    const { model = '' } = this.call.given;
    const { headers } = options;
    if (model === '' && base) return { formula: base.formula, headers };
    const place = readAddress(model, this.sheet);
    const behind = place && isSingleCell(place) ? await this.sheets.formulaBehind(place) : null;
    if (behind && formulaCall(behind.formula)?.id === 'LMER.MODEL') {
      const { formula } = await this.modelAt(place!);
      return { formula, headers };
    }
    const cells = await this.cells('model');
    if (cells.length > 1 || cells[0].length > 1) refuse('groups', model);
    const [[cell]] = cells;
    if (typeof cell === 'string' && cell.includes('~')) return { formula: cell, headers };
    const data = await this.sheets.readRange(range);
    return resolveModel({ data, model: cell, options });
  }

  /** The cells of an argument; one blank cell where it is left out. */
  private async cells(name: string): Promise<CellMatrix> {
    const text = this.call.given[name] ?? '';
    if (text === '') return [[null]];
    const constant = constantOf(text);
    if (constant) return constant;
    const place = readAddress(text, this.sheet) ?? refuse('argument', text);
    return this.sheets.readRange(place);
  }
}

function textOf([[cell]]: CellMatrix): string {
  return typeof cell === 'object' && cell !== null ? cell.error : String(cell ?? '').trim();
}
