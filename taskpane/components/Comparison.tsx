/** A boundary fit beside the simpler models: one row each, tested against the one above. */

import { comparisonReport, toCells, type Comparison as Compared } from '../../src/index';
import { fixed, pValue } from '../state/numbers';
import { tableText } from '../state/tableText';
import { text } from '../text';
import { CopyButton } from './CopyButton';
import { PlainTable } from './PlainTable';

export function Comparison({ comparison }: { readonly comparison: Compared }) {
  return (
    <div className="cm-comparison">
      <PlainTable
        label={text.coach.comparison}
        stacked
        header={[text.coach.parameters, text.results.aic, text.results.bic, text.coach.p]}
        rows={comparison.models.map((model, i) => ({
          key: String(i),
          label: <code>{model.formula}</code>,
          cells: [
            String(model.parameterCount),
            model.hasMaximum ? fixed(model.aic, 1) : '–',
            model.hasMaximum ? fixed(model.bic, 1) : '–',
            model.test ? pValue(model.test.pValue) : '',
          ],
        }))}
      />
      <p className="cm-meta">
        {text.coach.comparedBy(comparison.nobs)}
        <CopyButton
          content={() => tableText(toCells(comparisonReport(comparison)))}
          label={text.copyTable(text.coach.comparison)}
        />
      </p>
    </div>
  );
}
