/** The model as an equation: a few pieces, each a formula of its own, between which a line may break. */

import {
  namesIn,
  plainNames,
  type ModelTerms,
  type RandomTerm,
  type Term,
  type Terms,
} from '../../src/index';

export type Role = 'fixed' | 'varies' | 'noise' | 'plain';

/** A symbol with an index, a name, or an operator. */
export type Token =
  | {
      readonly kind: 'symbol';
      readonly base: string;
      /** Numbers, single letters, names and commas. */
      readonly sub: readonly string[];
      readonly sup?: string;
      readonly role: Role;
    }
  | { readonly kind: 'name'; readonly text: string; readonly sub: readonly string[]; readonly role: Role }
  | { readonly kind: 'operator'; readonly text: string };

/** Tokens that stay together on a line. */
export type Piece = readonly Token[];

export interface Equation {
  /** y = …, then the distributions. */
  readonly lines: readonly (readonly Piece[])[];
  /** The grouping factors with the letter that counts their groups. */
  readonly groups: readonly { readonly letter: string; readonly name: string }[];
}

/** Which columns are labels, so that their effects are one number per level. */
export type IsFactor = (columnName: string) => boolean;

const LETTERS = ['j', 'k', 'l', 'm', 'q', 'r'];
const EFFECTS = ['b', 'c', 'd', 'f', 'g', 'h'];

interface Group {
  readonly name: string;
  readonly letter: string;
  readonly effect: string;
  readonly blocks: readonly RandomTerm[];
}

export function equationOf(terms: ModelTerms, isFactor: IsFactor): Equation {
  const groups = groupsOf(terms.random);
  const index = ['i', ...groups.map(({ letter }) => letter)];
  const symbols = new Symbols(groups, index, isFactor);
  const fixed = fixedPieces(terms.fixed, symbols);
  const alone = groups.flatMap((group) => symbols.leftOver(group));
  const summands = [...fixed, ...alone, ...offsetPieces(terms, index)];
  const mean: Piece[] = [
    [name(responseName(terms), index, 'plain'), operator('=')],
    ...summands.map((piece, i) => (i === 0 ? piece : [operator('+'), ...piece])),
    [...(summands.length === 0 ? [] : [operator('+')]), symbol('ε', index, 'noise')],
  ];
  const distributions = [
    ...groups.flatMap((group) => distributionPieces(group, symbols)),
    [
      symbol('ε', index, 'noise'),
      operator('∼'),
      name('N', [], 'plain'),
      operator('('),
      operator('0'),
      operator(','),
      symbol('σ', [], 'noise', '2'),
      operator(')'),
    ],
  ];
  return {
    lines: [mean, distributions],
    groups: groups.map(({ letter, name: of }) => ({ letter, name: of })),
  };
}

function responseName({ response }: ModelTerms): string {
  return response === null ? 'y' : plainNames(response.label);
}

function groupsOf(random: readonly RandomTerm[]): Group[] {
  const labels = [...new Set(random.map(({ groupLabel }) => groupLabel))];
  return labels.map((label, g) => ({
    name: plainNames(label),
    letter: LETTERS[g % LETTERS.length],
    effect: EFFECTS[g % EFFECTS.length],
    blocks: random.filter(({ groupLabel }) => groupLabel === label),
  }));
}

/** Hands out the numbers of coefficients and remembers which random effects have found their place. */
class Symbols {
  private readonly placed = new Set<string>();

  constructor(
    private readonly groups: readonly Group[],
    readonly index: readonly string[],
    private readonly isFactor: IsFactor,
  ) {}

  /** β with its number and the random effects that go with the same term. */
  coefficient(label: string, number: number, factors: readonly string[]): Token[] {
    const random = this.groups.flatMap((group) =>
      labelsOf(group).includes(label) ? [this.effect(group, label, factors)] : [],
    );
    const fixed = symbol('β', [String(number), ...factors], 'fixed');
    if (random.length === 0) return [fixed];
    return [operator('('), fixed, ...random.flatMap((token) => [operator('+'), token]), operator(')')];
  }

  effect(group: Group, label: string, factors: readonly string[]): Token {
    this.placed.add(`${group.name}|${label}`);
    return symbol(group.effect, [String(labelsOf(group).indexOf(label)), ...factors, group.letter], 'varies');
  }

