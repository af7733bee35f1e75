/** Dates and times as people write them, as the numbers that a spreadsheet counts days with. */

/** In which order day, month and year stand; years that come first are followed by the month. */
export type DateOrder = 'dmy' | 'mdy';

export interface WrittenDate {
  /** Days since the end of 1899, as Excel counts them from March 1900 on, with the time of day as a fraction. */
  readonly serial: number;
  readonly hasTime: boolean;
  readonly form: DateForm;
}

/** How a date is written: with the year in front, with a sign between its parts, with the name of the month, or a time alone. */
export type DateForm = 'iso' | '/' | '.' | '-' | 'name' | 'time';

const TIME = '(\\d{1,2}):([0-5]\\d)(?::([0-5]\\d(?:[.,]\\d{1,6})?))?\\s?([AaPp][Mm])?';
const BEHIND = `(?:[T ]\\s?${TIME}(?:Z)?)?$`;
const YEAR_FIRST = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${BEHIND}`);
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${BEHIND}`);
const NAMED = new RegExp(`^(\\d{1,2})(?:[- ]|\\. ?)([A-Za-z]{3,9})\\.?[- ,]\\s?(\\d{4}|\\d{2})${BEHIND}`);
const NAMED_FIRST = new RegExp(`^([A-Za-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})${BEHIND}`);
const TIME_ALONE = new RegExp(`^${TIME}$`);

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
];

/** Two digits up to this are of the years behind 2000, as in Excel. */
const LAST_YOUNG = 29;
/** A day of Excel's is the one that all others count too from here on: it takes 1900 for a leap year. */
const FIRST_SERIAL = 61;
const LAST_SERIAL = 2_958_465;
/** The Julian day number of the day 0. */
const ORIGIN = 2_415_019;

/** Whether a text can be a date at all, which is seen at once for most. */
function canBeDate(text: string): boolean {
  const { length } = text;
  if (length < 4 || length > 30) return false;
  const last = text.charCodeAt(length - 1);
  return isDigit(last) || /[MmZ]/.test(text[length - 1]);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/**
 * The date that a trimmed text is where day and month stand in this order, or in the only order that is possible with a year in
 * front or a month by its name. Before March 1900 there are none, as Excel has none that all others agree with.
 */
export function writtenDate(text: string, order: DateOrder): WrittenDate | null {
  if (!canBeDate(text)) return null;
  if (!isDigit(text.charCodeAt(0))) {
    const named = NAMED_FIRST.exec(text);
    if (!named) return null;
    const [, month, day, year, ...time] = named;
    return dated(+year, monthOf(month), +day, time, 'name');
  }
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [, year, , month, day, ...time] = yearFirst;
    return dated(+year, +month, +day, time, 'iso');
  }
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast) {
    const [, first, mark, second, year, ...time] = yearLast;
    const [day, month] = order === 'dmy' ? [first, second] : [second, first];
    return dated(fullYear(year), +month, +day, time, mark as DateForm);
  }
  const named = NAMED.exec(text);
  if (named) {
    const [, day, month, year, ...time] = named;
    return dated(fullYear(year), monthOf(month), +day, time, 'name');
  }
  const time = TIME_ALONE.exec(text)?.slice(1);
  const fraction = time ? fractionOf(time) : null;
  return fraction === null ? null : { serial: fraction, hasTime: true, form: 'time' };
}

function fullYear(text: string): number {
  if (text.length === 4) return +text;
  return +text + (+text <= LAST_YOUNG ? 2000 : 1900);
}

/** From 1; 0 where it is none. */
function monthOf(name: string): number {
  const lower = name.toLowerCase();
  return (
    1 +
    MONTHS.findIndex(
      (month) =>
        month === lower || month.slice(0, 3) === lower || (lower === 'sept' && month === 'september'),
    )
  );
}

function dated(
  year: number,
  month: number,
  day: number,
  time: readonly (string | undefined)[],
  form: DateForm,
): WrittenDate | null {
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return null;
  const serial = serialOf(year, month, day);
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return null;
  if (time[0] === undefined) return { serial, hasTime: false, form };
  const fraction = fractionOf(time);
  return fraction === null ? null : { serial: serial + fraction, hasTime: true, form };
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Of a day of the Gregorian calendar (Richards 2013, in Urban and Seidelmann, Explanatory Supplement, algorithm 3: years begin in March). */
function serialOf(year: number, month: number, day: number): number {
  const early = month < 3 ? 1 : 0;
  const years = year + 4800 - early;
  const months = month + 12 * early - 3;
  const leap = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return day + Math.floor((153 * months + 2) / 5) + 365 * years + leap - 32_045 - ORIGIN;
}

/** The day that `serialOf` has counted, as `2020-01-31`. */
function isoDay(serial: number): string {
  const day = serial + ORIGIN + 32_044;
  const century = Math.floor((4 * day + 3) / 146_097);
  const inCentury = day - Math.floor((146_097 * century) / 4);
  const year = Math.floor((4 * inCentury + 3) / 1461);
  const inYear = inCentury - Math.floor((1461 * year) / 4);
  const month = Math.floor((5 * inYear + 2) / 153);
  const early = Math.floor(month / 10);
  const parts = [month + 3 - 12 * early, inYear - Math.floor((153 * month + 2) / 5) + 1];
  return [100 * century + year - 4800 + early, ...parts].map(twoDigits).join('-');
}

const twoDigits = (count: number): string => String(count).padStart(2, '0');

/** Of a day; null for hours that there are not. */
function fractionOf([hours, minutes, seconds = '0', half]: readonly (string | undefined)[]): number | null {
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  if (hour > 23) return null;
  return (3600 * hour + 60 * Number(minutes) + Number(seconds.replace(',', '.'))) / 86_400;
}

/**
 * The order in which a language writes dates that have the year behind; null for a name that no language has.
 *
 * @param locale such as `de` or `en-US`
 */
export function dateOrderOf(locale: string): DateOrder | null {
  try {
    const parts = new Intl.DateTimeFormat(locale, { calendar: 'gregory' }).formatToParts(0);
    const place = (type: string): number => parts.findIndex((part) => part.type === type);
    return place('month') < place('day') ? 'mdy' : 'dmy';
  } catch {
    return null;
  }
}

/** The format that shows numbers of days as their dates were written. */
export function dateFormat(form: DateForm, order: DateOrder, hasTime: boolean): string {
  if (form === 'time') return 'hh:mm:ss';
  const day =
    form === 'iso'
      ? 'yyyy-mm-dd'
      : form === 'name'
        ? 'd mmm yyyy'
        : (order === 'dmy' ? ['dd', 'mm', 'yyyy'] : ['mm', 'dd', 'yyyy']).join(form);
  return hasTime ? `${day} hh:mm:ss` : day;
}

/** `2020-01-31`, with the time where there is one: a number of days as text. */
export function isoDate(serial: number): string {
  const seconds = Math.round(serial * 86_400);
  const ofDay = seconds % 86_400;
  const time = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60].map(twoDigits).join(':');
  if (serial < 1) return time;
  const day = isoDay(Math.floor(seconds / 86_400));
  return ofDay === 0 ? day : `${day} ${time}`;
}
