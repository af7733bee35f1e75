/**
 * Whether a text is a log-density or a density, seen from what it is made of. Whoever types POISSON.DIST(y, l, FALSE) means
 * the density, and Excel has no other form; its logarithm is what is summed.
 */

import { placedArguments } from './definition';
import { functionNamed } from './functions';
import { namesOf, type Meaning } from './names';
import {
  addendsOf,
  argumentsOf,
  factorsOf,
  joined,
  logCall,
  nameOf,
  negative,
  number,
  numberOf,
  productOf,
  replaced,
  times,
  withoutMinus,
  type Call,
  type Operation,
} from './parts';
import type { Expression } from './syntax';

export interface Reading {
  /** The log-density of a row, or the whole log-likelihood. */
  readonly expression: Expression;
  /** What is to be said about how the text was read, as sentences. */
  readonly remarks: readonly string[];
  /** What must be above zero besides what is in a logarithm: the weights of a mixture. */
  readonly positive: readonly Expression[];
}

export interface ReadingContext {
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** Whether a switch such as that of log=TRUE is on. */
  readonly isOn: (expression: Expression) => boolean;
}

/**
 * `density`: has a density or probability as a factor. `formula`: is built of exponentials or of powers with a name in the
 * exponent, as densities written out are. `plain`: may be a part of either. `log`: can be below zero by its form.
 */
type Kind = 'density' | 'formula' | 'plain' | 'log';

/** Below zero for some arguments in their domain, and so never a factor of a density. */
const SIGNED = new Set(
  'LN log LOG LOG10 log2 log1p expm1 GAMMALN GAMMALN.PRECISE lgamma lbeta lchoose lfactorial digamma qlogis'.split(
    ' ',
  ),
);
/** Above zero whatever their arguments are. */
const POSITIVE = new Set('EXP GAMMA beta COMBIN choose FACT factorial PHI'.split(' '));
const OVER_ROWS = new Set('SUM MEAN AVERAGE MIN MAX PRODUCT prod SQRT ABS'.split(' '));

/** @param expression the text as it stands */
export function readLogDensity(expression: Expression, context: ReadingContext): Reading {
  return new Reader(context).read(expression);
}

class Reader {
  private readonly positive: Expression[] = [];
  private readonly kinds = new Map<Expression, Kind>();

  constructor(private readonly context: ReadingContext) {}

  read(whole: Expression): Reading {
    const { expression, remarks } = this.readSums(whole) ?? this.readDensity(whole);
    return { expression, remarks, positive: this.positive };
  }

  private readDensity(expression: Expression): Omit<Reading, 'positive'> {
    const kind = this.kind(expression);
    if (kind === 'density')
      return { expression: this.log(expression), remarks: [IS_DENSITY, ...this.weightRemark(expression)] };
    if (kind === 'formula') return { expression: this.log(expression), remarks: [LOOKS_LIKE_DENSITY] };
    const added = addendsOf(expression).some(
      (one) => this.kind(one) === 'density' || this.isSumOfDensity(one),
    );
    if (added) return { expression, remarks: [ADDS_DENSITY] };
    return { expression, remarks: this.isDoubtful(expression) ? [COULD_BE_DENSITY] : [] };
  }

  /** SUM(density), and sums of such: the logarithms were meant to be summed. */
  private readSums(expression: Expression): Omit<Reading, 'positive'> | null {
    const addends = addendsOf(expression);
    const kinds = addends.map((one) =>
      nameOf(one) === 'SUM' ? argumentsOf(one).map((x) => this.kind(x)) : ['log'],
    );
    const all = kinds.flat();
    if (all.some((kind) => kind !== 'density' && kind !== 'formula')) return null;
    const summed = this.logOfSums(expression);
    return { expression: summed, remarks: [all.includes('density') ? SUMS_DENSITY : SUMS_FORMULA] };
  }

  private logOfSums(expression: Expression): Expression {
    if (expression.kind === 'binary')
      return {
        ...expression,
        left: this.logOfSums(expression.left),
        right: this.logOfSums(expression.right),
      };
    const call = expression as Call;
    return { ...call, args: call.args.map((argument) => ({ ...argument, value: this.log(argument.value) })) };
  }

  private isSumOfDensity(expression: Expression): boolean {
    return nameOf(expression) === 'SUM' && argumentsOf(expression).some((x) => this.kind(x) === 'density');
  }

  private kind(expression: Expression): Kind {
    const known = this.kinds.get(expression);
    if (known !== undefined) return known;
    const kind = this.findKind(expression);
    this.kinds.set(expression, kind);
    return kind;
  }

