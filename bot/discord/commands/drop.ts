import { PermissionFlagsBits } from 'discord.js';
import { parseAmount } from '../../operations/amount.ts';
import { checkDrop, drop, getDrop, grab } from '../../operations/drop.ts';
import { begin } from '../buttons/confirm.ts';
import type { Face } from '../face.ts';
import { note } from '../log.ts';
import type { Reply } from '../replies/reply.ts';
import { mention, money, when } from '../replies/text.ts';
import { type Command, leaf, type Press, readNumber } from './command.ts';

const MINUTES = 60;

/** For admins of the community: each part is an award in their name. */
export const dropCommand: Command = {
  name: 'drop',
  role: 'admin',
  title: 'drop.name',
  about: 'drop.description',
  permissions: PermissionFlagsBits.ManageGuild,
  aliases: { drop: '' },
  leaves: {
    '': leaf({
      about: 'drop.description',
      options: {
        amount: { type: 'text', max: 40, about: 'drop.amount', required: true },
        members: { type: 'text', max: 6, about: 'drop.members', required: true },
        minutes: { type: 'text', max: 6, about: 'drop.minutes', word: /^\d+$/ },
        message: { type: 'text', max: 200, about: 'drop.message' },
      },
      visibility: 'private',
      async run({ ctx, checkChannel }, { id, say, community, author, args, place }) {
        const { token, guildId } = community;
        const { channelId } = place;
        checkChannel({ guildId, channelId });
        const amount = parseAmount(args.amount, community.decimals, community.places);
        const places = readNumber(args.members) ?? 0;
        const minutes = args.minutes === null ? MINUTES : (readNumber(args.minutes) ?? 0);
        const message = args.message?.trim() || null;
        const dropped = { token, userId: author.id, amount, places, minutes, message };
        await checkDrop(ctx, dropped);
        const { endsAt } = await drop(ctx, { ...dropped, channelId });
        await note(ctx, {
          ...{ token, what: 'drop', source: `drop:${id}` },
          values: { staff: mention(author.id), amount: `${amount}`, places: `${places}` },
        });
        const values = { amount: money(say, community, amount), places, channel: `<#${channelId}>` };
        return {
          tone: 'success',
          title: `🪂 ${say('drop.title')}`,
          blocks: [say('drop.done', { ...values, when: when(endsAt, 't') })],
        };
      },
    }),
  },
};

/** Takes a part for whoever pressed. @throws UserError */
export async function grabNow(face: Face, press: Press, number: number): Promise<Reply> {
  const { say, community } = press;
  const { amount } = await getDrop(face.ctx, { token: community.token, drop: number });
  return begin(face, press, {
    kind: 'grab',
    data: { amount: `${amount}` },
    title: say('drop.title'),
    submitted: say('drop.grabbing', { amount: money(say, community, amount) }),
    run: (by) => grab(face.ctx, { ...by, drop: number }),
  });
}
