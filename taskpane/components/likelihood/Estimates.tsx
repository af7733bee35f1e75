/** Estimates, standard errors and both intervals; what optim() would say; doubts in words. */

import { Fragment } from 'react';
import type { LikelihoodStudy } from '../../../src/index';
import { WarningIcon } from '../../icons';
import { percent, significant } from '../../state/numbers';
import { text } from '../../text';
import { Disclosure } from '../Disclosure';
import { PlainTable } from '../PlainTable';
import { Section } from '../Section';
import { endsText } from './IntervalBars';

const words = text.likelihood;

export function Estimates({ study }: { readonly study: LikelihoodStudy }) {
  const { maximum, limits, sentence } = study;
  const level = percent(maximum.level);
  const number = (value: number | null, digits = 5): string =>
    value === null ? words.none : significant(value, digits);
  return (
    <Section title={words.estimates} aside={words.intervalsAt(level)}>
      <PlainTable
        label={words.estimates}
        stacked
        header={[
          words.estimate,
          <abbr key="se" title={words.seTitle}>
            {words.se}
          </abbr>,
          words.likelihoodShort,
          words.waldShort,
        ]}
        rows={maximum.parameters.map(({ name, estimate, standardError, lower, upper }, i) => ({
          key: name,
          label: words.symbol(name),
          cells: [
            number(estimate),
            number(standardError, 3),
            limits[i] ? endsText(limits[i].lower, limits[i].upper) : words.none,
            lower === null || upper === null ? words.none : endsText(lower, upper),
          ],
        }))}
      />
      <Doubts study={study} />
      {maximum.missing > 0 && <p className="cm-meta cm-lnote">{words.missing(maximum.missing)}</p>}
      {sentence && <p className="cm-meta cm-lnote">{words.understood(sentence)}</p>}
      <div className="cm-card cm-lmore">
        <Disclosure title={words.optim}>
          <Optim study={study} />
        </Disclosure>
      </div>
    </Section>
  );
}

function Doubts({ study }: { readonly study: LikelihoodStudy }) {
  const { maximum, hasHigherPeak, points } = study;
  const onBound = maximum.parameters.filter(({ state }) => state === 'on bound');
  const known = points.flatMap(({ logLik }) => (logLik === null ? [] : [logLik]));
  const isFlat = known.length > 1 && Math.max(...known) - Math.min(...known) < 1e-9;
  const doubts = [
    ...maximum.remarks,
    ...onBound.map(({ name, estimate }) => words.boundary(words.symbol(name), significant(estimate, 4))),
    ...maximum.warnings.filter(({ code }) => code !== 'boundary').map(({ message }) => message),
    ...(isFlat ? [words.flat] : []),
    ...(hasHigherPeak ? [words.higherPeak] : []),
  ];
  if (doubts.length === 0) return null;
  return (
    <ul className="cm-warnings cm-ldoubts">
      {doubts.map((doubt) => (
        <li key={doubt}>
          <WarningIcon className="cm-warn" aria-hidden="true" />
          <span>{doubt}</span>
        </li>
      ))}
    </ul>
  );
}

function Optim({ study }: { readonly study: LikelihoodStudy }) {
  const { maximum } = study;
  const { parameters, logLik, counts, convergence, message, method, hessian, covariance, observations } =
    maximum;
  const free = parameters.filter(({ state }) => state !== 'fixed');
  const number = (value: number): string => (Number.isFinite(value) ? significant(value, 6) : words.none);
  const d = free.length;
  const rows = (matrix: Float64Array): string[] =>
    free.map((_, i) => Array.from(matrix.subarray(i * d, i * d + d), number).join('  '));
  const facts: [string, string | string[]][] = [
    [
      words.facts.par,
      free.map(({ name, estimate }) => `${words.symbol(name)} = ${significant(estimate, 7)}`),
    ],
    [words.facts.value, significant(0 - logLik, 8)],
    [words.facts.function, String(counts.function)],
    [words.facts.gradient, counts.gradient === null ? 'NA' : String(counts.gradient)],
    [words.facts.convergence, String(convergence)],
    [words.facts.message, method === 'closed form' ? words.closedForm : (message ?? 'NULL')],
    [words.facts.method, method],
    [words.facts.hessian, rows(hessian)],
    ...(covariance ? [[words.facts.covariance, rows(covariance)] as [string, string[]]] : []),
    [words.facts.aic, significant(2 * d - 2 * logLik, 7)],
    [words.facts.bic, significant(d * Math.log(observations) - 2 * logLik, 7)],
  ];
  return (
    <>
      <dl className="cm-optim">
        {facts.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : value.map((row, i) => <span key={i}>{row}</span>)}</dd>
          </Fragment>
        ))}
      </dl>
      <p className="cm-meta">{words.optimNote}</p>
    </>
  );
}
