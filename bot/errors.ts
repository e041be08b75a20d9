/** Something told to people: by its name others may find it in another language. Values in it are as decimal strings. */
export type Sentence = { code: string; message: string; details?: Record<string, string> | undefined };

/** An error whose message may be shown to the person who caused it: one sentence that says what to do. */
export class UserError extends Error {
  override name = 'UserError';
  /** Stable name for programs, for example `AmountInvalid` or `GiftsDayLimit`. */
  readonly code: string;
  /** Values that the sentence speaks of, as decimal strings. */
  readonly details: Record<string, string>;

  constructor(code: string, message: string, details: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Something that may work later: the caller tries again. */
export class RetryableError extends Error {
  override name = 'RetryableError';
}

/** Something that will not work until a person changes it: the process stops and says what. */
export class FatalError extends Error {
  override name = 'FatalError';
}
