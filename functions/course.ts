/** COURSE.*: what a homework needs besides models. */

import { courseSeed } from '../src/index';
import { neededText } from './arguments';
import { define } from './declare';

export const courseSeedNumber = define({
  id: 'COURSE.SEED',
  words:
    "Seed of a student's own data for an assignment: a whole number from 1 to 2147483647 that follows from both texts, the same everywhere and for good. Capital letters and blanks around the texts make no difference.",
  examples: ['=COURSE.SEED("ada@example.org", "HW3")'],
  arguments: {
    student: neededText('Who the data are for: a name, an address or a number.'),
    assignment: neededText('What the data are for, such as "HW3".'),
  },
  answer: ({ student, assignment }) => courseSeed(student, assignment),
});
