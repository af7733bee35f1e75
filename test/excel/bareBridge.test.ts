/**
 * The simulator against a bare bridge, which knows nothing of workbooks and gives to each request the answer written here:
 * the library sends both the same, and finds the same in what comes back.
 */

import { describe, expect, test } from 'vitest';
import { libraryPage, runIn } from './clients/node';
import type { NativeBridge } from './clients/bridge';
import { openExcel } from './support';

interface Sent {
  readonly id: number;
  readonly message: {
    readonly body: { readonly Actions: readonly { Id: number; QueryInfo?: unknown; Name: string }[] };
  };
}

/** The library on a bridge that answers every query with `answer`; what it sends is kept. */
function bare(answer: unknown) {
  const sent: Sent[] = [];
  const bridge: NativeBridge = {
    onMessageFromHost: () => undefined,
    sendMessageToHost(text) {
      const request = JSON.parse(text) as Sent;
      sent.push(request);
      const Results = request.message.body.Actions.map(({ Id, QueryInfo }) => ({
        ActionId: Id,
        // An object that is there is something, and its `load` what was asked for.
        Value: QueryInfo ? answer : {},
      }));
      const message = { statusCode: 200, headers: {}, body: JSON.stringify({ Results }) };
      setTimeout(() => bridge.onMessageFromHost(JSON.stringify({ id: request.id, type: 2, message })), 0);
    },
  };
  return { page: libraryPage(bridge), bridge, sent };
}

type Run = typeof Excel.run;

/** What the library sends, without what differs from run to run. */
function recorded(page: Readonly<Record<string, unknown>>): { run: Run; bodies: unknown[] } {
  const bodies: unknown[] = [];
  const { HostBridge } = page.OfficeExtension as { HostBridge: { instance: { m_bridge: NativeBridge } } };
  const line = HostBridge.instance.m_bridge;
  const send = line.sendMessageToHost.bind(line);
  line.sendMessageToHost = (text) => {
    bodies.push((JSON.parse(text) as Sent).message.body);
    send(text);
  };
  return { run: (page.Excel as typeof Excel).run, bodies };
}

const readSelection = (run: Run) =>
  run(async (context) => {
    const range = context.workbook.getSelectedRange();
    range.load('address,values');
    await context.sync();
    return [range.address, range.values];
  });

const readSheets = (run: Run) =>
  run(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load('items/name');
    await context.sync();
    return worksheets.items.map(({ name }) => name);
  });

const readNothing = (run: Run) =>
  run(async (context) => {
    const used = context.workbook.worksheets.getItem('Sheet1').getUsedRangeOrNullObject(true);
    used.load('address');
    await context.sync();
    return used.isNullObject;
  });

describe('the library gets the same from the simulator as from a bare bridge', () => {
  const open = () => {
    const connected = openExcel({
      sheets: {
        Sheet1: [
          [1, null],
          [3, 4],
        ],
        Other: [],
      },
    });
    connected.excel.select('Sheet1!A1:B2');
    return connected;
  };

  test('for the selection', async () => {
    const { page } = bare({
      Address: 'Sheet1!A1:B2',
      Values: [
        [1, ''],
        [3, 4],
      ],
    });
    const there = recorded(page);
    const here = recorded(open().client.globals);
    expect(await readSelection(here.run)).toEqual(await readSelection(there.run));
    expect(here.bodies[0]).toEqual(there.bodies[0]);
  });

  test('for the sheets of a workbook', async () => {
    const { page } = bare({ _Items: [{ Name: 'Sheet1' }, { Name: 'Other' }] });
    const there = recorded(page);
    const here = recorded(open().client.globals);
    expect(await readSheets(here.run)).toEqual(await readSheets(there.run));
    expect(here.bodies[0]).toEqual(there.bodies[0]);
  });

  test('for what is not there', async () => {
    const { page } = bare(null);
    const there = recorded(page);
    const { excel, client } = open();
    excel.clear(excel.place('Sheet1!A1:B2'));
    const here = recorded(client.globals);
    expect(await readNothing(here.run)).toBe(await readNothing(there.run));
    expect(here.bodies[0]).toEqual(there.bodies[0]);
  });

  test('for the results of a custom function', async () => {
    const implementation = `CustomFunctions.associate('LMER.FIT', (data, model) => [
      [1, NaN, Infinity, data[0][1], model[0][0]],
      [null, undefined, 'x', true, new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, 'message')],
    ])`;
    const results = (bodies: readonly unknown[]) =>
      (bodies as Sent['message']['body'][])
        .flatMap(({ Actions }) => Actions)
        .filter(({ Name }) => Name === 'SetInvocationArrayResults')
        .map(
          (action) =>
            (action as unknown as { ArgumentInfo: { Arguments: unknown[][][] } }).ArgumentInfo
              .Arguments[0][0],
        );

    const { page, bridge } = bare(null);
    const there = recorded(page);
    runIn(page, implementation);
    const cells = [
      [1, null],
      [{ code: '#N/A', type: 'CustomFunctionError' }, 4],
    ];
    const message = [
      1,
      'LMER.FIT',
      [cells, [['y ~ x']], null, null],
      null,
      5,
      ['Sheet1!A1:B2', null, null, null],
    ];
    bridge.onMessageFromHost(JSON.stringify({ type: 3, message: { entries: [[1, 1000, '', message, 0]] } }));
    await expect.poll(() => results(there.bodies).length).toBe(1);

    const { excel, client } = open();
    excel.type('Sheet1!A2', '#N/A');
    const here = recorded(client.globals);
    client.run(implementation);
    excel.type('Sheet1!D1', '=LMER.FIT(A1:B2, "y ~ x")');
    await excel.settled();
    const [id, succeeded, value] = results(here.bodies)[0];
    expect([id, succeeded, value]).toEqual(results(there.bodies)[0].slice(0, 3));
    expect(excel.spill('Sheet1!D1')).toEqual([
      [1, 0, 0, 0, 'y ~ x'],
      [0, 0, 'x', true, { error: '#N/A', message: 'message' }],
    ]);
  });
});
