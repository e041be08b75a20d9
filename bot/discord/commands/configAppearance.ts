import { UserError } from '../../errors.ts';
import { getInstallation, PRESENCES } from '../../operations/installation.ts';
import { LANGUAGES } from '../../operations/settings.ts';
import type { Community } from '../community.ts';
import { isClosed } from '../errors.ts';
import type { Face } from '../face.ts';
import { oneLine } from '../replies/text.ts';
import { leaf } from './command.ts';
import { choose } from './configuring.ts';

/** In which language everybody is addressed at once; what only one member reads is in theirs. */
export const language = leaf({
  about: 'config.language.description',
  options: { language: { type: 'choice', choices: LANGUAGES, about: 'config.language.language' } },
  visibility: 'private',
  run(face, call) {
    const { say, args } = call;
    const done = args.language
      ? say('config.language.done', { language: say(`choice.${args.language}`) })
      : say('config.language.own');
    return choose(face, call, { language: args.language }, done);
  },
});

/** What the bot is called on this server. */
export const nickname = leaf({
  about: 'config.nickname.description',
  options: { nickname: { type: 'text', max: 32, about: 'config.nickname.nickname' } },
  visibility: 'private',
  async run(face, { say, community, args }) {
    const nickname = args.nickname?.trim() || null;
    await renameBot(face, community, nickname);
    const key = nickname ? 'config.nickname.done' : 'config.nickname.gone';
    const blocks = [say(key, { nickname: oneLine(nickname ?? '', 32) })];
    return { tone: 'success', title: say('config.title'), blocks };
  },
});

/** Which presence this server would like: Discord shows one everywhere, so it is a wish that the operator reads. */
export const status = leaf({
  about: 'config.status.description',
  options: { status: { type: 'choice', choices: PRESENCES, about: 'config.status.status' } },
  visibility: 'private',
  async run(face, call) {
    const { say, args } = call;
    const { presence } = await getInstallation(face.ctx);
    const values = { shown: say(`choice.${presence}`), status: args.status ? say(`choice.${args.status}`) : '' };
    const done = say(args.status ? 'config.status.done' : 'config.status.gone', values);
    return choose(face, call, { status: args.status }, done);
  },
});

/** @throws UserError where the server lets the bot change no name */
async function renameBot({ guildOf }: Face, { guildId }: Community, nickname: string | null): Promise<void> {
  try {
    await guildOf(guildId).members.editMe({ nick: nickname });
  } catch (error) {
    if (!isClosed(error)) throw error;
    throw new UserError('NicknameRefused', 'I may not change my name here: give my role “Change Nickname”.');
  }
}
