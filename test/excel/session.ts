/** One page connected to the simulated Excel: requests in order, one answer each, messages to it. */

import type { Entry } from './calculation/customFunctions';
import type { Failure, Faults } from './faults';
import type { Core } from './protocol/core';
import { NotSimulated } from './protocol/objects';
import { execute, type RequestBody, type ResponseBody, type Roots } from './protocol/request';
import { addInService, appRuntimeService, customFunctionsService, workbookObject } from './protocol/workbook';

/** The page's end of the line. */
export interface Connection {
  deliver(entries: readonly Entry[]): void;
}

export type Reply = { readonly body: ResponseBody } | { readonly failure: Failure };

export interface Host extends Core {
  report(error: Error): void;
}

export class Session {
  /** The page has said that its functions can be called. */
  isReady = false;
  /** Requests so far, and the largest of them in bytes. */
  requests = 0;
  largestRequest = 0;
  private isOpen = true;
  private readonly roots: Roots;

  constructor(
    private readonly host: Host,
    private readonly faults: Faults,
    private readonly connection: Connection,
  ) {
    this.roots = {
      workbook: workbookObject(host),
      services: {
        'Microsoft.ExcelServices.CustomFunctions': customFunctionsService(host),
        'Microsoft.InternalService.AddinInternalService': addInService(),
        'Microsoft.AppRuntime.AppRuntimeService': appRuntimeService(),
      },
      referenced: (id) => host.references.get(id),
    };
  }

  close(): void {
    this.isOpen = false;
  }

  /** Answers a request; null when the answer gets lost. */
  async request(body: RequestBody): Promise<Reply | null> {
    const bytes = sizeOf(body);
    this.requests++;
    this.largestRequest = Math.max(this.largestRequest, bytes);
    await new Promise((resolve) => setTimeout(resolve, this.faults.delay));
    const reply = this.answer(body, bytes);
    return this.isOpen && !this.faults.losesAnswer() ? reply : null;
  }

  /** false when the message is too large. */
  send(entries: readonly Entry[]): boolean {
    if (this.faults.isTooLarge(sizeOf(entries))) return false;
    // Later, as any message comes: never while the page is still doing something.
    setTimeout(() => this.isOpen && this.connection.deliver(entries), 0);
    return true;
  }

  private answer(body: RequestBody, bytes: number): Reply {
    const failure = this.faults.failureOf(bytes);
    if (failure) return { failure };
    try {
      const response = execute(body, this.roots);
      const tooLarge = this.faults.failureOfAnswer(sizeOf(response));
      return tooLarge ? { failure: tooLarge } : { body: response };
    } catch (error) {
      this.host.report(error as Error);
      const code = error instanceof NotSimulated ? 'NotImplemented' : 'GeneralException';
      return { failure: { code, message: (error as Error).message } };
    }
  }
}

function sizeOf(message: unknown): number {
  return Buffer.byteLength(JSON.stringify(message));
}
