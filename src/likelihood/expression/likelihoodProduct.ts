/**
 * The likelihood itself, exp of the graph of a log-likelihood: sums become products, multiples powers, and logarithms what they
 * were taken of. Exact where these are, as in 0.5³ = 0.125, where the exponential of a sum of logarithms has lost digits.
 */

import { Product } from '../product';
import type { Graph } from './graph';
import type { NodeId } from './node';
import { NodeValues } from './nodeValues';

/** With more rows a product has no more digits than the exponential of the sum. */
const MOST_ROWS = 10_000;
/** How far the logarithm of the product may be from the log-likelihood: no further than rounding takes it. */
const AGREEMENT = 1e-9;

/**
 * @param root the log-likelihood: one number
 * @param logLik its value
 */
export function likelihoodProduct(graph: Graph, root: NodeId, par: Float64Array, logLik: number): number {
  if (!Number.isFinite(logLik) || graph.rowCount > MOST_ROWS) return Math.exp(logLik);
  const product = new Product();
  new Factors(graph, par, product).include(root, 1, 0);
  const value = product.value();
  const isSame = Math.abs(Math.log(value) - logLik) <= AGREEMENT * Math.max(1, Math.abs(logLik));
  return isSame ? value : Math.exp(logLik);
}

class Factors {
  private readonly values: NodeValues;

  constructor(
    private readonly graph: Graph,
    par: Float64Array,
    private readonly product: Product,
  ) {
    this.values = new NodeValues(graph, par);
  }

  /** Multiplies the product by exp(node)^power at a row. */
  include(id: NodeId, power: number, row: number): void {
    if (power === 0) return;
    const node = this.graph.nodes[id];
    const [a, b, c] = node.args;
    switch (node.op) {
      case 'add':
        this.include(a, power, row);
        return this.include(b, power, row);
      case 'subtract':
        this.include(a, power, row);
        return this.include(b, -power, row);
      case 'scale':
        return this.include(b, power * this.values.at(a, row), row);
      case 'multiply':
        if (this.graph.nodes[b].op === 'log') return this.include(b, power * this.values.at(a, row), row);
        if (this.graph.nodes[a].op === 'log') return this.include(a, power * this.values.at(b, row), row);
        break;
      case 'log':
        return void this.product.multiply(this.values.at(a, row), power);
      case 'log1p':
        return void this.product.multiplyOnePlus(this.values.at(a, row), power);
      case 'where':
        if (this.values.at(a, row) !== 0) return this.include(b, power, row);
        break;
      case 'choose':
        return this.include(this.values.at(a, row) !== 0 ? b : c, power, row);
      case 'sum':
        for (let i = 0; i < this.graph.rowCount; i++) this.include(a, power, i);
        return;
    }
    this.product.multiplyExp(this.values.at(id, row), power);
  }
}
