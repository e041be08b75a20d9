import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import {
  type Announcement,
  announce,
  changeAnnouncement,
  EMBED_LIMITS,
  type Embed,
  forgetAnnouncement,
  getAnnouncement,
  getAnnouncements,
  postAnnouncement,
  readEmbed,
} from '../../operations/announce.ts';
import { hexOf } from '../../operations/colour.ts';
import { parseMoment } from '../../operations/moment.ts';
import { getSettings, isTimeZone, setSettings } from '../../operations/settings.ts';
import { announcementReply, unlessRefused } from '../announcing.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { code, oneLine, when } from '../replies/text.ts';
import { type Call, type Command, type Form, leaf, type Press, readNumber, type Suggest } from './command.ts';

const TEXT_LENGTH = 2_000;

const number = { type: 'text', max: 20, about: 'announce.number', required: true, suggest: known } as const;
export const placed = {
  channel: { type: 'channel', about: 'announce.channel' },
  when: { type: 'text', max: 40, about: 'announce.when' },
  pin: { type: 'choice', choices: ['yes', 'no'], about: 'announce.pin' },
} as const;
type Placed = { channel: string | null; when: string | null; pin: string | null };

/** Which channel, when, and whether pinned. @throws UserError for a closed channel, and for a time that is none */
export async function planned({ ctx, checkChannel }: Face, call: Call<Placed>) {
  const { community, author, args, place } = call;
  const { token, guildId } = community;
  const { timeZone, announcementsChannelId } = await getSettings(ctx, { token });
  const channelId = args.channel ?? announcementsChannelId ?? place.channelId;
  checkChannel({ guildId, channelId });
  const now = ctx.clock();
  const at = new Date(args.when ? parseMoment(args.when, timeZone, now) : now);
  return { token, channelId, userId: author.id, at, pinned: args.pin === 'yes' };
}

/** For the staff: what the bot says in their name, at its time. */
export const announceCommand: Command = {
  name: 'announce',
  title: 'announce.name',
  about: 'announce.description',
  permissions: PermissionFlagsBits.ManageGuild,
  // So many options are no line to type.
  aliases: { announce: 'list' },
  leaves: {
    post: {
      title: 'announce.post.name',
      ...leaf({
        about: 'announce.post.description',
        options: { text: { type: 'text', max: TEXT_LENGTH, about: 'announce.text', required: true }, ...placed },
        visibility: 'private',
        async run(face, call) {
          const plan = await planned(face, call);
          const content = readEmbed({ title: null, text: call.args.text, colour: null, image: null, footer: null });
          const id = await announce(face.ctx, { ...plan, content, state: 'scheduled' });
          return onItsWay(call.say, { ...plan, id, now: face.ctx.clock() });
        },
      }),
    },
    list: {
      title: 'announce.list.name',
      ...leaf({
        about: 'announce.list.description',
        options: {},
        visibility: 'private',
        async run({ ctx }, { say, community }) {
          const { token } = community;
          const all = await getAnnouncements(ctx, { token });
          const { timeZone } = await getSettings(ctx, { token });
          const lines = all.map((each) => lineOf(say, each));
          return {
            tone: 'info',
            title: `📣 ${say('announce.title')}`,
            blocks: [lines.join('\n') || say('announce.empty')],
            note: say('announce.zoneIs', { zone: timeZone }),
          };
        },
      }),
    },
    edit: {
      title: 'announce.edit.name',
      ...leaf({
        about: 'announce.edit.description',
        options: { number },
        visibility: 'private',
        async form({ ctx }, call) {
          return embedForm(call.say, call.author.id, await named(ctx, call));
        },
        async run() {
          throw formByPrefix();
        },
      }),
    },
    pin: { title: 'announce.pin.name', ...pinning(true) },
    unpin: { title: 'announce.unpin.name', ...pinning(false) },
    delete: {
      title: 'announce.delete.name',
      ...leaf({
        about: 'announce.delete.description',
        options: { number },
        visibility: 'private',
        async run({ ctx, deliver }, call) {
          const { id, token, channelId, messageId } = await named(ctx, call);
          if (messageId) await unlessRefused(deliver.remove(channelId, messageId), { goneIsFine: true });
          await forgetAnnouncement(ctx, { token, announcement: id });
          return done(call.say, 'announce.deleted', id);
        },
      }),
    },
    zone: {
      title: 'announce.zone.name',
      ...leaf({
        about: 'announce.zone.description',
        options: { zone: { type: 'text', max: 60, about: 'announce.zone.zone', required: true, suggest: zones } },
        visibility: 'private',
        async run({ ctx }, { say, community, args }) {
          const timeZone = args.zone.trim();
          if (!isTimeZone(timeZone))
            throw new UserError('ZoneUnknown', 'There is no such time zone: write it like Europe/Berlin, or UTC.');
          await setSettings(ctx, { token: community.token, change: { timeZone } });
          return {
            tone: 'success',
            title: say('announce.title'),
            blocks: [say('announce.zoneIs', { zone: timeZone })],
          };
        },
      }),
    },
  },
};

function pinning(on: boolean) {
  return leaf({
    about: on ? 'announce.pin.description' : 'announce.unpin.description',
    options: { number },
    visibility: 'private',
    async run({ ctx, deliver }, call) {
      const { id, token, channelId, messageId } = await named(ctx, call);
      if (messageId) await unlessRefused(deliver.pin(channelId, messageId, on));
      await changeAnnouncement(ctx, { token, announcement: id }, { pinned: on });
      return done(call.say, on ? 'announce.pinned' : 'announce.unpinned', id);
    },
  });
}

