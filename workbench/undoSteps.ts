/**
 * The grid's own undo, with edits that belong together as one step. Univer 0.25 makes a step of each, and where it puts several
 * together it takes them back in the order in which they were made, which is right only for edits that do not touch.
 */

import {
  ICommandService,
  IContextService,
  IUndoRedoService,
  IUniverInstanceService,
  LocalUndoRedoService,
  UndoCommandId,
  type DependencyOverride,
  type IMutationInfo,
  type IUndoRedoItem,
} from '@univerjs/core';
import {
  SetRangeValuesMutation,
  SetStyleCommand,
  type ISetRangeValuesMutationParams,
} from '@univerjs/preset-sheets-core';

type Undo = () => Promise<void>;

export class UndoSteps extends LocalUndoRedoService {
  /** Steps that the grid has taken back, until it brings them again. */
  private readonly takenBack = new WeakSet<IUndoRedoItem>();
  /**
   * How many actions that belong together are under way, one inside of the other, the workbook that they edit, and the step that
   * they have made so far.
   */
  private depth = 0;
  private unitId: string | null = null;
  private step: IUndoRedoItem | null = null;

  /**
   * What `action` does is one step.
   *
   * @param unitId the workbook that it edits; editors of cells have undo of their own, which they fill meanwhile
   * @param action edits, and returns what takes its edits back
   * @returns the same as one step: the grid's own undo where nothing has been edited since, and nothing where it has been taken
   * back already
   */
  async together(unitId: string, action: () => Promise<Undo>): Promise<Undo> {
    const { step, result } = await this.grouped(unitId, action);
    return step === null ? result : this.undoing(step, result);
  }

  /** What takes back a step that has just been made; `edits` does so by edits, where other steps lie above it. */
  undoing(step: IUndoRedoItem, edits: Undo): Undo {
    return async () => {
      if (this.takenBack.has(step)) return;
      if (this.pitchTopUndoElement() === step) await this._commandService.executeCommand(UndoCommandId);
      else await this.grouped(step.unitID, edits);
    };
  }

  private async grouped<T>(
    unitId: string,
    action: () => Promise<T>,
  ): Promise<{ step: IUndoRedoItem | null; result: T }> {
    if (this.depth === 0) [this.unitId, this.step] = [unitId, null];
    this.depth++;
    try {
      const result = await action();
      return { step: this.step, result };
    } finally {
      this.depth--;
    }
  }

  override pushUndoRedo(item: IUndoRedoItem): void {
    [...item.undoMutations, ...item.redoMutations].forEach(keepFormulas);
    const { step } = this;
    if (this.depth === 0 || item.unitID !== this.unitId) super.pushUndoRedo(item);
    else if (step === null || this.takenBack.has(step)) {
      this.step = item;
      super.pushUndoRedo(item);
    } else {
      step.undoMutations.unshift(...item.undoMutations);
      step.redoMutations.push(...item.redoMutations);
    }
  }

  override popUndoToRedo(): void {
    const item = this.pitchTopUndoElement();
    if (item) this.takenBack.add(item);
    super.popUndoToRedo();
  }

  override popRedoToUndo(): void {
    const item = this.pitchTopRedoElement();
    if (item) this.takenBack.delete(item);
    super.popRedoToUndo();
  }
}

/**
 * Univer 0.25 takes the formulas of cells for deleted that get another look by undo or redo: only where the command for looks asks
 * for it they stay, and that name is written over.
 */
function keepFormulas({ id, params }: IMutationInfo): void {
  if (id !== SetRangeValuesMutation.id || !isLook((params as ISetRangeValuesMutationParams).cellValue))
    return;
  const trigger = {
    get: () => SetStyleCommand.id,
    set: () => undefined,
    enumerable: true,
    configurable: true,
  };
  Object.defineProperty(params, 'trigger', trigger);
}

function isLook(cells: ISetRangeValuesMutationParams['cellValue']): boolean {
  return Object.values(cells ?? {}).every((line) =>
    Object.values(line).every((cell) => cell && Object.keys(cell).every((key) => key === 's')),
  );
}

/** Puts it in the place of Univer's own. */
export const UNDO_STEPS: DependencyOverride = [
  [
    IUndoRedoService,
    {
      useFactory: (...given: ConstructorParameters<typeof UndoSteps>) => new UndoSteps(...given),
      deps: [IUniverInstanceService, ICommandService, IContextService],
    },
  ],
];
