export function serveFolder(
  folder: string,
  options?: {
    port?: number;
    tries?: number;
    tls?: { cert: Buffer; key: Buffer };
    headers?: Record<string, string>;
  },
): Promise<{ url: string; close: () => Promise<void> }>;

export const NOT_IN_FRAMES: Record<string, string>;
