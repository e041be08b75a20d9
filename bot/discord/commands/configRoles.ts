import { UserError } from '../../errors.ts';
import { MOST_RULES } from '../../operations/configure.ts';
import { TIERS } from '../../operations/getProgress.ts';
import { MOST_RULE_BPS, STAFF_ROLES } from '../../operations/settings.ts';
import { code } from '../replies/text.ts';
import { leaf } from './command.ts';
import { choose, readPercent } from './configuring.ts';

/** The Discord role of a tier. */
export const tierRole = leaf({
  about: 'config.tier.description',
  options: {
    tier: { type: 'choice', choices: TIERS, about: 'config.tier.tier', required: true },
    role: { type: 'role', about: 'config.tier.role' },
  },
  visibility: 'private',
  async run(face, call) {
    const { say, community, author, args } = call;
    const { tier, role } = args;
    if (role) {
      const { guildId } = community;
      const obstacle = await face.fulfilment.checkRole({ guildId, roleId: role, userId: author.id });
      if (obstacle) throw obstacle;
    }
    const place = TIERS.indexOf(tier);
    const values = { tier: say(`choice.${tier}`), role: role ? `<@&${role}>` : '' };
    const done = say(role ? 'config.tier.done' : 'config.tier.off', values);
    return choose(
      face,
      call,
      ({ tierRoleIds }) => ({ tierRoleIds: tierRoleIds.map((each, at) => (at === place ? role : each)) }),
      done,
    );
  },
});

/** Which on-chain role a Discord role stands for; the owner's wallet signs what follows from it. */
export const staffRole = leaf({
  about: 'config.staffRole.description',
  options: {
    role: { type: 'role', about: 'config.staffRole.role', required: true },
    as: { type: 'choice', choices: STAFF_ROLES, about: 'config.staffRole.as' },
  },
  visibility: 'private',
  async run(face, call) {
    const { say, community, args } = call;
    const { role, as } = args;
    // Discord's role of everybody has its server's id.
    if (role === community.guildId)
      throw new UserError('RoleOfAll', 'Everybody has that role: choose one that only your staff have.');
    const done = as
      ? say('config.staffRole.done', { role: `<@&${role}>`, as: say(`choice.${as}`), command: code('/setup staff') })
      : say('config.staffRole.off', { role: `<@&${role}>` });
    return choose(
      face,
      call,
      ({ staffRoles: { [role]: _, ...others } }) => ({ staffRoles: as ? { ...others, [role]: as } : others }),
      done,
    );
  },
});

/** What a channel or a role earns, compared with elsewhere. */
export const earningRule = leaf({
  about: 'config.earning.description',
  options: {
    percent: { type: 'text', max: 8, about: 'config.earning.percent', required: true },
    channel: { type: 'channel', about: 'config.earning.channel' },
    role: { type: 'role', about: 'config.earning.role' },
  },
  visibility: 'private',
  async run(face, call) {
    const { say, args } = call;
    const { channel, role } = args;
    if ((channel === null) === (role === null))
      throw new UserError('RuleTarget', 'A rule is for one channel, or for one role: choose one of them.');
    const bps = readPercent(args.percent, MOST_RULE_BPS);
    const of = channel === null ? 'roles' : 'channels';
    const id = channel ?? role ?? '';
    const who = channel === null ? `<@&${id}>` : `<#${id}>`;
    const key =
      bps === 0 ? 'config.earning.nothing' : bps === 10_000 ? 'config.earning.asElsewhere' : 'config.earning.done';
    return choose(
      face,
      call,
      ({ earningRules }) => {
        const { [id]: _, ...others } = earningRules[of];
        if (Object.keys(others).length >= MOST_RULES)
          throw new UserError('RulesFull', `A server may have ${MOST_RULES} such rules: set one back to 100 % first.`);
        // As elsewhere needs no rule.
        return { earningRules: { ...earningRules, [of]: bps === 10_000 ? others : { ...others, [id]: bps } } };
      },
      say(key, { who, percent: bps / 100 }),
    );
  },
});
