import { PermissionFlagsBits } from 'discord.js';
import { and, count, eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { purchases } from '../../db/schema.ts';
import { UserError } from '../../errors.ts';
import { addCodes } from '../../operations/addCodes.ts';
import { parseAmount } from '../../operations/amount.ts';
import { award } from '../../operations/award.ts';
import { freeCodes } from '../../operations/codesOf.ts';
import { findItem, getItems, type Item } from '../../operations/getItems.ts';
import { itemSettingsOf, requireWebhook, setItem, webhookKey } from '../../operations/itemSettings.ts';
import { setItemRole } from '../../operations/setItemRole.ts';
import { getSettings } from '../../operations/settings.ts';
import { begin } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Key } from '../locales/en.ts';
import type { Say } from '../locales/say.ts';
import { repost } from '../posts/repost.ts';
import type { Reply } from '../replies/reply.ts';
import { code, itemName, money, nameOf } from '../replies/text.ts';
import { formByPrefix } from './announce.ts';
import { type Call, type Command, leaf, type Press, type Suggest } from './command.ts';
import { keyOf, shelf } from './shop.ts';

const suggest =
  (wanted: (item: Item) => boolean): Suggest =>
  async ({ ctx }, { community, typed }) =>
    (await getItems(ctx, { token: community.token }))
      .filter(wanted)
      .map((item) => ({ name: item.name, value: keyOf(item) }))
      .filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(typed.toLowerCase()));

const needsChannel = ({ kind }: Item) => kind === 'channel' || kind === 'pin';
const givesRole = ({ kind }: Item) => kind === 'role' || kind === 'colourRole';

/** For the staff: what hands a redemption over on this server. It stands nowhere on-chain. */
export const itemCommand: Command = {
  name: 'item',
  title: 'item.name',
  about: 'item.description',
  permissions: PermissionFlagsBits.ManageGuild,
  aliases: { item: '' },
  leaves: {
    role: {
      title: 'item.role.name',
      ...leaf({
        about: 'item.role.description',
        options: {
          item: { type: 'text', max: 100, about: 'item.item', required: true, suggest: suggest(givesRole) },
          role: { type: 'role', about: 'item.role.role', required: true },
        },
        visibility: 'private',
        async run({ ctx, fulfilment }, { say, community, args, author }) {
          const { token, guildId } = community;
          const item = await findItem(ctx, { token, named: args.item });
          if (!givesRole(item))
            throw new UserError('ItemGivesNoRole', `“${item.name}” hands out no role: choose another item.`, {
              text: item.name,
            });
          const obstacle = await fulfilment.checkRole({ guildId, roleId: args.role, userId: author.id });
          await setItemRole(ctx, { token, item: item.item, roleId: args.role });
          const done = say('item.role.done', { item: itemName(item), role: `<@&${args.role}>` });
          if (!obstacle) return { tone: 'success', blocks: [done] };
          const role = nameOf(obstacle.details.role ?? '');
          return { tone: 'pending', blocks: [done, `⚠️ ${say(`staff.todo.${obstacle.code}` as Key, { role })}`] };
        },
      }),
    },
    show: {
      title: 'item.show.name',
      ...leaf({
        about: 'item.show.description',
        options: { item: { type: 'text', max: 100, about: 'item.item', required: true, suggest: suggest(() => true) } },
        visibility: 'private',
        run: showItem,
      }),
    },
    post: {
      title: 'item.post.name',
      ...leaf({
        about: 'item.post.description',
        options: {
          item: { type: 'text', max: 100, about: 'item.item', required: true, suggest: suggest(() => true) },
          channel: { type: 'channel', about: 'item.post.channel' },
        },
        visibility: 'private',
        async run({ ctx, checkChannel, deliver }, { say, community, args, place }) {
          const { token, guildId } = community;
          const item = await findItem(ctx, { token, named: args.item });
          const { itemsChannelId } = await getSettings(ctx, { token });
          const channelId = args.channel ?? itemsChannelId ?? place.channelId;
          checkChannel({ guildId, channelId });
          const before = await repost(ctx, { token, kind: 'item', subject: item.item, channelId });
          if (before) await deliver.removeIfThere(before.channelId, before.messageId);
          const done = say('item.post.done', { item: itemName(item), channel: `<#${channelId}>` });
          return { tone: 'success', blocks: [done] };
        },
      }),
    },
    channel: {
      title: 'item.channel.name',
      ...leaf({
        about: 'item.channel.description',
        options: {
          item: { type: 'text', max: 100, about: 'item.item', required: true, suggest: suggest(needsChannel) },
          channel: { type: 'channel', about: 'item.channel.channel' },
        },
        visibility: 'private',
        async run({ ctx, checkChannel }, { say, community, args }) {
          const { token, guildId } = community;
          const item = await findItem(ctx, { token, named: args.item });
          if (!needsChannel(item))
            throw new UserError('ItemNoChannel', `“${item.name}” needs no channel: choose another item.`, {
              text: item.name,
            });
          if (args.channel) checkChannel({ guildId, channelId: args.channel });
          await setItem(ctx, { token, item: item.item }, { channelId: args.channel });
          const channel = args.channel ? `<#${args.channel}>` : say('item.channel.own');
          return { tone: 'success', blocks: [say('item.channel.done', { item: itemName(item), channel })] };
        },
      }),
    },
    bond: {
      title: 'item.bond.name',
      ...leaf({
        about: 'item.bond.description',
        options: { amount: { type: 'text', max: 40, about: 'item.bond.amount', required: true } },
        visibility: 'private',
        async run(face, call) {
          const { say, community, args } = call;
          const amount = parseAmount(args.amount, community.decimals, community.places);
          const values = { amount: money(say, community, amount) };
          return begin(face, call, {
            kind: 'bond',
            data: { amount: `${amount}` },
            title: say('item.bond.title'),
            submitted: say('item.bond.submitted', values),
            run: (by) => award(face.ctx, { ...by, member: 'fulfiller', amount, reason: 'Bonds of draws' }),
          });
        },
      }),
    },
    webhook: {
      title: 'item.webhook.name',
      ...leaf({
        about: 'item.webhook.description',
        options: {
          item: {
            ...{ type: 'text', max: 100, about: 'item.item', required: true },
            suggest: suggest(({ kind }) => kind === 'webhook'),
          },
          url: { type: 'text', max: 500, about: 'item.webhook.url' },
        },
        visibility: 'private',
        async run({ ctx }, { say, community, args, prefixed }) {
          // The key is for one reader.
          if (prefixed) throw formByPrefix();
          const { token } = community;
          const { item: number, kind, ...item } = await findItem(ctx, { token, named: args.item });
          if (kind !== 'webhook')
            throw new UserError(
              'ItemNoWebhook',
              `“${item.name}” is not handed out by a webhook: choose another item.`,
              {
                text: item.name,
              },
            );
          const of = { token, item: number };
          if (args.url) await setItem(ctx, of, { webhookUrl: requireWebhook(ctx.config, args.url) });
          const { webhookUrl } = await itemSettingsOf(ctx, of);
          const host = webhookUrl ? code(new URL(webhookUrl).host) : '–';
          const values = { item: itemName(item), host, key: webhookKey(ctx.config, of) };
          return { tone: 'success', blocks: [say('item.webhook.done', values)] };
        },
      }),
    },
    codes: {
      title: 'item.codes.name',
      ...leaf({
        about: 'item.codes.description',
        options: {
          item: {
            type: 'text',
            max: 100,
            about: 'item.item',
            required: true,
            suggest: suggest(({ kind }) => kind === 'code'),
          },
        },
        visibility: 'private',
        async form({ ctx }, { say, community, author, args }) {
          const item = await requireCodes(ctx, { token: community.token, named: args.item });
          return {
            title: say('item.codes.title', { item: item.name }),
            fields: { text: { label: say('item.codes.codes'), hint: say('item.codes.hint'), long: true, most: 4_000 } },
            submit: { verb: 'addCodes', author: author.id, item: BigInt(item.item) },
          };
        },
        // By prefix everybody in the channel would read them.
        async run() {
          throw new UserError('CodesInPublic', 'Codes are added with /item codes alone, where nobody else reads them.');
        },
      }),
    },
  },
};

