/** The one-way layout, as a course teaches it: moments, likelihood, shrinkage. */

import { Button } from '@fluentui/react-components';
import { useMemo } from 'react';
import { CellmerError, type OnewayStatistics } from '../../../src/index';
import { ErrorIcon } from '../../icons';
import { usePane } from '../../paneContext';
import { onewayColumns, onewayFormulas, onewayResult, statisticsOf } from '../../state/oneway';
import { text } from '../../text';
import { Choice } from '../Choice';
import { Section } from '../Section';
import { InsertOutcome } from '../InsertOutcome';
import { OnewayAnovaTable } from './OnewayAnovaTable';
import { OnewayEstimates } from './OnewayEstimates';
import { Shrinkage } from './Shrinkage';

export function OnewayView() {
  const { state, controller } = usePane();
  const { values, groups } = onewayColumns(state);
  const read = useMemo(() => {
    if (!values?.column || !groups?.column || values === groups) return null;
    try {
      const stats = statisticsOf(values.column, groups.column);
      return { stats, result: onewayResult(stats) };
    } catch (error) {
      if (error instanceof CellmerError) return error.message;
      throw error;
    }
  }, [values, groups]);
  if (!state.data?.summary) return <p className="cm-view cm-quiet">{text.oneway.needsData}</p>;
  const insert = (stats: OnewayStatistics) =>
    controller.insertStack(
      onewayFormulas(
        state.data!,
        { values: values!, groups: groups! },
        stats,
        state.oneway.shrink,
        state.options.level,
      ),
    );
  return (
    <div className="cm-view cm-gaps cm-oneway">
      <Columns />
      {read === null && <p className="cm-quiet">{text.oneway.choose}</p>}
      {typeof read === 'string' && (
        <p className="cm-problem" role="alert">
          <ErrorIcon className="cm-bad" />
          {read}
        </p>
      )}
      {read !== null && typeof read !== 'string' && (
        <>
          <OnewayAnovaTable anova={read.result.anova} />
          <OnewayEstimates result={read.result} />
          <Shrinkage stats={read.stats} values={values!.name} />
          <div className="cm-card cm-pad cm-insert-row">
            <Button appearance="primary" disabled={state.insert.busy} onClick={() => void insert(read.stats)}>
              {text.oneway.insert}
            </Button>
            <InsertOutcome />
          </div>
        </>
      )}
    </div>
  );
}

function Columns() {
  const { state, dispatch } = usePane();
  const { values, groups } = onewayColumns(state);
  const usable = state.data!.summary!.columns.filter(({ name, column }) => name !== '' && column !== null);
  const numbers = usable.filter(({ column }) => column!.kind === 'number');
  const choices = (columns: typeof usable) => columns.map(({ name }) => ({ value: name, label: name }));
  return (
    <Section title={text.oneway.data}>
      <div className="cm-card cm-options cm-options-card">
        <Choice
          label={text.oneway.values}
          value={values?.name ?? ''}
          choices={choices(numbers)}
          onChange={(name) => dispatch({ type: 'oneway', choice: { values: name } })}
        />
        <Choice
          label={text.oneway.groups}
          value={groups?.name ?? ''}
          choices={choices(usable)}
          onChange={(name) => dispatch({ type: 'oneway', choice: { groups: name } })}
        />
      </div>
    </Section>
  );
}
