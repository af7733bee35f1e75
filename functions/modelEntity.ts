/**
 * A fitted model as a cell of Excel's data types: an entity whose card shows the fit, and which carries what a refit needs.
 * The names of its properties are what `=A1.AIC` knows.
 */

import { modelLine, type FitResult } from '../src/index';
import { fromTexts, toTexts, type CarriedModel } from './carriedModel';

/** The property that carries the model; no card shows it. */
const CARRIER = 'Cellmer model';

interface Property {
  readonly type: 'String' | 'Double' | 'Boolean' | 'Array';
  readonly [more: string]: unknown;
}

interface Section {
  readonly title: string;
  readonly properties: Readonly<Record<string, Property>>;
}

/** The JSON of an `Excel.EntityCellValue`. */
export function modelEntity(fit: FitResult, carried: CarriedModel): object {
  const sections = [modelSection(fit), fixedSection(fit), varianceSection(fit), statisticsSection(fit)];
  const shown: Record<string, Property> = {};
  const layout = sections
    .filter(({ properties }) => Object.keys(properties).length > 0)
    .map(({ title, properties }) => {
      const names = Object.entries(properties).map(([name, property]) => {
        const free = unused(name, shown);
        shown[free] = property;
        return free;
      });
      return { layout: 'List', title, properties: names };
    });
  return {
    type: 'Entity',
    text: modelLine(fit),
    basicType: 'Error',
    basicValue: '#VALUE!',
    properties: { ...shown, [CARRIER]: carrier(carried) },
    layouts: {
      compact: { icon: 'Table' },
      card: { title: { property: 'Formula' }, sections: layout },
    },
    provider: { description: 'Cellmer' },
  };
}

/** What an argument carries when it is the cell of a model; null for anything else. */
export function modelInCell(value: unknown): CarriedModel | null {
  const cell = Array.isArray(value) ? onlyCell(value) : value;
  const properties = (cell as { properties?: Record<string, { elements?: unknown }> } | null)?.properties;
  const elements = properties?.[CARRIER]?.elements;
  if (!Array.isArray(elements)) return null;
  return fromTexts(elements.map((row) => String((row as { basicValue?: unknown }[])[0]?.basicValue ?? '')));
}

/** The models in a range of nothing but models; null for any other range. */
export function modelsInRange(value: unknown): CarriedModel[] | null {
  // Most ranges are data: their first cell tells.
  if (!Array.isArray(value) || modelInCell(((value as unknown[][])[0] ?? [])[0]) === null) return null;
  const models = (value as unknown[]).flat().map(modelInCell);
  return models.length > 0 && models.every((one) => one !== null) ? (models as CarriedModel[]) : null;
}

function onlyCell(rows: readonly unknown[]): unknown {
  const [first] = rows;
  if (rows.length !== 1) return null;
  return Array.isArray(first) ? (first.length === 1 ? (first as unknown[])[0] : null) : first;
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
  const sizes = Object.entries(groups).map(([name, count]) => [`Groups of ${name}`, whole(count)] as const);
  return {
    title: family === 'linear' ? 'Linear model' : 'Linear mixed model',
    properties: {
      Formula: text(formula),
      Method: text(family === 'linear' ? 'least squares' : method),
      Rows: whole(nobs),
      ...(droppedRows > 0 ? { 'Rows left out': whole(droppedRows) } : {}),
      ...Object.fromEntries(sizes),
      ...(singular ? { 'Boundary fit': { type: 'Boolean', basicValue: true } as const } : {}),
      ...(warnings.length > 0 ? { Warnings: text(warnings.map(({ message }) => message).join(' ')) } : {}),
    },
  };
}

function fixedSection({ fixedEffects }: FitResult): Section {
  const rows = fixedEffects.map(({ term, estimate, standardError }) => [
    term,
    number(estimate, `std. error ${short(standardError)}`),
  ]);
  return { title: 'Fixed effects', properties: Object.fromEntries(rows) as Section['properties'] };
}

function varianceSection({ varianceComponents, sigma }: FitResult): Section {
  const rows = varianceComponents.flatMap(({ group, terms, standardDeviations }) =>
    terms.map((term, i) => [`${group}: ${term}`, number(standardDeviations[i], 'standard deviation')]),
  );
  const residual = ['Residual', number(sigma, 'standard deviation')];
  return {
    title: 'Standard deviations',
    properties: Object.fromEntries([...rows, residual]) as Section['properties'],
  };
}

function statisticsSection({ criterion, logLik, aic, bic, method, family, dfResidual }: FitResult): Section {
  const isReml = method === 'REML' && family === 'mixed';
  return {
    title: 'Fit',
    properties: {
      [isReml ? 'REML criterion' : 'Deviance']: number(criterion),
      'Log-likelihood': number(logLik),
      AIC: number(aic),
      BIC: number(bic),
      'Residual df': whole(dfResidual),
    },
  };
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

function unused(name: string, taken: Readonly<Record<string, unknown>>): string {
  let free = name;
  for (let i = 2; Object.hasOwn(taken, free) || free === CARRIER; i++) free = `${name} (${i})`;
  return free;
}