  private findKind(expression: Expression): Kind {
    switch (expression.kind) {
      case 'number':
      case 'name':
        return 'plain';
      case 'unary':
        return expression.op === '-' ? 'log' : 'plain';
      case 'call':
        return this.kindOfCall(expression);
      case 'binary':
        return this.kindOfOperation(expression);
    }
  }

  private kindOfOperation(expression: Operation): Kind {
    const { op, left, right } = expression;
    const kinds = [this.kind(left), this.kind(right)] as const;
    if (op === '^') return this.kindOfPower(left, right);
    if (op !== '*' && op !== '/' && op !== '+' && op !== '-') return 'plain';
    if (kinds.includes('log')) return 'log';
    const strong = strongest(kinds);
    if (op === '*' || op === '/' || strong === 'plain') return strong;
    // 1 + EXP(x) may be a part of a log-density; w*(y = 0) + (1 - w)*dpois(y, l) is none.
    if (op === '+') return kinds.includes('plain') && !isMixture(addendsOf(expression)) ? 'plain' : strong;
    if (left.kind !== 'number') return 'plain';
    return left.value <= 0 ? 'log' : left.value === 1 && kinds[1] === 'density' ? 'density' : 'plain';
  }

  private kindOfPower(base: Expression, exponent: Expression): Kind {
    const power = numberOf(exponent);
    const kind = this.kind(base);
    if (kind === 'log') return power !== null && power % 2 === 0 ? 'plain' : 'log';
    if (kind === 'density' || power !== null) return kind;
    return namesOf(base).length > 0 ? 'formula' : kind;
  }

  private kindOfCall(call: Call): Kind {
    const definition = functionNamed(call.name);
    if (definition?.logSwitch !== undefined) return this.isLogarithm(call) ? 'log' : 'density';
    const name = nameOf(call);
    const args = argumentsOf(call);
    if (name === 'EXP') return 'formula';
    if (SIGNED.has(name)) return 'log';
    const kinds = args.map((x) => this.kind(x));
    if (name === 'IF' || name === 'ifelse') return kindOfChoice(args, kinds);
    if (name === 'POWER') return this.kindOfPower(args[0], args[1]);
    if (name === 'PRODUCT' || name === 'prod') return kinds.includes('log') ? 'log' : 'density';
    if (name === 'SQRT' && kinds[0] !== 'log') return kinds[0];
    return OVER_ROWS.has(name) && name !== 'ABS' && kinds.includes('log') ? 'log' : 'plain';
  }

  /** Whether a call of a density or probability gives its logarithm. */
  private isLogarithm(call: Call): boolean {
    const definition = functionNamed(call.name);
    if (definition?.logSwitch == null) return false;
    const { values } = placedArguments(call.args, definition.formals);
    const given = values[definition.logSwitch];
    return given !== undefined && this.context.isOn(given);
  }

  /** The logarithm of a density, written out as far as all factors are positive by their form. */
  private log(expression: Expression): Expression {
    if (expression.kind === 'binary') {
      const { op, left, right } = expression;
      if (op === '*' || op === '/') return this.logOfProduct(expression);
      if (op === '^') return this.logOfPower(expression, left, right);
      if (op === '+') this.positive.push(...addendsOf(expression).flatMap((one) => this.weights(one)));
    }
    if (expression.kind !== 'call') return logCall(expression);
    const args = argumentsOf(expression);
    switch (nameOf(expression)) {
      case 'EXP':
        return args[0];
      case 'IF':
      case 'ifelse':
        return replaced(expression, [args[0], this.log(args[1]), this.log(args[2])]);
      case 'PRODUCT':
      case 'prod':
        return { ...replaced(expression, [this.log(args[0])]), name: 'SUM' };
      case 'POWER':
        return this.logOfPower(expression, args[0], args[1]);
      case 'SQRT':
        return this.kind(args[0]) === 'plain' ? logCall(expression) : times(number(0.5), this.log(args[0]));
      default:
        return logCall(expression);
    }
  }

  private logOfPower(whole: Expression, base: Expression, exponent: Expression): Expression {
    if (numberOf(exponent) !== null && this.kind(base) === 'plain') return logCall(whole);
    return times(exponent, this.log(base));
  }

  private logOfProduct(expression: Expression): Expression {
    const factors = factorsOf(expression);
    const apart = factors.filter(({ factor }) => this.isPositive(factor));
    const rest = factors.filter(({ factor }) => !this.isPositive(factor));
    const terms = apart.map(({ factor, isBelow }) => ({ term: this.log(factor), isBelow }));
    if (rest.length > 0) terms.unshift({ term: logCall(productOf(rest)), isBelow: false });
    const [first, ...others] = terms;
    const start = first.isBelow ? negative(first.term) : first.term;
    return others.reduce((sum, { term, isBelow }) => {
      const opposite = withoutMinus(term);
      return joined(isBelow === (opposite === null) ? '-' : '+', sum, opposite ?? term);
    }, start);
  }

