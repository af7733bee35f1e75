export const EXCEL: string;
export function buildExcel(options?: {
  base?: string;
  build?: number;
  always?: boolean;
  log?: (line: string) => void;
}): Promise<boolean>;
