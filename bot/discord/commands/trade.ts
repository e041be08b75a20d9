import { eq, inArray } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import type { DraftSide } from '../../db/appSchema.ts';
import { guilds, items as itemTable, users } from '../../db/schema.ts';
import { UserError } from '../../errors.ts';
import { formatAmount, parseAmount } from '../../operations/amount.ts';
import { findItem } from '../../operations/getItems.ts';
import { meetUser } from '../../operations/meetUser.ts';
import {
  acceptTrade,
  cancelTrade,
  checkAccept,
  type Draft,
  draftTrade,
  expireTrades,
  getDraft,
  otherOf,
  placeDraft,
  putIn,
  sideOf,
} from '../../operations/trade.ts';
import { ask, carryOut, PATIENCE_MS } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Community } from '../community.ts';
import { isClosed } from '../errors.ts';
import type { Face } from '../face.ts';
import type { Work } from '../leading.ts';
import { type Say, sayIn } from '../locales/say.ts';
import type { Reply } from '../replies/reply.ts';
import { code, itemName, mention, money, sponsored, when } from '../replies/text.ts';
import { type Call, type Command, type Form, leaf, type Person, type Press } from './command.ts';

const LOOK_EVERY_MS = 5 * 60_000;

export const tradeCommand: Command = {
  name: 'trade',
  group: 'social',
  feature: 'trades',
  title: 'trade.name',
  about: 'trade.description',
  permissions: null,
  aliases: { trade: '' },
  leaves: {
    '': leaf({
      about: 'trade.description',
      options: {
        member: { type: 'member', about: 'trade.member', required: true },
        amount: { type: 'text', max: 40, about: 'trade.amount' },
      },
      visibility: 'public',
      run: beginTrade,
    }),
  },
};

async function beginTrade(face: Face, call: Call<{ member: Person; amount: string | null }>): Promise<Reply> {
  const { ctx } = face;
  const { community, author, say, place, args } = call;
  const { member } = args;
  if (member.bot) throw new UserError('RecipientBot', 'Bots have no account: choose a person.');
  const amount = args.amount ? parseAmount(args.amount, community.decimals, community.places) : 0n;
  await meetUser(ctx, member);
  const planned = { token: community.token, userId: author.id, other: member.id, amount };
  const draft = await draftTrade(ctx, { ...planned, channelId: place.channelId, locale: say.locale });
  return {
    ...(await tradeView(ctx, community, say, draft)),
    mentions: [member.id],
    shown: (messageId) => placeDraft(ctx, { id: draft.id, messageId }),
  };
}

/** A trade as its message shows it to both. */
async function tradeView(ctx: Context, community: Community, say: Say, draft: Draft): Promise<Reply> {
  const { id, version, first, second, state, expiresAt } = draft;
  const names = await namesOf(ctx, [first, second]);
  const over = state !== 'open' || expiresAt.getTime() <= ctx.clock();
  const parts = await Promise.all(
    [first, second].map(async (userId) => {
      const accepted = over ? '' : `\n-# ${say(acceptanceOf(draft, userId))}`;
      return `${say('trade.puts', { who: mention(userId) })}\n${await contents(ctx, community, say, sideOf(draft, userId))}${accepted}`;
    }),
  );
  return {
    tone: state === 'done' ? 'success' : over ? 'failure' : 'pending',
    title: `🤝 ${say('trade.title')}`,
    blocks: [...parts, ...(over ? [`**${say(`trade.${state === 'open' ? 'expired' : state}`)}**`] : [])],
    note: [code(`#${id}`), ...(over ? [] : [say('trade.until', { when: when(expiresAt) }), say('trade.resets')])].join(
      ' · ',
    ),
    ...(over
      ? {}
      : {
          buttons: [
            { label: say('trade.putIn'), emoji: '📥', press: { verb: 'putIn', draft: BigInt(id) } },
            ...[first, second].map((author) => ({
              label: `${say('trade.accept')} · ${names.get(author) ?? '?'}`.slice(0, 80),
              look: 'success' as const,
              disabled: draft.proposer === author,
              press: { verb: 'acceptTrade' as const, author, draft: BigInt(id), version: BigInt(version) },
            })),
            { label: say('trade.cancel'), look: 'danger', press: { verb: 'cancelTrade', draft: BigInt(id) } },
          ],
        }),
  };
}

function acceptanceOf({ proposer, trade }: Draft, userId: string) {
  if (proposer !== userId) return 'trade.waiting';
  return trade === null ? 'trade.accepting' : 'trade.accepted';
}

