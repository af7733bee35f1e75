/** A fitting core and workers that a test moves by hand. */

import {
  CellmerError,
  DEFAULT_FIT_OPTIONS,
  type CellMatrix,
  type FitControl,
  type FitResult,
  type ModelInput,
  type ModelRequest,
} from '../../src/index';
import type { Core } from '../../worker/index';
import type { WorkerMessage, WorkerReport } from '../../worker/messages';
import type { ModelOrder } from '../../worker/questions';
import type { FitWorker } from '../../worker/pool';
import { goldenFit } from '../bin/goldenFit';

export const RESULT: FitResult = goldenFit('sleep_slope_reml');

export function request(marker: number, changes: Partial<ModelRequest> = {}): ModelRequest {
  const data: CellMatrix = [
    ['y', 'g'],
    [marker, 'a'],
    [2, 'b'],
  ];
  return { data, model: 'y ~ 1 + (1 | g)', options: DEFAULT_FIT_OPTIONS, ...changes };
}

/** What the fake core makes of a request: the number in its second row, from which the fit knows what to do. */
interface FakeInput {
  readonly marker: number;
  readonly values: Float64Array;
}

/** Above this a fit counts as large. */
export const LARGE = 100;

export interface FakeCore extends Core {
  prepared: number;
  fitted: number[];
  /** Steps that a fit takes, and what happens in each. */
  steps: number;
  onTurn: () => void;
}

/** Fits return RESULT with the marker as its criterion; negative markers fail. */
export function fakeCore(during: (control: FitControl) => void = () => undefined): FakeCore {
  const core: FakeCore = {
    prepared: 0,
    fitted: [],
    steps: 0,
    onTurn: () => undefined,
    fitCost: (input) => (input as unknown as FakeInput).marker,
    stepCost: () => 0,
    prepareModel: ({ data }) => {
      core.prepared++;
      const marker = data[1][0] as number;
      if (marker === 0) throw new CellmerError('data', 'there is nothing to fit');
      return { marker, values: Float64Array.of(marker) } as unknown as ModelInput;
    },
    // eslint-disable-next-line require-yield -- it takes no time
    *preparationSteps(request) {
      return core.prepareModel(request);
    },
    openModel: (input) => ({
      *answerSteps(_analysis: unknown, control: FitControl = {}) {
        const { marker } = input as unknown as FakeInput;
        core.fitted.push(marker);
        for (let step = 0; step < core.steps; step++) yield core.onTurn();
        during(control);
        if (marker < 0) throw new CellmerError('model', `cannot fit ${marker}`);
        return { ...RESULT, criterion: marker } as never;
      },
    }),
  };
  return core;
}

/** A worker that does nothing until it is told what to report. */
class FakeWorker implements FitWorker {
  onmessage: FitWorker['onmessage'] = null;
  onerror: FitWorker['onerror'] = null;
  onmessageerror: FitWorker['onmessageerror'] = null;
  orders: FakeInput[] = [];
  terminated = false;

  /** Everything sent, as a real worker would get it. */
  received: WorkerMessage[] = [];

  postMessage(message: WorkerMessage, transfer: Transferable[] | StructuredSerializeOptions = []): void {
    // What a real worker would get: a clone, with the buffers gone from this side.
    const clone = structuredClone(message, { transfer: transfer as Transferable[] });
    this.received.push(clone);
    if (clone.type === 'order') this.orders.push((clone.order as ModelOrder).input as unknown as FakeInput);
  }

  terminate(): void {
    this.terminated = true;
  }

  report(report: WorkerReport): void {
    this.onmessage?.call(this as unknown as Worker, { data: report } as MessageEvent);
  }

  finish(): void {
    this.report({ type: 'result', result: { ...RESULT, criterion: this.orders.at(-1)!.marker } });
  }

  fail(message: string): void {
    this.onerror?.call(this as unknown as Worker, { message } as ErrorEvent);
  }
}

/** A source of fake workers that remembers them. */
export function workerSource(): { create: () => FakeWorker; workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  return {
    workers,
    create: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
  };
}
