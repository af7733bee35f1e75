/** What the service can be asked, and what a worker or the calling thread does to answer it. */

import type {
  Analysis,
  CellMatrix,
  FitControl,
  KnownMinima,
  LikelihoodQuestion,
  LowValue,
  ModelInput,
  ModelRequest,
  openModel,
  OpenModel,
  preparationSteps,
  prepareModel,
  Steps,
  TraceStep,
} from '../src/index';

/** A question about a model. */
export interface ModelQuestion {
  readonly request: ModelRequest;
  readonly analysis: Analysis;
}

/** A call of a custom function whose answer is a block of cells. */
export interface FunctionCall {
  readonly id: string;
  /** Blocks of plain cells, by the names of the parameters. */
  readonly values: Readonly<Record<string, CellMatrix>>;
  /** Where they stand, likewise. */
  readonly addresses: Readonly<Record<string, string | null>>;
  /** Where not the cells are wanted, but how they look. */
  readonly wanted?: 'look';
}

/** What is handed to a worker. */
export type Order = ModelOrder | CallOrder;

/** What is answered as a whole: a call of a function, or a question about a likelihood. */
export type WholeQuestion = FunctionCall | LikelihoodQuestion;

export interface CallOrder {
  readonly modelKey: string;
  readonly call: WholeQuestion;
}

export function isLikelihood(asked: WholeQuestion): asked is LikelihoodQuestion {
  return 'request' in asked;
}

export function isCall(order: Order): order is CallOrder {
  return 'call' in order;
}

/**
 * The model read already, or as cells; without either it is the one asked about last. A job has both where it can: what was read is
 * handed over to a worker, and should that end, the cells are read again.
 */
export interface ModelOrder {
  /** Names the model: equal keys are equal models. */
  readonly modelKey: string;
  readonly input?: ModelInput;
  readonly request?: ModelRequest;
  readonly analysis: Analysis;
  /** What is known of models of these data; a worker is sent it with the order. */
  readonly known?: readonly LowValue[];
}

/** An order and who waits for it. Exactly one of `done` and `failed` is called, unless `stop` was. */
export interface Job {
  /** Another one of the same content where the job is begun anew. */
  order: Order;
  /** Does it all on the calling thread. */
  readonly here?: () => unknown;
  /** Of the data that a question is about. */
  readonly minima?: KnownMinima;
  /** Called when its turn has come, and again should it be begun anew. */
  readonly onStart: () => void;
  readonly onStep: (step: TraceStep) => void;
  readonly done: (result: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** The fitting core, which tests replace. */
export interface Core {
  readonly prepareModel: typeof prepareModel;
  readonly preparationSteps: typeof preparationSteps;
  readonly openModel: typeof openModel;
  readonly fitCost: (input: ModelInput, analysis: Analysis) => number;
  readonly stepCost: (input: ModelInput, analysis: Analysis) => number;
}

/** Computes answers; models that were asked about lately are not fitted again. */
export class Answerer {
  private readonly models = new Map<string, Open>();

  /**
   * @param kept models that are kept, at least 1
   * @param admit told of each question before it is begun; may throw
   */
  constructor(
    private readonly core: Pick<Core, 'preparationSteps' | 'openModel'>,
    private readonly kept = 1,
    private readonly admit: (input: ModelInput, analysis: Analysis) => void = () => undefined,
  ) {}

  *steps(order: ModelOrder, control: FitControl = {}): Steps<unknown> {
    const key = order.modelKey;
    const open = this.models.get(key) ?? (yield* this.open(order));
    this.admit(open.input, order.analysis);
    this.models.delete(key);
    this.models.set(key, open);
    for (const oldest of this.models.keys()) {
      if (this.models.size <= this.kept) break;
      this.models.delete(oldest);
    }
    return yield* open.model.answerSteps(order.analysis, control);
  }

  /** What an open model was read into; null for one that is not open. */
  inputOf(modelKey: string): ModelInput | null {
    return this.models.get(modelKey)?.input ?? null;
  }

  clear(): void {
    this.models.clear();
  }

  private *open({ input, request }: ModelOrder): Steps<Open> {
    if (!input && !request) throw new Error('The worker has no such model.');
    const read = input ?? (yield* this.core.preparationSteps(request!));
    yield;
    return { input: read, model: this.core.openModel(read) };
  }
}

interface Open {
  readonly input: ModelInput;
  readonly model: OpenModel;
}
