import { PermissionFlagsBits } from 'discord.js';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { addCodes } from '../../operations/addCodes.ts';
import { findItem, getItems, type Item } from '../../operations/getItems.ts';
import { setItemRole } from '../../operations/setItemRole.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Key } from '../locales/en.ts';
import type { Reply } from '../replies/reply.ts';
import { itemName, nameOf } from '../replies/text.ts';
import { type Command, leaf, type Press, type Suggest } from './command.ts';
import { keyOf } from './shop.ts';

const suggest =
  (wanted: (item: Item) => boolean): Suggest =>
  async ({ ctx }, { community, typed }) =>
    (await getItems(ctx, { token: community.token }))
      .filter(wanted)
      .map((item) => ({ name: item.name, value: keyOf(item) }))
      .filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(typed.toLowerCase()));

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
            throw new UserError('ItemGivesNoRole', `${item.name} hands out no role: choose another item.`, {
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

/** @throws UserError for an item that hands out no codes */
async function requireCodes(ctx: Context, input: { token: Address; named: string }): Promise<Item> {
  const item = await findItem(ctx, input);
  if (item.kind === 'code') return item;
  throw new UserError('ItemGivesNoCode', `${item.name} hands out no codes: choose another item.`, { text: item.name });
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
