import { randomUUID } from 'node:crypto';
import { DiscordAPIError, DiscordjsErrorCodes, RESTJSONErrorCodes } from 'discord.js';
import type { Logger } from 'pino';
import { FatalError, UserError } from '../errors.ts';
import { setPinButton } from './commands/pin.ts';
import type { Say, Unit } from './locales/say.ts';
import type { Reply } from './replies/reply.ts';

/**
 * One sentence for whatever was thrown. What nobody expected is logged under a number that the sentence names.
 * @param unit of the community concerned, for the amounts in it
 * @param author who is told
 */
export function errorReply(log: Logger, say: Say, error: unknown, unit: Unit | null, author?: string): Reply {
  // Whoever lacks a PIN can set one where that is said.
  const help = error instanceof UserError && error.code === 'PinMissing' && author ? [setPinButton(say, author)] : [];
  return { tone: 'failure', title: say('error.title'), blocks: [sentence()], buttons: help };

  function sentence() {
    if (error instanceof UserError) return say.error(error.code, error.message, error.details, unit);
    const id = randomUUID().slice(0, 8);
    log.error({ err: error, id }, 'a command failed');
    return say('error.unexpected', { id });
  }
}

/** How an answer ended, as it is counted. */
export const outcomeOf = (error: unknown) => (error instanceof UserError ? 'refused' : 'error');

const DUPLICATE: unknown[] = [RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged];
/** The message, its channel or the token is gone: nothing can be shown there any more. */
const GONE: unknown[] = [
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.CannotEditMessageAuthoredByAnotherUser,
];

/** Discord delivered the interaction twice, and the first one was answered. */
export const isDuplicate = (error: unknown) => error instanceof DiscordAPIError && DUPLICATE.includes(error.code);
export const isGone = (error: unknown) => error instanceof DiscordAPIError && GONE.includes(error.code);

/** Discord knows the place and says no: it will say so again. */
export const isClosed = (error: unknown) => error instanceof DiscordAPIError && [400, 403, 404].includes(error.status);

const REFUSED: unknown[] = [DiscordjsErrorCodes.TokenInvalid, DiscordjsErrorCodes.TokenMissing];

/** Discord knows the token or the intents and says no: trying again changes nothing. */
export const isShutOut = (error: unknown) =>
  (error instanceof DiscordAPIError && [401, 403].includes(error.status)) ||
  REFUSED.includes((error as { code?: unknown }).code) ||
  (error instanceof Error && /disallowed intents/i.test(error.message));

/** What a person must mend then. */
export const shutOut = (cause: unknown) =>
  new FatalError(
    `Discord does not let the bot in (${(cause as Error).message}): check DISCORD_TOKEN and the bot’s intents.`,
    { cause },
  );
