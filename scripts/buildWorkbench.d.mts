export const WORKBENCH: string;
export const SITE: string;
export function buildWorkbench(options?: {
  production?: boolean;
  hosted?: boolean;
  log?: (line: string) => void;
}): boolean;
