/** The table of fixed effects. In a narrow pane a term and its interval stand above its numbers. */

import type { FitResult } from '../../src/index';
import { coefficientDecimals, degreesOfFreedom, fixed, interval, pValue, statistic } from '../state/numbers';
import { termName, text } from '../text';
import { percent } from './OptionsCard';

export function Coefficients({ result }: { readonly result: FitResult }) {
  const { fixedEffects, level } = result;
  if (fixedEffects.length === 0) return <p className="cm-card cm-pad cm-quiet">{text.results.noFixed}</p>;
  const hasDf = fixedEffects.some(({ df }) => df !== null);
  const decimals = coefficientDecimals(fixedEffects);
  const L = percent(level);
  return (
    <table className={`cm-card cm-coef${hasDf ? '' : ' cm-coef-z'}`}>
      <thead>
        <tr>
          <th scope="col" className="cm-coef-term">
            {text.results.term}
          </th>
          <th scope="col" className="cm-coef-ci">
            {text.results.ci(L)}
          </th>
          <th scope="col">{text.results.estimate}</th>
          <th scope="col" title={text.results.seTitle}>
            {text.results.se}
          </th>
          {hasDf && (
            <th scope="col" title={text.results.dfTitle}>
              {text.results.df}
            </th>
          )}
          <th scope="col">{hasDf ? text.results.t : text.results.z}</th>
          <th scope="col">{text.results.p}</th>
        </tr>
      </thead>
      <tbody>
        {fixedEffects.map((effect) => (
          <tr key={effect.term}>
            <th scope="row" className="cm-coef-term" title={effect.term}>
              {effect.term === '(Intercept)' ? text.results.intercept : termName(effect.term)}
            </th>
            <td className="cm-coef-ci">
              <i>{text.results.ci(L)} </i>
              {text.results.limits(...interval(effect.lower, effect.upper))}
            </td>
            <td>{fixed(effect.estimate, decimals)}</td>
            <td>{fixed(effect.standardError, decimals)}</td>
            {hasDf && <td>{effect.df === null ? '' : degreesOfFreedom(effect.df)}</td>}
            <td>{statistic(effect.statistic)}</td>
            <td>{pValue(effect.pValue)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