const done = (say: Say, key: 'announce.deleted' | 'announce.pinned' | 'announce.unpinned', id: number): Reply => ({
  tone: 'success',
  title: say('announce.title'),
  blocks: [say(key, { number: id })],
});

function onItsWay(
  say: Say,
  { id, channelId, at, now }: Pick<Announcement, 'id' | 'channelId' | 'at'> & { now: number },
): Reply {
  const values = { number: id, channel: `<#${channelId}>` };
  const line =
    at.getTime() > now
      ? say('announce.later', { ...values, when: when(at, 'F'), in: when(at) })
      : say('announce.now', values);
  return { tone: 'success', title: `📣 ${say('announce.title')}`, blocks: [line] };
}

function lineOf(say: Say, { id, at, state, channelId, content, pinned }: Announcement): string {
  const about = oneLine(content.title ?? content.text, 80);
  const stands = say(`announce.state.${state === 'draft' ? 'scheduled' : state}`, { when: when(at, 'F') });
  return `${code(`#${id}`)} <#${channelId}> · ${about}\n-# ${stands}${pinned ? ' · 📌' : ''}`;
}

async function named(ctx: Face['ctx'], { community, args }: Call<{ number: string }>): Promise<Announcement> {
  const announcement = readNumber(args.number) ?? 0;
  return getAnnouncement(ctx, { token: community.token, announcement });
}

async function known(...[{ ctx }, { community, typed }]: Parameters<Suggest>) {
  const all = await getAnnouncements(ctx, { token: community.token });
  return all
    .map(({ id, content }) => ({ name: `#${id} ${content.title ?? content.text}`, value: `${id}` }))
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
}

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')];
async function zones(...[, { typed }]: Parameters<Suggest>) {
  return ZONES.filter((zone) => zone.toLowerCase().includes(typed.toLowerCase())).map((zone) => ({
    name: zone,
    value: zone,
  }));
}

export const formByPrefix = () =>
  new UserError('FormByPrefix', 'This opens a window to write in: use the slash command.');

/** The fields of an announcement, filled with what it says now. */
export function embedForm(say: Say, author: string, { id, content }: Pick<Announcement, 'id' | 'content'>): Form {
  const { title, text, colour, image, footer } = content;
  const field = (name: keyof typeof EMBED_LIMITS, value: string | null) => ({
    ...{ label: say(`embed.${name}`), value: value ?? '', optional: true, most: EMBED_LIMITS[name] },
  });
  return {
    title: say('embed.form', { number: id }),
    fields: {
      title: field('title', title),
      text: { ...field('text', text), long: true, optional: false },
      colour: { ...field('colour', colour === null ? null : hexOf(colour)), hint: say('embed.colourHint') },
      image: { ...field('image', image), hint: 'https://…' },
      footer: field('footer', footer),
    },
    submit: { verb: 'writeEmbed', author, announcement: BigInt(id) },
  };
}

/** The same fields again. @throws UserError where it is gone */
export async function editForm({ ctx }: Face, { say, author, community }: Press, announcement: number): Promise<Form> {
  return embedForm(say, author.id, await getAnnouncement(ctx, { token: community.token, announcement }));
}

/** What was written: a draft is shown to its writer, what is announced already is changed. @throws UserError */
export async function writeEmbed(
  { ctx, deliver }: Face,
  { say, community, author }: Press,
  state: StateOf<'writeEmbed'>,
  written: Parameters<typeof readEmbed>[0],
): Promise<Reply> {
  const which = { token: community.token, announcement: Number(state.announcement) };
  const kept = await getAnnouncement(ctx, which);
  const again: Button = { label: say('embed.change'), press: { ...state, verb: 'editEmbed' } };
  let content: Embed;
  try {
    // The form has no room for them.
    content = readEmbed(written, kept.content.fields);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // What was right is not to be written twice.
    const { title, text, footer } = written;
    if (kept.state === 'draft')
      await changeAnnouncement(ctx, which, { content: { ...kept.content, title, text: text ?? '', footer } });
    const sentence = say.error(error.code, error.message, error.details);
    return { tone: 'failure', title: say('error.title'), blocks: [sentence], buttons: [again] };
  }
  const { id, channelId, messageId, at } = kept;
  if (messageId) {
    const place = { channelId, messageId, interactionToken: null, expiresAt: null, ephemeral: false };
    await unlessRefused(deliver.show(place, announcementReply({ content }), `an${id}`));
  }
  await changeAnnouncement(ctx, which, { content });
  if (kept.state !== 'draft')
    return { tone: 'success', title: say('announce.title'), blocks: [say('announce.edited', { number: id })] };
  const later = at.getTime() > ctx.clock();
  const values = { number: id, channel: `<#${channelId}>`, when: when(at, 'F') };
  return {
    ...announcementReply({ content }),
    note: say(later ? 'embed.previewLater' : 'embed.preview', values),
    buttons: [
      {
        ...{ label: say('embed.post'), emoji: '📣', look: 'success' },
        press: { verb: 'postEmbed', author: author.id, announcement: state.announcement },
      },
      again,
    ],
  };
}

/** Posts what its writer has seen. @throws UserError where it was posted before */
export async function postEmbed({ ctx }: Face, { say, community }: Press, announcement: number): Promise<Reply> {
  const posted = await postAnnouncement(ctx, { token: community.token, announcement });
  return onItsWay(say, { ...posted, now: ctx.clock() });
}
