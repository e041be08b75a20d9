/** How writes are answered: an operation to follow, done once however often the request is sent. */
import { randomUUID } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { eq, lt } from 'drizzle-orm';
import type { Context as Request } from 'hono';
import { type Hex, keccak256, stringToHex } from 'viem';
import type { Outcome } from '../chain/chain.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { requests } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { problemContent, problems } from './problem.ts';
import { type OperationResponse, operationSchema } from './shopSchemas.ts';
import type { Waits } from './waits.ts';
import { told } from './words.ts';

declare module 'hono' {
  interface ContextVariableMap {
    waits: Waits;
  }
}

/** Seconds that a request may wait for its operation. */
export const LONGEST_WAIT = 25;
/** How long a key is remembered together with its request. */
const KEY_KEPT_MS = 24 * 3_600_000;

/** Headers of every write. */
export const writeHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')
    .optional()
    .openapi({
      param: { name: 'idempotency-key', in: 'header' },
      description:
        'Names this write: sent again with the same key and body it is not done again, and answers as it stands. With another body it is refused.',
      example: '5f0c2a1e-award-42',
    }),
  prefer: z
    .string()
    .max(200)
    .optional()
    .openapi({
      param: { name: 'prefer', in: 'header' },
      description: `\`wait=n\`: wait up to n seconds (at most ${LONGEST_WAIT}) for the operation to be confirmed`,
      example: 'wait=10',
    }),
});

const operationContent = { 'application/json': { schema: operationSchema } };
const locationHeader = z.object({
  location: z.string().openapi({ description: 'Where the operation can be followed', example: '/api/operations/1' }),
});

/** What a write may answer. */
export const operationAnswers = {
  200: { description: 'Confirmed on-chain', content: operationContent, headers: locationHeader },
  202: { description: 'Taken: follow it at its Location', content: operationContent, headers: locationHeader },
  ...problems,
  422: { description: 'The Idempotency-Key stands for another request', content: problemContent },
};

export function toOperation(c: Request, { id, verb, state, txHash, block, error }: Outcome): OperationResponse {
  if (!error) return { id, verb, state, txHash, block, error };
  const { name: code, sentence: message, args: details, unit } = error;
  return { id, verb, state, txHash, block, error: { code, detail: told(c, { code, message, details }, unit) } };
}

/**
 * Id for the operation that a request makes: of its `Idempotency-Key`, its caller and its route, or a fresh one.
 * @throws UserError where the key came before with another body
 */
export async function operationId(c: Request, ctx: Context): Promise<string> {
  const asked = await askedBy(c);
  if (!asked) return `api:${randomUUID()}`;
  await remember(ctx, asked);
  return `api:${asked.key.slice(2)}`;
}

/**
 * Answers with an operation: 202 as it stands now; or, where the client waits (`Prefer: wait=n`), 200 when it is confirmed.
 * @throws UserError where it failed meanwhile
 */
export async function answerOperation(c: Request, ctx: Context, id: string) {
  const seconds = secondsToWait(c.req.header('prefer'));
  if (seconds > 0) c.header('preference-applied', `wait=${seconds}`);
  c.header('location', `/api/operations/${encodeURIComponent(id)}`);
  c.header('cache-control', 'no-store');
  const now = await ctx.chain.outcome(id);
  if (!now) throw new Error(`The operation ${id} was answered with before it was submitted.`);
  const outcome = (seconds > 0 && (await c.var.waits.until(ctx.chain.settled(id, seconds * 1000)))) || now;
  if (outcome.state === 'failed') {
    const { name, sentence, args } = outcome.error!;
    throw new UserError(name, sentence, args);
  }
  const done = seconds > 0 && isSettled(outcome);
  return done ? c.json(toOperation(c, outcome), 200) : c.json(toOperation(c, outcome), 202);
}

/** Carries a write out, unless the same request did before, and answers with its operation. */
export async function carryOut(c: Request, ctx: Context, submit: (id: string) => Promise<unknown>) {
  const id = await operationId(c, ctx);
  if (!(await ctx.chain.outcome(id))) await submit(id);
  return answerOperation(c, ctx, id);
}

/**
 * Does a write that concerns the database alone. The same request sent again is handed the id of what the first one made.
 * @param make hands back the id of what it made
 * @throws UserError where the key came before with another body
 */
export async function once(c: Request, ctx: Context, make: (tx: Transaction) => Promise<string>): Promise<string> {
  const asked = await askedBy(c);
  return ctx.db.transaction(async (tx) => {
    if (!asked) return make(tx);
    // Who comes second waits here until the first has committed or given up.
    const known = await remember(ctx, asked, tx);
    if (known) return known;
    const made = await make(tx);
    await tx.update(requests).set({ made }).where(eq(requests.key, asked.key));
    return made;
  });
}

type Asked = { key: Hex; body: Hex };

async function askedBy(c: Request): Promise<Asked | null> {
  const key = c.req.header('idempotency-key');
  if (!key) return null;
  const { pathname, search } = new URL(c.req.url);
  const { userId, address, operator } = c.var.caller;
  return {
    key: digest([userId, address, operator, c.var.community?.token, c.req.method, pathname, key]),
    body: digest([search, await c.req.text()]),
  };
}

const digest = (parts: unknown[]) => keccak256(stringToHex(JSON.stringify(parts)));

/** @returns what the request made when it came first; null where this is the first time */
async function remember(
  ctx: Context,
  { key, body }: Asked,
  db: Pick<Transaction, 'insert' | 'delete' | 'select'> = ctx.db,
) {
  const at = new Date(ctx.clock());
  await db.delete(requests).where(lt(requests.at, new Date(at.getTime() - KEY_KEPT_MS)));
  const added = await db.insert(requests).values({ key, body, at }).onConflictDoNothing().returning();
  if (added.length > 0) return null;
  const [known] = await db.select().from(requests).where(eq(requests.key, key));
  if (known && known.body !== body)
    throw new UserError(
      'IdempotencyKeyTaken',
      'This Idempotency-Key stands for another request: send a new key with a new request.',
    );
  return known?.made ?? null;
}

function secondsToWait(prefer: string | undefined) {
  const match = /(?:^|[,;]\s*)wait\s*=\s*"?(\d{1,4})/i.exec(prefer ?? '');
  return Math.min(Number(match?.[1] ?? 0), LONGEST_WAIT);
}

const isSettled = ({ state }: Outcome) => state === 'mined' || state === 'final';
