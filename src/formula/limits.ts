/** How large a formula and what it stands for may be. All of it is looked at before it costs anything. */

import type { CellmerError } from '../errors';
import { syntaxErrorAt } from './messages';

/** Operators of a formula, and of what it prints as when it is spelt out: what is printed can be read again. */
export const MAX_OPERATORS = 40_000;
/** Levels of parentheses and right operands, and operators that hold each other, so that no text can exhaust the stack. */
export const MAX_NESTING = 100;
export const MAX_DEPTH = 2000;

/** More terms than this come from a slip such as `.^9`. */
const MAX_TERMS = 20_000;
/** A term that is spelt out costs the square of its order when it is read again. */
const MAX_ORDER = 200;
/** One UTF-16 unit stands for each, see `VariableSet`. */
const MAX_VARIABLES = 0xffff;
/** Variables and sets of them that are looked at. Terms of no size can take long, such as those of `(a*b*…)*a*a*…`. */
const MAX_STEPS = 5_000_000;
/** Characters of the labels of all terms. */
const MAX_CHARACTERS = 10_000_000;
/** Each level takes two of those that nesting may have, when `c:(b:a)` is read again. */
const MAX_GROUP_VARIABLES = 40;
const MAX_GROUPS = 1000;

interface Cost {
  readonly steps: number;
  readonly characters: number;
}

/** What the expansion of one formula has cost so far, and the sentences for too much. */
export class Effort {
  private steps = 0;
  private operators = 0;
  private characters = 0;

  constructor(private readonly source: string) {}

  /** What it has cost so far, for `again`. */
  soFar(): Cost {
    return { steps: this.steps, characters: this.characters };
  }

  /** Counts once more what it has cost since then: what is spelt out costs that when it is read. */
  again(since: Cost, times: number, position: number): void {
    this.spend(times * (this.steps - since.steps), position);
    this.label(times * (this.characters - since.characters), position);
  }

  /** Counts work before it is done. @throws CellmerError `syntax` */
  spend(steps: number, position: number): void {
    this.steps += steps;
    if (this.steps > MAX_STEPS)
      throw this.error(`terms that ${MAX_STEPS} steps can form`, 'that this takes more', position);
  }

  /** Counts operators of the formula spelt out. @throws CellmerError `syntax` */
  print(operators: number, position: number): void {
    this.operators += operators;
    if (this.operators > MAX_OPERATORS)
      throw this.error(
        `at most ${MAX_OPERATORS} operators in all terms spelt out`,
        'that this gives more',
        position,
      );
  }

  /** Counts characters of labels before they are made. @throws CellmerError `syntax` */
  label(characters: number, position: number): void {
    this.characters += characters;
    if (this.characters > MAX_CHARACTERS)
      throw this.error(
        `at most ${MAX_CHARACTERS} characters in the names of all terms`,
        'that this gives more',
        position,
      );
  }

  checkTerms(terms: number, position: number): void {
    if (terms > MAX_TERMS) throw this.error(`at most ${MAX_TERMS} terms`, 'that this gives more', position);
  }

  checkOrder(variables: number, position: number): void {
    if (variables > MAX_ORDER)
      throw this.error(`interactions of at most ${MAX_ORDER} variables`, 'one of more', position);
  }

  checkVariables(variables: number, position: number): void {
    if (variables > MAX_VARIABLES) throw this.error(`at most ${MAX_VARIABLES} variables`, 'more', position);
  }

  checkDepth(depth: number, position: number): void {
    if (depth > MAX_DEPTH)
      throw this.error(`at most ${MAX_DEPTH} operators within each other`, 'more', position);
  }

  /** @param groups grouping factors of one random term; @param variables of one of them */
  checkGroups(groups: number, variables: number, position: number): void {
    if (groups > MAX_GROUPS)
      throw this.error(`at most ${MAX_GROUPS} grouping factors in a random term`, 'more', position);
    if (variables > MAX_GROUP_VARIABLES)
      throw this.error(`a grouping factor of at most ${MAX_GROUP_VARIABLES} columns`, 'more', position);
  }

  private error(expected: string, found: string, position: number): CellmerError {
    return syntaxErrorAt(`Expected ${expected}, but found ${found}`, this.source, position);
  }
}
