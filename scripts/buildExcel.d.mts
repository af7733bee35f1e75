export const EXCEL: string;
export function buildExcel(options?: {
  base?: string;
  always?: boolean;
  log?: (line: string) => void;
}): Promise<boolean>;
