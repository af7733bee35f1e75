export function helpPage(metadata: { functions: object[]; enums?: object[] }): string;
