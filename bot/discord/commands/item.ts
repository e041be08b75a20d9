import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import { addCodes } from '../../operations/addCodes.ts';
import { findItem, getItems, type Item } from '../../operations/getItems.ts';
import { setItemRole } from '../../operations/setItemRole.ts';
import { itemName } from '../replies/text.ts';
import { type Command, leaf, type Suggest } from './command.ts';
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
        async run({ ctx }, { say, community, args }) {
          const { token } = community;
          const item = await findItem(ctx, { token, named: args.item });
          if (!givesRole(item))
            throw new UserError('ItemGivesNoRole', `${item.name} hands out no role: choose another item.`, {
              text: item.name,
            });
          await setItemRole(ctx, { token, item: item.item, roleId: args.role });
          return {
            tone: 'success',
            blocks: [say('item.role.done', { item: itemName(item), role: `<@&${args.role}>` })],
          };
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
          codes: { type: 'text', max: 6000, about: 'item.codes.codes', required: true },
        },
        visibility: 'private',
        async run({ ctx }, { say, community, args, prefixed }) {
          // Everybody in the channel would have read them.
          if (prefixed)
            throw new UserError(
              'CodesInPublic',
              'Codes are added with /item codes alone, where nobody else reads them.',
            );
          const { token } = community;
          const item = await findItem(ctx, { token, named: args.item });
          if (item.kind !== 'code')
            throw new UserError('ItemGivesNoCode', `${item.name} hands out no codes: choose another item.`, {
              text: item.name,
            });
          const codes = args.codes.split(/[\s,;]+/).filter(Boolean);
          const { added, duplicates } = await addCodes(ctx, { token, item: item.item, codes });
          return { tone: 'success', blocks: [say('item.codes.done', { item: itemName(item), added, duplicates })] };
        },
      }),
    },
  },
};
