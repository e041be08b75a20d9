/** Discord answers every fault with `{ code, message, errors? }`; these are the ones the local Discord raises. */

export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: unknown;
  constructor(status: number, code: number, message: string, errors?: unknown) {
    super(message);
    this.name = 'DiscordError';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** A refusal told to the person at the Playground, in a sentence that says what to do. */
export class Refusal extends Error {
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
  }
}

const unknown = (code: number, what: string) => () => new DiscordError(404, code, `Unknown ${what}`);
export const unknownChannel = unknown(10003, 'Channel');
export const unknownGuild = unknown(10004, 'Guild');
export const unknownMember = unknown(10007, 'Member');
export const unknownMessage = unknown(10008, 'Message');
export const unknownOverwrite = unknown(10009, 'Overwrite');
export const unknownRole = unknown(10011, 'Role');
export const unknownUser = unknown(10013, 'User');
export const unknownWebhook = unknown(10015, 'Webhook');
export const unknownInteraction = unknown(10062, 'interaction');
export const unknownCommand = unknown(10063, 'application command');

export const unauthorized = () => new DiscordError(401, 0, '401: Unauthorized');
export const alreadyAcknowledged = () => new DiscordError(400, 40060, 'Interaction has already been acknowledged.');
export const missingAccess = () => new DiscordError(403, 50001, 'Missing Access');
export const editOfOthers = () => new DiscordError(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = () => new DiscordError(400, 50006, 'Cannot send an empty message');
export const cannotMessageUser = () => new DiscordError(403, 50007, 'Cannot send messages to this user');
export const missingPermissions = () => new DiscordError(403, 50013, 'Missing Permissions');
export const invalidWebhookToken = () => new DiscordError(401, 50027, 'Invalid Webhook Token');

/** Discord's "Invalid Form Body" for one field, for example `formError(['embeds', 0, 'title'], 'BASE_TYPE_MAX_LENGTH', …)`. */
export function formError(path: PropertyKey[], code: string, message: string): DiscordError {
  return new DiscordError(400, 50035, 'Invalid Form Body', nest(path, [{ code, message }]));
}

/** Builds the nested object in which Discord reports faulty fields. */
export function nest(path: PropertyKey[], faults: { code: string; message: string }[]): Record<string, unknown> {
  return path.reduceRight<Record<string, unknown>>((inner, key) => ({ [String(key)]: inner }), { _errors: faults });
}
