/**
 * The line between Excel on the web and an add-in in its frame, as office.js speaks it: JSON texts posted from window to
 * window. Requests name an action and carry a number; answers repeat it; events are answers without end.
 */

import type { Entry } from '../calculation/customFunctions';
import type { SimulatedExcel } from '../excel';
import type { RequestBody } from '../protocol/request';
import type { Failure } from '../faults';
import type { Session } from '../session';
import { matrixOf, type RequirementSets } from './requirements';

/** Where Excel on the web has its pages; office.js trusts no other host. */
export const EXCEL_ORIGIN = 'https://excel.officeapps.live.com';

const CONVERSATION = 'conversation';
const CONTROL = 'cellmer';

/** As office.js numbers them. */
const REQUEST = 0;
const RESPONSE = 1;
const ANSWER = 0;
const EVENT = 1;
const INVOKE = 0;
const REGISTER = 1;
const UNREGISTER = 2;
const EXECUTE_REQUEST = 93;
const GET_FILE = 77;
const GET_SLICE = 80;
const CLOSE_FILE = 81;
/** Of what a page says of files, by number: what kind, how long pieces are, which file, which piece. */
const [FILE_TYPE, SLICE_SIZE, , SLICE_INDEX] = ['0', '1', '2', '3'];
const COMPRESSED = 1;
const EXCEL_ON_THE_WEB = 16;
const READ_AND_WRITE = 1;

/** Numbers of the errors that concern a request as a whole. */
const ERROR_NUMBERS: Readonly<Record<string, number>> = {
  InvalidOperationInCellEditMode: 5004,
  InvalidOrTimedOutSession: 5012,
  ActivityLimitReached: 5102,
  RequestPayloadSizeLimitExceeded: 5103,
  ResponsePayloadSizeLimitExceeded: 5104,
  AccessDenied: 7000,
};
const INTERNAL_ERROR = 5001;

interface Message {
  readonly _messageType: number;
  readonly _actionName: string;
  readonly _actionType: number;
  readonly _conversationId: string;
  readonly _correlationId: number;
  readonly _data: Readonly<Record<string, unknown>>;
}

/** What the frame is called: office.js finds there who it talks to. */
export function frameName(): string {
  // Shared runtime and custom functions are bits of the last number.
  const hostInfo = 'Excel$Web$16.01$en-US$correlation$$disableLogging$3';
  const xdmInfo = `${CONVERSATION}$${CONTROL}$${EXCEL_ORIGIN}`;
  return JSON.stringify({ baseFrameName: 'addin', hostInfo, xdmInfo, serializerVersion: '1' });
}

export class CrossDocumentLine {
  private session: Session | null = null;
  /** Events that the page has registered for, with the number of that request. */
  private readonly registered = new Map<string, number>();
  private sliceSize = 0;

  /** @param post takes a text to the page in the frame */
  constructor(
    private readonly excel: SimulatedExcel,
    private readonly requirements: RequirementSets | undefined,
    private readonly post: (text: string) => void,
  ) {}

  /** A text from the frame. */
  receive(text: string): void {
    const message = JSON.parse(text) as Message;
    if (message._messageType !== REQUEST || message._conversationId !== CONVERSATION) return;
    if (message._actionType === INVOKE) this.invoked(message);
    else if (message._actionType === REGISTER) this.register(message);
    else if (message._actionType === UNREGISTER) this.unregister(message);
  }

  private invoked(message: Message): void {
    switch (message._actionName) {
      case 'ContextActivationManager_getAppContextAsync':
        return this.start(message);
      case 'ContextActivationManager_notifyHost':
        return;
      case 'executeMethod':
        return void this.execute(message);
      default:
        this.excel.report(new Error(`The simulated Excel does not have ${message._actionName}.`));
    }
  }

