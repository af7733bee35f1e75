/** A simulated Excel with the client library on it, for tests. */

import { afterEach, expect } from 'vitest';
import { nodeClient, type NodeClient, type NodeClientOptions } from './clients/node';
import { SimulatedExcel, type ExcelOptions } from './excel';

/** `CustomFunctions` of the page. */
export interface PageFunctions {
  associate(id: string, implementation: (...args: never[]) => unknown): void;
  readonly Error: new (code: string, message?: string) => Error;
}

export interface Connected {
  readonly excel: SimulatedExcel;
  readonly client: NodeClient;
  readonly run: typeof Excel.run;
  readonly custom: PageFunctions;
}

const opened: SimulatedExcel[] = [];

/** After each test: nothing was asked for that the simulator does not have. */
export function openExcel(options: ExcelOptions & NodeClientOptions = {}): Connected {
  const excel = new SimulatedExcel(options);
  opened.push(excel);
  const client = nodeClient(excel, options);
  const { Excel: api, CustomFunctions: custom } = client.globals as {
    Excel: typeof Excel;
    CustomFunctions: PageFunctions;
  };
  return { excel, client, run: api.run, custom };
}

afterEach(() => {
  const problems = opened.splice(0).flatMap((excel) => excel.problems);
  expect(problems).toEqual([]);
});
