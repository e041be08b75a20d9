/**
 * Tells members by direct message what happens to their accounts: a recovery address, an exit, a graduation. It is told from
 * the chain's own events at final depth, whoever caused them, because the command may have been somebody else's.
 */
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm';
import { decodeEventLog, type Hex, keccak256, stringToHex } from 'viem';
import { openBell } from '../chain/bell.ts';
import { takeTurns } from '../chain/leader.ts';
import type { Context } from '../context.ts';
import { listen } from '../db/notify.ts';
import { cursor, logs, marks, replies, users } from '../db/schema.ts';
import { type Say, sayIn } from './locales/say.ts';
import type { Delivery } from './replies/deliver.ts';
import type { Pending } from './replies/replies.ts';
import type { Reply } from './replies/reply.ts';
import { code, when } from './replies/text.ts';

const NAME = 'guard';
const IDLE_MS = 15_000;
const PAUSE_MS = 2_000;

/** As long as this process is the leader. */
export async function openGuard({ ctx, deliver }: { ctx: Context; deliver: Delivery }) {
  const bell = openBell();
  const subscription = await listen(ctx.db, 'guildmint_indexed', () => bell.ring());
  const turns = takeTurns({
    of: 'guard',
    db: ctx.db,
    database: ctx.db.$client.options,
    log: ctx.log,
    metrics: ctx.metrics,
    async lead(db, signal) {
      while (!signal.aborted) {
        const rest = await look({ ...ctx, db }, deliver).catch((error) => {
          ctx.log.warn({ err: error }, 'members could not be told of their accounts; it is tried again');
          return PAUSE_MS;
        });
        await bell.wait(rest, signal);
      }
    },
  });
  return {
    async close(): Promise<void> {
      await subscription.close();
      await turns.close();
    },
  };
}

/** Everything that became final since the last look. The mark moves after the telling: told twice is better than never. */
async function look(ctx: Context, deliver: Delivery): Promise<number> {
  const [head] = await ctx.db.select({ number: cursor.number }).from(cursor);
  if (!head) return IDLE_MS;
  const depth = head.number - ctx.config.confirmations;
  const [mark] = await ctx.db.select().from(marks).where(eq(marks.name, NAME));
  if (!mark) {
    // What happened before there was anybody to tell it is no news.
    await ctx.db.insert(marks).values({ name: NAME, block: depth }).onConflictDoNothing();
    return IDLE_MS;
  }
  if (mark.block >= depth) return IDLE_MS;
  const found = await ctx.db
    .select()
    .from(logs)
    .where(and(gt(logs.block, mark.block), lte(logs.block, depth), eq(logs.address, ctx.chain.deployment.custodian)))
    .orderBy(asc(logs.block), asc(logs.logIndex));
  for (const log of found) await tell(ctx, deliver, log);
  await ctx.db.update(marks).set({ block: depth }).where(eq(marks.name, NAME));
  return IDLE_MS;
}

async function tell(ctx: Context, deliver: Delivery, log: typeof logs.$inferSelect): Promise<void> {
  const { data, txHash, logIndex } = log;
  const topics =
    log.topics
      .slice(2)
      .match(/.{64}/g)
      ?.map((topic): Hex => `0x${topic}`) ?? [];
  const event = decodeEventLog({ abi: custodianAbi, data, topics: topics as [Hex, ...Hex[]], strict: true });
  // Of events without arguments the decoder gives none, whatever its types say.
  if (!event.args || !('account' in event.args)) return;
  const { account } = event.args;
  const [user] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.address, account));
  // An account whose member this server has not met.
  if (!user) return;
  const say = await sayTo(ctx, user.id);
  const about = wordsOf(say, event);
  if (!about) return;
  const nonce = keccak256(stringToHex(`${NAME}:${txHash}:${logIndex}`)).slice(2, 26);
  const told = await deliver.direct(user.id, { title: say('guard.title'), ...about }, nonce);
  if (!told) ctx.log.info({ event: event.eventName, account }, 'a member takes no direct messages');
}

type Event = ReturnType<typeof decodeEventLog<typeof custodianAbi, undefined, [Hex, ...Hex[]], Hex, true>>;

/** What there is to say of an event; null where it changes nothing for a member. */
function wordsOf(say: Say, event: Event): Pick<Reply, 'tone' | 'blocks'> | null {
  const at = (seconds: number) => when(seconds * 1000, 'f');
  switch (event.eventName) {
    case 'RecoverySet': {
      const values = { recovery: code(event.args.recovery), when: at(event.args.effectiveAt) };
      return { tone: 'pending', blocks: [say('guard.recovery', values), say('guard.recoveryNotYou')] };
    }
    case 'ExitRequested': {
      const values = { recovery: code(event.args.recovery), when: at(event.args.readyAt) };
      return { tone: 'failure', blocks: [say('guard.exit', values), say('guard.exitNotYou')] };
    }
    case 'GraduationRequested': {
      const { account, owner, readyAt } = event.args;
      const values = { account: code(account), owner: code(owner), when: at(readyAt) };
      return { tone: 'pending', blocks: [say('guard.graduation', values), say('guard.graduationNotYou')] };
    }
    case 'GraduationCancelled':
      return { tone: 'info', blocks: [say('guard.cancelled', { account: code(event.args.account) })] };
    case 'Graduated': {
      const { account, owner } = event.args;
      return { tone: 'success', blocks: [say('guard.graduated', { account: code(account), owner: code(owner) })] };
    }
    default:
      return null;
  }
}

/** In the language of what the member did last. */
async function sayTo(ctx: Context, userId: string): Promise<Say> {
  const [last] = await ctx.db
    .select({ model: replies.model })
    .from(replies)
    .where(sql`${replies.model} #>> '{author,id}' = ${userId}`)
    .orderBy(desc(sql`(${replies.model} ->> 'at')::bigint`))
    .limit(1);
  return sayIn(last ? (last.model as Pending).locale : 'en-US');
}
