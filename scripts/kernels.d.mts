export const KERNELS_FILE: string;
export function generate(): Promise<string>;
