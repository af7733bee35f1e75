/** The columns of the data: what each holds, how it spreads, and its part in the model. */

import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { ErrorIcon } from '../icons';
import type { ColumnSummary, ColumnType, DataSummary } from '../state/columns';
import { dayText, isNumbersAsText, naturalType, typeInModel } from '../state/columnTypes';
import type { ModelForm } from '../state/form';
import { commonDecimals, fixed } from '../state/numbers';
import { text } from '../text';
import { Bars } from './Bars';
import { TypeMenu } from './TypeMenu';

/** Columns shown before the rest is asked for. */
const SHOWN = 8;

interface ColumnListProps {
  readonly summary: DataSummary;
  readonly form: ModelForm;
}

export function ColumnList({ summary, form }: ColumnListProps) {
  const [showAll, setShowAll] = useState(false);
  const { columns } = summary;
  const hidden = columns.length - SHOWN;
  const shown = showAll || hidden <= 1 ? columns : columns.slice(0, SHOWN);
  return (
    <>
      <ul className="cm-cols" aria-label={text.data.columns}>
        {shown.map((column, i) => (
          <ColumnRow key={i} column={column} form={form} />
        ))}
      </ul>
      {hidden > 1 && (
        <Button className="cm-more" size="small" appearance="subtle" onClick={() => setShowAll(!showAll)}>
          {showAll ? text.data.fewer : text.data.more(hidden)}
        </Button>
      )}
    </>
  );
}

type Role = 'outcome' | 'fixed' | 'vary' | 'none';

function roleOf(name: string, { outcome, fixed: terms, varies }: ModelForm): Role {
  if (name === outcome) return 'outcome';
  if (varies.some(({ group }) => group.columns.includes(name))) return 'vary';
  return terms.some(({ columns }) => columns.includes(name)) ? 'fixed' : 'none';
}

function ColumnRow({ column, form }: { readonly column: ColumnSummary; readonly form: ModelForm }) {
  const role = roleOf(column.name, form);
  const said = column.type ?? typeInModel(column, form.fixed);
  const type = said ?? naturalType(column);
  const asGroups =
    said === null
      ? role === 'vary' || type === 'group' || (role === 'none' && column.looksLikeGroups)
      : said === 'group';
  const name = column.name === '' ? text.data.unnamed : column.name;
  return (
    <li className={`cm-role-${role}${type === 'out' ? ' cm-leftout' : ''}`}>
      {column.problem === null ? (
        <TypeMenu column={column} type={type} icon={type === 'number' && asGroups ? 'group' : type} />
      ) : (
        <ErrorIcon className="cm-bad" aria-label={text.data.unusable} />
      )}
      <b>{name}</b>
      <span>{contentOf(column, type, asGroups, role)}</span>
      <Bars heights={column.bars} />
      {column.problem !== null && <p className="cm-meta">{column.problem}</p>}
    </li>
  );
}

function contentOf(column: ColumnSummary, type: ColumnType, asGroups: boolean, role: Role): string {
  if (type === 'out') return text.data.types.out;
  const missing = column.missing > 0 ? [text.data.missing(column.missing)] : [];
  // The names of groups may well be numbers.
  const asText = isNumbersAsText(column) && role !== 'vary' ? [text.data.asText] : [];
  return [ofType(column, type, asGroups), ...asText, ...missing].join(' · ');
}

function ofType(column: ColumnSummary, type: ColumnType, asGroups: boolean): string {
  if (type === 'date') return text.data.days(...(column.range!.map(dayText) as [string, string]));
  return type === 'number' && isNumbersAsText(column) ? text.data.number : valuesOf(column, asGroups);
}

function valuesOf({ problem, range, distinct }: ColumnSummary, asGroups: boolean): string {
  if (problem !== null) return text.data.unusable;
  if (asGroups) return text.data.groups(distinct);
  if (range === null) return text.data.noValues;
  const decimals = commonDecimals(range, 3, 3);
  const short = range.map((value) => fixed(value, Number.isInteger(value) ? 0 : decimals));
  return text.data.range2(short[0], short[1]);
}
