/**
 * Tells a member by direct message what was decided about them, and the staff who appeals: from the chain's own events at
 * final depth, whoever caused them. It concerns what the member may do here, so it needs no opting in.
 */
import { conductAbi } from '@guildmint/contracts/abi.ts';
import type { Client } from 'discord.js';
import { eq } from 'drizzle-orm';
import { type Address, decodeEventLog, type Hex } from 'viem';
import type { Context } from '../context.ts';
import { guilds, PENALTY_KINDS, texts } from '../db/schema.ts';
import { namesOf } from '../operations/named.ts';
import { getNotifications } from '../operations/notifications.ts';
import type { FinalEvent, OnFinal } from './finalEvents.ts';
import { toStaff } from './fulfilment/tell.ts';
import { sayOn } from './language.ts';
import { sayIn } from './locales/say.ts';
import type { Delivery } from './replies/deliver.ts';
import { code, mention, nameOf, quote, when } from './replies/text.ts';

type Desk = { client: Client; deliver: Delivery };

export const conductNews =
  (desk: Desk): OnFinal =>
  (ctx, event) =>
    tell(ctx, desk, event);

async function tell(ctx: Context, { client, deliver }: Desk, { topics, data, nonce }: FinalEvent): Promise<void> {
  const event = decodeEventLog({ abi: conductAbi, data, topics, strict: true });
  if (event.eventName === 'ConductPolicySet') return;
  const { penalty } = event.args;
  const [token, account] = [lower(event.args.token), lower(event.args.member)];
  const [server] = await ctx.db
    .select({ id: guilds.id, name: guilds.name })
    .from(guilds)
    .where(eq(guilds.token, token));
  const member = (await namesOf(ctx, [account])).get(account);
  if (!server || !member) return;
  const number = Number(penalty);

  if (event.eventName === 'Appealed') {
    const guild = client.guilds.cache.get(server.id);
    if (!guild) return;
    const say = await sayOn(ctx, guild);
    const values = { who: mention(member.id), number, command: code(`/penalty lift ${number}`) };
    const said = quote(await textOf(ctx, event.args.statementHash));
    const blocks = [say('penalty.appealedText', values) + said];
    await toStaff({ ctx, deliver }, token, guild, { tone: 'pending', title: say('appeal.title'), blocks }, nonce);
    return;
  }

  const say = sayIn((await getNotifications(ctx, { userId: member.id })).locale ?? 'en-US');
  const reason = quote(await textOf(ctx, event.args.reasonHash));
  const values = { number, server: nameOf(server.name), command: code('/appeal') };
  const until = when(event.args.until * 1000, 'f');
  const kind = event.eventName === 'Lifted' ? 'lifted' : PENALTY_KINDS[event.args.kind];
  const told = await deliver.direct(
    member.id,
    {
      tone: kind === 'lifted' ? 'success' : 'failure',
      title: say('penalty.news', values),
      blocks: [say(`penalty.told.${kind ?? 'warning'}`, { ...values, until }) + reason],
      ...(kind === 'lifted' ? {} : { note: say('penalty.mayAppeal', values) }),
    },
    nonce,
  );
  if (!told) ctx.log.info({ event: event.eventName, account }, 'a member takes no direct messages');
}

/** What was said, if it was said here. */
async function textOf(ctx: Context, hash: Hex): Promise<string | null> {
  const [row] = await ctx.db.select({ text: texts.text }).from(texts).where(eq(texts.hash, hash));
  return row?.text ?? null;
}

const lower = (address: Address) => address.toLowerCase() as Address;
