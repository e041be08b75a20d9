import { CHANNELS, ROLES } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { general, tradingFloor, staff, welcome } = CHANNELS;

/** The staff choose where things go and what they are called, before anybody is awake. */
export async function preparing({ chapter, owner, people: { carol } }: Day) {
  await chapter(7, 'Before nine: the staff prepare the lounge');
  await owner.grants('admin', carol);
  await carol.uses(staff, 'config show');
  for (const [place, channel] of [
    ['tasks', tradingFloor],
    ['reviews', staff],
    ['items', tradingFloor],
    ['log', staff],
    ['alerts', general],
    ['announcements', general],
    ['welcome', welcome],
  ] as const)
    await carol.uses(staff, 'config channel', { place, channel });
  await carol.uses(staff, 'config feature', { feature: 'clans', on: 'yes' });
  await carol.uses(staff, 'config prefix', { prefix: '!' });
  await carol.uses(staff, 'config alias', { alias: 'riches', command: 'leaderboard' });
  await carol.uses(staff, 'config custom-command', { name: 'rules', answer: 'Be kind. Gifts are final.' });
  await carol.uses(staff, 'config figure', { figure: 'helpfulVotes', value: '3' });
  await carol.uses(staff, 'config figure', { figure: 'voiceSeconds', value: '0' });
  await carol.uses(staff, 'config language', { language: 'en' });
  await carol.uses(staff, 'config status', { status: 'dnd' });
  await carol.uses(staff, 'config nickname', { nickname: 'The Mint' });
  await carol.uses(staff, 'config welcome', { text: 'Welcome, {member}! Say hello and take your /daily.' });
  await carol.uses(staff, 'config tier-role', { tier: 'silver', role: ROLES.loungeVip });
  await carol.uses(staff, 'config staff-role', { role: ROLES.loungeModerator, as: 'moderator' });
  await carol.uses(staff, 'config earning', { percent: '0', channel: staff });
  await carol.uses(staff, 'config pin', { above: '100', digits: '4' });
  await carol.uses(staff, 'item role', { item: '3', role: ROLES.loungeVip });
  const form = await carol.uses(staff, 'item codes', { item: '1' });
  await form.fill({ text: 'WINTER-1\nWINTER-2' });
}
