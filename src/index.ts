/** The only door through which the shells come into the core. */

export { CellmerError, type ErrorCode, type Warning } from './errors';
export type { Cell, CellError, CellMatrix, Column, FactorColumn, NumericColumn, Table } from './table/types';
export type * from './analyses/fitResult';
export {
  CONTRAST_KINDS,
  type ContrastChoice,
  type ContrastKind,
  type ContrastOptions,
  type MissingPolicy,
} from './design';
export { coefCells, predictionCells, residualCells } from './analyses/predictionTable';
export type { PredictionInterval, PredictionQuestion, PredictionTable } from './analyses/predictions';
export { codeCells, CODE_LANGUAGES, modelCode, type CodeLanguage, type ModelCode } from './code';
export { intervalCells, profileCells, traceCells } from './analyses/intervalTable';
export type { IntervalRow, IntervalTable, ModelIntervalType, ProfileTable } from './analyses/intervals';
export { RESIDUAL_TYPES, type DataRows, type ResidualType } from './analyses/residualRows';
export type { OutputCell, OutputError, OutputMatrix } from './layout/types';
export {
  DEFAULT_FIT_OPTIONS,
  type FitControl,
  type FitOptions,
  type Method,
  type ModelArgument,
  type ModelRequest,
  type TraceStep,
} from './model/request';
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
} from './model/options';
export { readOptions, timeBudgetIn } from './model/optionText';
export { numberBetween, toNumber, yesOrNo, type OptionValue } from './model/optionValues';
export {
  analyseModel,
  fitCost,
  fitModel,
  refits,
  type Analysis,
  type AnalysisKind,
  type AnalysisResult,
} from './analyses';
export { OPTIMIZERS, type OptimizerName } from './mixed/search/optimizers';
export { openModel, type ModelSession } from './analyses/session';
export { runThrough, type Steps } from './optimize/steps';
export type { AnovaTable, TestType } from './analyses/anova';
export { anovaTableCells } from './analyses/anovaTable';
export { checkCells, comparisonCells, devianceCells, randomTestCells } from './analyses/comparisonTable';
export type { Check, CheckTable, Verdict } from './analyses/checks';
export type { ComparedModel, Comparison, ComparisonTest } from './analyses/comparison';
export { prepareModel, resolveModel } from './model/prepare';
export { criterionOf, LINEAR_LIKELIHOOD, type ReportedCriterion } from './analyses/criterion';
export { ddfWords } from './model/ddfWords';
export { DENOMINATORS } from './inference/denominator';
export { modelLine } from './analyses/modelLine';
export type { GroupEstimates } from './analyses/groupEstimates';
export type { Trend, TrendQuestion } from './analyses/trends';
export type { ModelInput, TakenResponse } from './model/input';
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
  fitStatus,
  takenSentence,
  vcovCells,
  type Block,
  type CellOptions,
  type CovarianceKind,
} from './analyses/fitReport';
export { checkStatisticName, shownStatistics, statCell, STATISTICS } from './analyses/statistics';
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
export { DENSITY_CHOICES } from './likelihood/densities';
export { cdf as normalCdf, quantile as normalQuantile } from './distributions/normal';
export { mvnormLogDensity } from './likelihood/mvnorm';
export { likelihoodCurveCells } from './likelihood/tables/curve';
export { likelihoodSurfaceCells, type SurfaceScale } from './likelihood/tables/surface';
export { countBinary, type BinomialCounts } from './likelihood/rangeData';
export { binomialCells, likelihoodIntervalCells } from './likelihood/tables/intervals';
export { onewayFit, onewayLogLik, type OnewayFit, type OnewayParameters } from './likelihood/oneway/fit';
export { onewayAnova, type MomentEstimates, type OnewayAnova } from './likelihood/oneway/anova';
export {
  completeRows as completeOnewayRows,
  readOneway,
  type CellColumn,
  type OnewayData,
} from './likelihood/oneway/data';
export { onewayStatistics, type OnewayStatistics } from './likelihood/oneway/statistics';
export {
  shrinkMeans,
  type ShrinkMethod,
  type ShrunkenMean,
  type ShrunkenMeans,
} from './likelihood/oneway/shrink';
export {
  anovaCells,
  onewayEstimateCells,
  shrunkenCells,
  type OnewayEstimates,
} from './likelihood/oneway/tables';
export { onewayInformation, type OnewayInformation } from './likelihood/oneway/information';
export {
  onewayIntervals,
  type OnewayInterval,
  type OnewayIntervalType,
  type OnewayName,
} from './likelihood/oneway/intervals';
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
export { likelihoodCost } from './likelihood/cost';
export { readLikelihood } from './likelihood/readLikelihood';
export { likelihoodAmong, type CandidateLikelihoods } from './likelihood/candidates';
export { likelihoodScore, type LikelihoodScore } from './likelihood/score';
export { likelihoodAmongCells } from './likelihood/tables/among';
export { likelihoodTraceCells, likelihoodValueCells, maximumCells } from './likelihood/tables/estimates';
export { likelihoodScoreCells } from './likelihood/tables/score';
