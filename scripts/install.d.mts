/** The repository's folder. */
export const root: string;

/** Whether node_modules holds what package-lock.json asks for, by npm's own record. */
export function isInstalled(folder?: string): boolean;

/** The command that runs npm. */
export function npmCommand(): { program: string; args: string[]; shell: boolean };

/** Runs `npm ci` unless everything is installed; returns whether anything had to be installed. */
export function ensureInstalled(options?: { log?: (line: string) => void }): boolean;