/** An item as it stands, for the staff. */
async function showItem({ ctx }: Face, { say, community, args }: Call<{ item: string }>): Promise<Reply> {
  const { token } = community;
  const item = await findItem(ctx, { token, named: args.item });
  const { lines } = shelf(say, community, [item], 0, () => ({ verb: 'buyHere', item: BigInt(item.item) }));
  const set = await itemSettingsOf(ctx, { token, item: item.item });
  const [waiting] = await ctx.db
    .select({ count: count() })
    .from(purchases)
    .where(and(eq(purchases.token, token), eq(purchases.item, item.item), eq(purchases.state, 'requested')));
  const numbers = say('item.show.numbers', {
    ...{ sold: item.sold, left: item.left ?? '∞', perMember: item.perMember ?? '∞' },
  });
  const way = say('item.show.way', { way: await wayWords(ctx, say, token, item, set) });
  const open = waiting?.count ? [say('item.show.open', { count: waiting.count })] : [];
  return {
    tone: 'info',
    title: say('item.title'),
    blocks: [lines, [numbers, way, ...open].join('\n')],
    note: say('item.show.change'),
  };
}

async function wayWords(
  ctx: Context,
  say: Say,
  token: Address,
  { kind, item }: Item,
  { roleId, channelId, webhookUrl }: Awaited<ReturnType<typeof itemSettingsOf>>,
): Promise<string> {
  const channel = channelId ? `<#${channelId}>` : say('item.way.unset');
  switch (kind) {
    case 'none':
    case 'nft':
      return say(`item.way.${kind}`);
    case 'role':
    case 'colourRole':
      if (roleId) return say('item.way.role', { value: `<@&${roleId}>` });
      return say(kind === 'role' ? 'item.way.noRole' : 'item.way.colour');
    case 'channel':
      return channelId ? say('item.way.thread', { value: channel }) : say('item.way.channel');
    case 'pin':
      return say('item.way.pin', { value: channel });
    case 'code':
      return say('item.way.code', { value: await freeCodes(ctx, { token, item }) });
    case 'webhook':
      return say('item.way.webhook', { value: webhookUrl ? code(new URL(webhookUrl).host) : say('item.way.unset') });
    default:
      return say('item.way.staff');
  }
}

/** @throws UserError for an item that hands out no codes */
async function requireCodes(ctx: Context, input: { token: Address; named: string }): Promise<Item> {
  const item = await findItem(ctx, input);
  if (item.kind === 'code') return item;
  throw new UserError('ItemGivesNoCode', `“${item.name}” hands out no codes: choose another item.`, {
    text: item.name,
  });
}

/** What the staff wrote into the form: one code a line. */
export async function addWrittenCodes(
  { ctx }: Face,
  { say, community }: Press,
  state: StateOf<'addCodes'>,
  written: string,
): Promise<Reply> {
  const { token } = community;
  const item = await requireCodes(ctx, { token, named: `${state.item}` });
  const codes = written.split(/\r?\n/);
  const { added, duplicates } = await addCodes(ctx, { token, item: item.item, codes });
  return { tone: 'success', blocks: [say('item.codes.done', { item: itemName(item), added, duplicates })] };
}
