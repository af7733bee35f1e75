export function serveFolder(
  folder: string,
  options?: { port?: number; tries?: number; tls?: { cert: Buffer; key: Buffer } },
): Promise<{ url: string; close: () => Promise<void> }>;
