/**
 * How long the calling thread stands still: `node scripts/run.mjs bench/standstill.ts [--models N] [--from SEED] [--seconds S]
 * [--only workers|none] [--all]`. Random models, and of each one question, the functions about models in turn, asked as a sheet asks
 * them: from the cells of the arguments to the cells of the answer.
 *
 * With workers these are made in this process, and what they compute is not counted, but cloning is, both ways. Of each
 * task the lesser of the processor's time and the clock's counts, since either is lengthened by something else.
 *
 * --seconds  a question is given up after so much computing, in a worker or without
 * --all      a line for every question
 */

import { FUNCTIONS, setFitService } from '../functions/index';
import { openModel, preparationSteps, type Steps } from '../src/index';
import { createFitService, type FitWorker } from '../worker/index';
import { toPlainError, transferables, type WorkerMessage, type WorkerReport } from '../worker/messages';
import { appendInPlace, pack, parcels, unpack } from '../worker/parcels';
import { Answerer, isCall } from '../worker/questions';
import { randomModel, type RandomModel } from './randomModels';
import { table } from './tables';

const given = process.argv.slice(2);
const valueOf = (name: string, otherwise: number): number => {
  const at = given.indexOf(name);
  return at < 0 ? otherwise : Number(given[at + 1]);
};
const MODELS = valueOf('--models', 300);
const FROM = valueOf('--from', 1);
const LIMIT = 1000 * valueOf('--seconds', 3);
const only = given.includes('--only') ? given[given.indexOf('--only') + 1] : null;

/** The arguments after the data and the formula. */
const QUESTIONS: readonly (readonly [id: string, ...more: unknown[]])[] = [
  ['LMER.FIT'],
  ['LMER.STAT', 'criterion'],
  ['LMER.FIXEF'],
  ['LMER.VARCOMP'],
  ['LMER.VCOV', 'ML', 'all'],
  ['LMER.HESSIAN', 'ML'],
  ['LMER.RANEF'],
  ['LMER.ANOVA'],
  ['LMER.ANOVA', null, 2, 'ddf=kenward-roger'],
  ['LMER.ANOVA', 'ML', 'LRT'],
  ['LMER.CHECK'],
  ['LMER.DEVIANCE'],
  ['LMER.CODE', null, 'R'],
  ['LMER.COMPARE'],
  ['LMER.RANOVA'],
  ['LMER.MODEL'],
  ['LMER.COEF'],
  ['LMER.RESID'],
  ['LMER.PREDICT', null, null, null, 'interval=prediction'],
  ['LMER.CI', 'ML'],
  ['LMER.CI', null, null, 'wald'],
  ['LMER.PROFILE', 'ML', 'sigma', 7],
  ['LMER.TRACE'],
  ['LMER.EMMEANS', 't'],
  ['LMER.TRENDS', 'x0', 't'],
  ['LMER.CONTRASTS', 't'],
  ['LMER.TEST', '(Intercept) = 0'],
  ['LMER.STEP'],
  ['LMER.REPORT'],
  ['LMER.INFLUENCE'],
];

interface Instant {
  readonly clock: number;
  readonly processor: number;
}

function now(): Instant {
  const { user, system } = process.cpuUsage();
  return { clock: performance.now(), processor: (user + system) / 1000 };
}

/** Milliseconds. */
function since(before: Instant): number {
  const after = now();
  return Math.min(after.clock - before.clock, after.processor - before.processor);
}

/** Milliseconds of the task under way that are a worker's. */
let elsewhere = 0;

/** A worker in this process, whose computing counts as done elsewhere. */
class WorkerHere implements FitWorker {
  onmessage: FitWorker['onmessage'] = null;
  onerror = null;
  onmessageerror = null;
  private readonly answerer = new Answerer({ preparationSteps, openModel });
  private arrived: unknown[][] = [];
  private isOver = false;

  constructor() {
    setImmediate(() => this.report({ type: 'ready', lock: 'none' }));
  }

  terminate(): void {
    this.isOver = true;
  }

  postMessage(message: WorkerMessage, transfer?: Transferable[] | StructuredSerializeOptions): void {
    const data = structuredClone(message, { transfer: Array.isArray(transfer) ? transfer : [] });
    if (data.type === 'parcel') appendInPlace(this.arrived, data.listNumber, data.items);
    else setImmediate(() => this.take(data.order));
  }

