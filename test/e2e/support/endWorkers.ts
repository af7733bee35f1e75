/** Ends workers of a page in the midst of their work, as a browser does that has no memory left for them: without a word. */

import type { CDPSession, Page } from 'playwright-core';

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly callFrames: readonly { readonly callFrameId: string }[] };
}

export interface Workers {
  /** How many the page has started so far. */
  readonly started: number;
  /** Ends the one that was started last once it is there, wherever its script is. */
  endLast(): Promise<void>;
}

/** To be called before the page starts any. */
export async function watchWorkers(page: Page): Promise<Workers> {
  const session = await page.context().newCDPSession(page);
  const sessions: string[] = [];
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') sessions.push(sessionId);
  });
  // The protocol's older way: here the newer one does not lead into the sessions of workers.
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  return {
    get started() {
      return sessions.length;
    },
    async endLast() {
      // It holds a lock from then on, and has its order a moment later.
      await page.waitForFunction(async () => {
        const { held = [] } = await navigator.locks.query();
        return held.some(({ name }) => name?.startsWith('cellmer-worker:'));
      });
      await page.waitForTimeout(500);
      await end(session, sessions.at(-1)!);
    },
  };
}

async function end(page: CDPSession, sessionId: string): Promise<void> {
  let id = 0;
  const answers: ((answer: Answer) => boolean)[] = [];
  page.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const answer = JSON.parse(event.message) as Answer;
    const at = answers.findIndex((isIt) => isIt(answer));
    if (at >= 0) answers.splice(at, 1);
  });
  const next = (isIt: (answer: Answer) => boolean): Promise<Answer> =>
    new Promise((settle) => answers.push((answer) => isIt(answer) && (settle(answer), true)));
  const send = async (method: string, params: object = {}): Promise<void> => {
    const own = ++id;
    const answered = next((answer) => answer.id === own);
    const message = JSON.stringify({ id: own, method, params });
    await page.send('Target.sendMessageToTarget', { sessionId, message });
    await answered;
  };
  await send('Debugger.enable');
  const paused = next(({ method }) => method === 'Debugger.paused');
  await send('Debugger.pause');
  const { callFrameId } = (await paused).params!.callFrames[0];
  await send('Debugger.evaluateOnCallFrame', { callFrameId, expression: 'self.close()' });
  // The script is not run to its end, and the thread is gone.
  void send('Runtime.terminateExecution');
  void send('Debugger.resume');
}
