/**
 * A fitted model as a cell of Excel's data types: an entity whose card shows the fit, and which carries what a refit needs.
 * The names of its properties are what `=A1.AIC` knows.
 */

import {
  blockReport,
  KINDS,
  kindOf,
  modelLine,
  placeOf,
  sectionOf,
  statisticTable,
  UNDETERMINED,
  type ColumnKind,
  type FitResult,
  type ReportTable,
  type Value,
} from '../src/index';
import { fromTexts, toTexts, type CarriedModel } from './carriedModel';

/** The property that carries the model; no card shows it. */
const CARRIER = 'Cellmer model';

interface Property {
  readonly type: 'String' | 'Double' | 'Boolean' | 'Array';
  readonly [more: string]: unknown;
}

/** In the order of the card; names are the user's, so that they are no keys of an object until each has a free one. */
type Properties = readonly (readonly [name: string, property: Property])[];

interface Section {
  readonly title: string;
  readonly properties: Properties;
}

/** The JSON of an `Excel.EntityCellValue`. */
export function modelEntity(fit: FitResult, carried: CarriedModel): object {
  const report = blockReport(fit, 'fit');
  const sections = [
    modelSection(fit),
    fixedSection(sectionOf(report, 'fixedEffects')),
    varianceSection(sectionOf(report, 'varianceComponents')),
    statisticsSection(statisticTable(fit, 'card')),
  ];
  const shown = new Map<string, Property>([[CARRIER, carrier(carried)]]);
  const layout = sections
    .filter(({ properties }) => properties.length > 0)
    .map(({ title, properties }) => {
      const names = properties.map(([name, property]) => {
        const free = unused(name, shown);
        shown.set(free, property);
        return free;
      });
      return { layout: 'List', title, properties: names };
    });
  return {
    type: 'Entity',
    text: modelLine(fit),
    basicType: 'Error',
    basicValue: '#VALUE!',
    properties: Object.fromEntries(shown),
    layouts: {
      compact: { icon: 'Table' },
      card: { title: { property: 'Formula' }, sections: layout },
    },
    provider: { description: 'Cellmer' },
  };
}

/** What a cell carries when it is that of a model; null for anything else. */
export function modelInCell(cell: unknown): CarriedModel | null {
  const properties = (cell as { properties?: Record<string, { elements?: unknown }> } | null)?.properties;
  const elements = properties?.[CARRIER]?.elements;
  if (!Array.isArray(elements)) return null;
  return fromTexts(elements.map((row) => String((row as { basicValue?: unknown }[])[0]?.basicValue ?? '')));
}

/** The models in a range of nothing but models; null for any other range. */
export function modelsInRange(rows: readonly (readonly unknown[])[]): CarriedModel[] | null {
  // Most ranges are data: their first cell tells.
  if (modelInCell(rows[0]?.[0]) === null) return null;
  const models = rows.flat().map(modelInCell);
  return models.length > 0 && models.every((one) => one !== null) ? (models as CarriedModel[]) : null;
}

function carrier(carried: CarriedModel): Property {
  return {
    type: 'Array',
    elements: toTexts(carried).map((text) => [{ type: 'String', basicValue: text }]),
    propertyMetadata: { excludeFrom: { cardView: true, autoComplete: true, dotNotation: true } },
  };
}

function modelSection({
  formula,
  method,
  family,
  nobs,
  groups,
  droppedRows,
  singular,
  warnings,
}: FitResult): Section {
  const properties: Properties = [
    ['Formula', text(formula)],
    ['Method', text(family === 'linear' ? 'least squares' : method)],
    ['Rows', number(nobs, 'count')],
    ...(droppedRows > 0 ? [['Rows left out', number(droppedRows, 'count')] as const] : []),
    ...groups.map(({ group, levels }) => [`Groups of ${group}`, number(levels, 'count')] as const),
    ...(singular ? [['Boundary fit', { type: 'Boolean', basicValue: true }] as const] : []),
    ...(warnings.length > 0
      ? [['Warnings', text(warnings.map(({ message }) => message).join(' '))] as const]
      : []),
  ];
  return { title: family === 'linear' ? 'Linear model' : 'Linear mixed model', properties };
}

function fixedSection(table: ReportTable): Section {
  const [estimate, standardError] = ['estimate', 'standardError'].map((name) => placeOf(table, name));
  const properties = table.rows.map((row, i) => {
    const error = row[standardError];
    const isKnown = typeof error === 'number' && !Number.isNaN(error);
    return property(table, i, estimate, isKnown ? `std. error ${short(error)}` : undefined);
  });
  return { title: 'Fixed effects', properties };
}

function varianceSection(table: ReportTable): Section {
  const deviation = placeOf(table, 'deviation');
  const properties = table.rows.map((_, i) => property(table, i, deviation, 'standard deviation'));
  return { title: 'Standard deviations', properties };
}

function statisticsSection(table: ReportTable): Section {
  return { title: 'Fit', properties: table.rows.map((_, i) => property(table, i, placeOf(table, 'value'))) };
}

/** A value of a table under the labels of its row. */
function property(table: ReportTable, i: number, j: number, sublabel?: string): Properties[number] {
  const row = table.rows[i];
  const labels = row.filter((label, k) => table.columns[k].kind === 'label' && label !== null);
  return [labels.join(': '), number(row[j], kindOf(table, i, j), sublabel)];
}

function text(value: string): Property {
  return { type: 'String', basicValue: value };
}

/** A number that does not exist is said in words. */
function number(value: Value, kind: ColumnKind, sublabel?: string): Property {
  if (value === UNDETERMINED) return text('not determined by the data');
  const metadata = sublabel === undefined ? {} : { propertyMetadata: { sublabel } };
  if (typeof value !== 'number' || !Number.isFinite(value)) return { ...text('does not exist'), ...metadata };
  return { type: 'Double', basicValue: value, numberFormat: KINDS[kind].numberFormat(value), ...metadata };
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** A name that no property has yet; `__proto__` is none that an object can be read by in every host. */
function unused(name: string, taken: ReadonlyMap<string, unknown>): string {
  let free = name;
  for (let i = 2; taken.has(free) || free === '__proto__'; i++) free = `${name} (${i})`;
  return free;
}