  /** The factors of a part of a mixture that are no densities. */
  private weights(addend: Expression): Expression[] {
    const factors = factorsOf(addend).map(({ factor }) => factor);
    return factors.filter((factor) => factor.kind !== 'number' && this.kind(factor) === 'plain');
  }

  private isPositive(factor: Expression): boolean {
    const kind = this.kind(factor);
    return kind === 'density' || kind === 'formula' || POSITIVE.has(nameOf(factor));
  }

  /** A product, power or choice of names and numbers, which is never below zero, as a density is not. */
  private isDoubtful(expression: Expression): boolean {
    const isShaped =
      (expression.kind === 'binary' && ['*', '/', '^'].includes(expression.op)) ||
      ['IF', 'ifelse', 'COMBIN', 'choose', 'SQRT', 'POWER', 'GAMMA', 'beta'].includes(nameOf(expression));
    return isShaped && this.kind(expression) === 'plain' && isMadeOfShares(expression);
  }

  /** A weight that stands before a density drops out of its derivatives. */
  private weightRemark(expression: Expression): string[] {
    const weights = factorsOf(expression).flatMap(({ factor, isBelow }) =>
      factor.kind === 'name' && !isBelow && this.context.meanings.get(factor.name)?.kind === 'column'
        ? [factor.name]
        : [],
    );
    return weights.map(
      (name) =>
        `The column ${name} multiplies the density, so it moves the log-likelihood by a constant only: to count each row ` +
        `${name} times, multiply the logarithm, as in ${name}*LN(...).`,
    );
  }
}

const IS_DENSITY = 'The text is a density: its logarithm was taken, and summed over the rows.';
const LOOKS_LIKE_DENSITY =
  'The text was read as a density, being a product of powers and exponentials: its logarithm was taken, and ' +
  'summed over the rows. If it is a log-density already, write LN(EXP(...)) around it.';
const SUMS_DENSITY = 'The text sums a density, so the logarithm of each row was taken before the sum.';
const SUMS_FORMULA =
  'The text was read as a sum of densities, being made of powers and exponentials: the logarithm of each row was taken ' +
  'before the sum. If the rows are log-densities already, write SUM(LN(EXP(...))).';
const ADDS_DENSITY =
  'The text was read as a log-density, as it stands, although it adds a density that is not in a logarithm: write ' +
  'LN(...) around the density, or log=TRUE in it, if its logarithm is meant.';
const COULD_BE_DENSITY =
  'The text was read as a log-density, as it stands. If it is a density, write LN(...) around it.';

function strongest(kinds: readonly Kind[]): Kind {
  return (['density', 'formula'] as const).find((kind) => kinds.includes(kind)) ?? 'plain';
}

/** A literal 0 where the data are impossible says nothing. */
function kindOfChoice(args: readonly Expression[], kinds: readonly Kind[]): Kind {
  const branches = kinds.slice(1).filter((_, i) => numberOf(args[i + 1]) !== 0);
  return branches.includes('log') ? 'log' : strongest(branches);
}

/** Names, numbers from 0 on and 1 − name, in products, powers and choices; whose sign does not change by its form. */
function isMadeOfShares(expression: Expression): boolean {
  if (expression.kind === 'name') return true;
  if (expression.kind === 'number') return expression.value >= 0;
  if (expression.kind === 'unary') return false;
  if (expression.kind === 'call')
    return argumentsOf(expression)
      .slice(nameOf(expression).toUpperCase().startsWith('IF') ? 1 : 0)
      .every(isMadeOfShares);
  const { op, left, right } = expression;
  if (op === '-') return left.kind === 'number' && isMadeOfShares(right);
  return op === '^' ? isMadeOfShares(left) : isMadeOfShares(left) && isMadeOfShares(right);
}

/** Whether one part has a share w as a factor and another one 1 − w. */
function isMixture(addends: readonly Expression[]): boolean {
  const factors = addends.map((addend) => factorsOf(addend).map(({ factor }) => factor));
  const names = factors.map((all) => all.flatMap((one) => (one.kind === 'name' ? [one.name] : [])));
  const rests = factors.map((all) =>
    all.flatMap((one) =>
      one.kind === 'binary' && one.op === '-' && numberOf(one.left) === 1 && one.right.kind === 'name'
        ? [one.right.name]
        : [],
    ),
  );
  return rests.some((some, i) => some.some((name) => names.some((all, j) => i !== j && all.includes(name))));
}
