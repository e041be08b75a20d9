import { type Balance, getBalance } from '../../operations/getBalance.ts';
import { type AchievementProgress, getAchievementProgress, getProgress } from '../../operations/getProgress.ts';
import { meetUser } from '../../operations/meetUser.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import { requirePerson } from '../person.ts';
import type { ProfileCard } from '../pictures/open.ts';
import type { Reply } from '../replies/reply.ts';
import { days, nameOf, number, picture, plainMoney, tierWord } from '../replies/text.ts';
import { type Command, leaf, type Person, type Press } from './command.ts';

export const profileCommand: Command = {
  name: 'profile',
  group: 'account',
  title: 'profile.name',
  about: 'profile.description',
  permissions: null,
  aliases: { profile: '', rank: '' },
  leaves: {
    '': leaf({
      about: 'profile.description',
      options: { member: { type: 'member', about: 'standing.member' } },
      visibility: 'public',
      run: (face, call) => showProfile(face, call, call.args.member ?? call.author),
    }),
  },
};

/** A member's standing as a picture; in words where it cannot be drawn, and for who cannot see it. */
export async function showProfile(
  { ctx, pictures }: Face,
  { community, say }: Pick<Press, 'community' | 'say'>,
  target: Person,
): Promise<Reply> {
  const person = requirePerson(target);
  await meetUser(ctx, person);
  const by = { token: community.token, userId: person.id };
  const [standing, progress, badges] = await Promise.all([
    getBalance(ctx, { token: community.token, who: { userId: person.id } }),
    getProgress(ctx, by),
    getAchievementProgress(ctx, by),
  ]);
  const card = cardOf(say, community, person, standing, progress.streak, badges);
  const words = [
    `${card.tierName} · ${card.balance}${card.rank ? ` · ${say('balance.rank')} ${card.rank}` : ''}`,
    card.progressText,
    card.figures.map(({ label, value }) => `${label}: ${value}`).join(' · '),
  ];
  const title = nameOf(person.name);
  const png = await pictures.profile(card);
  if (!png) return { tone: 'info', title, blocks: [words.join('\n')], picture: picture(person) };
  const alt = `${person.name} · ${words.join(' · ')}`;
  return { tone: 'info', title, blocks: [], image: { name: 'profile.png', bytes: png, alt } };
}

function cardOf(
  say: Say,
  community: Community,
  person: Person,
  { tier, tierBasis, balance, lifetimeEarned, nextTierAt, rank }: Balance,
  streak: number,
  badges: AchievementProgress[],
): ProfileCard {
  const money = (amount: bigint) => plainMoney(say, community, amount);
  const reached = tierBasis === 'balance' ? balance : lifetimeEarned;
  const next = nextTierAt ?? reached;
  const missing = { amount: money(next - reached), tier: tierWord(say, tier + 1) };
  const borne = badges.filter(({ badge }) => badge).length;
  return {
    ...{ name: person.name, avatarUrl: person.avatar, tier },
    tierName: tierWord(say, tier),
    progress: next === 0n ? 0 : Number((reached * 1_000n) / next) / 1_000,
    progressText: nextTierAt === null ? say('balance.top') : say('balance.next', missing),
    balance: money(balance),
    rank: rank === null ? null : `#${rank}`,
    figures: [
      { value: days(say, streak), label: say('balance.streak') },
      { value: `${number(say, borne)} / ${number(say, badges.length)}`, label: say('profile.badges') },
      { value: money(lifetimeEarned), label: say('balance.earned') },
    ],
  };
}
