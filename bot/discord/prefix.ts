import { escapeMarkdown, type Guild, type Message } from 'discord.js';
import { UserError } from '../errors.ts';
import { meetUser } from '../operations/meetUser.ts';
import { getSettings } from '../operations/settings.ts';
import { ANSWER_WITHIN_MS, expired } from './buttons/confirm.ts';
import {
  type Command,
  type HandedFile,
  isPermitted,
  type Leaf,
  type Options,
  requireFeature,
  type Value,
} from './commands/command.ts';
import { greeting } from './commands/configTexts.ts';
import { confirmGift } from './commands/gift.ts';
import { COMMANDS } from './commands/list.ts';
import { type Community, requireCommunity } from './community.ts';
import { errorReply, outcomeOf } from './errors.ts';
import type { Face } from './face.ts';
import { handed } from './files.ts';
import { sayAs } from './language.ts';
import type { Say } from './locales/say.ts';
import { findChannel, findMember, findRole, personOf } from './person.ts';
import { present } from './present.ts';
import type { Place } from './replies/reply.ts';
import { mention } from './replies/text.ts';

export type Typed = {
  command: Command;
  sub: string;
  /** The command as it was typed, without the prefix: `sendbroski`, `wallet limit`. */
  typed: string;
  words: string[];
};

const DEFAULT_PREFIX = '!';

/**
 * Answers a message that is a prefix command, or the word CONFIRM that one asked for.
 * @returns false if it is neither: then it is just something that somebody said
 */
export async function onPrefix(face: Face, message: Message<true>, community: Community | null): Promise<boolean> {
  if (community && !community.prefixCommands) return false;
  const say = sayAs(message.guild, community?.settings);
  const place: Place = {
    channelId: message.channelId,
    messageId: null,
    interactionToken: null,
    expiresAt: null,
    ephemeral: false,
  };
  let done: ReturnType<typeof face.ctx.metrics.commandSeconds.startTimer> | undefined;
  try {
    if (community && /^\s*confirm\s*$/i.test(message.content))
      return await onConfirmWord(face, message, community, say);
    const typed = readCommand(message.content, community?.prefix ?? DEFAULT_PREFIX, community?.aliases ?? {});
    if (!typed) return community !== null && (await onCustom(face, message, community));
    await run(requireCommunity(community), typed);
    done?.({ outcome: 'ok' });
  } catch (error) {
    done?.({ outcome: outcomeOf(error) });
    const reply = errorReply(face.ctx.log, say, error, community, message.author.id);
    await face.deliver.post(message.channelId, reply, message.id, message.id);
  }
  return true;

  async function run(known: Community, { command, sub, typed: name, words }: Typed) {
    done = face.ctx.metrics.commandSeconds.startTimer({ command: command.name });
    const leaf = command.leaves[sub];
    if (!leaf) throw new UserError('CommandUnknown', 'This command is gone: see what there is with help.');
    const member = message.member ?? (await message.guild.members.fetch(message.author.id));
    const permissions = member.permissions.bitfield;
    if (!isPermitted(command, permissions))
      throw new UserError('NotAllowed', 'This command is for the staff of this server.');
    requireFeature(command, known);
    const author = personOf(message.author, member);
    await meetUser(face.ctx, author);
    const usage = usageOf(known.prefix + name, leaf.options);
    const args = await readWords(message.guild, leaf, words, message.attachments.map(handed), () =>
      say('error.usage', { usage }),
    );
    const call = { id: message.id, prefixed: true, author, permissions, community: known, say, place };
    await present(face, place, await leaf.run(face, { ...call, args }), message.id, message.id);
  }
}

/** The classic way to answer `sendbroski`: the same as pressing Confirm on the newest question. */
async function onConfirmWord(face: Face, message: Message<true>, community: Community, say: Say): Promise<boolean> {
  const asked = await face.replies.asked(message.channelId, message.author.id);
  if (asked?.pending.kind !== 'gift') return false;
  const { operation, pending, place } = asked;
  const expires = pending.at + ANSWER_WITHIN_MS;
  const late = face.ctx.clock() - expires;
  // Long after the question the word is just something that somebody said.
  if (late > ANSWER_WITHIN_MS) return false;
  if (late >= 0) throw expired();
  const { to = '', amount = '0' } = pending.data;
  const author = personOf(message.author, message.member);
  const state = { verb: 'confirmGift', operation, author: author.id, expires, to, amount: BigInt(amount) } as const;
  const permissions = message.member?.permissions.bitfield ?? 0n;
  const reply = await confirmGift(face, { id: message.id, author, permissions, community, say, place }, state);
  await present(face, place, reply, operation);
  return true;
}

