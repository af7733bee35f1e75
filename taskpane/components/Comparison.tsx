/** A boundary fit beside the simpler models: one row each, tested against the one above. */

import { answerReport, toClipboard, type Comparison as Compared } from '../../src/index';
import { text } from '../text';
import { CopyButton } from './CopyButton';
import { ReportTable } from './ReportTable';

export function Comparison({ comparison }: { readonly comparison: Compared }) {
  const report = answerReport('comparison', comparison);
  return (
    <div className="cm-comparison">
      <ReportTable
        label={text.coach.comparison}
        stacked
        table={report.sections[0]}
        show={['aic', 'weightAIC', 'bic', 'pValue']}
        labelOf={(formula) => <code>{formula}</code>}
      />
      <p className="cm-meta">
        {text.coach.comparedBy(comparison.nobs)}
        <CopyButton content={() => toClipboard(report)} label={text.copyTable(text.coach.comparison)} />
      </p>
    </div>
  );
}
