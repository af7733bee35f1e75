/** What a formula of ours gives when its function is called as a cell would call it. */

import { declared } from '../../functions/catalog';
import { FUNCTIONS } from '../../functions/index';
import type { OutputMatrix } from '../../src/index';
import { readAddress } from '../../taskpane/state/address';
import { constantOf, functionCall } from '../../taskpane/state/formulaCall';
import type { FakeHost } from './fakeHost';

/** @param sheet where an address without one is */
export async function resultOf(formula: string, host: FakeHost, sheet: string): Promise<OutputMatrix> {
  const { id, given } = functionCall(formula)!;
  const values = await Promise.all(
    declared(id).parameters.map(async (name) => {
      const text = given[name] ?? '';
      if (text === '') return null;
      const constant = constantOf(text);
      return constant ?? host.readRange(readAddress(text, sheet)!);
    }),
  );
  const call = FUNCTIONS[id] as unknown as (...given: unknown[]) => OutputMatrix | Promise<OutputMatrix>;
  return call(...values, null);
}
