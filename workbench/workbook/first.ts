/** The workbook a newcomer sees: the sleep study with a live mixed model beside it, the wheat yields of the one-way lecture, and likelihoods. */

import type { IWorkbookData } from '@univerjs/core';
import sleepstudyCsv from '../../examples/sleepstudy.csv';
import wheatCsv from '../../examples/wheat.csv';
import { P_VALUE, parseCsv } from '../../src/index';
import { buildWorkbook, SheetBuilder } from './build';
import { likelihoodSheet } from './likelihood';

const SLEEP_MODEL = '"Reaction ~ Days + (Days | Subject)"';

export function firstWorkbook(): IWorkbookData {
  return buildWorkbook('first', 'Cellmer', [sleepSheet(), wheatSheet(), likelihoodSheet()]);
}

export function emptyWorkbook(id: string): IWorkbookData {
  return buildWorkbook(id, 'Workbook', [new SheetBuilder('Sheet1')]);
}

function sleepSheet(): SheetBuilder {
  const sheet = new SheetBuilder('Sleep study');
  return (
    sheet
      .data(0, 0, parseCsv(sleepstudyCsv))
      .columns(
        0,
        [78, 56, 84, 24, 188, 88, 88, 88, 88, 88, 96, 96, 24, 188, 96, 96, 24, 78, 64, 96, 88, 184, 136],
      )
      .format(1, 0, 180, 1, '0.00')
      .freeze(1)
      .height(0, 28)
      .heading(0, 4, 'Reaction time after nights without sleep')
      .note(1, 4, 'Every number below is live: change a reaction time in column A and watch.')
      // The whole summary: its parts stand in known rows.
      .formula(3, 4, `=LMER.FIT(A1:C181, ${SLEEP_MODEL})`)
      .header(6, 4, 1, 0)
      .header(7, 4, 1, 7)
      // Degrees of freedom are whole where the data are balanced.
      .format(8, 5, 2, 2, '0.000')
      .format(8, 8, 2, 1, '0.00')
      .format(8, 9, 2, 1, P_VALUE)
      .format(8, 10, 2, 2, '0.000')
      .header(11, 4, 1, 0)
      .header(12, 4, 2, 3)
      .format(13, 6, 3, 3, '0.000')
      .header(17, 4, 1, 0)
      .format(20, 5, 4, 1, '0.000')
      .header(26, 4, 1, 0)
      .format(27, 5, 5, 1, '0.000')
      // Parts of it on their own.
      .heading(3, 13, 'Covariance of the fixed effects')
      .formula(4, 13, `=LMER.VCOV(A1:C181, ${SLEEP_MODEL})`)
      .header(4, 13, 1, 2)
      .format(5, 14, 2, 2, '0.0000')
      .heading(8, 13, 'One number at a time')
      .values(9, 13, [['Restricted log-likelihood'], ['AIC'], ['Intraclass corr.']])
      .formula(9, 14, `=LMER.STAT(A1:C181, ${SLEEP_MODEL}, "logLik")`)
      .formula(10, 14, `=LMER.STAT(A1:C181, ${SLEEP_MODEL}, "AIC")`)
      .formula(11, 14, '=LMER.STAT(A1:C181, "Subject", "ICC")')
      .format(9, 14, 3, 1, '0.0000')
      .heading(3, 17, 'Each subject, away from the average')
      .formula(4, 17, `=LMER.RANEF(A1:C181, ${SLEEP_MODEL})`)
      .header(4, 17, 2, 4)
      .format(5, 19, 18, 4, '0.000')
  );
}

function wheatSheet(): SheetBuilder {
  const sheet = new SheetBuilder('Wheat');
  const model = '"y ~ 1 + (1 | region)"';
  return sheet
    .data(0, 0, parseCsv(wheatCsv))
    .columns(
      0,
      [72, 84, 24, 152, 108, 96, 156, 96, 96, 96, 96, 24, 210, 98, 98, 92, 138, 96, 100, 100, 104, 104],
    )
    .freeze(1)
    .height(0, 28)
    .heading(0, 3, 'Wheat yields of 10 regions, 5 plots each: the one-way model')
    .note(
      1,
      3,
      'Analysis of variance and moments, then (restricted) maximum likelihood, then shrinkage of the means.',
    )
    .formula(3, 3, '=ONEWAY.ANOVA(B1:B51, A1:A51)')
    .header(3, 3, 1, 5)
    .format(4, 4, 3, 1, '0.0000')
    .format(4, 6, 3, 3, '0.0000')
    .header(8, 3, 1, 1)
    .format(9, 4, 6, 1, '0.0000')
    .heading(17, 3, 'Restricted maximum likelihood')
    .formula(18, 3, `=LMER.VARCOMP(A1:B51, ${model})`)
    .header(18, 3, 2, 6)
    .format(19, 5, 2, 6, '0.0000')
    .heading(22, 3, 'Maximum likelihood')
    .formula(23, 3, `=LMER.FIXEF(A1:B51, ${model}, "ML")`)
    .header(23, 3, 1, 7)
    .format(24, 4, 1, 2, '0.0000')
    .format(24, 7, 1, 1, '0.00')
    .format(24, 9, 1, 2, '0.0000')
    .format(24, 8, 1, 1, P_VALUE)
    .formula(26, 3, `=LMER.VARCOMP(A1:B51, ${model}, "ML")`)
    .header(26, 3, 2, 6)
    .format(27, 5, 2, 6, '0.0000')
    .values(30, 3, [['Log-likelihood']])
    .formula(30, 4, `=LMER.STAT(A1:B51, ${model}, "logLik", "ML")`)
    .format(30, 4, 1, 1, '0.0000')
    .heading(32, 3, 'Hessian of minus log-likelihood, and its inverse')
    .formula(33, 3, `=LMER.HESSIAN(A1:B51, ${model}, "ML")`)
    .header(33, 3, 1, 3)
    .format(34, 4, 3, 3, '0.0000')
    .formula(38, 3, `=LMER.VCOV(A1:B51, ${model}, "ML", "all")`)
    .header(38, 3, 1, 3)
    .format(39, 4, 3, 3, '0.000000')
    .heading(3, 12, 'Region means, shrunk towards the grand mean')
    .formula(4, 12, '=SHRINK.MEANS(B1:B51, A1:A51)')
    .header(4, 12, 1, 9)
    .format(5, 14, 10, 8, '0.0000')
    .format(17, 13, 3, 1, '0.0000')
    .heading(23, 12, 'Five successes in thirty trials')
    .formula(24, 12, '=BINOM.MLE(5, 30)')
    .format(26, 13, 5, 1, '0.0000')
    .header(32, 12, 1, 2)
    .format(33, 13, 10, 2, '0.0000');
}