  /** A page has loaded office.js and asks where it is. */
  private start(message: Message): void {
    this.registered.clear();
    this.session = this.excel.connect({ deliver: (entries) => this.deliver(entries) });
    this.answer(message, {
      _id: CONTROL,
      _appName: EXCEL_ON_THE_WEB,
      _appVersion: '16.0',
      _appUILocale: 'en-US',
      _dataLocale: 'en-US',
      _docUrl: `${EXCEL_ORIGIN}/Book1.xlsx`,
      _clientMode: READ_AND_WRITE,
      _settings: {},
      _reason: 'documentOpened',
      _osfControlType: 1,
      _eToken: '',
      _correlationId: 'correlation',
      _requirementMatrix: JSON.stringify(matrixOf(this.requirements)),
      _featureGates: {},
      _initialDisplayMode: 2,
    });
  }

  private async execute(message: Message): Promise<void> {
    const { DispatchId } = message._data.DdaMethod as { DispatchId: number };
    if ([GET_FILE, GET_SLICE, CLOSE_FILE].includes(DispatchId))
      return this.answer(message, { Version: 1, ...this.file(DispatchId, message._data) });
    if (DispatchId !== EXECUTE_REQUEST)
      return this.excel.report(new Error(`The simulated Excel does not have method ${DispatchId}.`));
    const body = JSON.parse((message._data.ArrayData as string[])[4]) as RequestBody;
    const reply = await this.session!.request(body);
    if (reply === null) return;
    const answer =
      'body' in reply
        ? { Error: 0, Data: [200, [], JSON.stringify(reply.body)] }
        : { Error: numberOf(reply.failure) };
    this.answer(message, { Version: 1, ...answer });
  }

  /** The workbook as a file, in pieces. */
  private file(method: number, data: Message['_data']): Readonly<Record<string, unknown>> {
    const { file } = this.excel;
    if (file === null || (method === GET_FILE && data[FILE_TYPE] !== COMPRESSED))
      return { Error: INTERNAL_ERROR };
    if (method === CLOSE_FILE) return { Error: 0 };
    if (method === GET_FILE) {
      this.sliceSize = Number(data[SLICE_SIZE]);
      return { Error: 0, 0: 1, 1: file.length };
    }
    const begin = Number(data[SLICE_INDEX]) * this.sliceSize;
    const slice = file.slice(begin, begin + this.sliceSize);
    return { Error: 0, 0: [...slice], 1: slice.length };
  }

  private register(message: Message): void {
    this.registered.set(message._actionName, message._correlationId);
    this.answer(message, { Error: 0 });
  }

  private unregister(message: Message): void {
    this.registered.delete(message._actionName);
    this.answer(message, { Error: 0 });
  }

  /** The selection has an event of its own; all else comes as one. */
  private deliver(entries: readonly Entry[]): void {
    const isSelection = ([category, type]: Entry) => category === 65_536 && type === 2;
    if (entries.some(isSelection)) this.fire('documentSelectionChanged', {});
    const rest = entries.filter((entry) => !isSelection(entry)).map(withText);
    if (rest.length > 0) this.fire('richApiMessage', { ArrayData: rest });
  }

  private fire(event: string, data: unknown): void {
    const number = this.registered.get(event);
    if (number !== undefined) this.send(event, number, EVENT, data);
  }

  private answer({ _actionName, _correlationId }: Message, data: unknown): void {
    this.send(_actionName, _correlationId, ANSWER, data);
  }

  private send(action: string, number: number, responseType: number, data: unknown): void {
    this.post(
      JSON.stringify({
        _messageType: RESPONSE,
        _actionName: action,
        _conversationId: CONVERSATION,
        _correlationId: number,
        _origin: EXCEL_ORIGIN,
        _data: data,
        _errorCode: 0,
        _responseType: responseType,
        _serializerVersion: 1,
      }),
    );
  }
}

function withText([category, type, target, message, id]: Entry): Entry {
  return [category, type, target, typeof message === 'string' ? message : JSON.stringify(message), id];
}

function numberOf({ code }: Failure): number {
  return ERROR_NUMBERS[code] ?? INTERNAL_ERROR;
}
