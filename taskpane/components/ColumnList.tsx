/** The columns of the data: what each holds, how it spreads, and its part in the model. */

import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { ErrorIcon, GroupIcon, NumberIcon } from '../icons';
import type { ColumnSummary, DataSummary } from '../state/columns';
import type { ModelForm } from '../state/form';
import { commonDecimals, fixed } from '../state/numbers';
import { text } from '../text';
import { Bars } from './Bars';

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
          <ColumnRow key={i} column={column} role={roleOf(column.name, form)} />
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

function ColumnRow({ column, role }: { readonly column: ColumnSummary; readonly role: Role }) {
  const asGroups =
    role === 'vary' || column.column?.kind === 'factor' || (role === 'none' && column.looksLikeGroups);
  const Icon = column.problem !== null ? ErrorIcon : asGroups ? GroupIcon : NumberIcon;
  const kind = column.problem !== null ? text.data.unusable : asGroups ? text.data.labels : text.data.number;
  const name = column.name === '' ? text.data.unnamed : column.name;
  return (
    <li className={`cm-role-${role}`} title={`${name}: ${kind}`}>
      <Icon className={column.problem !== null ? 'cm-bad' : undefined} aria-label={kind} />
      <b>{name}</b>
      <span>{contentOf(column, asGroups)}</span>
      <Bars heights={column.bars} />
      {column.problem !== null && <p className="cm-meta">{column.problem}</p>}
    </li>
  );
}

function contentOf(column: ColumnSummary, asGroups: boolean): string {
  const missing = column.missing > 0 ? ` · ${text.data.missing(column.missing)}` : '';
  return valuesOf(column, asGroups) + missing;
}

function valuesOf({ problem, range, distinct }: ColumnSummary, asGroups: boolean): string {
  if (problem !== null) return text.data.unusable;
  if (asGroups) return text.data.groups(distinct);
  if (range === null) return text.data.noValues;
  const decimals = commonDecimals(range, 3, 3);
  const short = range.map((value) => fixed(value, Number.isInteger(value) ? 0 : decimals));
  return text.data.range2(short[0], short[1]);
}
