/** Small ugly texts as people have them, and what each is: the same for the command line, the workbench and what is pasted. */

import type { Cell, TextOptions } from '../../src/table';

export interface UglyText {
  readonly text: string;
  readonly options?: TextOptions;
  /** With the names in the first row. */
  readonly cells: readonly (readonly Cell[])[];
  /** Names are none of the text's. */
  readonly isHeaderless?: true;
  /** What is said, each as a part of one sentence; nothing else is. */
  readonly said?: readonly string[];
  /** Number formats of columns in the workbench. */
  readonly formats?: readonly (string | null)[];
}

const TABLE = [
  ['y', 'x', 'g'],
  [1.2, 3, 'a'],
  [2.1, 4, 'b'],
] as const;

const DATES = [
  ['d', 'y'],
  [43921, 1],
  [43922, 2],
] as const;

const same = (text: string, more: Partial<UglyText> = {}): UglyText => ({ text, cells: TABLE, ...more });

/** A column `x` beside a column of labels. */
const column = (
  texts: readonly string[],
  values: readonly Cell[],
  more: Partial<UglyText> = {},
): UglyText => ({
  text: ['x\tg', ...texts.map((text, i) => `${text}\ts${i}`)].join('\n'),
  cells: [['x', 'g'], ...values.map((value, i) => [value, `s${i}`])],
  ...more,
});