  /** Random effects of terms that are no fixed effects. */
  leftOver(group: Group): Piece[] {
    return group.blocks.flatMap(({ terms }) => [
      ...(terms.intercept && !this.placed.has(`${group.name}|1`) ? [[this.effect(group, '1', [])]] : []),
      ...terms.terms
        .filter((term) => !this.placed.has(`${group.name}|${term.label}`))
        .map((term) => {
          const { factors, values } = this.partsOf(term, terms);
          return [this.effect(group, term.label, factors), ...values];
        }),
    ]);
  }

  /** What of a term indexes its coefficient, and what multiplies it. */
  partsOf(
    term: Term,
    { variables }: Terms,
  ): { readonly factors: readonly string[]; readonly values: Token[] } {
    const all = term.variables.map((v) => variables[v]);
    const isLabel = (v: (typeof all)[number]): boolean =>
      /^(?:factor|relevel|as\.factor|ordered|C)\(/.test(v.label) ||
      (v.expr.type === 'name' && namesIn(v.expr).every(({ name: column }) => this.isFactor(column)));
    const factors = all.filter(isLabel).flatMap(({ label }) => [',', shortName(label)]);
    const values = all
      .filter((v) => !isLabel(v))
      .map(({ label }) => name(shortName(label), this.index, 'plain'));
    return { factors, values };
  }
}

/** The names of a group's effects in their order: `1` for the intercept. */
function labelsOf({ blocks }: Group): string[] {
  return blocks.flatMap(({ terms }) => [
    ...(terms.intercept ? ['1'] : []),
    ...terms.terms.map(({ label }) => label),
  ]);
}

function fixedPieces(terms: Terms, symbols: Symbols): Piece[] {
  const intercept = terms.intercept ? [unbracketed(symbols.coefficient('1', 0, []))] : [];
  return [
    ...intercept,
    ...terms.terms.map((term, t) => {
      const { factors, values } = symbols.partsOf(term, terms);
      const coefficient = symbols.coefficient(term.label, t + 1, factors);
      return values.length === 0 ? unbracketed(coefficient) : [...coefficient, ...values];
    }),
  ];
}

/** A sum among summands needs no brackets. */
function unbracketed(tokens: Token[]): Token[] {
  return tokens.length > 1 ? tokens.slice(1, -1) : tokens;
}

function offsetPieces({ fixed }: ModelTerms, index: readonly string[]): Piece[] {
  return fixed.offsets.map((expr) => [
    name(`offset ${namesIn(expr).map(({ name: n }) => n)}`, index, 'plain'),
  ]);
}

/** One piece per block: a vector with a covariance matrix, or a single effect with its variance. */
function distributionPieces(group: Group, symbols: Symbols): Piece[] {
  return group.blocks.map(({ terms }, t) => {
    const effects = [
      ...(terms.intercept ? [symbols.effect(group, '1', [])] : []),
      ...terms.terms.map((term) => symbols.effect(group, term.label, symbols.partsOf(term, terms).factors)),
    ];
    const isVector =
      effects.length > 1 || terms.terms.some((term) => symbols.partsOf(term, terms).factors.length > 0);
    const which = group.blocks.length > 1 ? [String(t)] : [];
    const scale = isVector
      ? symbol('Σ', [group.effect, ...which], 'varies')
      : symbol('τ', [group.effect, ...which], 'varies', '2');
    const list = effects.flatMap((token, i) => (i === 0 ? [token] : [operator(','), token]));
    const left = effects.length > 1 ? [operator('('), ...list, operator(')')] : list;
    return [
      ...left,
      operator('∼'),
      name('N', [], 'plain'),
      operator('('),
      operator('0'),
      operator(','),
      scale,
      operator(')'),
    ];
  });
}

function shortName(label: string): string {
  const text = plainNames(label);
  const power = /^I\(([^()^]+)\^(\d)\)$/.exec(text);
  if (power) return `${power[1]}${power[2] === '2' ? '²' : power[2] === '3' ? '³' : `^${power[2]}`}`;
  const call = /^(?:factor|relevel|as\.factor|ordered)\(([^(),]+)/.exec(text);
  return call ? call[1] : text;
}

function symbol(base: string, sub: readonly string[], role: Role, sup?: string): Token {
  return { kind: 'symbol', base, sub, role, ...(sup === undefined ? {} : { sup }) };
}

function name(text: string, sub: readonly string[], role: Role): Token {
  return { kind: 'name', text, sub, role };
}

function operator(text: string): Token {
  return { kind: 'operator', text };
}
