/** What keeps the bot from doing what a server chose, each with what to do about it. */
import { communitiesAbi, conductAbi } from '@guildmint/contracts/abi.ts';
import { type Guild, PermissionFlagsBits } from 'discord.js';
import { eq } from 'drizzle-orm';
import { itemSettings } from '../../db/schema.ts';
import { UserError } from '../../errors.ts';
import { mayFulfil } from '../../operations/fulfil.ts';
import { channelKey, getSettings, PLACES, type Settings } from '../../operations/settings.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import { roleObstacle } from '../fulfilment/roles.ts';
import type { Key } from '../locales/en.ts';
import type { Say } from '../locales/say.ts';
import type { Reply } from '../replies/reply.ts';
import { oneLine } from '../replies/text.ts';

export type Finding = { ok: boolean; says: string };

/** What the bot needs in a channel, by what is done there. */
const NEEDED = { ViewChannel: 'perm.view', SendMessages: 'perm.send', PinMessages: 'perm.pin' } as const;
const REPORTER = 4n;

export async function diagnose(face: Face, guild: Guild, community: Community, say: Say): Promise<Finding[]> {
  const chosen = await getSettings(face.ctx, { token: community.token });
  const found = [
    ...channels(guild, chosen, say),
    ...(await roles(face, guild, community, chosen, say)),
    ...hearing(face, chosen, say),
    ...counting(guild, chosen, say),
    ...(await onChain(face, community, say)),
  ];
  const faults = found.filter(({ ok }) => !ok);
  return faults.length > 0 ? [...faults, ...found.filter(({ ok }) => ok)] : found;
}

function channels(guild: Guild, chosen: Settings, say: Say): Finding[] {
  const me = guild.members.me;
  const used = PLACES.flatMap((place) => {
    const id = chosen[channelKey(place)];
    return id ? [{ place, id }] : [];
  });
  if (used.length === 0) return [{ ok: false, says: say('check.noChannel') }];
  return used.map(({ place, id }) => {
    const where = { place: say(`config.place.${place}`), channel: `<#${id}>` };
    const channel = guild.channels.cache.get(id);
    if (!channel || !me) return { ok: false, says: say('check.channelGone', where) };
    const held = channel.permissionsFor(me);
    const wanted =
      place === 'announcements'
        ? (['ViewChannel', 'SendMessages', 'PinMessages'] as const)
        : (['ViewChannel', 'SendMessages'] as const);
    const lacking = wanted.filter((flag) => !held.has(PermissionFlagsBits[flag])).map((flag) => say(NEEDED[flag]));
    if (lacking.length === 0) return { ok: true, says: say('check.channelOk', where) };
    return { ok: false, says: say('check.channelLacks', { ...where, permissions: lacking.join(', ') }) };
  });
}

/** Each role that the bot shall give. */
async function roles(
  { ctx }: Face,
  guild: Guild,
  { token }: Community,
  chosen: Settings,
  say: Say,
): Promise<Finding[]> {
  const handed = await ctx.db
    .select({ roleId: itemSettings.roleId })
    .from(itemSettings)
    .where(eq(itemSettings.token, token));
  const ids = new Set([...chosen.tierRoleIds, ...handed.map(({ roleId }) => roleId)].filter((id) => id !== null));
  const found = await Promise.all(
    [...ids].map(async (id): Promise<Finding> => {
      const obstacle = await roleObstacle(guild, id);
      const role = guild.roles.cache.get(id);
      const values = { role: role ? `<@&${id}>` : oneLine(id, 30) };
      if (obstacle === null) return { ok: true, says: say('check.roleOk', values) };
      return { ok: false, says: say(`check.${obstacle.code}` as Key, values) };
    }),
  );
  // One sentence is enough where all fail for the same reason.
  const seen = new Set<string>();
  return found.filter(({ says }) => !seen.has(says) && seen.add(says));
}

/** What Discord must tell the bot of. */
function hearing({ hearsOfMembers, readsMessages }: Face, chosen: Settings, say: Say): Finding[] {
  const found: Finding[] = [];
  if (chosen.prefixCommands || chosen.messageEarning)
    found.push(readsMessages ? { ok: true, says: say('check.readsOk') } : { ok: false, says: say('check.reads') });
  if (chosen.welcomeChannelId || chosen.inviteEarning || Object.keys(chosen.staffRoles).length > 0)
    found.push(hearsOfMembers ? { ok: true, says: say('check.membersOk') } : { ok: false, says: say('check.members') });
  return found;
}

/** What Discord shows to few: counts, from which follows who invited whom, and who made a channel or moderated. */
function counting(guild: Guild, { inviteEarning, auditEarning }: Settings, say: Say): Finding[] {
  const may = (flag: bigint) => guild.members.me?.permissions.has(flag) ?? false;
  const sees = (ok: boolean, good: Key, bad: Key) => ({ ok, says: say(ok ? good : bad) });
  return [
    ...(inviteEarning ? [sees(may(PermissionFlagsBits.ManageGuild), 'check.invitesOk', 'check.invites')] : []),
    ...(auditEarning ? [sees(may(PermissionFlagsBits.ViewAuditLog), 'check.auditOk', 'check.audit')] : []),
  ];
}

/** What the owner must have granted. */
async function onChain({ ctx }: Face, { token }: Community, say: Say): Promise<Finding[]> {
  const { client, deployment } = ctx.chain;
  const reporter = await ctx.chain.accountOf('reporter');
  const [mayReport, mayHandOver, policy] = await Promise.all([
    client.readContract({
      ...{ address: deployment.communities, abi: communitiesAbi },
      ...{ functionName: 'hasRole', args: [token, reporter, REPORTER] },
    }),
    mayFulfil(ctx, token),
    client.readContract({
      ...{ address: deployment.conduct, abi: conductAbi },
      ...{ functionName: 'policyOf', args: [token] },
    }),
  ]);
  const granted: [boolean, Key, Key][] = [
    [mayReport, 'check.reportsOk', 'check.reports'],
    [mayHandOver, 'check.fulfilsOk', 'check.fulfils'],
    [policy.perDay > 0, 'check.policyOk', 'check.policy'],
  ];
  return granted.map(([ok, good, bad]) => ({ ok, says: say(ok ? good : bad) }));
}

/** Writes in every chosen channel once. @returns a line for each: where it worked, and what Discord said where not */
export async function testMessages(face: Face, community: Community, say: Say, id: string): Promise<Finding[]> {
  const chosen = await getSettings(face.ctx, { token: community.token });
  const ids = new Set(PLACES.flatMap((place) => chosen[channelKey(place)] ?? []));
  if (ids.size === 0) throw new UserError('NoChannels', 'No channel is chosen yet: choose one first.');
  const reply: Reply = { tone: 'info', title: say('setup.testTitle'), blocks: [say('setup.test')] };
  const tried = [...ids].map(async (channelId, place): Promise<Finding> => {
    const channel = `<#${channelId}>`;
    try {
      await face.deliver.post(channelId, reply, `${id}t${place}`.slice(-25));
      return { ok: true, says: say('setup.tested', { channel }) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      return { ok: false, says: say('setup.untested', { channel, reason: oneLine(reason, 100) }) };
    }
  });
  return Promise.all(tried);
}
