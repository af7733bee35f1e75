/** Ends workers of a page in the midst of their work, as a browser does that has no memory left for them: without a word. */

import type { CDPSession, Page } from 'playwright-core';

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly callFrames: readonly { readonly callFrameId: string }[] };
}

export interface Workers {
  /** How many that fit have been started so far. */
  readonly started: number;
  /** Ends the one that is at work, wherever its script is, once all that live are ready for work. */
  endBusy(): Promise<void>;
}

export async function watchWorkers(page: Page): Promise<Workers> {
  const session = await page.context().newCDPSession(page);
  const alive = new Map<string, WorkerSession>();
  let started = 0;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    // The page has others too, which read and write files.
    if (targetInfo.type !== 'worker' || !targetInfo.url.includes('fitWorker')) return;
    started++;
    alive.set(sessionId, new WorkerSession(session, sessionId));
  });
  session.on('Target.detachedFromTarget', ({ sessionId }) => alive.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) =>
    alive.get(sessionId)?.receive(JSON.parse(message) as Answer),
  );
  // The protocol's older way: here the newer one does not lead into the sessions of workers.
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  /** Each holds a lock from then on. */
  const locks = (): Promise<number> =>
    page.evaluate(async () => {
      const { held = [] } = await navigator.locks.query();
      return held.filter(({ name }) => name?.startsWith('cellmer-worker:')).length;
    });
  return {
    get started() {
      return started;
    },
    async endBusy() {
      while (alive.size === 0 || (await locks()) !== alive.size) await page.waitForTimeout(50);
      // It has its order a moment later.
      await page.waitForTimeout(500);
      const workers = [...alive.values()];
      // One that has nothing to do has no statement to stop at.
      const busy = await Promise.race(workers.map((worker) => worker.pause()));
      for (const worker of workers) if (worker !== busy.worker) void worker.send('Debugger.disable');
      await busy.worker.end(busy.callFrameId);
    },
  };
}

/** The debugger of one worker. */
class WorkerSession {
  private lastId = 0;
  private waiting: { readonly isIt: (answer: Answer) => boolean; settle(answer: Answer): void }[] = [];

  constructor(
    private readonly page: CDPSession,
    private readonly sessionId: string,
  ) {}

  receive(answer: Answer): void {
    const place = this.waiting.findIndex(({ isIt }) => isIt(answer));
    if (place >= 0) this.waiting.splice(place, 1)[0].settle(answer);
  }

  async send(method: string, params: object = {}): Promise<void> {
    const id = ++this.lastId;
    const answered = this.next((answer) => answer.id === id);
    const message = JSON.stringify({ id, method, params });
    await this.page.send('Target.sendMessageToTarget', { sessionId: this.sessionId, message });
    await answered;
  }

  /** Settles when its script has come to stand, with the place where a statement can be run. */
  async pause(): Promise<{ worker: WorkerSession; callFrameId: string }> {
    await this.send('Debugger.enable');
    const paused = this.next(({ method }) => method === 'Debugger.paused');
    await this.send('Debugger.pause');
    return { worker: this, callFrameId: (await paused).params!.callFrames[0].callFrameId };
  }

  /** The script is not run to its end, and the thread is gone. */
  async end(callFrameId: string): Promise<void> {
    await this.send('Debugger.evaluateOnCallFrame', { callFrameId, expression: 'self.close()' });
    // It may be gone before it answers.
    void this.send('Runtime.terminateExecution').catch(() => undefined);
    void this.send('Debugger.resume').catch(() => undefined);
  }

  private next(isIt: (answer: Answer) => boolean): Promise<Answer> {
    return new Promise((settle) => this.waiting.push({ isIt, settle }));
  }
}
