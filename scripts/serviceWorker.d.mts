export function entryOf(
  url: string,
  content: Buffer,
): { url: string; revision: string | null; integrity: string };
