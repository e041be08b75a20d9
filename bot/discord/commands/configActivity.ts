import { UserError } from '../../errors.ts';
import { getSettings, type Settings } from '../../operations/settings.ts';
import type { Say } from '../locales/say.ts';
import { leaf, readNumber } from './command.ts';
import { choose } from './configuring.ts';

/** What is switched on or off, and what is a number between two others; each with its setting. */
const SWITCHES = { reactions: 'reactionEarning', channels: 'auditEarning', invites: 'inviteEarning' } as const;
const NUMBERS = {
  popular: ['popularReactors', 2, 50],
  media: ['mediaAudience', 2, 50],
  helpful: ['helpfulVotes', 1, 50],
  short: ['messageLength', 0, 200],
  voice: ['voiceSeconds', 0, 3_600],
  friendDays: ['inviteActiveDays', 3, 20],
  friendAge: ['inviteAccountDays', 0, 365],
} as const;
const ALL = [
  'reactions',
  'popular',
  'media',
  'helpful',
  'short',
  'voice',
  'channels',
  'invites',
  'friendDays',
  'friendAge',
] as const;

/** By when what members do counts; without arguments, as it is. */
export const activityRule = leaf({
  about: 'config.activity.description',
  options: {
    what: { type: 'choice', choices: ALL, about: 'config.activity.what' },
    value: { type: 'text', max: 8, about: 'config.activity.value' },
  },
  visibility: 'private',
  async run(face, call) {
    const { say, community, args } = call;
    const { what, value } = args;
    if (!what || value === null) {
      const settings = await getSettings(face.ctx, { token: community.token });
      const lines = ALL.map((each) => `${say(`choice.${each}`)}: **${chosenOf(say, settings, each)}**`);
      return { tone: 'info', title: say('config.title'), blocks: [lines.join('\n')] };
    }
    const change = read(what, value);
    const done = say('config.activity.done', { what: say(`choice.${what}`), value: value.trim() });
    // What the bot hears of is agreed with Discord when it connects.
    const later = what in SWITCHES ? `\n${say('config.activity.later')}` : '';
    return choose(face, call, change, done + later);
  },
});

function chosenOf(say: Say, settings: Settings, what: (typeof ALL)[number]): string {
  if (isSwitch(what)) return say(settings[SWITCHES[what]] ? 'config.activity.on' : 'config.activity.off');
  return `${settings[NUMBERS[what][0]]}`;
}

/** @throws UserError for what is neither on nor off, or out of bounds */
function read(what: (typeof ALL)[number], typed: string): Partial<Settings> {
  if (isSwitch(what)) {
    const word = typed.trim().toLowerCase();
    if (word !== 'on' && word !== 'off')
      throw new UserError('SwitchInvalid', 'That is switched on or off: write on or off.');
    return { [SWITCHES[what]]: word === 'on' };
  }
  const [setting, least, most] = NUMBERS[what];
  const number = readNumber(typed);
  if (number === null || number < least || number > most)
    throw new UserError('NumberOutOfRange', `Give a whole number from ${least} to ${most}.`, {
      ...{ least: `${least}`, most: `${most}` },
    });
  return { [setting]: number };
}

const isSwitch = (what: string): what is keyof typeof SWITCHES => what in SWITCHES;
