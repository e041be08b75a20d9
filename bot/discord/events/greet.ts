import { type Guild, type GuildTextBasedChannel, PermissionFlagsBits } from 'discord.js';
import { isClosed } from '../errors.ts';
import type { Face } from '../face.ts';
import { sayOn } from '../language.ts';
import type { Reply } from '../replies/reply.ts';

const { ViewChannel, SendMessages } = PermissionFlagsBits;

/** Says hello where the bot was brought to, with the way to begin; to the owner where it may write nowhere. */
export async function onGuildCreate({ ctx, deliver }: Face, guild: Guild): Promise<void> {
  const say = await sayOn(ctx, guild);
  const reply: Reply = {
    tone: 'info',
    title: say('setup.hello'),
    blocks: [say('setup.helloText')],
    buttons: [{ label: say('setup.title'), emoji: '🧭', look: 'primary', press: { verb: 'setUpHere' } }],
  };
  const nonce = `g${guild.id}`.slice(0, 25);
  const channel = guild.systemChannel && mayWrite(guild, guild.systemChannel) ? guild.systemChannel : firstOpen(guild);
  try {
    if (channel) return void (await deliver.post(channel.id, reply, nonce));
    // A button that belongs to a server does nothing in a direct message.
    const told = await deliver.direct(guild.ownerId, { ...reply, buttons: [], note: say('setup.helloHow') }, nonce);
    if (!told) ctx.log.info({ guild: guild.id }, 'nobody on a new server could be greeted');
  } catch (error) {
    if (!isClosed(error)) throw error;
    ctx.log.info({ err: error, guild: guild.id }, 'a new server could not be greeted');
  }
}

/** The uppermost channel in which the bot may write. */
function firstOpen(guild: Guild): GuildTextBasedChannel | null {
  const open = [...guild.channels.cache.values()].flatMap((channel) =>
    channel.isTextBased() && !channel.isThread() && !channel.isVoiceBased() && mayWrite(guild, channel)
      ? [channel]
      : [],
  );
  return open.sort((a, b) => a.rawPosition - b.rawPosition)[0] ?? null;
}

const mayWrite = (guild: Guild, channel: GuildTextBasedChannel): boolean =>
  guild.members.me !== null && channel.permissionsFor(guild.members.me).has([ViewChannel, SendMessages]);
