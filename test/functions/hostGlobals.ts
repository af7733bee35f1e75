/** The global `CustomFunctions` as Excel's runtime has it, for tests. */

export class HostError {
  constructor(
    readonly code: string,
    readonly message?: string,
  ) {}
}

export interface HostGlobals {
  readonly Error: typeof HostError;
  readonly registered: Map<string, (...values: unknown[]) => unknown>;
  associate(id: string, implementation: (...values: unknown[]) => unknown): void;
}

/** A fresh `CustomFunctions` that remembers what is registered with it. */
export function hostGlobals(): HostGlobals {
  const registered: HostGlobals['registered'] = new Map();
  return {
    Error: HostError,
    registered,
    associate: (id, implementation) => void registered.set(id, implementation),
  };
}
