/** The response of a model that is given by its group column. */

import { expect, test } from 'vitest';
import { readData } from '../../taskpane/state/columns';
import { guessForm } from '../../taskpane/state/guess';
import { exampleCells } from '../exampleCells';
import { call, message, useFunctions } from './callFunctions';

useFunctions();

const SCHOOLS = exampleCells('nels_like').slice(0, 400);

test('a group column alone takes the first numbers that vary within groups, and says so', () => {
  const [[formula], [status]] = call('LMER.FIT', SCHOOLS, 'school', null, null);
  expect(formula).toBe('hwh ~ 1 + enroll + flp + public + urbanicity + ses + mscore + (1 | school)');
  expect(status).toMatch(
    /; response hwh: the first column of numbers that varies within school, for another write a formula$/,
  );
  const formulaGiven = call('LMER.FIT', SCHOOLS, 'mscore ~ ses + (1 | school)', null, null);
  expect(formulaGiven[1][0]).not.toMatch(/response/);
});

test('a group column alone leaves the leftmost column the response where it can be one', () => {
  expect(call('LMER.FIT', exampleCells('sleepstudy'), 'Subject', null, null)[0][0]).toBe(
    'Reaction ~ 1 + Days + (1 | Subject)',
  );
});

test('a response that is constant within groups is said to be', () => {
  expect(message('LMER.FIT', SCHOOLS, 'enroll ~ ses + (1 | school)', null, null)).toBe(
    'the response enroll does not vary within school: all rows of one group have the same value, so that there is no ' +
      'residual; expected a response that differs between rows of a group, written before ~ in a formula',
  );
});

test.each([
  ['cake', 'angle', 'replicate'],
  ['dyestuff', 'Yield', 'Batch'],
  ['dyestuff2', 'Yield', 'Batch'],
  ['machines', 'score', 'Worker'],
  ['oats', 'yield', 'Block'],
  ['orthodont', 'distance', 'Subject'],
  ['pastes', 'strength', 'sample'],
  ['penicillin', 'diameter', 'plate'],
  ['rail', 'travel', 'Rail'],
  ['sleepstudy', 'Reaction', 'Subject'],
  ['wheat', 'y', 'region'],
])('the pane guesses the published response of %s', (name, outcome, group) => {
  const { summary } = readData(exampleCells(name as 'cake'));
  const form = guessForm(summary!.columns, summary!.rowCount);
  expect(form.outcome).toBe(outcome);
  expect(form.varies.map((card) => card.group.text)).toEqual([group]);
});

test('the pane passes over what does not vary within groups and what was laid out, wherever it stands', () => {
  const { summary } = readData(exampleCells('nels_like'));
  expect(guessForm(summary!.columns, summary!.rowCount).outcome).toBe('hwh');
  const weeks = ['P1', 'P2', 'P3', 'P4'].flatMap((id, i) =>
    [0, 2, 4, 8].slice(0, i === 3 ? 2 : 4).map((week) => [week, id, 10 + i, 20 + 3 * i - week / 3]),
  );
  const trial = readData([['week', 'id', 'base', 'score'], ...weeks]).summary!;
  expect(guessForm(trial.columns, trial.rowCount).outcome).toBe('score');
});
