/** The three ways to estimate the same three parameters, side by side. */

import { significant } from '../../state/numbers';
import type { LikelihoodEstimate, OnewayResult } from '../../state/oneway';
import { text } from '../../text';
import { PlainTable } from '../PlainTable';
import { Section } from '../Section';

/** Significant digits of estimates, and of their standard errors. */
const DIGITS = 5;
const ERROR_DIGITS = 3;

export function OnewayEstimates({ result }: { readonly result: OnewayResult }) {
  const { anova, reml, ml } = result;
  const { moments } = anova;
  const number = (value: number): string => significant(value, DIGITS);
  const withError = (value: number, error: number | null): string =>
    error === null ? number(value) : `${number(value)} ${text.oneway.se(significant(error, ERROR_DIGITS))}`;
  const icc = ({ sigma2, tau2 }: LikelihoodEstimate): string => number(tau2 / (tau2 + sigma2));
  const row = (key: string, label: string, cells: string[]) => ({ key, label, cells });
  const { estimator } = text.oneway;
  return (
    <Section title={text.oneway.estimates}>
      <PlainTable
        label={text.oneway.estimates}
        stacked
        header={[estimator.MOMENTS, estimator.REML, estimator.ML]}
        rows={[
          row('mu', text.oneway.mu, [
            number(moments.mu),
            withError(reml.mu, reml.muStandardError),
            withError(ml.mu, ml.muStandardError),
          ]),
          row('sigma2', text.oneway.sigma2, [
            number(moments.sigma2),
            withError(reml.sigma2, reml.errors.sigma2),
            withError(ml.sigma2, ml.errors.sigma2),
          ]),
          row('tau2', text.oneway.tau2, [
            number(moments.tau2),
            withError(reml.tau2, reml.errors.tau2),
            withError(ml.tau2, ml.errors.tau2),
          ]),
          row('icc', text.oneway.icc, [number(moments.icc), icc(reml), icc(ml)]),
          row('logLik', text.oneway.logLik, ['', significant(reml.logLik, 7), significant(ml.logLik, 7)]),
        ]}
      />
      {moments.tau2 < 0 && <p className="cm-meta">{text.oneway.negative}</p>}
    </Section>
  );
}
