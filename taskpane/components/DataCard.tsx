/** The data: where they stand, how many rows count, and what each column holds. */

import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Switch,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { AdviceIcon, ErrorIcon, GroupIcon, NumberIcon, RangeIcon } from '../icons';
import { usePane } from '../paneContext';
import { addressText, sameRange } from '../state/address';
import type { ColumnSummary, DataSummary } from '../state/columns';
import { formColumns, type ModelForm } from '../state/form';
import { commonDecimals, fixed } from '../state/numbers';
import { rowsUsed } from '../state/selectors';
import { wideData } from '../state/wide';
import { text } from '../text';
import { Bars } from './Bars';
import { ExamplesMenu } from './ExamplesMenu';
import { RangeField } from './RangeField';
import { Section } from './Section';

/** Columns shown before the rest is asked for. */
const SHOWN = 8;

export function DataCard() {
  const { state, controller } = usePane();
  const [isTyping, setTyping] = useState(false);
  const data = state.data!;
  const { summary, problem } = data;
  return (
    <Section title={text.data.title} aside={summary && <Rows />}>
      <div className="cm-card">
        <div className="cm-pad cm-row">
          <RangeChip onType={() => setTyping(true)} />
          <Switch
            className="cm-headers"
            size="small"
            labelPosition="before"
            label={text.data.headers}
            checked={summary?.hasHeaders ?? data.headers === true}
            onChange={(_, { checked }) => void controller.useHeaders(checked)}
          />
        </div>
        {isTyping && (
          <div className="cm-pad cm-line">
            <RangeField onDone={() => setTyping(false)} />
          </div>
        )}
        {summary && <ColumnList summary={summary} form={state.form} />}
        {summary && <WideOffer summary={summary} />}
        {(problem ?? state.dataProblem) !== null && (
          <p className="cm-pad cm-line cm-problem" role="alert">
            <ErrorIcon className="cm-bad" />
            {problem ?? state.dataProblem}
          </p>
        )}
      </div>
    </Section>
  );
}

/** Wide data are noticed, and made long on request. */
function WideOffer({ summary }: { readonly summary: DataSummary }) {
  const { controller } = usePane();
  const wide = useMemo(() => wideData(summary), [summary]);
  if (!wide) return null;
  return (
    <div className="cm-pad cm-line cm-wide-offer">
      <p>
        <AdviceIcon aria-hidden="true" />
        {text.data.wide(wide.columns.length, wide.stem)}
      </p>
      <Button className="cm-small" size="small" onClick={() => void controller.makeLong()}>
        {text.data.makeLong}
      </Button>
    </div>
  );
}

function Rows() {
  const { state } = usePane();
  const { form, data, fit } = state;
  const rows = useMemo(
    () => rowsUsed(state, formColumns(form)),
    // What the count depends on; the rest of the state changes with every key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [form, data, fit],
  );
  if (!rows) return null;
  return (
    <span className="cm-meta" title={text.data.dropped}>
      {text.data.rows(rows.used, rows.dropped)}
    </span>
  );
}

function RangeChip({ onType }: { readonly onType: () => void }) {
  const { state, controller } = usePane();
  const [tables, setTables] = useState<Awaited<ReturnType<typeof controller.listTables>>>([]);
  const { range } = state.data!;
  const { selection } = state;
  const address = addressText(range);
  const other = selection && !sameRange(selection, range) ? addressText(selection) : null;
  return (
    <Menu onOpenChange={(_, { open }) => open && void controller.listTables().then(setTables)}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          className="cm-rangechip"
          size="small"
          icon={<RangeIcon />}
          aria-label={text.data.range(address)}
          title={address}
        >
          <code>{address}</code>
        </Button>
      </MenuTrigger>
      <MenuPopover className="cm-popover">
        <MenuList>
          <MenuItem disabled={other === null} onClick={() => void controller.useSelection()}>
            {text.data.useSelection(other)}
          </MenuItem>
          <MenuItem onClick={onType}>{text.data.type}</MenuItem>
          <MenuItem onClick={() => controller.show(range)}>{text.data.show}</MenuItem>
          {tables.map((table) => (
            <MenuItem key={table.name} onClick={() => void controller.useRange(table.range)}>
              {text.data.table(table.name, addressText(table.range))}
            </MenuItem>
          ))}
          <ExamplesMenu>
            <MenuItem>{text.data.examples}</MenuItem>
          </ExamplesMenu>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

interface ColumnListProps {
  readonly summary: DataSummary;
  readonly form: ModelForm;
}

function ColumnList({ summary, form }: ColumnListProps) {
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
  const name = column.name === '' ? text.data.unnamed : column.name;
  const hint = column.problem ?? (column.missing > 0 ? text.data.missing(column.missing) : name);
  return (
    <li className={`cm-role-${role}`} title={hint}>
      <Icon className={column.problem !== null ? 'cm-bad' : undefined} aria-hidden="true" />
      <b>{name}</b>
      <span>{contentOf(column, asGroups)}</span>
      <Bars heights={column.bars} />
    </li>
  );
}

function contentOf({ problem, range, distinct }: ColumnSummary, asGroups: boolean): string {
  if (problem !== null) return text.data.unusable;
  if (asGroups) return text.data.groups(distinct);
  if (range === null) return text.data.noValues;
  const decimals = commonDecimals(range, 3, 3);
  const short = range.map((value) => fixed(value, Number.isInteger(value) ? 0 : decimals));
  return text.data.range2(short[0], short[1]);
}
