/** What the kit raises: the program is missing or does not start, or the control API refuses a call. */
export class LocalyunError extends Error {
  /** The HTTP status of the control API; undefined if it did not answer. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.name = 'LocalyunError';
    this.status = status;
  }
}

/** The calls of a world are not those that `calls.verify` expects. The message has the nearest calls and how they differ. */
export class VerificationError extends LocalyunError {
  constructor(message: string) {
    super(message, 417);
    this.name = 'VerificationError';
  }
}
