import { PermissionFlagsBits } from 'discord.js';
import { channelKey, getSettings, PLACES, type Place, setSettings } from '../../operations/settings.ts';
import { note } from '../log.ts';
import { mention } from '../replies/text.ts';
import { type Command, leaf } from './command.ts';

/** For the staff: what this server chose. */
export const configCommand: Command = {
  name: 'config',
  title: 'config.name',
  about: 'config.description',
  permissions: PermissionFlagsBits.ManageGuild,
  aliases: { config: 'show' },
  leaves: {
    show: {
      title: 'config.show.name',
      ...leaf({
        about: 'config.show.description',
        options: {},
        visibility: 'private',
        async run({ ctx }, { say, community }) {
          const chosen = await getSettings(ctx, { token: community.token });
          const lines = PLACES.map((place) => {
            const channel = chosen[channelKey(place)];
            return `${say(`config.place.${place}`)}: ${channel ? `<#${channel}>` : say('config.none')}`;
          });
          return { tone: 'info', title: say('config.title'), blocks: [lines.join('\n')] };
        },
      }),
    },
    channel: {
      title: 'config.channel.name',
      ...leaf({
        about: 'config.channel.description',
        options: {
          place: { type: 'choice', choices: PLACES, about: 'config.channel.place', required: true },
          channel: { type: 'channel', about: 'config.channel.channel' },
        },
        visibility: 'private',
        async run({ ctx, checkChannel }, { id, say, community, args, author }) {
          const { token, guildId } = community;
          const place: Place = args.place;
          if (args.channel) checkChannel({ guildId, channelId: args.channel });
          await setSettings(ctx, { token, change: { [channelKey(place)]: args.channel } });
          await note(ctx, {
            ...{ token, what: 'channel', source: `config:${id}` },
            values: {
              staff: mention(author.id),
              place: say(`config.place.${place}`),
              channel: args.channel ? `<#${args.channel}>` : '–',
            },
          });
          const where = say(`config.place.${place}`);
          const done = args.channel
            ? say('config.channel.done', { place: where, channel: `<#${args.channel}>` })
            : say('config.channel.off', { place: where });
          return { tone: 'success', title: say('config.title'), blocks: [done] };
        },
      }),
    },
  },
};
