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
import { ErrorIcon, RangeIcon } from '../icons';
import { usePane } from '../paneContext';
import { addressText, sameRange } from '../state/address';
import { formColumns } from '../state/form';
import { rowsUsed } from '../state/selectors';
import { text } from '../text';
import { ColumnList } from './ColumnList';
import { DroppedRows } from './DroppedRows';
import { ExamplesMenu } from './ExamplesMenu';
import { Note } from './Note';
import { NumbersOffer } from './NumbersOffer';
import { RangeField } from './RangeField';
import { Section } from './Section';
import { WideOffer } from './WideOffer';

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
          <button
            type="button"
            className="cm-link cm-show"
            title={text.data.show}
            onClick={() => controller.show(data.range)}
          >
            {text.data.showShort}
          </button>
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
        {summary && <DroppedRows />}
        <NumbersOffer data={data} />
        {summary && <WideOffer summary={summary} />}
        {(problem ?? state.dataProblem) !== null && (
          <p className="cm-pad cm-line cm-problem" role="alert">
            <ErrorIcon className="cm-bad" />
            {problem ?? state.dataProblem}
          </p>
        )}
      </div>
      <Note place="data" />
    </Section>
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
  return <span className="cm-meta">{text.data.rows(rows.used, rows.dropped)}</span>;
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
