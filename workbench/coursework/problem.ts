/** What is wrong with a workbook of a course, as the person who made it reads it: a sentence without its full stop. */
export class CourseworkProblem extends Error {
  override readonly name = 'CourseworkProblem';
}
