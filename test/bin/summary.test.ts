import { describe, expect, it } from 'vitest';
import { printSummary } from '../../bin/summary';
import { goldenFit } from './goldenFit';

// The layouts are those of lme4 1.1-31 and lmerTest 3.1-3.
describe('printSummary', () => {
  it('prints the sleep study as lme4 and lmerTest do', () => {
    expect(printSummary(goldenFit('sleep_slope_reml'), 'sleepstudy.csv')).toBe(
      `Linear mixed model fit by REML. t-tests use Satterthwaite's method
Formula: Reaction ~ Days + (Days | Subject)
   Data: sleepstudy.csv

REML criterion at convergence: 1743.6

Scaled residuals:
    Min      1Q  Median      3Q     Max
-3.9536 -0.4634  0.0231  0.4634  5.1793

Random effects:
 Groups   Name        Variance Std.Dev. Corr
 Subject  (Intercept) 612.09   24.740
          Days         35.07    5.922   0.07
 Residual             654.94   25.592
Number of obs: 180, groups:  Subject, 18

Fixed effects:
            Estimate Std. Error      df t value Pr(>|t|)
(Intercept)  251.405      6.825  17.000  36.838  < 2e-16 ***
Days          10.467      1.546  17.000   6.771 3.26e-06 ***
---
Signif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1

Correlation of Fixed Effects:
     (Intr)
Days -0.138
`,
    );
  });

  it('prints the information criteria of an ML fit, two terms on one factor, and warnings', () => {
    const fit = goldenFit('sleep_dbar_ml', {
      warnings: [{ code: 'rows-dropped', message: 'Dropped 2 rows.' }],
    });
    const text = printSummary(fit, 'sleepstudy.csv');
    expect(text).toContain('Linear mixed model fit by maximum likelihood. ');
    expect(text).toContain(
      '     AIC      BIC   logLik deviance df.resid\n  1762.0   1778.0   -876.0   1752.0      175\n',
    );
    expect(text).toContain(' Subject  Days         33.63    5.799\n');
    expect(text).toMatch(/\nWarning: Dropped 2 rows\.\n$/);
  });

  it('prints the correlations of three random effects as a triangle', () => {
    const text = printSummary(goldenFit('sim3slope_reml'), 'sim3slope.csv');
    expect(text).toMatch(
      / g +\(Intercept\) [^\n]*[0-9]\n +x1 [^\n]* +-?0\.\d\d\n +x2 [^\n]* +-?0\.\d\d +-?0\.\d\d\n/,
    );
  });

  it('shows z tests without degrees of freedom where the fit is asymptotic', () => {
    const fit = goldenFit('sleep_slope_reml');
    const fixedEffects = fit.fixedEffects.map((effect) => ({ ...effect, df: null }));
    const text = printSummary({ ...fit, fixedEffects, ddf: 'asymptotic' }, 'x');
    expect(text).toContain('            Estimate Std. Error z value Pr(>|z|)\n');
  });

  it('names the columns that were left out and says why correlations are missing', () => {
    const fit = goldenFit('cake_inter_treat_reml', { droppedColumns: ['double'] });
    const names = Array.from({ length: 21 }, (_, i) => `x${i}`);
    const text = printSummary({ ...fit, correlation: { names, values: [] } }, 'x');
    expect(text).toContain('(left out as linear combinations: double)');
    expect(text).toContain('(The correlations of the 21 fixed effects are not printed: --json has them.)');
  });
});
