import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import { getSettings, setSettings } from '../../operations/settings.ts';
import { type Command, leaf, readNumber } from './command.ts';

const OFF = ['off', '0'];
const MOST_HOURS = 168;

/** For the staff: how often members hear what is new in the shop, and who is called. */
export const alertsCommand: Command = {
  name: 'alerts',
  title: 'alerts.name',
  about: 'alerts.description',
  permissions: PermissionFlagsBits.ManageGuild,
  feature: 'shop',
  aliases: { alerts: '' },
  leaves: {
    '': leaf({
      about: 'alerts.description',
      options: {
        hours: { type: 'text', max: 5, about: 'alerts.hours' },
        calls: { type: 'choice', choices: ['nobody'], about: 'alerts.calls' },
        role: { type: 'role', about: 'alerts.role' },
      },
      visibility: 'private',
      async run({ ctx }, { say, community, args }) {
        const { token } = community;
        const hours = args.hours === null ? undefined : readHours(args.hours);
        const role = args.role ?? (args.calls === null ? undefined : null);
        const change = {
          ...(hours === undefined ? {} : { alertHours: hours }),
          ...(role === undefined ? {} : { alertRoleId: role }),
        };
        if (Object.keys(change).length > 0) await setSettings(ctx, { token, change });
        const { alertHours, alertRoleId, alertsChannelId } = await getSettings(ctx, { token });
        const often = alertHours === null ? say('alerts.off') : say('alerts.every', { hours: alertHours });
        const where = alertsChannelId ? `<#${alertsChannelId}>` : say('alerts.nowhere');
        const who = alertRoleId ? `<@&${alertRoleId}>` : say('alerts.nobody');
        return { tone: 'info', title: say('alerts.title'), blocks: [say('alerts.stand', { often, where, who })] };
      },
    }),
  },
};

/** @returns null: never @throws UserError */
function readHours(typed: string): number | null {
  const text = typed.trim().toLowerCase();
  if (OFF.includes(text)) return null;
  const hours = readNumber(text) ?? 0;
  if (hours >= 1 && hours <= MOST_HOURS) return hours;
  throw new UserError('AlertHours', `Give a whole number of hours from 1 to ${MOST_HOURS}, or “off”.`, {
    most: `${MOST_HOURS}`,
  });
}
