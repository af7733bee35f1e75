/** Offers to format a result of ours that stands in bare cells, and does it. */

import { sentenceOf } from '../../src/index';
import type { PlacedFormula, RangeAddress } from '../host';
import { addressText, isSingleCell, sameRange } from '../state/address';
import { text } from '../text';
import type { Desk } from './desk';
import { isReadable, lookOfFormula } from './formulaLook';
import { asOneStep } from './oneStep';

export class ResultFormat {
  /** The result that is offered to be formatted. */
  private found: PlacedFormula | null = null;
  private undo: (() => Promise<void>) | null = null;

  constructor(private readonly desk: Desk) {}

  /** A cell was selected: what it shows may be a result without formats. */
  async look(cell: RangeAddress): Promise<void> {
    const { host, getState, dispatch } = this.desk;
    this.found = null;
    const found = await host.formulaBehind(cell).catch(() => null);
    if (!found || !(await isReadable(found, host).catch(() => false))) return;
    const block = await host.blockOf(found.at).catch(() => null);
    if (!block || isSingleCell(block) || (await host.hasFormats(block).catch(() => true))) return;
    // Something else may have been selected in the meantime.
    if (getState().insert.busy || !sameRange(getState().selection, cell)) return;
    this.found = found;
    dispatch({ type: 'format', format: { at: addressText(found.at), stage: 'offered', problem: null } });
  }

  readonly format = async (): Promise<void> => {
    const { found } = this;
    if (!found) return;
    const { host } = this.desk;
    await this.does(found, 'done', async () => {
      const look = await lookOfFormula(found, host);
      this.undo = look && (await asOneStep(host, () => host.formatCells(found.at, look)));
    });
  };

  readonly takeBack = async (): Promise<void> => {
    const { found, undo } = this;
    this.undo = null;
    if (found && undo) await this.does(found, 'offered', undo);
  };

  private async does(
    found: PlacedFormula,
    after: 'done' | 'offered',
    action: () => Promise<void>,
  ): Promise<void> {
    const at = addressText(found.at);
    const show = (stage: 'busy' | 'done' | 'offered', problem: string | null = null): void => {
      // Of another result nothing is to be said here.
      if (this.found === found) this.desk.dispatch({ type: 'format', format: { at, stage, problem } });
    };
    show('busy');
    try {
      await action();
      show(after);
    } catch (error) {
      show('offered', sentenceOf(error, text.doing.format));
    }
  }
}
