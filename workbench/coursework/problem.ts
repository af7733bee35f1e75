import { CellmerError } from '../../src/index';

/** What is wrong with a workbook of a course, as the person who made it reads it: a sentence without its full stop. */
export class CourseworkProblem extends CellmerError {
  constructor(message: string) {
    super('data', message);
  }
}