/** Answers with what the staff wrote. @returns false if it is no command of this server's own */
async function onCustom(face: Face, message: Message<true>, community: Community): Promise<boolean> {
  const { prefix, customNames, token } = community;
  const { content, channelId, author, guild } = message;
  const name = content.startsWith(prefix) ? (content.slice(prefix.length).split(/\s+/)[0] ?? '').toLowerCase() : '';
  if (!customNames.includes(name)) return false;
  const { customCommands } = await getSettings(face.ctx, { token });
  const answer = customCommands[name];
  if (answer === undefined) return false;
  const text = greeting('', answer, { member: mention(author.id), server: escapeMarkdown(guild.name) });
  await face.deliver.post(channelId, { tone: 'info', blocks: [text] }, message.id, message.id);
  return true;
}

/** Reads which command a message is, if it is one. */
export function readCommand(content: string, prefix: string, aliases: Record<string, string>): Typed | null {
  if (!content.startsWith(prefix)) return null;
  const [first = '', ...rest] = content.slice(prefix.length).split(/\s+/);
  const word = first.toLowerCase();
  const name = (Object.hasOwn(aliases, word) && aliases[word]) || word;
  for (const command of COMMANDS) {
    const alias = Object.hasOwn(command.aliases, name) ? command.aliases[name] : undefined;
    if (alias === undefined) continue;
    const words = rest.filter(Boolean);
    const sub = words[0]?.toLowerCase() ?? '';
    return sub in command.leaves && sub !== ''
      ? { command, sub, typed: `${word} ${sub}`, words: words.slice(1) }
      : { command, sub: alias, typed: word, words };
  }
  return null;
}

/** Gives words to options in their order; a choice is passed over where it does not fit. @throws UserError */
async function readWords(
  guild: Guild,
  { options }: Leaf,
  words: string[],
  files: HandedFile[],
  usage: () => string,
): Promise<Record<string, Value>> {
  const left = [...words];
  const hanging = [...files];
  const args: Record<string, Value> = {};
  for (const [place, [name, option]] of Object.entries(options).entries()) {
    const next = left[0];
    args[name] = null;
    if (option.type === 'file') {
      args[name] = hanging.shift() ?? null;
      continue;
    }
    if (next === undefined) {
      if (option.required) throw new UserError('Usage', usage());
      continue;
    }
    const choice = option.type === 'choice' && option.choices.find((value) => value === next.toLowerCase());
    if (option.type === 'choice' && !choice) continue;
    left.shift();
    if (choice) args[name] = choice;
    else if (option.type === 'member') args[name] = await findMember(guild, next);
    else if (option.type === 'role') args[name] = findRole(guild, next);
    else if (option.type === 'channel') args[name] = findChannel(guild, next);
    else if (option.type === 'text')
      args[name] = [next, ...left.splice(0, moreWords(Object.values(options)[place + 1], left))]
        .join(' ')
        .slice(0, option.max);
  }
  if (left.length > 0) throw new UserError('Usage', usage());
  return args;
}

/** How many more words a text takes: all where nothing follows it, else what the option after it does not claim. */
function moreWords(following: Options[string] | undefined, left: string[]): number {
  if (!following || following.type === 'file') return left.length;
  if (following.type !== 'text' || !following.word) return 0;
  return following.word.test(left.at(-1) ?? '') ? left.length - 1 : left.length;
}

/** As Discord has them typed. */
const SIGNS = { member: '@', role: '@', channel: '#', text: '', choice: '', file: '📎' } as const;

function usageOf(command: string, options: Options): string {
  const shown = Object.entries(options).map(([option, { type, required, ...rest }]) => {
    const what = 'choices' in rest ? rest.choices.join('|') : `${SIGNS[type]}${option}`;
    return required ? what : `[${what}]`;
  });
  return [command, ...shown].join(' ');
}
