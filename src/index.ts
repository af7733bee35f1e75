/** The only door through which the shells come into the core. */

export { CellmerError, foreseen, sentenceOf, type ErrorCode } from './errors';
export type { Cell, CellMatrix, Column, NumericColumn } from './table/types';
export type { FitResult, RandomEffects, VarianceComponent } from './analyses/fitResult';
export { type ContrastKind, makesFactor } from './design';
export type { PredictionInterval } from './analyses/predictions';
export { codeCells, CODE_LANGUAGES, type CodeLanguage } from './code';
export type { IntervalRow, ModelIntervalType, ProfileTable } from './analyses/intervals';
export { RESIDUAL_TYPES, type ResidualColumn, type ResidualType } from './analyses/residualRows';
export type { OutputCell, OutputMatrix } from './layout/types';
export { KINDS, type ColumnKind } from './layout/kinds';
export {
  columnsOf,
  factsOf,
  isMissing,
  kindOf,
  placeOf,
  reportOf,
  sectionOf,
  tableOf,
  UNDETERMINED,
  type Report,
  type ReportTable,
  type Value,
} from './layout/report';
export { commonDigits, formatFixed, padStart } from './layout/digits';
export {
  count,
  decimalsFor,
  degreesOfFreedom,
  fixed,
  interval,
  MINUS,
  pValue,
  significant,
  statistic,
} from './layout/spoken';
export { toPlain } from './layout/json';
export { toText, type TextStyles } from './layout/text';
export { labelledBlocks, toCells, type CellOptions } from './layout/cells';
export { toClipboard, type ClipboardContent } from './layout/clipboard';
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
  type OwnOptions,
} from './model/options';
export { optionText, readOptions, timeBudgetIn } from './model/optionText';
export {
  numberBetween,
  numberList,
  toNumber,
  wholeNumber,
  yesOrNo,
  type OptionValue,
} from './model/optionValues';
export {
  analyseModel,
  answerReport,
  fitCost,
  openModel,
  refits,
  stepCost,
  type Analysis,
  type AnalysisKind,
  type AnalysisResult,
  type OpenModel,
  type ReportedKind,
} from './analyses';
export { KnownMinima, type LowValue } from './model/minima';
export { runThrough, type Steps } from './optimize/steps';
export type { AnovaTable, TestType } from './analyses/anova';
export { EFFECT_SIZES, type EffectSizeName } from './analyses/effectSizes';
export { ADJUSTMENTS } from './means/adjustments';
export { readContrast } from './means/contrastRequest';
export type { ContrastRow, ContrastTable } from './analyses/contrasts';
export type { EstimatedRow, EstimatedTable } from './analyses/estimatedTable';
export { EFFECT_SCALES } from './means/effectSize';
export {
  isSwitch,
  MARGIN_OPTIONS,
  MARGIN_OPTIONS_OF,
  marginOptionName,
  questionOfContrasts,
  questionOfMeans,
  questionOfSlopes,
  readMarginOptions,
  type MarginOptionName,
} from './analyses/marginOptions';
export { FAMILIES, type ContrastFamily } from './means/families';
export { MEAN_WEIGHTS, type MeanWeights } from './means/marginalBlock';
export { COVARIATE_RULES, type CovariateRule } from './means/referenceGrid';
export type { Comparison } from './analyses/comparison';
export { INFORMATION_CRITERIA, type InformationCriterion } from './analyses/informationCriteria';
export { withResponse } from './model/design';
export {
  preparationSteps,
  prepareModel,
  prepareTable,
  resolveModel,
  type TableReader,
} from './model/prepare';
export { criterionOf, LINEAR_LIKELIHOOD } from './analyses/criterion';
export { ddfWords } from './model/ddfWords';
export { DENOMINATORS } from './inference/denominator';
export type { GroupEstimates } from './analyses/groupEstimates';
export type { Influence } from './analyses/influence';
export type { FittedLines, GroupLine, PopulationLine } from './analyses/lines';
export type { ModelInput } from './model/input';
export {
  canBeResponse,
  closestName,
  columnLetters,
  composed,
  factorOf,
  isDesign,
  isNumericText,
  MAX_COLUMNS,
  MAX_ROWS,
  numberLabel,
  numbersAsText,
  type NumbersAsText,
  parseAddress,
  parseCsv,
  detectSeparator,
  encodingOf,
  EncodingSurvey,
  readPasted,
  type PastedTable,
  readText,
  readTextTable,
  UnreadableText,
  type ByteSource,
  printAddress,
  readingTable,
  type TextPlace,
  dateOrderOf,
  isoDate,
  type Separator,
  type TextNote,
  type TextOptions,
  type TextTable,
} from './table';
export { expandTerms, namesIn, parseFormula, plainNames, quoteName, termText } from './formula';
export type { Expr, Formula, ModelTerms, RandomTerm, Term, Terms } from './formula/ast';
export { effectReport } from './analyses/effectTable';
export { blockCells, blockReport, modelLine, takenSentence, type Block } from './analyses/fitReport';
export { coefReport, traceReport, vcovReport, type CovarianceKind } from './analyses/fitTables';
export {
  checkStatisticName,
  shownStatistics,
  statisticTable,
  statReport,
  STATISTICS,
} from './analyses/statistics';
export { sentencesOf, WORDS_STYLES, type WordsStyle } from './analyses/words/sentences';
export { levelWords, variableWords } from './analyses/words/names';
export { apaP, termStatistic } from './analyses/words/styles';
export { list } from './layout/words';
export { lookOf, stackedLook, TITLE_LOOK, type BlockLook, type CellLook } from './layout/look';
export { P_VALUE } from './layout/numberFormats';
export { hasMaximum, withReason } from './analyses/noMaximum';
export { plainText } from './course/plainText';
export { courseSeed } from './course/seed';
export { checkAnswer, VERDICT_WORDS, verdictLine } from './course/checkAnswer';
export { checkedReport, checkTable } from './course/checkTable';
export { hasReceipt, receiptsIn, writeReceipt, type Receipt } from './course/receipt';
export { isSealed } from './course/seal';
export { readKey, sealKey } from './course/sealKey';
export { readSlips } from './course/slips';
export { slowHash, type SlowHash } from './course/slowHash';
export { readTolerance, type Tolerance } from './course/tolerance';
export { writtenNumber } from './table/writtenNumbers';
export { binomialFit } from './likelihood/binomial';
export { likelihoodInterval, type IntervalType } from './likelihood/interval';
export { likelihoodCurve } from './likelihood/curve';
export {
  likelihoodSurface,
  MOST_SURFACE_POINTS,
  type OtherParameters,
  type SurfaceGrid,
} from './likelihood/surface';
export { DENSITY_CHOICES } from './likelihood/densities';
export { censoredRoles } from './likelihood/densities/censored';
export { cdf as betaCdf, quantile as betaQuantile } from './distributions/beta';
export { cdf as normalCdf, quantile as normalQuantile } from './distributions/normal';
export { mvnormLogDensity } from './likelihood/mvnorm';
export {
  CURVE_COLUMNS,
  likelihoodCurveReport,
  type CurveColumn,
  type CurveTable,
} from './likelihood/tables/curve';
export { likelihoodSurfaceReport, type SurfaceScale } from './likelihood/tables/surface';
export { countBinary, type BinomialCounts } from './likelihood/rangeData';
export { binomialReport, likelihoodIntervalReport } from './likelihood/tables/intervals';
export { onewayFit, onewayLogLik, type OnewayFit, type OnewayParameters } from './likelihood/oneway/fit';
export { onewayAnova, type OnewayAnova } from './likelihood/oneway/anova';
export { completeRows as completeOnewayRows, readOneway, type OnewayData } from './likelihood/oneway/data';
export { onewayStatistics, type OnewayStatistics } from './likelihood/oneway/statistics';
export {
  shrinkMeans,
  type ShrinkMethod,
  type ShrunkenMean,
  type ShrunkenMeans,
} from './likelihood/oneway/shrink';
export type { GroupInterval } from './likelihood/oneway/groupIntervals';
export { leveneTest, type LeveneCentre } from './likelihood/oneway/levene';
export {
  leveneReport,
  onewayAnovaReport,
  onewayEstimateReport,
  shrunkenReport,
} from './likelihood/oneway/tables';
export { onewayInformation } from './likelihood/oneway/information';
export { onewayIntervals, type OnewayIntervalType } from './likelihood/oneway/intervals';
export { maximize, maximizeMethod, type MaximizeOptions } from './likelihood/maximize';
export type { NumberColumn } from './likelihood/expression/data';
export { parameterRows } from './likelihood/parameterRows';
export { parameterValues, type GivenValue } from './likelihood/parameterValues';
export {
  namesInDensity,
  type LikelihoodStudy,
  type StudyRequest,
  type StudySurface,
} from './likelihood/study';
export { onStep, roundStep } from './likelihood/steps';
export { dataModel, type DataModel } from './likelihood/againstY';
export { openLikelihood, type LikelihoodPlace, type OpenLikelihood } from './likelihood/place';
export { likelihoodCost } from './likelihood/cost';
export {
  answerLikelihood,
  likelihoodQuestionCost,
  valuesIn,
  type LikelihoodAnswer,
  type LikelihoodKind,
  type LikelihoodQuestion,
} from './likelihood/questions';
export { readLikelihood, type Evaluations } from './likelihood/readLikelihood';
export { likelihoodAmong } from './likelihood/candidates';
export { simulateDensity } from './simulate/density';
export { simulatedReport } from './simulate/report';
export { MOST_ROWS as MOST_SIMULATED_ROWS, type SimulationOptions } from './simulate/request';
export { likelihoodScore } from './likelihood/score';
export { likelihoodAmongReport } from './likelihood/tables/among';
export { likelihoodTraceReport, likelihoodValueReport, maximumReport } from './likelihood/tables/estimates';
export { likelihoodScoreReport } from './likelihood/tables/score';
