/** Reports as plain values for JSON. */

import { isMissing, type Report, type ReportTable, type Value } from './report';

interface PlainTable extends Omit<ReportTable, 'rows'> {
  readonly rows: readonly (readonly (number | string | boolean | null)[])[];
  /** The sentences that say why numbers in it do not exist, each once. */
  readonly reasons: readonly string[];
}

interface PlainReport extends Omit<Report, 'sections'> {
  readonly sections: readonly PlainTable[];
}

/** A report with all its digits; null for what does not exist and for numbers that are not finite. */
export function toPlain(report: Report): PlainReport {
  return { ...report, sections: report.sections.map(plainTable) };
}

function plainTable(table: ReportTable): PlainTable {
  const reasons = table.rows.flatMap((row) => row.filter(isMissing).map(({ none }) => none));
  return { ...table, rows: table.rows.map((row) => row.map(plainValue)), reasons: [...new Set(reasons)] };
}

function plainValue(value: Value): number | string | boolean | null {
  return isMissing(value) || (typeof value === 'number' && !Number.isFinite(value)) ? null : value;
}
