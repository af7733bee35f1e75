/** Whether this host shows data types: cells that hold more than a value. Detected by the shell, never assumed. */

let support: boolean | Promise<boolean> = false;

/** Longest that a function waits for the shell to know, in milliseconds. */
const LONGEST = 10_000;

/** Set by a shell that can tell, now or soon. */
export function setDataTypes(isSupported: boolean | Promise<boolean>): void {
  support = isSupported;
  if (typeof isSupported === 'boolean') return;
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), LONGEST));
  const known = Promise.race([isSupported, late]).catch(() => false);
  support = known;
  void known.then((found) => {
    if (support === known) support = found;
  });
}

export function hasDataTypes(): boolean | Promise<boolean> {
  return support;
}
