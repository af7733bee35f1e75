export function serveFolder(
  folder: string,
  options?: { port?: number; tries?: number },
): Promise<{ url: string; close: () => Promise<void> }>;
