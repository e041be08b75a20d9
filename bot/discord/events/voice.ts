import type { Client, VoiceState } from 'discord.js';
import { meetUser } from '../../operations/meetUser.ts';
import { reportActivity } from '../../operations/reportActivity.ts';
import type { Face } from '../face.ts';
import { fetchMember, personOf } from '../person.ts';
import type { Timers } from '../timers.ts';
import { factorOf } from './factor.ts';

const DAY_MS = 86_400_000;

/**
 * Whoever stays in a voice channel for a while has joined it; coming and going is nothing. A channel counts once a day, so
 * that leaving and coming back earns nothing either.
 */
export function openVoice({
  client,
  timers,
  handle,
}: {
  client: Client;
  timers: Timers;
  /** Runs what a timer begins, so that its failure is told and its end is awaited. */
  handle: (work: () => Promise<void>) => void;
}) {
  /** Those whose time runs, by server and member: as many as are in voice channels. */
  const staying = new Map<string, { channelId: string; cancel: () => void }>();

  return {
    async onVoiceState(face: Face, _before: VoiceState | null, { channelId, guild, id }: VoiceState): Promise<void> {
      const key = `${guild.id}:${id}`;
      const known = staying.get(key);
      if (known?.channelId === channelId) return;
      known?.cancel();
      staying.delete(key);
      if (!channelId || channelId === guild.afkChannelId) return;
      const community = await face.communityOf(guild.id);
      if (!community) return;
      const stayed = () => {
        staying.delete(key);
        handle(() => onStayed(face, { guildId: guild.id, channelId, userId: id }));
      };
      const cancel = timers.after(community.settings.voiceSeconds * 1000, stayed);
      staying.set(key, { channelId, cancel });
    },
    /** Begins to count for those who are there already. */
    async start(face: Face): Promise<void> {
      for (const guild of client.guilds.cache.values())
        for (const state of guild.voiceStates.cache.values()) await this.onVoiceState(face, null, state);
    },
    close(): void {
      for (const { cancel } of staying.values()) cancel();
      staying.clear();
    },
  };

  async function onStayed(face: Face, at: { guildId: string; channelId: string; userId: string }): Promise<void> {
    const { ctx, settling } = face;
    const guild = client.guilds.cache.get(at.guildId);
    const community = await face.communityOf(at.guildId);
    // The event of leaving may have been missed.
    if (!guild || !community || guild.voiceStates.cache.get(at.userId)?.channelId !== at.channelId) return;
    const member = await fetchMember(guild, at.userId);
    if (member.user.bot) return;
    const { token, settings } = community;
    const channel = guild.channels.cache.get(at.channelId) ?? null;
    const bps = factorOf(settings.earningRules, member, channel);
    if (bps === 0) return;
    await meetUser(ctx, personOf(member.user, member));
    const day = Math.floor(ctx.clock() / DAY_MS);
    const source = `voice:${at.channelId}:${day}`;
    await reportActivity(ctx, { token, userId: member.id, source, did: [{ activity: 'joinRoom' }], bps });
    settling.notice(token);
  }
}
