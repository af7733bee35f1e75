/** Flags for every browser the tests start. */
export const CHROMIUM_ARGS: readonly string[];

/** The path of a browser that runs, or null. */
export function findChromium(): string | null;

/** findChromium(), installing one where there is none; throws a sentence that says how to get one. */
export function ensureChromium(options?: { log?: (line: string) => void }): string;
