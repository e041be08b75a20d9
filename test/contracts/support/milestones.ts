// Earnings beyond activity: a community with clawback, rewards for streaks, months and invitations, and who earns them.
import type { Address } from 'viem';
import { type Connection, createCommunity, DAY, deployEconomy, NOON } from './deploy.ts';
import { Role, rates, report, TOKEN } from './figures.ts';
import { asModule, asRegistry } from './module.ts';

export const reason = `0x${'4e'.repeat(32)}` as const;
/** 50, 200 and 75 tokens; no budget of its own. */
export const milestones = {
  ...{ weeklyStreak: 50_000, monthlyActive: 200_000, invite: 75_000, rolling: false, awardBudget: 0n },
};

export async function deployMilestones(connection: Connection) {
  const economy = await deployEconomy(connection);
  const { communities, earnings, gifts, shop, actors } = economy;
  const { time, mine } = connection.networkHelpers;
  const modules = [earnings.address, gifts.address, shop.address];
  const token = await createCommunity(economy, { modules, clawback: true });
  const by = (account: Address) => ({ account });
  await communities.write.grantRoles([token.address, actors.admin, Role.admin], by(actors.owner));
  await communities.write.grantRoles([token.address, actors.reporter, Role.reporter], by(actors.owner));
  await time.increase(DAY);
  await communities.write.grantRoles([token.address, actors.reporter, Role.reporter], by(actors.owner));
  await earnings.write.setRates([token.address, rates], by(actors.admin));
  await earnings.write.setMilestones([token.address, milestones], by(actors.admin));
  const module = await asModule(economy);
  const registry = await asRegistry(economy);
  /** Noon of the Monday on which the tests begin, a week after that of the others. */
  const start = NOON + 7 * DAY;
  await time.increaseTo(start);

  /** Moves on to noon, so many days from the first. */
  const at = async (days: number) => {
    if (start + days * DAY > (await time.latest())) await time.increaseTo(start + days * DAY);
    else await mine();
  };
  /** Lets members be active for nothing today. */
  const active = (...members: Address[]) =>
    token.write.settle(
      [members.map((member) => report(member, { moderateRoom: 1 }, true)), { ...rates, registration: 0 }],
      module,
    );
  /** Active on each of these days, counted from the first. */
  const activeOn = async (member: Address, days: number[]) => {
    for (const day of days) {
      await at(day);
      await active(member);
    }
  };
  const set = (changes: Partial<typeof milestones>) =>
    earnings.write.setMilestones([token.address, { ...milestones, ...changes }], by(actors.admin));
  const fund = (member: Address, tokens: bigint) => token.write.award([member, tokens * TOKEN], module);
  const balance = (member: Address = actors.alice) => token.read.balanceOf([member]);
  return { ...economy, token, by, module, registry, start, at, active, activeOn, set, fund, balance };
}
