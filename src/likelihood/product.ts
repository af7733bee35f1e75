/**
 * A product of many factors, rounded once: in twice the precision of a number (Dekker 1971, Numerische Mathematik 18,
 * 224-242), and with an exponent of its own, so that nothing between runs over or under.
 */

/** (high + low)·2^exponent, with high in [1, 2) and low what high has rounded away. */
interface Scaled {
  readonly high: number;
  readonly low: number;
  readonly exponent: number;
}

const ONE: Scaled = { high: 1, low: 0, exponent: 0 };
/** Splits a number into halves whose products are exact. */
const SPLITTER = 2 ** 27 + 1;
/** Beyond these powers of two a number is not scaled, but left to logarithms. */
const LARGEST_EXPONENT = 1000;
/** Powers beyond are taken as those of numbers that are not whole are. */
const LARGEST_POWER = 2 ** 31;
/** The largest whole number that a logarithm is recognized to be of. */
const LARGEST_WHOLE = 1e9;

export class Product {
  private scaled: Scaled = ONE;
  /** Sum of the logarithms of factors that are known by theirs. */
  private logs = 0;
  private isZero = false;
  private hasFailed = false;

  /** Times x^power, for x from 0 on. */
  multiply(x: number, power = 1): this {
    if (power === 0) return this;
    if (x === 0 && power > 0) this.isZero = true;
    else if (!(x > 0 && x < Infinity)) this.hasFailed = true;
    else if (!Number.isInteger(power) || Math.abs(power) > LARGEST_POWER) this.logs += power * Math.log(x);
    else this.include(x, power);
    return this;
  }

  /** Times (1 + x)^power, without the rounding of 1 + x, for x from −1 to 1. */
  multiplyOnePlus(x: number, power: number): this {
    const sum = 1 + x;
    const isPlain =
      !(sum > 0 && Math.abs(x) <= 1) || !Number.isInteger(power) || Math.abs(power) > LARGEST_POWER;
    if (isPlain) return this.multiply(sum, power);
    this.include(sum, power, x - (sum - 1));
    return this;
  }

  /** Times exp(log)^power. A logarithm of a whole number, or of one over it, to rounding, is taken for exactly that. */
  multiplyExp(log: number, power = 1): this {
    const whole = Math.round(Math.exp(Math.abs(log)));
    const isWhole =
      whole <= LARGEST_WHOLE &&
      Math.abs(Math.log(whole) - Math.abs(log)) <= 4 * Number.EPSILON * Math.abs(log);
    if (isWhole) return this.multiply(whole, log < 0 ? -power : power);
    this.logs += power * log;
    return this;
  }

  /** NaN where it cannot be had: a factor that is not a positive number, or a product out of a number's range. */
  value(): number {
    if (this.hasFailed || Number.isNaN(this.logs)) return NaN;
    if (this.isZero) return 0;
    const { high, exponent } = this.scaled;
    const total = exponent + this.logs / Math.LN2;
    if (Math.max(Math.abs(total), Math.abs(exponent), Math.abs(this.logs / Math.LN2)) > LARGEST_EXPONENT)
      return NaN;
    return high * Math.exp(this.logs) * 2 ** exponent;
  }

  /** @param rest what x has rounded away */
  private include(x: number, power: number, rest = 0): void {
    if (power === 0) return;
    const exponent = Math.floor(Math.log2(x));
    if (Math.abs(exponent) > LARGEST_EXPONENT) {
      this.logs += power * Math.log(x);
      return;
    }
    let base = normalized(x / 2 ** exponent, rest / 2 ** exponent, exponent);
    let all = ONE;
    for (let left = Math.abs(power); left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) all = times(all, base);
      if (left > 1) base = times(base, base);
    }
    this.scaled = power > 0 ? times(this.scaled, all) : over(this.scaled, all);
  }
}

/** The sum of two numbers that are not both small, as one scaled number. */
function normalized(a: number, b: number, exponent: number): Scaled {
  const high = a + b;
  const low = b - (high - a);
  const shift = Math.floor(Math.log2(high));
  return { high: high / 2 ** shift, low: low / 2 ** shift, exponent: exponent + shift };
}

/** a·b as a rounded product and what the rounding has left over. */
function exactProduct(a: number, b: number): [product: number, rest: number] {
  const product = a * b;
  const [a1, a2] = halves(a);
  const [b1, b2] = halves(b);
  return [product, a2 * b2 - (product - a1 * b1 - a2 * b1 - a1 * b2)];
}

function halves(x: number): [number, number] {
  const large = SPLITTER * x;
  const high = large - (large - x);
  return [high, x - high];
}

function times(a: Scaled, b: Scaled): Scaled {
  const [product, rest] = exactProduct(a.high, b.high);
  return normalized(product, rest + (a.high * b.low + a.low * b.high), a.exponent + b.exponent);
}

function over(a: Scaled, b: Scaled): Scaled {
  const quotient = a.high / b.high;
  const [product, rest] = exactProduct(quotient, b.high);
  const left = a.high - product - rest + a.low - quotient * b.low;
  return normalized(quotient, left / b.high, a.exponent - b.exponent);
}
