/** What stands beside the data, row by row, and the coefficients of the groups, laid out in cells. */

import type { OutputCell, OutputMatrix } from '../layout/types';
import {
  determinedCell,
  labelledTable,
  levelCells,
  NOT_DETERMINED,
  numberCell,
  percent,
  WITH_LABELS,
  type CellOptions,
} from '../layout/cells';
import type { FitResult, RandomEffects } from './fitResult';
import type { PredictionColumn, PredictionTable } from './predictions';
import type { DataRows, ResidualType } from './residualRows';

/**
 * One row per row of the data, empty where there is no number. The header row stands beside the header row of the data;
 * data without one have none here, so that the rows line up in either case.
 */
function dataRowCells(
  { rowCount, hasHeaders, columns, undetermined }: DataRows,
  titles: readonly string[],
  { labels }: CellOptions = WITH_LABELS,
): OutputMatrix {
  const rows: OutputCell[][] = labels && hasHeaders ? [[...titles]] : [];
  for (let i = 0; i < rowCount; i++) {
    const missing = undetermined?.[i] === 1 ? NOT_DETERMINED : null;
    rows.push(columns.map(({ values }) => (Number.isNaN(values[i]) ? missing : numberCell(values[i]))));
  }
  return rows;
}

const RESIDUAL_TITLES: Readonly<Record<ResidualType, string>> = {
  response: 'Residual',
  pearson: 'Pearson residual',
  scaled: 'Scaled residual',
  marginal: 'Marginal residual',
  fitted: 'Fitted',
  working: 'Working residual',
  deviance: 'Deviance residual',
};

/** One column per type asked for. */
export function residualCells(
  result: DataRows<ResidualType>,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  return dataRowCells(
    result,
    result.columns.map(({ name }) => RESIDUAL_TITLES[name]),
    options,
  );
}

/**
 * Prediction (with random effects), Population (without), and, where limits were asked for, the standard error of the
 * first of them, its confidence limits and the limits of a new observation.
 */
export function predictionCells(
  { columns, level, ...rows }: PredictionTable,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  const share = percent(level);
  const titles: Readonly<Record<PredictionColumn, string>> = {
    conditional: 'Prediction',
    population: 'Population',
    standardError: 'Std. Error',
    lower: `Lower ${share}`,
    upper: `Upper ${share}`,
    predictionLower: `Lower ${share}, new row`,
    predictionUpper: `Upper ${share}, new row`,
  };
  return dataRowCells(
    { ...rows, columns },
    columns.map(({ name }) => titles[name]),
    options,
  );
}

/**
 * Group, Level, then the coefficients of every level, fixed effect plus random effect, as lme4's coef(). The columns are
 * the fixed effects and, before them, random effects without a fixed one, whose mean is zero. Factors stand one below the
 * other; a coefficient that does not vary between the levels of a factor is the fixed effect in each of its rows. One
 * `#N/A` that says so for a model without random effects.
 */
export function coefCells(result: FitResult, options: CellOptions = WITH_LABELS): OutputMatrix {
  const effects = result.randomEffects;
  if (effects.length === 0) return [[NO_GROUPS]];
  const fixed = new Map(result.fixedEffects.map(({ term, estimate }) => [term, estimate]));
  const random = new Set(effects.flatMap(({ terms }) => terms));
  const names = [...[...random].filter((term) => !fixed.has(term)), ...fixed.keys()];
  const means = names.map((name) => fixed.get(name) ?? 0);
  const rows = effects.flatMap((own) => coefRows(own, names, means));
  return labelledTable(['Group', 'Level', ...names], rows, 2, options);
}

function coefRows(
  { group, levels, terms, values }: RandomEffects,
  names: readonly string[],
  means: readonly number[],
): OutputCell[][] {
  const k = terms.length;
  const places = terms.map((term) => names.indexOf(term));
  return levelCells(levels).map((level, j) => {
    const row = [...means];
    places.forEach((place, a) => (row[place] += values[j * k + a]));
    return [group, level, ...row.map(determinedCell)];
  });
}

const NO_GROUPS: OutputCell = {
  error: '#N/A',
  message:
    'The formula has no random effects, so there are no groups with coefficients of their own: see LMER.FIXEF.',
};
