/** Timers by name: setting one again puts it off. */

/** Milliseconds. */
export const DELAY = {
  /** Between a click and the fit it asks for; clicks that follow each other make one fit. */
  fit: 80,
  /** The same for keys in the formula. */
  typing: 350,
  /** Without a key for this long, a formula that cannot be read is called wrong. */
  settle: 700,
  /** A fit that takes longer than this shows that it is under way. */
  blink: 150,
  /** Edits in the sheet that follow each other are read once. */
  data: 150,
  room: 80,
  /** Between a key or a click in the likelihood studio and the study it asks for. */
  study: 120,
  save: 400,
  saveStudy: 400,
  /** Without the stored model for this long, the pane shows how to begin. */
  restore: 1500,
  /** Cells that are only passed by with the arrow keys are not opened. */
  open: 250,
} as const;

export type TimerName = keyof typeof DELAY;

export class Timers {
  private readonly running = new Map<TimerName, ReturnType<typeof setTimeout>>();

  /** Does `action` after `delay` milliseconds without another call under the same name. */
  later(name: TimerName, action: () => void, delay: number = DELAY[name]): void {
    this.never(name);
    this.running.set(name, setTimeout(action, delay));
  }

  never(name: TimerName): void {
    clearTimeout(this.running.get(name));
    this.running.delete(name);
  }

  stop(): void {
    this.running.forEach((timer) => clearTimeout(timer));
    this.running.clear();
  }
}
