/** The wizard: one private message with steps, each of which can be taken again at any time. */
import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import { isOn, SWITCHES, switched } from '../../operations/configure.ts';
import {
  channelKey,
  getSettings,
  PLACES,
  type Place,
  type Settings,
  STAFF_ROLES,
  type StaffRole,
  setSettings,
} from '../../operations/settings.ts';
import type { StateOf } from '../buttons/state.ts';
import { isPermitted, type Press } from '../commands/command.ts';
import type { Face } from '../face.ts';
import type { Key } from '../locales/en.ts';
import type { Button, Reply, Select } from '../replies/reply.ts';
import { tierWord } from '../replies/text.ts';
import { diagnose, type Finding, testMessages } from './diagnose.ts';

const STEPS = ['channels', 'news', 'roles', 'features', 'check'] as const;
type Step = (typeof STEPS)[number];

const CHANNELS: Record<'channels' | 'news', readonly Place[]> = {
  channels: ['tasks', 'items', 'reviews', 'announcements'],
  news: PLACES.filter((place) => !['tasks', 'items', 'reviews', 'announcements'].includes(place)),
};
/** Discord roles that may stand for one on-chain role. */
const MOST_STAFF_ROLES = 5;

const stepOf = (name: string): Step => STEPS.find((step) => step === name) ?? 'channels';

/** @throws UserError for whoever may not manage the server */
export function requireManager(permissions: bigint): void {
  if (!isPermitted({ permissions: PermissionFlagsBits.ManageGuild }, permissions))
    throw new UserError('NotAllowed', 'This command is for the staff of this server.');
}

/** One step. @param news what has just been done, or could not be */
export async function wizardPage(face: Face, press: Press, name: string, news: string[] = []): Promise<Reply> {
  requireManager(press.permissions);
  const { say, community } = press;
  const step = stepOf(name);
  const chosen = await getSettings(face.ctx, { token: community.token });
  const place = STEPS.indexOf(step);
  const go = (to: Step | undefined, label: Key): Button => ({
    label: say(label),
    disabled: to === undefined,
    press: { verb: 'wizard', author: press.author.id, step: to ?? `${step}-` },
  });
  const test: Button = {
    label: say('setup.sendTest'),
    emoji: '✉️',
    look: 'primary',
    press: { verb: 'wizardTest', author: press.author.id },
  };
  const findings =
    step === 'check' ? [lines(await diagnose(face, face.guildOf(community.guildId), community, say))] : [];
  return {
    tone: 'info',
    title: `${say('setup.title')} · ${say(`setup.step.${step}`)} (${place + 1}/${STEPS.length})`,
    blocks: [say(`setup.about.${step}`), ...findings, ...news],
    selects: menus(press, step, chosen),
    buttons: [
      go(STEPS[place - 1], 'setup.back'),
      go(STEPS[place + 1], 'setup.next'),
      ...(step === 'check' ? [test] : []),
    ],
  };
}

/** Takes over what was chosen, and shows the step as it is now. */
export async function wizardSet(face: Face, press: Press, { step, what }: StateOf<'wizardSet'>): Promise<Reply> {
  requireManager(press.permissions);
  const { say, community } = press;
  try {
    const change = await changeOf(face, press, what);
    await setSettings(face.ctx, { token: community.token, change });
    face.communityOf.forget();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return wizardPage(face, press, step, [`⚠️ ${say.error(error.code, error.message, error.details, community)}`]);
  }
  return wizardPage(face, press, step, [`✅ ${say('setup.saved')}`]);
}

export async function wizardTest(face: Face, press: Press): Promise<Reply> {
  requireManager(press.permissions);
  const { say, community } = press;
  const tried = await testMessages(face, community, say, press.id);
  return wizardPage(face, press, 'check', [`**${say('setup.testTitle')}**\n${lines(tried)}`]);
}

const lines = (found: Finding[]) => found.map(({ ok, says }) => `${ok ? '✅' : '⚠️'} ${says}`).join('\n');

function menus({ say, author }: Press, step: Step, chosen: Settings): Select[] {
  const set = (what: string) => ({ verb: 'wizardSet', author: author.id, step, what }) as const;
  if (step === 'channels' || step === 'news')
    return CHANNELS[step].map((place) => {
      const id = chosen[channelKey(place)];
      return {
        ...{ kind: 'channel', placeholder: say(`config.place.${place}`), least: 0 },
        ...{ chosen: id ? [id] : [], press: set(place) },
      };
    });
  if (step === 'roles')
    return [
      ...chosen.tierRoleIds.map(
        (id, tier): Select => ({
          ...{ kind: 'role', placeholder: say('setup.tierRole', { tier: tierWord(say, tier) }), least: 0 },
          ...{ chosen: id ? [id] : [], press: set(`tier${tier}`) },
        }),
      ),
      ...STAFF_ROLES.map(
        (as): Select => ({
          ...{ kind: 'role', placeholder: say('setup.staffRole', { as: say(`choice.${as}`) }), least: 0 },
          ...{ most: MOST_STAFF_ROLES, chosen: rolesOf(chosen, as), press: set(as) },
        }),
      ),
    ];
  if (step === 'features')
    return [
      {
        ...{ kind: 'text', placeholder: say('setup.features'), least: 0, most: SWITCHES.length },
        options: SWITCHES.map((feature) => ({ label: say(`choice.${feature}`), value: feature })),
        chosen: SWITCHES.filter((feature) => isOn(chosen, feature)),
        press: set('features'),
      },
    ];
  return [];
}

const rolesOf = ({ staffRoles }: Settings, as: StaffRole) =>
  Object.entries(staffRoles).flatMap(([role, stands]) => (stands === as ? [role] : []));

/** What a menu's choice changes. @throws UserError for what the bot could not do */
async function changeOf(
  face: Face,
  { community, author, values = [] }: Press,
  what: string,
): Promise<Partial<Settings> | ((now: Settings) => Partial<Settings>)> {
  const { guildId } = community;
  const place = PLACES.find((each) => each === what);
  if (place) {
    const channelId = values[0] ?? null;
    if (channelId) face.checkChannel({ guildId, channelId });
    return { [channelKey(place)]: channelId };
  }
  if (what === 'features') {
    return (now) => {
      let change: Partial<Settings> = {};
      for (const name of SWITCHES)
        change = { ...change, ...switched(name, values.includes(name))({ ...now, ...change }) };
      return change;
    };
  }
  const as = STAFF_ROLES.find((each) => each === what);
  if (as) {
    if (values.includes(guildId))
      throw new UserError('RoleOfAll', 'Everybody has that role: choose one that only your staff have.');
    return ({ staffRoles }) => {
      const others = Object.entries(staffRoles).filter(([role, stands]) => stands !== as && !values.includes(role));
      return { staffRoles: Object.fromEntries([...others, ...values.map((role) => [role, as] as const)]) };
    };
  }
  const tier = Number(what.replace('tier', ''));
  const roleId = values[0] ?? null;
  if (roleId) {
    const obstacle = await face.fulfilment.checkRole({ guildId, roleId, userId: author.id });
    if (obstacle) throw obstacle;
  }
  return ({ tierRoleIds }) => ({ tierRoleIds: tierRoleIds.map((id, at) => (at === tier ? roleId : id)) });
}
