/** Objects of Excel as the client library sees them: by name, properties that can be read or set, methods, children. */

export interface HostObject {
  /** Its class, as in the documentation: `Range`. */
  readonly type: string;
  /** What tells it apart: `{ Id }`, `{ _ReferenceId }`, or nothing. */
  readonly identity?: () => Readonly<Record<string, unknown>>;
  readonly get?: Readonly<Record<string, () => unknown>>;
  readonly set?: Readonly<Record<string, (value: unknown) => void>>;
  /** Objects below it; null stands for a null object. */
  readonly child?: Readonly<Record<string, () => HostObject | null>>;
  /** Methods that give an object. */
  readonly make?: Readonly<Record<string, (...args: never[]) => HostObject | null>>;
  /** Methods that give a value, or nothing. */
  readonly call?: Readonly<Record<string, (...args: never[]) => unknown>>;
  /** Of a collection. */
  readonly items?: () => readonly HostObject[];
  readonly item?: (key: unknown) => HostObject;
}

/** An error as Excel reports it, by the code that the library passes on. */
export class ExcelError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const itemNotFound = (what: string) =>
  new ExcelError('ItemNotFound', `The requested resource doesn't exist: ${what}.`);
export const accessDenied = () =>
  new ExcelError('AccessDenied', 'You cannot perform the requested operation.');
export const invalidArgument = (what: string) =>
  new ExcelError(
    'InvalidArgument',
    `The argument is invalid or missing or has an incorrect format: ${what}.`,
  );

/** What no test may pass over: something asked of Excel that the simulator does not have. */
export class NotSimulated extends Error {
  constructor(what: string) {
    super(`The simulated Excel does not have ${what}.`);
  }
}
