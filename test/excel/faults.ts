/** What goes wrong in the simulated Excel when a test says so. */

export class Faults {
  /** Milliseconds before each answer: a slow host. */
  delay = 0;
  /** Somebody is typing into a cell: Excel answers nothing but that. */
  isEditing = false;
  /** Requests are carried out, but no answer arrives. */
  isSilent = false;
  /** Bytes that a message may have in either direction; Excel on the web takes 5 MB. */
  sizeLimit: number | null = 5 * 1024 * 1024;

  private readonly failures: Failure[] = [];
  private lost = 0;

  /** The next request fails as a whole, and nothing of it is done. */
  failNext(
    code = 'GeneralException',
    message = 'There was an internal error while processing the request.',
  ): void {
    this.failures.push({ code, message });
  }

  /** The next request is carried out, but its answer never arrives. */
  loseNext(): void {
    this.lost++;
  }

  /** What the request that has arrived fails with; null when it may go on. */
  failureOf(bytes: number): Failure | null {
    const failure = this.failures.shift();
    if (failure) return failure;
    if (this.isEditing)
      return { code: 'InvalidOperationInCellEditMode', message: 'Excel is in cell-editing mode.' };
    return this.isTooLarge(bytes)
      ? { code: 'RequestPayloadSizeLimitExceeded', message: 'The request is too large.' }
      : null;
  }

  failureOfAnswer(bytes: number): Failure | null {
    if (!this.isTooLarge(bytes)) return null;
    return { code: 'ResponsePayloadSizeLimitExceeded', message: 'The response is too large.' };
  }

  isTooLarge(bytes: number): boolean {
    return this.sizeLimit !== null && bytes > this.sizeLimit;
  }

  /** Whether this answer gets lost. */
  losesAnswer(): boolean {
    if (this.isSilent) return true;
    if (this.lost === 0) return false;
    this.lost--;
    return true;
  }
}

export interface Failure {
  readonly code: string;
  readonly message: string;
}
