/**
 * Tells members by direct message what happens to their accounts: a recovery address, an exit, a graduation. It is told from
 * the chain's own events at final depth, whoever caused them, because the command may have been somebody else's.
 */
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { desc, eq, sql } from 'drizzle-orm';
import { decodeEventLog, type Hex } from 'viem';
import type { Context } from '../context.ts';
import { replies, users } from '../db/schema.ts';
import type { FinalEvent, OnFinal } from './finalEvents.ts';
import { type Say, sayIn } from './locales/say.ts';
import type { Delivery } from './replies/deliver.ts';
import type { Pending } from './replies/replies.ts';
import type { Reply } from './replies/reply.ts';
import { code, when } from './replies/text.ts';

export const guard =
  (deliver: Delivery): OnFinal =>
  (ctx, event) =>
    tell(ctx, deliver, event);

async function tell(ctx: Context, deliver: Delivery, { topics, data, nonce }: FinalEvent): Promise<void> {
  const event = decodeEventLog({ abi: custodianAbi, data, topics, strict: true });
  // Of events without arguments the decoder gives none, whatever its types say.
  if (!event.args || !('account' in event.args)) return;
  const { account } = event.args;
  const [user] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.address, account));
  // An account whose member this server has not met.
  if (!user) return;
  const say = await sayTo(ctx, user.id);
  const about = wordsOf(say, event);
  if (!about) return;
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
