/** Variances, standard deviations and correlations of the random effects, and the residual. */

import { blockReport, type FitResult, type ReportTable, type VarianceComponent } from '../../src/index';
import { NONE } from '../state/kinds';
import { aligned, type AlignedNumber } from '../state/numbers';
import { tableView } from '../state/tableView';
import { termName, text } from '../text';

export function VarianceComponents({ result }: { readonly result: FitResult }) {
  const { varianceComponents, scale } = result;
  const correlations = Math.max(0, ...varianceComponents.map(({ terms }) => terms.length - 1));
  const partners = Array.from({ length: correlations }, (_, j) => `correlation${j + 1}`);
  const [table] = blockReport(result, 'varcomp').sections;
  const { columns, rows } = tableView(tidy(table, scale), ['variance', 'deviation', ...partners]);
  const [variance, sd] = [0, 1].map((j) => aligned(rows.map(({ cells }) => cells[j])));
  let row = 0;
  return (
    <div className="cm-card cm-scroll" tabIndex={0} role="group" aria-label={text.results.varcomp}>
      <table className="cm-vc">
        <thead>
          <tr>
            <th scope="col">{text.results.group}</th>
            {columns.slice(0, 2).map(({ name, title, hint }) => (
              <th key={name} scope="col" title={hint}>
                {title}
              </th>
            ))}
            {correlations > 0 && (
              <th scope="colgroup" colSpan={correlations} title={text.results.corrTitle}>
                {text.results.corr}
              </th>
            )}
          </tr>
        </thead>
        {varianceComponents.map((component) => (
          <tbody key={component.group}>
            <tr className="cm-vc-group">
              <th scope="rowgroup" colSpan={3 + correlations}>
                <i className="cm-dot cm-dot-vary" />
                {termName(component.group)} <em>{groupCount(component, result)}</em>
              </th>
            </tr>
            {component.terms.map((term, i) => (
              <tr key={term}>
                <th scope="row" title={term}>
                  {term === '(Intercept)' ? text.results.intercept : termName(term)}
                </th>
                <Decimal value={variance[row]} />
                <Decimal value={sd[row]} />
                {rows[row++].cells.slice(2).map((correlation, j) => (
                  <td key={j}>{j < i ? correlation || NONE : ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
        <tbody>
          <tr className="cm-vc-group">
            <th scope="row">
              <i className="cm-dot cm-dot-noise" />
              {text.results.residual}
            </th>
            <Decimal value={variance[row]} />
            <Decimal value={sd[row]} />
            {correlations > 0 && <td colSpan={correlations} />}
          </tr>
        </tbody>
      </table>
    </div>
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

/** A standard deviation below this share of sigma has collapsed; its digits mean nothing. */
const COLLAPSED = 1e-5;

function tidy(table: ReportTable, scale: number): ReportTable {
  const least: Readonly<Record<string, number>> = {
    variance: (COLLAPSED * scale) ** 2,
    deviation: COLLAPSED * scale,
  };
  const isNothing = (value: unknown, j: number): boolean =>
    typeof value === 'number' && value < least[table.columns[j].name];
  const rows = table.rows.map((row) => row.map((value, j) => (isNothing(value, j) ? 0 : value)));
  return { ...table, rows };
}

function groupCount({ group }: VarianceComponent, { groups }: FitResult): string {
  const named = (name: string) => groups.find((one) => one.group === name);
  const found = named(group) ?? named(group.replace(/\.\d+$/, ''));
  return found === undefined ? '' : text.results.groups(found.levels);
}
