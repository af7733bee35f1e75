/** The arguments that the functions about a model share, and how such a function is declared. */

import {
  answerReport,
  CellmerError,
  readMethod,
  withReason,
  type Analysis,
  type AnalysisKind,
  type AnalysisResult,
  type Cell,
  type CellMatrix,
  type FitOptions,
  type FitResult,
  type Method,
  type OptionValue,
  type OutputMatrix,
  type OwnOptions,
  type Report,
  type ReportedKind,
} from '../src/index';
import { cellsAs, firstCell } from './arguments';
import {
  define,
  optional,
  type Argument,
  type Arguments,
  type Choices,
  type Declared,
  type Given,
  type OwnOption,
  type Read,
} from './declare';
import { modelAnswer, type ModelGiven } from './fitAnswer';
import { laidOut } from './runtime';

/** Cells with models in them are told from ranges later. */
export const DATA: Argument<Given> = {
  words:
    'Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.',
  isOptional: false,
  isRange: true,
  read: (given) => given,
};

export const MODEL: Argument<Given> = {
  words:
    'lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.',
  isOptional: true,
  isRange: true,
  read: (given) => given,
};

/** Criterion by which a mixed model is fitted. */
const METHODS: Choices = {
  id: 'Method',
  values: [
    {
      value: 'REML',
      words: 'Restricted maximum likelihood, the default: variances are not biased by the fixed effects',
    },
    { value: 'ML', words: 'Maximum likelihood: for comparing models with different fixed effects' },
  ],
};

/** Null where it is left out. */
export const METHOD: Argument<Method | null> = {
  words: '"REML" (default) or "ML".',
  isOptional: true,
  isRange: false,
  choices: METHODS,
  read: ({ cells }) => methodOf(firstCell(cells)),
};

function methodOf(cell: Cell): Method | null {
  if (typeof cell === 'object' && cell !== null)
    throw new CellmerError(
      'option',
      `The method is the error ${cell.error}: expected "REML" or "ML", in quotes.`,
    );
  const text = String(cell ?? '').trim();
  return text === '' ? null : readMethod({ text });
}

/** The options of a model, and those that the function has besides. */
export function modelOptions(words: string): Argument<CellMatrix> {
  return optional(cellsAs(words, (cells) => cells));
}

/** Options that a function has besides those of a model. */
type Own = Readonly<Record<string, OwnOption>>;
/** What was given of them. */
type OwnValues<O extends Own> = { readonly [Name in keyof O]?: ReturnType<O[Name]['read']> };

/** Every function about a model has these among its arguments. */
interface ModelArguments extends Arguments {
  readonly data: Argument<Given>;
  readonly options: Argument<CellMatrix>;
}

interface ModelDeclaration<A extends ModelArguments, O extends Own, K extends AnalysisKind> {
  readonly id: string;
  readonly words: string;
  readonly examples: readonly string[];
  readonly arguments: A;
  readonly own?: O;
  /** The arguments as the model is read from them, where those are others than what was given. */
  readonly prepare?: (given: Read<A>) => Read<A>;
  /** The kind of question that is asked about the model, where that depends on the arguments by these. */
  readonly kind: K | ((given: Read<A>, own: OwnValues<O>) => K);
  /** What it wants to know besides. @throws CellmerError */
  readonly question?: (given: Read<A>, fit: FitOptions, own: OwnValues<O>) => Wanted<K>;
  /** The cells, where they are others than those of the question's report. */
  readonly layout?: (answer: AnalysisResult<K>) => OutputMatrix;
}

/** What a question of one of the kinds wants to know. */
type Wanted<K extends AnalysisKind> = { [One in K]: Omit<Analysis<One>, 'kind'> }[K];

/** What an answer that has no report is laid out by. */
type Layout<K extends AnalysisKind> = K extends ReportedKind
  ? unknown
  : { readonly layout: (answer: AnalysisResult<K>) => OutputMatrix };

/** A function that asks one question about a model. */
export function aboutModel<A extends ModelArguments, K extends AnalysisKind, O extends Own = Own>({
  own,
  prepare = (given) => given,
  kind,
  question,
  layout,
  ...said
}: ModelDeclaration<A, O, K> & Layout<K>): Declared {
  return define({
    ...said,
    own,
    isAboutModel: true,
    answer: (given: Read<A>, call) => {
      const { setters, values } = ownOptions(own);
      const asked = { ...(prepare(given) as ModelGiven), own: setters };
      const kindOf = (): K => (typeof kind === 'function' ? kind(given, values) : kind);
      const analysis = (fit: FitOptions) =>
        ({ kind: kindOf(), ...question?.(given, fit, values) }) as Analysis<K>;
      return modelAnswer(asked, call, analysis, (result, { cells }) =>
        layout ? layout(result) : laidOut(answerReport(kindOf() as ReportedKind, result as never), cells),
      );
    },
  });
}

/** What sets the values of a function's own options, and the values once they are set. */
export function ownOptions<O extends Own>(own?: O): { setters: OwnOptions; values: OwnValues<O> } {
  const values: Record<string, unknown> = {};
  const setters = Object.entries<OwnOption>(own ?? {}).map(
    ([name, { read }]) => [name, (value: OptionValue): void => void (values[name] = read(value))] as const,
  );
  return { setters: Object.fromEntries(setters), values: values as OwnValues<O> };
}

/** A function that shows a part of the fit itself. */
export function aboutFit<A extends ModelArguments, O extends Own = Own>(
  { own, ...said }: Omit<ModelDeclaration<A, O, 'summary'>, 'prepare' | 'kind' | 'question' | 'layout'>,
  layout: (fit: FitResult, given: Read<A>, own: OwnValues<O>) => Report,
): Declared {
  return define({
    ...said,
    own,
    isAboutModel: true,
    answer: (given: Read<A>, call) => {
      const { setters, values } = ownOptions(own);
      const asked = { ...(given as ModelGiven), own: setters };
      return modelAnswer<'summary'>(
        asked,
        call,
        () => ({ kind: 'summary' }),
        (fit, { cells }) => laidOut(withReason(fit, layout(fit, given, values)), cells),
      );
    },
  });
}
