/** Variances, standard deviations and correlations of the random effects, and the residual. */

import type { FitResult, VarianceComponent } from '../../src/index';
import { aligned, commonDecimals, fixed, withDecimals, type AlignedNumber } from '../state/numbers';
import { termName, text } from '../text';

export function VarianceComponents({ result }: { readonly result: FitResult }) {
  const { varianceComponents, sigma } = result;
  const variances = [
    ...varianceComponents.flatMap(({ covariance }) => covariance.map((row, i) => row[i])),
    sigma * sigma,
  ];
  const sds = [...varianceComponents.flatMap(({ standardDeviations }) => standardDeviations), sigma];
  const variance = aligned(variances.map(tidy((COLLAPSED * sigma) ** 2)), 4);
  const decimals = commonDecimals([Math.max(...sds.filter(Number.isFinite))], 4);
  const sd = sds.map((value) => withDecimals(tidy(COLLAPSED * sigma)(value), decimals));
  const correlations = Math.max(0, ...varianceComponents.map(({ terms }) => terms.length - 1));
  let row = 0;
  return (
    <table className="cm-card cm-vc">
      <thead>
        <tr>
          <th scope="col">{text.results.group}</th>
          <th scope="col">{text.results.variance}</th>
          <th scope="col" title={text.results.sdTitle}>
            {text.results.sd}
          </th>
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
              <Decimal value={sd[row++]} />
              {Array.from({ length: correlations }, (_, j) => (
                <td key={j}>{j < i ? correlation(component.correlations[i][j]) : ''}</td>
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

function tidy(smallest: number): (value: number) => number {
  return (value) => (Math.abs(value) < smallest ? 0 : value);
}

function correlation(r: number | null): string {
  return r === null ? '–' : fixed(r, 3);
}

function groupCount({ group }: VarianceComponent, { groups }: FitResult): string {
  const named = (name: string) => groups.find((one) => one.group === name);
  const found = named(group) ?? named(group.replace(/\.\d+$/, ''));
  return found === undefined ? '' : text.results.groups(found.levels);
}