async function namesOf({ db }: Context, ids: string[]): Promise<Map<string, string>> {
  const rows = await db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function contents(
  { db }: Context,
  community: Community,
  say: Say,
  { amount, items }: DraftSide,
): Promise<string> {
  const rows = await db
    .select({ item: itemTable.item, name: itemTable.name })
    .from(itemTable)
    .where(eq(itemTable.token, community.token));
  const lines = items.map(
    ({ item, quantity }) =>
      `${quantity} × ${itemName({ name: rows.find((row) => row.item === item)?.name ?? `#${item}` })}`,
  );
  if (BigInt(amount) > 0n) lines.unshift(`**${money(say, community, BigInt(amount))}**`);
  return lines.length > 0 ? lines.join('\n') : say('trade.nothing');
}

/** Shows a draft's message as it stands, where it is known. */
export async function refreshTrade(
  face: Pick<Face, 'ctx' | 'deliver'>,
  community: Community,
  id: number,
): Promise<void> {
  const draft = await getDraft(face.ctx, { id });
  if (!draft.messageId) return;
  const { channelId, messageId } = draft;
  const place = { channelId, messageId, interactionToken: null, expiresAt: null, ephemeral: false };
  const view = await tradeView(face.ctx, community, sayIn(draft.locale), draft);
  try {
    await face.deliver.show(place, view, `t${id}`);
  } catch (error) {
    if (!isClosed(error)) throw error;
    face.ctx.log.info({ err: error }, 'a trade could not be shown: its message is gone');
  }
}

/** Shows under their messages that trades are over whose time is. */
export const endTrades =
  ({ deliver, communityOf }: Pick<Face, 'deliver' | 'communityOf'>): Work =>
  async (ctx) => {
    for (const draft of await expireTrades(ctx)) {
      const [guild] = await ctx.db.select({ id: guilds.id }).from(guilds).where(eq(guilds.token, draft.token));
      const community = guild && (await communityOf(guild.id));
      if (community) await refreshTrade({ ctx, deliver }, community, draft.id);
    }
    return LOOK_EVERY_MS;
  };

/** The form in which one puts in, with what is there. @throws UserError for who is no party */
export async function putInForm({ ctx }: Face, { say, author, community }: Press, draft: bigint): Promise<Form> {
  const found = await getDraft(ctx, { id: Number(draft) });
  if (author.id !== found.first && author.id !== found.second)
    throw new UserError('MarketNotParty', 'This is between other members: you cannot act in it.');
  const { amount, items } = sideOf(found, author.id);
  const shown =
    BigInt(amount) > 0n ? formatAmount(BigInt(amount), community.decimals, 'en-US').replaceAll(',', '') : '';
  return {
    title: say('trade.putIn'),
    fields: {
      amount: { label: say('trade.amountField'), hint: '10', most: 40, optional: true, value: shown },
      items: {
        label: say('trade.itemsField'),
        hint: say('trade.itemsHint'),
        long: true,
        most: 300,
        optional: true,
        value: items.map(({ item, quantity }) => `${quantity} #${item}`).join('\n'),
      },
    },
    submit: { verb: 'putIn', draft },
  };
}

/** What was written into it. @throws UserError */
export async function putInNow(
  face: Face,
  press: Press,
  state: StateOf<'putIn'>,
  wrote: { amount: string | null; items: string | null },
): Promise<Reply> {
  const { community, author, say } = press;
  const { token, decimals, places } = community;
  const amount = wrote.amount?.trim() ? parseAmount(wrote.amount, decimals, places) : 0n;
  const lines = (wrote.items ?? '').split(/[\n,]/).filter((line) => line.trim());
  const items: DraftSide['items'] = [];
  for (const line of lines) {
    const [, count = '1', named = ''] = /^\s*(?:(\d{1,5})\s*[×x*]?\s+)?(.+?)\s*$/.exec(line) ?? [];
    const { item } = await findItem(face.ctx, { token, named });
    const same = items.find((each) => each.item === item);
    if (same) same.quantity += Number(count);
    else items.push({ item, quantity: Number(count) });
  }
  const side = { amount: `${amount}`, items };
  await putIn(face.ctx, { id: press.id, draft: Number(state.draft), userId: author.id, side });
  await refreshTrade(face, community, Number(state.draft));
  const said = await contents(face.ctx, community, say, side);
  return { tone: 'success', title: `🤝 ${say('trade.title')}`, blocks: [`${say('trade.nowIn')}\n${said}`] };
}

/** Shows one of the two what accepting means. @throws UserError */
export async function askAccept(face: Face, press: Press, state: StateOf<'acceptTrade'>): Promise<Reply> {
  const { ctx } = face;
  const { community, author, say } = press;
  const accepting = { draft: Number(state.draft), version: Number(state.version), userId: author.id };
  const { draft, balance } = await checkAccept(ctx, { ...accepting, patienceMs: PATIENCE_MS });
  const [mine, theirs] = [sideOf(draft, author.id), sideOf(draft, otherOf(draft, author.id))];
  const after = balance - BigInt(mine.amount) + BigInt(theirs.amount);
  return ask(face, press, {
    kind: 'acceptTrade',
    data: { draft: `${draft.id}`, version: `${draft.version}` },
    confirm: (base) => ({ verb: 'confirm', ...base, cost: BigInt(mine.amount) }),
    reply: {
      title: `🤝 ${say('trade.acceptTitle')}`,
      blocks: [
        `${say('trade.youGive')}\n${await contents(ctx, community, say, mine)}`,
        `${say('trade.youGet')}\n${await contents(ctx, community, say, theirs)}`,
        sponsored(say, community, after),
      ],
    },
  });
}

export async function confirmTrade(
  face: Face,
  press: Press,
  state: StateOf<'confirm'>,
  { draft, version }: Record<string, string>,
): Promise<Reply> {
  const { pin = null, say } = press;
  const accepting = { draft: Number(draft), version: Number(version), pin };
  const reply = await carryOut(face, press, state, say('trade.submitted'), (by) =>
    acceptTrade(face.ctx, { ...by, ...accepting }),
  );
  await refreshTrade(face, press.community, Number(draft));
  return reply;
}

/** Ends a trade, for either. @throws UserError */
export async function cancelTradeNow(face: Face, press: Press, state: StateOf<'cancelTrade'>): Promise<Reply> {
  const { say, author, id, community } = press;
  await cancelTrade(face.ctx, { id, draft: Number(state.draft), userId: author.id });
  await refreshTrade(face, community, Number(state.draft));
  return { tone: 'info', title: `🤝 ${say('trade.title')}`, blocks: [say('trade.cancelled')] };
}
