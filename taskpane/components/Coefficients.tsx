/** The table of fixed effects. In a narrow pane a term and its interval stand above its numbers. */

import { blockReport, type FitResult } from '../../src/index';
import { tableView } from '../state/tableView';
import { text } from '../text';

export function Coefficients({ result }: { readonly result: FitResult }) {
  const { fixedEffects } = result;
  if (fixedEffects.length === 0) return <p className="cm-card cm-pad cm-quiet">{text.results.noFixed}</p>;
  const hasDf = fixedEffects.some(({ df }) => df !== null);
  const numbers = ['estimate', 'standardError', ...(hasDf ? ['df'] : []), 'statistic', 'pValue'];
  const [table] = blockReport(result, 'fixef').sections;
  const { corner, columns, rows } = tableView(table, [['lower', 'upper'], ...numbers]);
  const [ci, ...others] = columns;
  return (
    <table className={`cm-card cm-coef${hasDf ? '' : ' cm-coef-z'}`}>
      <thead>
        <tr>
          <th scope="col" className="cm-coef-term">
            {corner}
          </th>
          <th scope="col" className="cm-coef-ci">
            {ci.title}
          </th>
          {others.map(({ name, title, hint }) => (
            <th key={name} scope="col" title={hint}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, shown, cells: [limits, ...values] }) => (
          <tr key={label}>
            <th scope="row" className="cm-coef-term" title={label}>
              {shown}
            </th>
            <td className="cm-coef-ci">
              <i>{ci.title} </i>
              {limits}
            </td>
            {values.map((value, j) => (
              <td key={others[j].name}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