export const UGLY_TEXTS: Readonly<Record<string, UglyText>> = {
  'commas and points': same('y,x,g\n1.2,3,a\n2.1,4,b\n'),
  'semicolons and decimal commas': same('y;x;g\n1,2;3;a\n2,1;4;b\n'),
  'tabs and decimal commas': same('y\tx\tg\n1,2\t3\ta\n2,1\t4\tb\n'),
  'bars and decimal commas': same('y|x|g\n1,2|3|a\n2,1|4|b\n', { said: ['fields are separated by |'] }),
  'spaces and decimal commas': same('y x g\n1,2 3 a\n2,1 4 b\n', {
    said: ['fields are separated by spaces'],
  }),
  'columns lined up with spaces': same('  y   x  g\n 1.2   3  a\n 2.1   4  b \n', {
    said: ['fields are separated by spaces'],
  }),
  'commas, and decimal commas in quotes': same('y,x,g\n"1,2",3,a\n"2,1",4,b\n'),
  'a line that says the separator': same('sep=;\r\ny;x;g\r\n1,2;3;a\r\n2,1;4;b\r\n'),
  'a line that says the separator, and it is a bar': same('sep=|\ny|x|g\n1.2|3|a\n2.1|4|b', {
    said: ['fields are separated by |'],
  }),
  'texts that Excel is to keep as they are': {
    text: 'id,"=""g""",y\n="007",="a b",1.5\n"=""008""",="",2\n',
    cells: [
      ['id', 'g', 'y'],
      ['007', 'a b', 1.5],
      ['008', null, 2],
    ],
  },
  'a mark in front': same('\uFEFFy,x,g\n1.2,3,a\n2.1,4,b'),
  'line ends of Windows': same('y,x,g\r\n1.2,3,a\r\n2.1,4,b\r\n'),
  'line ends of old Macs': same('y,x,g\r1.2,3,a\r2.1,4,b\r'),
  'blank lines': same('\n\ny,x,g\n\n1.2,3,a\n   \n2.1,4,b\n\n'),
  'blanks around fields': same(' y , x, g\n 1.2 , 3 ,a \n2.1, 4, b\n'),
  'quotes behind blanks, and blanks behind quotes': same('"y", "x", "g"\n1.2, 3, "a" \n2.1, 4, "b"\n'),
  'a title': same('My study\ny,x,g\n1.2,3,a\n2.1,4,b', {
    said: ['"My study" on line 1 is taken for a title'],
  }),
  'a title with separators behind it, as Excel saves it': same('My study,,\n,,\ny,x,g\n1.2,3,a\n2.1,4,b', {
    said: ['"My study" on line 1 is taken for a title'],
  }),
  'several titles with blank lines': same('My study\nBerlin\n\ny;x;g\n1,2;3;a\n2,1;4;b', {
    said: ['"My study" on line 1 and 1 more are taken for titles'],
  }),
  'words and what they say above the table': {
    text: 'Exported:,2020-03-31,,\nBy:,Anna,,\ny,x,g,h\n1.2,3,a,1\n2.1,4,b,2',
    cells: [
      ['y', 'x', 'g', 'h'],
      [1.2, 3, 'a', 1],
      [2.1, 4, 'b', 2],
    ],
    said: ['"Exported:" on line 1 and 1 more are taken for titles'],
  },
  'a title, where it is said that there is none': {
    text: 'study\ny,x,g\n1,2,a\n3,4,b\n5,6,c\n',
    options: { skip: 0, headers: 1 },
    cells: [
      ['study', '', ''],
      ['y', 'x', 'g'],
      [1, 2, 'a'],
      [3, 4, 'b'],
      [5, 6, 'c'],
    ],
    said: [
      'line 2 and 3 more have more cells than there are names (1)',
      '"y" on line 2 of column "study" is no number',
      '"x" on line 2 of column "column2" is no number',
    ],
  },
  'lines to skip': same('a,b,c\n9,9,9\ny,x,g\n1.2,3,a\n2.1,4,b', { options: { skip: 2 } }),
  'comments above': same('# made by hand\n# in 2020, twice\ny,x,g\n1.2,3,a\n2.1,4,b', {
    said: ['2 lines with # in front are left out'],
  }),
  'comments among the rows': same('y,x,g\n1.2,3,a\n# a break\n2.1,4,b\n# end', {
    said: ['2 lines with # in front among the rows are left out'],
  }),
  'names behind a #, as numpy writes them': {
    text: '# y x\n1.2 3\n2.1 4\n',
    cells: [
      ['y', 'x'],
      [1.2, 3],
      [2.1, 4],
    ],
    said: ['fields are separated by spaces'],
  },
  'names in two lines': {
    text: 'dose,,y\nlow,high,\n1,2,3\n4,5,6\n',
    cells: [
      ['dose low', 'dose high', 'y'],
      [1, 2, 3],
      [4, 5, 6],
    ],
    said: ['the names stand in two lines, 1 and 2'],
  },
  'names in two lines, complete': {
    text: 'dose,dose,score\nlow,high,total\n1,2,3\n4,5,6\n',
    cells: [
      ['dose low', 'dose high', 'score total'],
      [1, 2, 3],
      [4, 5, 6],
    ],
    said: ['the names stand in two lines, 1 and 2'],
  },
  'a line of units': same('y,x,g\nmg,ms,\n1.2,3,a\n2.1,4,b\n', {
    said: ['line 2 is taken for units (mg, ms)'],
  }),
  'a line of units in brackets': same('y;x;g\n[mg/l];(m/s²);-\n1,2;3;a\n2,1;4;b\n', {
    said: ['line 2 is taken for units ([mg/l], (m/s²), -)'],
  }),
  'numbers alone': {
    text: '40.2,33.2\n40.2,38.8\n44,44.5\n',
    cells: [
      ['y', 'x1'],
      [40.2, 33.2],
      [40.2, 38.8],
      [44, 44.5],
    ],
    isHeaderless: true,
    said: ['line 1 is taken for data, not for names'],
  },
  'rows of numbers and labels that come again, without names': {
    text: '1.5,a\n2.5,a\n3.5,b\n',
    cells: [
      ['y', 'x1'],
      [1.5, 'a'],
      [2.5, 'a'],
      [3.5, 'b'],
    ],
    isHeaderless: true,
    said: ['line 1 is taken for data, not for names'],
  },
  'numbers for names, where it is said that they are': {
    text: '2019,2020\n1,2\n',
    options: { headers: 1 },
    cells: [
      ['2019', '2020'],
      [1, 2],
    ],
  },
  'names of rows, as write.table writes them': {
    text: '"y"\t"g"\n"1"\t1.2\t"a"\n"2"\t2.3\t"b"\n',
    cells: [
      ['X', 'y', 'g'],
      ['1', 1.2, 'a'],
      ['2', 2.3, 'b'],
    ],
    said: ['rows have a cell more than there are names'],
  },
  'names of rows with spaces between, as write.table writes them': {
    text: '"y" "g"\n"1" 1.2 "a b"\n"2" 2.3 "b c"\n',
    cells: [
      ['X', 'y', 'g'],
      ['1', 1.2, 'a b'],
      ['2', 2.3, 'b c'],
    ],
    said: ['fields are separated by spaces', 'rows have a cell more than there are names'],
  },
  'names of rows, as write.csv writes them': {
    text: '"","y","g"\n"1",1.2,"a"\n"2",2.3,"b"\n',
    cells: [
      ['X', 'y', 'g'],
      ['1', 1.2, 'a'],
      ['2', 2.3, 'b'],
    ],
  },
  'a row that is too short': {
    text: 'y,x,note\n1,2,a\n3,4\n5,6,b\n',
    cells: [
      ['y', 'x', 'note'],
      [1, 2, 'a'],
      [3, 4, null],
      [5, 6, 'b'],
    ],
    said: ['line 3 has fewer cells than the 3 columns'],
  },
  'rows that are too long': {
    text: 'y,x\n1,2\n3,4,5\n5,6,7\n7,8\n9,10\n',
    cells: [
      ['y', 'x', ''],
      [1, 2, null],
      [3, 4, 5],
      [5, 6, 7],
      [7, 8, null],
      [9, 10, null],
    ],
    said: ['line 3 and 1 more have more cells than there are names (2)'],
  },
  'separators behind every row': same('y,x,g,,\n1.2,3,a,,\n2.1,4,b,,\n'),
  'line breaks and quotes in quotes': {
    text: 'y,"a ""name"""\n1,"two\nlines"\n2,"a; b, c"\n',
    cells: [
      ['y', 'a "name"'],
      [1, 'two\nlines'],
      [2, 'a; b, c'],
    ],
  },
  'quotes that are no quotes': {
    text: 'y,size\n1,5" pipe\n2,it\'s 6"\n',
    cells: [
      ['y', 'size'],
      [1, '5" pipe'],
      [2, 'it\'s 6"'],
    ],
  },
  'numbers in a single column with decimal commas': {
    text: 'x\n1,5\n2,5\n3,7\n',
    cells: [['x'], [1.5], [2.5], [3.7]],
  },
  'missing words among numbers': column(
    ['1.5', '.', '-', 'N/A', 'n/a', 'NULL', '?', 'n.d.', '--', 'nan', 'NA', '#N/A', '', '2.5', '3.5'],
    [1.5, ...Array.from({ length: 12 }, () => null), 2.5, 3.5],
    { said: ['".", "-", "N/A", "n/a", "NULL", "?", "n.d.", "--" in column "x" are taken for missing'] },
  ),
  'missing words that are to be kept': column(['1.5', '.', '2.5'], [1.5, '.', 2.5], {
    options: { knownWords: false },
    said: ['"." on line 3 of column "x" is no number'],
  }),
  'signs that are labels': column(['+', '-', '+', '-'], ['+', '-', '+', '-']),
  'words that are named missing': column(['1', '-99', 'lost', '2'], [1, null, null, 2], {
    options: { missing: ['-99', 'lost'] },
  }),
  'a few words among numbers': column(['1', 'low', '2', '3', '4'], [1, 'low', 2, 3, 4], {
    said: ['"low" on line 3 of column "x" is no number'],
  }),
  'numbers with their unit': column(['1.5 kg', '2.5 kg', '3 kg'], ['1.5 kg', '2.5 kg', '3 kg'], {
    said: ['column "x" is text, since "1.5 kg" on line 2 is no number'],
  }),
  'numbers with signs about them': column(['(1.5)', '2.5-', '<0.5'], ['(1.5)', '2.5-', '<0.5'], {
    said: ['column "x" is text, since "(1.5)" on line 2 is no number'],
  }),
  'numbers of which more than half are marked': column(
    ['1.5', '2.5*', '3.5b', '4.5 *'],
    [1.5, '2.5*', '3.5b', '4.5 *'],
    { said: ['"2.5*" on line 3, and 2 more, of column "x" are no number'] },
  ),
  'labels that begin with digits': column(['1a', '2b', '1-2', '3 of five'], ['1a', '2b', '1-2', '3 of five']),
  'a column that is said to be text': column(['1', '2', '3'], ['1', '2', '3'], { options: { text: ['x'] } }),
  'a minus as it is printed': column(['\u22121.5', '\u22122', '3'], [-1.5, -2, 3]),
  'thousands with points and commas': column(['1,234.5', '12,345.25'], [1234.5, 12345.25]),
  'thousands with points, and decimal commas': column(['1.234,5', '12.345,25'], [1234.5, 12345.25]),
  'thousands with blanks that do not break': column(['1\u00a0234,5', '12\u202f345'], [1234.5, 12345]),
  'thousands as the Swiss write them': column(["1'234.5", '12\u2019345'], [1234.5, 12345]),
  'a number that could be two': column(['1,234', '950'], [1234, 950], {
    said: ['"1,234" in column "x" is read as 1234'],
  }),
  'a number that could be two, where the mark is said': column(['1,234', '950'], [1.234, 950], {
    options: { decimal: ',' },
  }),
  'percent signs': column(['1.25%', '29 %', '-0.07%'], [0.0125, 0.29, -0.0007], { formats: ['0.00%', null] }),
  'a number with a percent sign': column(['0.05', '0.07', '9%'], [0.05, 0.07, '9%'], {
    said: ['"9%" on line 4 of column "x" has a percent sign, and most others have none'],
  }),
  'dollars in front': column(['$1.50', '-$2', '($3.25)', '$1,234.00'], [1.5, -2, -3.25, 1234], {
    formats: ['"$"#,##0.00', null],
  }),
  'euros behind': column(['1,50 €', '1.234,00 €', '-2 €'], [1.5, 1234, -2], {
    formats: ['"€"#,##0.00', null],
  }),
  'names of currencies': column(['USD 5', 'USD 7.5'], [5, 7.5], { formats: ['"USD"#,##0.0', null] }),
  'another currency among amounts': column(['$1', '$2', '€3', '$4'], [1, 2, '€3', 4], {
    said: ['"€3" on line 4 of column "x" is no amount of $'],
    formats: ['"$"#,##0', null],
  }),
  'dates with the year in front': {
    text: 'd,y\n2020-03-31,1\n2020-04-01,2\n',
    cells: DATES,
    formats: ['yyyy-mm-dd', null],
  },
  'dates that say which is the day': {
    text: 'd,y\n31/03/2020,1\n01/04/2020,2\n',
    cells: DATES,
    formats: ['dd/mm/yyyy', null],
  },
  'dates that say which is the month': {
    text: 'd,y\n3/31/2020,1\n4/1/2020,2\n',
    options: { locale: 'de' },
    cells: DATES,
    formats: ['mm/dd/yyyy', null],
  },
  'dates with points': {
    text: 'd;y\n31.3.20;1\n1.4.20;2\n',
    cells: DATES,
    formats: ['dd.mm.yyyy', null],
  },
  'dates with the names of months': {
    text: 'd,y\n31-Mar-2020,1\n1 April 2020,2\n',
    cells: DATES,
    formats: ['d mmm yyyy', null],
  },
  'dates that could be two': {
    text: 'd,y\n04/03/2020,1\n05/03/2020,2\n',
    cells: [
      ['d', 'y'],
      [43924, 1],
      [43954, 2],
    ],
    said: ['"04/03/2020" in column "d" is read with the month first'],
    formats: ['mm/dd/yyyy', null],
  },
  'dates that could be two, where the language is said': {
    text: 'd,y\n04/03/2020,1\n05/03/2020,2\n',
    options: { locale: 'en-GB' },
    cells: [
      ['d', 'y'],
      [43894, 1],
      [43895, 2],
    ],
    formats: ['dd/mm/yyyy', null],
  },
  'dates that could be two beside a column that tells': {
    text: 'd,e,y\n04/03/2020,31/03/2020,1\n05/03/2020,30/03/2020,2\n',
    cells: [
      ['d', 'e', 'y'],
      [43894, 43921, 1],
      [43895, 43920, 2],
    ],
    said: ['"04/03/2020" in column "d" is read with the day first'],
    formats: ['dd/mm/yyyy', 'dd/mm/yyyy', null],
  },
  'dates with a time, and times': {
    text: 'd,t\n2020-03-31 12:00,06:00\n2020-04-01T18:00:00,12:30\n',
    cells: [
      ['d', 't'],
      [43921.5, 0.25],
      [43922.75, 12.5 / 24],
    ],
    formats: ['yyyy-mm-dd hh:mm:ss', 'hh:mm:ss'],
  },
  'dates with a word and a blank among them': {
    text: 'd,y\n2020-03-31,1\nsoon,2\n,3\n2020-04-01,4\n2020-04-02,5\n',
    cells: [
      ['d', 'y'],
      [43921, 1],
      ['soon', 2],
      [null, 3],
      [43922, 4],
      [43923, 5],
    ],
    said: ['"soon" on line 3 of column "d" is no date'],
    formats: ['yyyy-mm-dd', null],
  },
  'days that there are not': column(['2021-02-29', '2021-13-01'], ['2021-02-29', '2021-13-01']),
  'ids with zeros in front': column(['001', '002', '010'], ['001', '002', '010'], {
    said: ['the numbers of column "x" are taken for labels'],
  }),
};
