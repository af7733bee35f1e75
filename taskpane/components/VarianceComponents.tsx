/** Variances and standard deviations of the random effects, their correlations under them, and the residual. */

import { Fragment } from 'react';
import { blockReport, type FitResult, type ReportTable, type VarianceComponent } from '../../src/index';
import { NONE } from '../state/kinds';
import { aligned, type AlignedNumber } from '../state/numbers';
import { tableView } from '../state/tableView';
import { termName, text } from '../text';
import { useCoefficientLabels } from './useCoefficientLabels';

export function VarianceComponents({ result }: { readonly result: FitResult }) {
  const { varianceComponents } = result;
  const [table] = blockReport(result, 'varcomp').sections;
  const most = Math.max(0, ...varianceComponents.map(({ terms }) => terms.length - 1));
  const partners = Array.from({ length: most }, (_, j) => `correlation${j + 1}`);
  const { columns, rows } = tableView(tidy(table, varianceComponents), [
    'variance',
    'deviation',
    ...partners,
  ]);
  const [variance, sd] = [0, 1].map((j) => aligned(rows.map(({ cells }) => cells[j])));
  const effects = rows.map(({ cells }, i) => ({
    variance: variance[i],
    sd: sd[i],
    correlations: cells.slice(2),
  }));
  const starts = varianceComponents.map((_, i) => sum(varianceComponents.slice(0, i)));
  return (
    <table className="cm-card cm-vc" aria-label={text.results.varcomp}>
      <thead>
        <tr>
          <th scope="col">{text.results.group}</th>
          {columns.slice(0, 2).map(({ name, title, hint }) => (
            <th key={name} scope="col" title={hint}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      {varianceComponents.map((component, i) => (
        <Component
          key={component.group}
          component={component}
          result={result}
          effects={effects.slice(starts[i])}
        />
      ))}
      <tbody>
        <tr className="cm-vc-group cm-short">
          <th scope="row">
            <i className="cm-dot cm-dot-noise" />
            {text.results.residual}
          </th>
          <Numbers {...effects[effects.length - 1]} />
        </tr>
      </tbody>
    </table>
  );
}

function sum(components: readonly VarianceComponent[]): number {
  return components.reduce((n, { terms }) => n + terms.length, 0);
}

interface Effect {
  readonly variance: AlignedNumber;
  readonly sd: AlignedNumber;
  /** With the effects of the same group before it. */
  readonly correlations: readonly string[];
}

interface ComponentProps {
  readonly component: VarianceComponent;
  readonly result: FitResult;
  /** From the first of the component on. */
  readonly effects: readonly Effect[];
}

/** Up to so many characters the name of an effect leaves room for its numbers on the line. */
const SHORT_LABEL = 11;

function Component({ component, result, effects }: ComponentProps) {
  const labelOf = useCoefficientLabels(result)(component.terms);
  const labels = component.terms.map(labelOf);
  return (
    <tbody>
      <tr className="cm-vc-group">
        <th scope="rowgroup" colSpan={3}>
          <i className="cm-dot cm-dot-vary" />
          {termName(component.group)} <em>{groupCount(component, result)}</em>
        </th>
      </tr>
      {component.terms.map((term, i) => (
        <Fragment key={term}>
          <tr className={labels[i].length <= SHORT_LABEL ? 'cm-short' : undefined}>
            <th scope="row" title={term}>
              {labels[i]}
            </th>
            <Numbers {...effects[i]} />
          </tr>
          {labels.slice(0, i).map((other, j) => (
            <tr key={j} className="cm-vc-correlation">
              <th scope="row" colSpan={2}>
                {text.results.correlationWith(other)}
              </th>
              <td>{effects[i].correlations[j] || NONE}</td>
            </tr>
          ))}
        </Fragment>
      ))}
    </tbody>
  );
}

function Numbers({ variance, sd }: Pick<Effect, 'variance' | 'sd'>) {
  return (
    <>
      <Decimal value={variance} />
      <Decimal value={sd} />
    </>
  );
}

function Decimal({ value }: { readonly value: AlignedNumber }) {
  return (
    <td>
      {value.text}
      {value.padding !== '' && (
        <span className="cm-padding" aria-hidden="true">
          {value.padding}
        </span>
      )}
    </td>
  );
}

/** What has collapsed is zero: its digits mean nothing. */
function tidy(table: ReportTable, components: readonly VarianceComponent[]): ReportTable {
  const isZero = components.flatMap((component) => component.isZero);
  const isMeasure = table.columns.map(({ name }) => name === 'variance' || name === 'deviation');
  const rows = table.rows.map((row, i) =>
    isZero[i] ? row.map((value, j) => (isMeasure[j] ? 0 : value)) : row,
  );
  return { ...table, rows };
}

function groupCount({ group }: VarianceComponent, { groups }: FitResult): string {
  const named = (name: string) => groups.find((one) => one.group === name);
  const found = named(group) ?? named(group.replace(/\.\d+$/, ''));
  return found === undefined ? '' : text.results.groups(found.levels);
}
