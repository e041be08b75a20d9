import { z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { DatabaseError } from 'pg';
import type { Logger } from 'pino';
import { UserError } from '../errors.ts';
import { OwnWalletNeeded } from '../operations/prepare.ts';
import { faultsIn } from './faults.ts';
import { type Language, languageOf, nameLanguage, told } from './words.ts';

/** Every error of the API (RFC 9457). `detail` is one sentence that says what to do, in the language that was asked for. */
export const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'urn:guildmint:problem:CommunityUnknown' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    /** Set where several parts of a request are wrong. */
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** Set where an own wallet does what the bot may not: what it is to send. */
    transaction: z.object({ from: z.string(), to: z.string(), data: z.string() }).optional(),
  })
  .openapi('Problem');

export type Problem = z.infer<typeof problemSchema>;

export const problemContent = { 'application/problem+json': { schema: problemSchema } };

/** What every route may answer besides success; who has no right to one is answered by its declaration. */
export const problems = {
  400: { description: 'The request is wrong', content: problemContent },
  401: { description: 'Nobody is signed in', content: problemContent },
  403: { description: 'Whoever is signed in may not', content: problemContent },
  404: { description: 'There is no such thing', content: problemContent },
  409: { description: 'Not as things stand', content: problemContent },
  429: { description: 'Too many requests', content: problemContent },
  503: { description: 'Not available at the moment', content: problemContent },
};

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  422: 'Contradicts itself',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
};

/** Statuses of UserErrors that are not simply the request's fault. */
const STATUS: Record<string, ContentfulStatusCode> = {
  SignInNeeded: 401,
  SignInRefused: 401,
  NothingToRefresh: 401,
  KeyWrong: 401,
  SessionEnded: 401,
  LoginWrong: 401,
  OperatorOnly: 403,
  RoleMissing: 403,
  KeyNever: 403,
  KeyElsewhere: 403,
  ScopeMissing: 403,
  OriginForeign: 403,
  WalletActsItself: 409,
  OwnWalletNeeded: 409,
  WalletNeeded: 409,
  AccountGraduated: 409,
  AnnouncementClosed: 409,
  AnnouncementGone: 409,
  NameTaken: 409,
  PurchaseDecided: 409,
  TaskNotOpen: 409,
  TemplateTaken: 409,
  TradeBusy: 409,
  TradeChanged: 409,
  AnnouncementUnknown: 404,
  ChannelUnknown: 404,
  ClanUnknown: 404,
  CommandUnknown: 404,
  FileUnknown: 404,
  ItemUnknown: 404,
  MarketNoListing: 404,
  MarketNoSwap: 404,
  PurchaseUnknown: 404,
  TasksUnknown: 404,
  TasksUnknownClaim: 404,
  TemplateUnknown: 404,
  TradeGone: 404,
  DiscordAway: 503,
  GuildAway: 503,
  RefreshedAlready: 409,
  KeysTooMany: 409,
  KeyUnknown: 404,
  LoginOff: 404,
  DiscordSignInOff: 404,
  CommunityUnknown: 404,
  WebhookUnknown: 404,
  DeliveryUnknown: 404,
  IdempotencyKeyTaken: 422,
  NotIndexedYet: 503,
  OperationUnknown: 404,
  TransactionUnknown: 404,
  ArchiveBusy: 409,
  SimulationRunning: 409,
  SimulatorBusy: 409,
  SimulatorOff: 404,
  SponsorTooOften: 429,
  TooManyCommands: 429,
  TooManyRequests: 429,
  LoginTooOften: 429,
  PinWait: 429,
  PinWrongWait: 429,
  SponsorTooMany: 503,
  SponsorStrangers: 503,
};

type Further = Pick<Problem, 'errors' | 'transaction'> & {
  details?: Record<string, string>;
  /** In which the message is already; found in the table of refusals otherwise. */
  language?: Language;
};

export function problem<Status extends ContentfulStatusCode>(
  c: Request,
  status: Status,
  code: string,
  message: string,
  { errors, transaction, details, language }: Further = {},
) {
  if (status === 401) c.header('www-authenticate', 'Bearer');
  if (language) nameLanguage(c, language);
  const body: Problem = {
    type: `urn:guildmint:problem:${code}`,
    title: TITLES[status] ?? 'Error',
    status,
    detail: language ? message : told(c, { code, message, details }),
    ...(errors && { errors }),
    ...(transaction && { transaction }),
  };
  return c.json(body, status, { 'content-type': 'application/problem+json' });
}

/** Turns whatever a route throws into a problem; what is not meant for people is logged, and not told. */
export function onError(log: Logger) {
  return (error: Error, c: Request) => {
    const transaction = error instanceof OwnWalletNeeded ? { transaction: error.transaction } : {};
    if (error instanceof UserError) {
      const { code, message, details } = error;
      return problem(c, STATUS[code] ?? 400, code, message, { ...transaction, details });
    }
    if (error instanceof HTTPException && error.status < 500)
      return problem(
        c,
        error.status,
        'RequestInvalid',
        'The request cannot be read: send what its content type names.',
      );
    if (isDataRefused(error)) {
      log.warn({ err: error, path: c.req.path }, 'a request held what the database cannot hold');
      return problem(
        c,
        400,
        'RequestInvalid',
        'The request holds something that cannot be kept: send text and numbers only.',
      );
    }
    log.error({ err: error, path: c.req.path }, 'a request failed');
    return problem(c, 500, 'Internal', 'Something went wrong here: try again, and tell the operator if it stays so.');
  };
}

/** Whether PostgreSQL would not take a value (class 22), such as a text with a zero in it. */
function isDataRefused({ cause }: Error): boolean {
  return cause instanceof DatabaseError && cause.code?.startsWith('22') === true;
}

/** Answers a request that its schema refuses. */
export function onInvalid(
  result: { success: boolean; error?: z.ZodError; data?: unknown; target: string },
  c: Request,
) {
  if (result.success || !result.error) return;
  const language = languageOf(c);
  const { errors, detail } = faultsIn(language, result.error, result.data, result.target);
  return problem(c, 400, 'RequestInvalid', detail, { errors, language });
}
