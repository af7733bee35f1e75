/**
 * A fitted model as a cell of Excel's data types: an entity whose card shows the fit, and which carries what a refit needs.
 * The names of its properties are what `=A1.AIC` knows.
 */

import { modelLine, shownStatistics, type FitResult, type Value } from '../src/index';
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
  const sections = [modelSection(fit), fixedSection(fit), varianceSection(fit), statisticsSection(fit)];
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
    ['Rows', whole(nobs)],
    ...(droppedRows > 0 ? [['Rows left out', whole(droppedRows)] as const] : []),
    ...groups.map(({ group, levels }) => [`Groups of ${group}`, whole(levels)] as const),
    ...(singular ? [['Boundary fit', { type: 'Boolean', basicValue: true }] as const] : []),
    ...(warnings.length > 0
      ? [['Warnings', text(warnings.map(({ message }) => message).join(' '))] as const]
      : []),
  ];
  return { title: family === 'linear' ? 'Linear model' : 'Linear mixed model', properties };
}

function fixedSection({ fixedEffects }: FitResult): Section {
  const properties = fixedEffects.map(
    ({ term, estimate, standardError }) =>
      [
        term,
        number(estimate, Number.isNaN(standardError) ? undefined : `std. error ${short(standardError)}`),
      ] as const,
  );
  return { title: 'Fixed effects', properties };
}

function varianceSection({ varianceComponents, sigma }: FitResult): Section {
  const cardOf = (value: number): Property =>
    Number.isNaN(value) ? text('not determined by the data') : number(value, 'standard deviation');
  const rows = varianceComponents.flatMap(({ group, terms, standardDeviations }) =>
    terms.map((term, i) => [`${group}: ${term}`, cardOf(standardDeviations[i])] as const),
  );
  const residual = ['Residual', number(sigma, 'standard deviation')] as const;
  return { title: 'Standard deviations', properties: [...rows, residual] };
}

function statisticsSection(fit: FitResult): Section {
  const properties = shownStatistics(fit, 'card').flatMap(({ kind, values }) =>
    values.map(
      ({ label, value }) =>
        [label, kind === 'count' ? whole(numeric(value)) : number(numeric(value))] as const,
    ),
  );
  return { title: 'Fit', properties };
}

/** NaN for what is no number. */
function numeric(value: Value): number {
  return typeof value === 'number' ? value : NaN;
}

function text(value: string): Property {
  return { type: 'String', basicValue: value };
}

function whole(value: number): Property {
  return { type: 'Double', basicValue: value, numberFormat: '0' };
}

/** A number that does not exist is said in words. */
function number(value: number, sublabel?: string): Property {
  const metadata = sublabel === undefined ? {} : { propertyMetadata: { sublabel } };
  if (!Number.isFinite(value)) return { ...text('does not exist'), ...metadata };
  return {
    type: 'Double',
    basicValue: value,
    numberFormat: Math.abs(value) >= 1000 ? '0.00' : '0.0000',
    ...metadata,
  };
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