  private take(order: Extract<WorkerMessage, { type: 'order' }>['order']): void {
    const before = now();
    const reports = this.reportsOf(unpack(order, this.arrived));
    this.arrived = [];
    elsewhere += since(before);
    const send = (): void => {
      const next = reports.shift();
      if (next === undefined) return;
      this.report(next);
      setImmediate(send);
    };
    setImmediate(send);
  }

  private reportsOf(order: Parameters<typeof isCall>[0]): WorkerReport[] {
    try {
      if (isCall(order)) throw new Error('only functions about models are asked');
      const { message, lists } = pack(structuredClone(untilLate(this.answerer.steps(order))));
      const before = lists.flatMap((list, listNumber) =>
        [...parcels(list)].map((items): WorkerReport => ({ type: 'parcel', listNumber, items })),
      );
      return [...before, { type: 'result', result: message }];
    } catch (error) {
      return [{ type: 'error', error: toPlainError(error) }];
    }
  }

  private report(report: WorkerReport): void {
    if (this.isOver) return;
    const data = structuredClone(report, {
      transfer: report.type === 'result' ? transferables(report.result) : [],
    });
    this.onmessage?.call(this as unknown as Worker, { data } as MessageEvent);
  }
}

function untilLate<T>(steps: Steps<T>): T {
  const end = Date.now() + LIMIT;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (Date.now() > end) throw new Error('given up');
  }
}

interface Measured {
  /** Milliseconds of the longest task. */
  readonly longest: number;
  /** What came of it. */
  readonly outcome: string;
}

async function measured(ask: () => unknown): Promise<Measured> {
  let longest = 0;
  let isOver = false;
  let before = now();
  // Between two of these everything that is waiting has its turn once.
  const tick = (): void => {
    longest = Math.max(longest, since(before) - elsewhere);
    elsewhere = 0;
    before = now();
    if (!isOver) setImmediate(tick);
  };
  await new Promise((settle) => setImmediate(settle));
  before = now();
  setImmediate(tick);
  const outcome = await outcomeOf(ask);
  await new Promise((settle) => setTimeout(settle, 0));
  isOver = true;
  await new Promise((settle) => setImmediate(settle));
  return { longest, outcome };
}

async function outcomeOf(ask: () => unknown): Promise<string> {
  try {
    const rows = (await ask()) as unknown[][];
    return `${rows.length} × ${rows[0].length}`;
  } catch (error) {
    return (error as Error).message ?? String(error);
  }
}

interface Line extends Measured {
  readonly model: RandomModel;
  readonly question: string;
}

async function lines(withWorkers: boolean): Promise<Line[]> {
  const found: Line[] = [];
  for (let i = 0; i < MODELS; i++) {
    const model = randomModel(FROM + i);
    const [id, ...more] = QUESTIONS[(FROM + i) % QUESTIONS.length];
    const service = createFitService({
      createWorker: withWorkers ? () => new WorkerHere() : undefined,
      workers: 1,
      timeBudget: withWorkers ? 10 * LIMIT : LIMIT,
    });
    setFitService(service);
    const call = FUNCTIONS[id] as (...values: unknown[]) => unknown;
    const { longest, outcome } = await measured(() => call(model.cells, model.formula, ...more));
    const line = { model, question: [id, ...more].join(' '), longest, outcome };
    found.push(line);
    if (given.includes('--all')) console.log(row(line).join('\t'));
    else process.stderr.write('.');
  }
  return found;
}

function row({ model, question, longest, outcome }: Line): string[] {
  return [
    String(model.seed),
    longest.toFixed(1),
    question,
    model.words,
    model.formula.slice(0, 30),
    outcome.slice(0, 60),
  ];
}

for (const withWorkers of [true, false]) {
  const name = withWorkers ? 'workers' : 'none';
  if (only !== null && only !== name) continue;
  const all = (await lines(withWorkers)).sort((a, b) => b.longest - a.longest);
  const over = (limit: number): number => all.filter(({ longest }) => longest > limit).length;
  console.log(
    `\n${all.length} models ${withWorkers ? 'with' : 'without'} workers: longest task ${all[0].longest.toFixed(0)} ms; ` +
      `${over(50)} over 50 ms, ${over(250)} over 250 ms`,
  );
  console.log(
    table([['seed', 'ms', 'question', 'model', 'formula', 'answer'], ...all.slice(0, 15).map(row)]),
  );
}
