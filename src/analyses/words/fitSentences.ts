/** The overall mean, and how much of the variance is explained. */

import { percent } from '../../layout/words';
import { significant } from '../../layout/spoken';
import { apaLimits, journalLimits, type WordsStyle, written } from './styles';
import type { Amount, ModelVerdicts } from './verdicts';

export function meanSentence(
  mean: Amount,
  { outcome, level }: Pick<ModelVerdicts, 'outcome' | 'level'>,
  style: WordsStyle,
): string {
  if (!Number.isFinite(mean.estimate)) return `The data do not determine the mean of ${outcome}.`;
  const numbers = written(mean.estimate, mean);
  switch (style) {
    case 'apa':
      return `Over all, ${outcome} was ${numbers.value} on average${apaLimits(numbers, level)}.`;
    case 'journal':
      return `Mean ${outcome} ${numbers.value}${journalLimits(numbers, level, null)}.`;
    case 'plain':
      return `Over all, ${outcome} is ${numbers.value} on average${plainRange(numbers.ends, level)}.`;
  }
}

/** In words: limits at the level. */
export function plainRange(ends: readonly [string, string] | null, level: number): string {
  return ends === null ? '' : ` (${percent(level)} interval ${ends[0]} to ${ends[1]})`;
}

type Explained = NonNullable<ModelVerdicts['explained']>;

export function explainedSentences(explained: Explained, style: WordsStyle): string[] {
  const shares = sharesText(explained, style);
  const residual = residualText(explained.sigma, style);
  return [...(shares === '' ? [] : [shares]), residual];
}

const whole = (share: number): string => `${Math.round(100 * share)}%`;
/** Without a zero before the point, as what cannot exceed one. */
const apaShare = (share: number): string => share.toFixed(2).replace(/^0/, '');

function sharesText({ marginal, conditional, icc }: Explained, style: WordsStyle): string {
  const known = (
    [
      ['marginal R²', marginal],
      ['conditional R²', conditional],
      ['ICC', icc],
    ] as const
  ).flatMap(([name, share]) => (share === null ? [] : [[name, share] as const]));
  if (known.length === 0) return '';
  if (style === 'plain') return plainShares(marginal, conditional, icc);
  const [between, number] =
    style === 'apa' ? [' = ', apaShare] : [' ', (share: number): string => share.toFixed(2)];
  const text = known.map(([name, share]) => `${name}${between}${number(share)}`).join(', ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

function plainShares(marginal: number | null, conditional: number | null, icc: number | null): string {
  const parts = [
    ...(marginal === null ? [] : [`The fixed effects explain ${whole(marginal)} of the variance`]),
    ...(conditional === null || marginal === null
      ? []
      : [`together with the differences between groups it is ${whole(conditional)}`]),
    ...(icc === null
      ? []
      : [
          marginal === null
            ? `Differences between groups are ${whole(icc)} of the variance`
            : `of what the fixed effects leave, ${whole(icc)} lies between groups`,
        ]),
  ];
  return `${parts.join('; ')}.`;
}

const SIGMA_DIGITS = 4;

function residualText(sigma: number | null, style: WordsStyle): string {
  if (sigma === null) return 'The data do not determine the standard deviation of the residuals.';
  const sd = significant(sigma, SIGMA_DIGITS);
  switch (style) {
    case 'apa':
      return `The residual SD was ${sd}.`;
    case 'journal':
      return `Residual SD ${sd}.`;
    case 'plain':
      return `What the model does not explain has a standard deviation of ${sd}.`;
  }
}
