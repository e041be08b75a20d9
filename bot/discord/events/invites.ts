/** Finds out by whose invitation somebody came: Discord does not say, but it counts. */
import {
  type Client,
  type Guild,
  type GuildMember,
  GuildMemberFlags,
  type Invite,
  PermissionFlagsBits,
} from 'discord.js';
import { meetUser } from '../../operations/meetUser.ts';
import { noteJoin } from '../../operations/rewardInvites.ts';
import type { Face } from '../face.ts';
import { personOf } from '../person.ts';

const DAY_MS = 86_400_000;

type Count = { uses: number; left: number; inviter: Invite['inviter'] };

/**
 * Compares the counts of a server's invites before and after somebody came. Only while the server pays for invitations, and
 * only where the bot may manage it, because Discord shows the counts to nobody else.
 */
export function openInvites(client: Client) {
  /** By server, the counts as they were last seen: as many as servers that pay for invitations have invites. */
  const known = new Map<string, Map<string, Count>>();
  /** Who comes to one server is looked at one after the other. */
  const turns = new Map<string, Promise<void>>();

  return {
    /** Takes the counts from which the next are told: who comes meanwhile waits for them. */
    async start(face: Face): Promise<void> {
      await Promise.all(client.guilds.cache.map((guild) => inTurn(guild, () => begin(face, guild))));
    },
    onMember: (face: Face, member: GuildMember): Promise<void> => inTurn(member.guild, () => onMember(face, member)),
  };

  function inTurn({ id }: Guild, work: () => Promise<void>): Promise<void> {
    const before = turns.get(id) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(work);
    turns.set(id, turn);
    return turn.finally(() => {
      if (turns.get(id) === turn) turns.delete(id);
    });
  }

  async function begin({ communityOf }: Face, guild: Guild): Promise<void> {
    const community = await communityOf(guild.id);
    if (community?.settings.inviteEarning && mayCount(guild)) known.set(guild.id, await countsOf(guild));
  }

  async function onMember({ ctx, communityOf }: Face, member: GuildMember): Promise<void> {
    const { guild, user, flags } = member;
    const community = await communityOf(guild.id);
    if (!community?.settings.inviteEarning || !mayCount(guild)) {
      known.delete(guild.id);
      return;
    }
    const before = known.get(guild.id);
    const now = await countsOf(guild);
    const inviter = before ? risen(before, now) : null;
    known.set(guild.id, now);
    if (user.bot || flags.has(GuildMemberFlags.DidRejoin)) return;
    const old = ctx.clock() - user.createdTimestamp >= community.settings.inviteAccountDays * DAY_MS;
    const paid = old && inviter && !inviter.bot && inviter.id !== user.id ? inviter : null;
    if (paid) await meetUser(ctx, personOf(paid, null));
    await meetUser(ctx, personOf(user, member));
    await noteJoin(ctx, { token: community.token, userId: user.id, inviterId: paid?.id ?? null });
  }

  /**
   * The one whose invite was used since; null where several were, because then nobody can tell who came by which. Uses of
   * others who came meanwhile are left for their own turns.
   */
  function risen(before: Map<string, Count>, now: Map<string, Count>): Invite['inviter'] {
    const used = [...new Set([...before.keys(), ...now.keys()])].filter((code) => {
      const [was, is] = [before.get(code), now.get(code)];
      // An invite for so many ends with the last of them; one that was taken back, or is too old, was not used.
      return is ? is.uses > (was?.uses ?? 0) : was?.left === 1;
    });
    const [code, second] = used;
    if (code === undefined || second !== undefined) return null;
    const [was, is] = [before.get(code), now.get(code)];
    if (is) is.uses = (was?.uses ?? 0) + 1;
    return (is ?? was)?.inviter ?? null;
  }
}

const mayCount = (guild: Guild) => guild.members.me?.permissions.has(PermissionFlagsBits.ManageGuild) ?? false;

async function countsOf(guild: Guild): Promise<Map<string, Count>> {
  const invites = await guild.invites.fetch({ cache: false });
  return new Map(
    invites.map(({ code, uses, maxUses, inviter }) => [
      code,
      { uses: uses ?? 0, left: maxUses ? maxUses - (uses ?? 0) : 0, inviter },
    ]),
  );
}
