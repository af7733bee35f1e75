export const WORKBENCH: string;
export function buildWorkbench(options?: { production?: boolean; log?: (line: string) => void }): boolean;
