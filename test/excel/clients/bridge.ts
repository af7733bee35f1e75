/**
 * The bridge between the client library and a native host, as desktop Excel has it: JSON in both directions. A request
 * is a message of type 1, its answer one of type 2 with the same number, and what comes unasked is of type 3.
 */

import type { SimulatedExcel } from '../excel';
import type { RequestBody } from '../protocol/request';
import type { Reply, Session } from '../session';

const ANSWER = 2;
const UNASKED = 3;

/** What the library finds as `_richApiNativeBridge`. */
export interface NativeBridge {
  sendMessageToHost(text: string): void;
  /** Set by the library. */
  onMessageFromHost(text: string): void;
}

export function nativeBridge(excel: SimulatedExcel): {
  readonly bridge: NativeBridge;
  readonly session: Session;
} {
  const session = excel.connect({
    deliver: (entries) => bridge.onMessageFromHost(JSON.stringify({ type: UNASKED, message: { entries } })),
  });
  const bridge: NativeBridge = {
    onMessageFromHost: () => undefined,
    sendMessageToHost(text) {
      const { id, message } = JSON.parse(text) as { id: number; message: { body: RequestBody } };
      void session.request(message.body).then((reply) => {
        if (reply) bridge.onMessageFromHost(JSON.stringify({ id, type: ANSWER, message: envelope(reply) }));
      });
    },
  };
  return { bridge, session };
}

function envelope(reply: Reply) {
  const [statusCode, body] = 'body' in reply ? [200, reply.body] : [400, { error: reply.failure }];
  return { statusCode, headers: {}, body: JSON.stringify(body) };
}
