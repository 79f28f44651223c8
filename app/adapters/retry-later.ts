/** The outside world asks for patience: the job is tried again after `afterMs`. Not a refusal and not a bug. */
export class RetryLater extends Error {
  override name = 'RetryLater';
  readonly afterMs: number;
  constructor(afterMs: number, reason: string) {
    super(reason);
    this.afterMs = afterMs;
  }
}
