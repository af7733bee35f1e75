/**
 * The short form of a model: a group column in place of a formula.
 *
 * The response is the first column of numbers that varies within groups, every other column an additive fixed effect, and the
 * group has a random intercept. The formula this means is written out and fitted like any other.
 */

import { CellmerError } from '../errors';
import { formulaForGroup } from '../formula';
import { canBeResponse, composed, factorOf, isBlank, readTable } from '../table';
import type { Cell, CellMatrix, Column } from '../table/types';
import type { TakenResponse } from './input';
import type { ModelArgument } from './request';

export interface ResolvedModel {
  readonly formula: string;
  /** The data, with the group column appended when it was given as a range of its own. */
  readonly data: CellMatrix;
  /** The column that was taken for the response; undefined for a formula. */
  readonly taken?: TakenResponse;
}

/**
 * @param names column names of the data
 * @param hasHeaders whether the first row of the data holds them
 */
export function resolveGroupColumn(
  data: CellMatrix,
  model: ModelArgument,
  names: readonly string[],
  hasHeaders: boolean,
): ResolvedModel {
  if (isMatrix(model)) return resolveRange(data, model, names, hasHeaders);
  return {
    ...formulaWithGroup(names, groupName(model, names), columnOf(data, hasHeaders)),
    data,
  };
}

function columnOf(data: CellMatrix, headers: boolean): (name: string) => Column {
  return (name) => readTable(data, { headers, use: () => [name] }).columns.get(name)!;
}

export function isMatrix(model: ModelArgument): model is CellMatrix {
  return Array.isArray(model);
}

/** A single cell that stands in a 1×1 range is that cell. */
export function unwrap(model: ModelArgument): ModelArgument {
  return isMatrix(model) && model.length === 1 && model[0].length === 1 ? model[0][0] : model;
}

export function groupName(model: Cell, names: readonly string[]): string {
  if (typeof model === 'number') {
    if (!Number.isInteger(model) || model < 1 || model > names.length)
      throw new CellmerError(
        'option',
        `the group column is number ${model}, but the data have columns 1 to ${names.length}: ${names.join(', ')}`,
      );
    return names[model - 1];
  }
  if (typeof model === 'string' && !isBlank(model)) {
    // A name that is not there is reported by the table, which lists those that are.
    return composed(model.trim());
  }
  throw new CellmerError(
    'option',
    'the model is missing: give a formula such as "y ~ x + (x | g)", the header or number of the group column, or its range',
  );
}

/**
 * Without a column that can be the response it is the first, and the fit says why that does not do.
 *
 * @param read gives a column by its name
 */
export function formulaWithGroup(
  names: readonly string[],
  group: string,
  read: (name: string) => Column,
): Pick<ResolvedModel, 'formula' | 'taken'> {
  const rest = names.filter((name) => name !== group);
  if (rest.length === 0)
    throw new CellmerError(
      'model',
      `the data have no column besides the group ${group}: a response is needed`,
    );
  const groups = factorOf(read(group));
  const response = rest.find((name) => canBeResponse(read(name), groups)) ?? rest[0];
  const others = rest.filter((name) => name !== response);
  return { formula: formulaForGroup(response, others, group), taken: { response, group } };
}

function resolveRange(
  data: CellMatrix,
  range: CellMatrix,
  names: readonly string[],
  hasHeaders: boolean,
): ResolvedModel {
  const column = asColumn(range);
  const rows = data.length;
  const withoutHeader = hasHeaders && column.length === rows - 1;
  if (column.length !== rows && !withoutHeader)
    throw new CellmerError(
      'option',
      `the group range has ${column.length} cells, but the data have ${rows} rows: give a range of the same height`,
    );
  const inside = names.findIndex((_, c) =>
    column.every((cell, i) => sameCell(cell, data[withoutHeader ? i + 1 : i][c])),
  );
  if (inside >= 0) return { ...formulaWithGroup(names, names[inside], columnOf(data, hasHeaders)), data };

  const header = hasHeaders && !withoutHeader ? column[0] : null;
  const wanted = typeof header === 'string' && !isBlank(header) ? composed(header.trim()) : 'group';
  const name = unusedName(wanted, names);
  const cells: readonly Cell[] = withoutHeader
    ? [name, ...column]
    : [hasHeaders ? name : column[0], ...column.slice(1)];
  const joined = data.map((row, i) => [...row, cells[i]]);
  if (hasHeaders)
    return { ...formulaWithGroup([...names, name], name, columnOf(joined, true)), data: joined };
  // Without headers the appended column gets the next default name.
  const withDefault = readTable(joined, { headers: false, use: () => [] }).names;
  const last = withDefault[withDefault.length - 1];
  return { ...formulaWithGroup(withDefault, last, columnOf(joined, false)), data: joined };
}

function asColumn(range: CellMatrix): readonly Cell[] {
  if (range.length > 0 && range[0].length === 1) return range.map((row) => row[0]);
  if (range.length === 1) return range[0];
  throw new CellmerError(
    'option',
    `the group range has ${range[0]?.length ?? 0} columns: expected one column of groups`,
  );
}

function sameCell(a: Cell, b: Cell): boolean {
  return a === b || (isBlank(a) && isBlank(b));
}

function unusedName(wanted: string, names: readonly string[]): string {
  let name = wanted;
  for (let i = 2; names.includes(name); i++) name = `${wanted}${i}`;
  return name;
}
