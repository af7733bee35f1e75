/** The only door through which the shells come into the core. */

export { CellmerError, type ErrorCode, type Warning } from './errors';
export type { Cell, CellError, CellMatrix, Column, FactorColumn, NumericColumn, Table } from './table/types';
export type * from './results/fitResult';
export {
  CONTRAST_KINDS,
  type ContrastChoice,
  type ContrastKind,
  type ContrastOptions,
  type MissingPolicy,
} from './design';
export { coefCells, predictionCells, residualCells } from './results/cellsPredict';
export type { PredictionInterval, PredictionQuestion, PredictionTable } from './results/predictions';
export { CODE_LANGUAGES, modelCode, type CodeLanguage, type ModelCode } from './results/modelCode';
export { codeCells } from './results/modelCodeCells';
export { intervalCells, profileCells, traceCells } from './results/cellsProfile';
export type { IntervalRow, IntervalTable, ModelIntervalType, ProfileTable } from './results/intervals';
export { RESIDUAL_TYPES, type DataRows, type ResidualType } from './results/residualRows';
export type { OutputCell, OutputError, OutputMatrix } from './results/cellTypes';
export {
  DEFAULT_FIT_OPTIONS,
  type FitControl,
  type FitOptions,
  type ModelArgument,
  type ModelRequest,
} from './results/request';
export {
  MODEL_OPTIONS,
  modelOption,
  modelOptionPairs,
  readMethod,
  readModelOptions,
  valueText,
  writeModelOptions,
  writtenOptions,
  type ModelOption,
  type OptionKey,
  type OwnOptions,
} from './results/options';
export { readOptions, timeBudgetIn } from './results/optionText';
export { numberBetween, toNumber, yesOrNo, type OptionValue } from './results/optionValues';
export { analyseModel, type Analysis, type AnalysisKind, type AnalysisResult } from './results/analyses';
export { OPTIMIZERS, type OptimizerName } from './mixed/optimizers';
export { openModel, type ModelSession } from './results/session';
export { runThrough, type Steps } from './optimize/steps';
export type { AnovaTable, TestType } from './results/anova';
export { anovaTableCells } from './results/cellsAnova';
export { checkCells, comparisonCells, devianceCells, randomTestCells } from './results/cellsCompare';
export type { Check, CheckTable, Verdict } from './results/checks';
export type { ComparedModel, Comparison, ComparisonTest } from './results/comparison';
export { fitModel, prepareModel, resolveModel } from './results/fitModel';
export { criterionOf, LINEAR_LIKELIHOOD, type ReportedCriterion } from './results/criterionWords';
export { ddfWords } from './results/ddfWords';
export { DENOMINATORS } from './inference/denominator';
export { modelLine } from './results/modelLine';
export type { GroupEstimates } from './results/groupEstimates';
export type { Trend, TrendQuestion } from './results/trends';
export type { ModelInput } from './results/modelInput';
export {
  canBeResponse,
  closestName,
  columnLetters,
  composed,
  factorOf,
  isDesign,
  numberLabel,
  parseAddress,
  parseCsv,
  encodingOf,
  readText,
  printAddress,
  readingTable,
  readTable,
  type LevelOrder,
  type TextOptions,
  type TextPlace,
  type TextTable,
} from './table';
export { deparse, expandTerms, namesIn, parseFormula, quoteName, termText } from './formula';
export type { Expr, Formula, ModelTerms, RandomTerm, Term, Terms } from './formula/ast';
export {
  blockCells,
  blockSize,
  checkStatisticName,
  fitStatus,
  takenSentence,
  statCell,
  STATISTIC_NAMES,
  vcovCells,
  type Block,
  type CellOptions,
  type CovarianceKind,
} from './results/cells';
export { binomialFit, type BinomialFit, type BinomialInterval } from './likelihood/binomial';
export {
  likelihoodInterval,
  type IntervalRequest,
  type IntervalType,
  type ParameterInterval,
} from './likelihood/interval';
export { likelihoodCurve, type CurveRequest, type LikelihoodCurve } from './likelihood/curve';
export {
  likelihoodSurface,
  MOST_SURFACE_POINTS,
  SURFACE_POINTS,
  type LikelihoodSurface,
  type OtherParameters,
  type SurfaceGrid,
  type SurfaceRequest,
} from './likelihood/surface';
export { DENSITY_NAMES } from './likelihood/densities';
export { cdf as normalCdf, quantile as normalQuantile } from './distributions/normal';
export { mvnormLogDensity } from './likelihood/mvnorm';
export { likelihoodCurveCells } from './results/likelihoodCurveCells';
export { likelihoodSurfaceCells, type SurfaceScale } from './results/likelihoodSurfaceCells';
export { countBinary, type BinomialCounts } from './likelihood/sample';
export { binomialCells, likelihoodIntervalCells } from './results/likelihoodCells';
export { onewayFit, onewayLogLik, type OnewayFit, type OnewayParameters } from './likelihood/oneway';
export { onewayAnova, type MomentEstimates, type OnewayAnova } from './likelihood/onewayAnova';
export {
  completeRows as completeOnewayRows,
  readOneway,
  type CellColumn,
  type OnewayData,
} from './likelihood/onewayData';
export { onewayStatistics, type OnewayStatistics } from './likelihood/onewayStatistics';
export { shrinkMeans, type ShrinkMethod, type ShrunkenMean, type ShrunkenMeans } from './likelihood/shrink';
export { anovaCells, onewayEstimateCells, shrunkenCells, type OnewayEstimates } from './results/onewayCells';
export { onewayInformation, type OnewayInformation } from './likelihood/onewayInformation';
export {
  onewayIntervals,
  type OnewayInterval,
  type OnewayIntervalType,
  type OnewayName,
} from './likelihood/onewayIntervals';
export {
  maximize,
  maximizeMethod,
  type MaximizeOptions,
  type MaximumLikelihood,
} from './likelihood/maximize';
export { parameterRows } from './likelihood/parameterRows';
export { parameterValues, type GivenValue } from './likelihood/parameterValues';
export {
  namesInDensity,
  studiedValue,
  studyLikelihood,
  type LikelihoodStudy,
  type StudyColumn,
  type StudyPoint,
  type StudyRequest,
} from './likelihood/study';
export { readLikelihood } from './likelihood/readLikelihood';
export { likelihoodAmong, type CandidateLikelihoods } from './likelihood/candidates';
export { likelihoodScore, type LikelihoodScore } from './likelihood/score';
export { likelihoodAmongCells } from './results/likelihoodAmongCells';
export { likelihoodTraceCells, likelihoodValueCells, maximumCells } from './results/likelihoodFitCells';
export { likelihoodScoreCells } from './results/likelihoodScoreCells';
