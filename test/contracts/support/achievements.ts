// The sixteen achievements of the `securechat` figures, and a community that sets them.
import { type Address, getContract, stringToHex } from 'viem';
import { achievementsAbi, tasksAbi } from '../../../contracts/generated/abi.ts';
import { type Connection, createCommunity, deployEconomy } from './deploy.ts';
import { pack, Role, report, TOKEN } from './figures.ts';
import { asModule } from './module.ts';
import { terms } from './tasks.ts';

/** Solidity's enum. */
export const Metric = {
  ...{ messages: 0, files: 1, roomsCreated: 2, roomsJoined: 3, popularMessages: 4, helpfulContent: 5, mediaShared: 6 },
  ...{ roomsModerated: 7, lifetimeEarned: 8, streak: 9, tier: 10, balance: 11, activeDays: 12, registered: 13 },
  tasksCompleted: 14,
};

/** Name, metric, threshold in its own measure, reward in tokens. */
export const achievements: [string, number, bigint, number][] = [
  ['first_100_messages', Metric.messages, 100n, 50],
  ['first_1000_messages', Metric.messages, 1_000n, 150],
  ['first_50_files', Metric.files, 50n, 50],
  ['first_500_files', Metric.files, 500n, 150],
  ['created_10_rooms', Metric.roomsCreated, 10n, 100],
  ['joined_50_rooms', Metric.roomsJoined, 50n, 50],
  ['popular_10_times', Metric.popularMessages, 10n, 100],
  ['helpful_10_times', Metric.helpfulContent, 10n, 150],
  ['media_100_times', Metric.mediaShared, 100n, 50],
  ['moderated_10_days', Metric.roomsModerated, 10n, 200],
  ['earned_1000', Metric.lifetimeEarned, 1_000_000n, 100],
  ['earned_10000', Metric.lifetimeEarned, 10_000_000n, 500],
  ['streak_of_7', Metric.streak, 7n, 50],
  ['streak_of_30', Metric.streak, 30n, 200],
  ['platinum', Metric.tier, 3n, 300],
  ['ten_tasks', Metric.tasksCompleted, 10n, 100],
];

export async function deployAchievements(connection: Connection) {
  const economy = await deployEconomy(connection);
  const { viem } = connection;
  const { client, communities, earnings, forwarder, custodian, actors } = economy;
  const trusted = [forwarder, custodian, communities.address] as const;
  const deployed = await viem.deployContract('Tasks', [...trusted]);
  const tasks = getContract({ abi: tasksAbi, address: deployed.address, client });
  const { address } = await viem.deployContract('Achievements', [...trusted, tasks.address]);
  const contract = getContract({ abi: achievementsAbi, address, client });
  for (const [module, name] of [
    [tasks.address, 'Tasks'],
    [address, 'Achievements'],
  ] as const)
    await communities.write.addModule([module, stringToHex(name, { size: 32 })]);
  const token = await createCommunity(economy, { modules: [earnings.address, tasks.address, address] });
  const by = (account: Address) => ({ account });
  await communities.write.grantRoles([token.address, actors.admin, Role.admin], by(actors.owner));
  const module = await asModule(economy);

  const define = async (metric: number, threshold: bigint, reward = 50, caller: Address = actors.admin) => {
    const args = [token.address, metric, threshold, reward * 1_000, 'ipfs://badge'] as const;
    await contract.write.defineAchievement(args, by(caller));
    return contract.read.achievementCount([token.address]);
  };
  const claim = (achievement: bigint, member: Address = actors.alice) =>
    contract.write.claimAchievement([token.address, achievement], by(member));
  const retire = (achievement: bigint, caller: Address = actors.admin) =>
    contract.write.retireAchievement([token.address, achievement], by(caller));
  const progress = (achievement: bigint, member: Address = actors.alice) =>
    contract.read.progressOf([token.address, achievement, member]);
  /** Lets a member do things today, for nothing. */
  const act = async (counts: Parameters<typeof report>[1], member: Address = actors.alice, registered = false) => {
    const rates = {
      ...{ rewards: 0n, limits: 0n, streakBps: pack(16n, [1, 1, 1, 1]), tierBps: pack(16n, [1, 1, 1, 1]) },
      ...{ seasonBps: 10_000, registration: 0, daily: 0, grace: false, counted: true },
    };
    await token.write.settle([[report(member, counts, registered)], rates], module);
  };
  /** Lets Bob complete a task. */
  const complete = async () => {
    await token.write.award([actors.carol, TOKEN], module);
    const args = [token.address, { ...terms, reward: TOKEN, slots: 1 }, false] as const;
    await tasks.write.createTask(args, by(actors.carol));
    const count = await tasks.read.taskCount([token.address]);
    await tasks.write.claimTask([token.address, count], by(actors.bob));
    await tasks.write.submitTask([token.address, count, terms.textHash], by(actors.bob));
    await tasks.write.reviewTask([token.address, count, true, terms.textHash], by(actors.carol));
  };
  const balance = (member: Address = actors.alice) => token.read.balanceOf([member]);
  return { ...economy, contract, token, module, by, define, claim, retire, progress, act, complete, balance };
}
