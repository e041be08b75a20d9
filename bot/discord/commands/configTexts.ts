import { UserError } from '../../errors.ts';
import { getSettings } from '../../operations/settings.ts';
import { code, mention } from '../replies/text.ts';
import { type Command, leaf } from './command.ts';
import { choose, requireFreeName } from './configuring.ts';

const MOST_CUSTOM = 50;
const LONGEST = 1_500;

/** An answer that the staff wrote, to a word after the prefix. @param commands asked when it is used */
export const customCommand = (commands: () => readonly Command[]) =>
  leaf({
    about: 'config.custom.description',
    options: {
      name: { type: 'text', max: 32, about: 'config.custom.called', required: true },
      answer: { type: 'text', max: LONGEST, about: 'config.custom.answer' },
    },
    visibility: 'private',
    async run(face, call) {
      const { say, community, args } = call;
      const name = requireFreeName(commands(), args.name);
      if (Object.hasOwn(community.aliases, name))
        throw new UserError('NameTaken', 'That is the name of a command already: choose another.');
      const answer = args.answer?.trim() || null;
      const shown = code(community.prefix + name);
      return choose(
        face,
        call,
        ({ customCommands: { [name]: _, ...others } }) => {
          if (answer !== null && Object.keys(others).length >= MOST_CUSTOM)
            throw new UserError(
              'CustomFull',
              `A server may have ${MOST_CUSTOM} commands of its own: remove one first.`,
            );
          return { customCommands: answer === null ? others : { ...others, [name]: answer } };
        },
        answer === null ? say('config.custom.gone', { name: shown }) : say('config.custom.done', { name: shown }),
      );
    },
  });

/** What newcomers are greeted with. */
export const welcome = leaf({
  about: 'config.welcome.description',
  options: { text: { type: 'text', max: LONGEST, about: 'config.welcome.text' } },
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
