import { PermissionFlagsBits } from 'discord.js';
import { ROLES } from '../../operations/getRoles.ts';
import { getRoleProposals } from '../../operations/roleProposals.ts';
import { getSettings } from '../../operations/settings.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { code, mention } from '../replies/text.ts';
import { planPage } from '../setup/bare.ts';
import { wizardPage } from '../setup/wizard.ts';
import { type Command, leaf, type Press } from './command.ts';

/** For whoever manages the server: from the invitation to a community that works. */
export const setupCommand: Command = {
  name: 'setup',
  group: 'staff',
  title: 'setup.name',
  about: 'setup.description',
  permissions: PermissionFlagsBits.ManageGuild,
  // One private message with menus is nothing to type.
  aliases: {},
  leaves: {
    start: {
      title: 'setup.start.name',
      bare: planPage,
      ...leaf({
        about: 'setup.start.description',
        options: {},
        visibility: 'private',
        run: (face, call) => wizardPage(face, call, 'channels'),
      }),
    },
    staff: {
      title: 'setup.staff.name',
      ...leaf({
        about: 'setup.staff.description',
        options: {},
        visibility: 'private',
        run: (face, call) => showProposals(face, call),
      }),
    },
    check: {
      title: 'setup.check.name',
      bare: planPage,
      ...leaf({
        about: 'setup.check.description',
        options: {},
        visibility: 'private',
        run: (face, call) => wizardPage(face, call, 'check'),
      }),
    },
  },
};

const LISTED = 12;

/** What the owner's wallet has to sign so that on-chain roles follow this server's. */
async function showProposals({ ctx, hearsOfMembers }: Face, { say, community }: Press): Promise<Reply> {
  const { token } = community;
  const title = say('setup.staffTitle');
  const { staffRoles } = await getSettings(ctx, { token });
  if (Object.keys(staffRoles).length === 0) return { tone: 'info', title, blocks: [say('setup.staffNone')] };
  if (!hearsOfMembers) return { tone: 'failure', title, blocks: [say('check.members')] };
  const all = await getRoleProposals(ctx, { token });
  if (all.length === 0) return { tone: 'success', title, blocks: [say('setup.staffSame')] };
  const lines = all.slice(0, LISTED).map(({ does, role, account, userId }) => {
    const call = `${does}Roles(${token}, ${account}, ${ROLES[role]})`;
    return `${say(`setup.staff.${does}`, { who: mention(userId), as: say(`choice.${role}`) })}\n${code(call)}`;
  });
  return {
    tone: 'pending',
    title,
    blocks: [say('setup.staffHow', { contract: code(ctx.chain.deployment.communities) }), lines.join('\n')],
    ...(all.length > LISTED ? { note: say('leaderboard.page', { from: 1, to: LISTED, total: all.length }) } : {}),
  };
}
