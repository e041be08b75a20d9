import { customCommand as custom, LONGEST_TEXT } from '../../operations/configure.ts';
import { getSettings } from '../../operations/settings.ts';
import { code, mention } from '../replies/text.ts';
import { type Command, leaf } from './command.ts';
import { choose, namesOf } from './configuring.ts';

/** An answer that the staff wrote, to a word after the prefix. @param commands asked when it is used */
export const customCommand = (commands: () => readonly Command[]) =>
  leaf({
    about: 'config.custom.description',
    options: {
      name: { type: 'text', max: 32, about: 'config.custom.called', required: true },
      answer: { type: 'text', max: LONGEST_TEXT, about: 'config.custom.answer' },
    },
    visibility: 'private',
    async run(face, call) {
      const { say, community, args } = call;
      const answer = args.answer?.trim() || null;
      const { name, change } = custom(namesOf(commands()), { name: args.name, answer });
      const shown = code(community.prefix + name);
      return choose(
        face,
        call,
        change,
        answer === null ? say('config.custom.gone', { name: shown }) : say('config.custom.done', { name: shown }),
      );
    },
  });

/** What newcomers are greeted with. */
export const welcome = leaf({
  about: 'config.welcome.description',
  options: { text: { type: 'text', max: LONGEST_TEXT, about: 'config.welcome.text' } },
  visibility: 'private',
  async run(face, call) {
    const { say, community, author, args } = call;
    const text = args.text?.trim() || null;
    const { welcomeChannelId } = await getSettings(face.ctx, { token: community.token });
    const done = await choose(face, call, { welcomeText: text }, say('config.welcome.done'));
    const shown = greeting(say('welcome.text'), text, { member: mention(author.id), server: community.symbol });
    const blocks = [...done.blocks, shown];
    if (!welcomeChannelId) return { ...done, blocks, note: say('config.welcome.noChannel') };
    return face.hearsOfMembers ? { ...done, blocks } : { ...done, blocks, note: say('config.welcome.unheard') };
  },
});

/** Fills what the staff wrote, or our own words where they wrote none. */
export const greeting = (own: string, text: string | null, values: Record<'member' | 'server', string>): string =>
  (text ?? own).replace(/\{(member|server)\}/g, (_, name: 'member' | 'server') => values[name]);
