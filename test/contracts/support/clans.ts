// Clans for tests: a community with the module switched on, and members who act.
import { type Address, getContract, stringToHex } from 'viem';
import { clansAbi } from '../../../contracts/generated/abi.ts';
import { type Connection, createCommunity, DAY, deployEconomy, NOON } from './deploy.ts';
import { Role, report, TOKEN } from './figures.ts';
import { asModule } from './module.ts';

export const text = stringToHex('text', { size: 32 });
/** The unix day on which every test begins. */
export const TODAY = Math.floor(NOON / DAY);

export async function deployClans(connection: Connection) {
  const economy = await deployEconomy(connection);
  const { client, communities, earnings, forwarder, custodian, actors } = economy;
  const { address } = await connection.viem.deployContract('Clans', [forwarder, custodian, communities.address]);
  const clans = getContract({ abi: clansAbi, address, client });
  await communities.write.addModule([address, stringToHex('Clans', { size: 32 })]);
  const token = await createCommunity(economy, { modules: [earnings.address, address], clawback: true });
  const by = (account: Address) => ({ account });
  await communities.write.grantRoles([token.address, actors.admin, Role.admin], by(actors.owner));
  const module = await asModule(economy);
  await token.write.award([actors.admin, 1_000n * TOKEN], module);

  const create = async (leader = actors.alice) => {
    await clans.write.createClan([token.address, text], by(leader));
    return clans.read.clanCount([token.address]);
  };
  const invite = (clan: bigint, member: Address, leader = actors.alice) =>
    clans.write.invite([token.address, clan, member], by(leader));
  const join = (clan: bigint, member: Address) => clans.write.joinClan([token.address, clan], by(member));
  const enter = async (clan: bigint, member: Address, leader = actors.alice) => {
    await invite(clan, member, leader);
    await join(clan, member);
  };
  const leave = (member: Address) => clans.write.leaveClan([token.address], by(member));
  const expel = (member: Address, leader = actors.alice) => clans.write.expel([token.address, member], by(leader));
  const dissolve = (leader = actors.alice) => clans.write.dissolveClan([token.address], by(leader));
  /** Three days from today on, two to count in, 90 tokens of the admin's, unless told otherwise. */
  const challenge = async ({
    firstDay = TODAY,
    days = 3,
    tallyDays = 2,
    pool = 90n * TOKEN,
    issued = false,
    caller = actors.admin,
  } = {}) => {
    const args = [token.address, firstDay, days, tallyDays, pool, issued, text] as const;
    await clans.write.createChallenge(args, by(caller));
    return clans.read.challengeCount([token.address]);
  };
  const tally = (number: bigint, ...members: Address[]) =>
    clans.write.tally([token.address, number, members], by(actors.mallory));
  const close = (number: bigint) => clans.write.close([token.address, number], by(actors.mallory));
  const pay = (number: bigint, ...members: Address[]) =>
    clans.write.payBonus([token.address, number, members], by(actors.mallory));
  /** Moves on to noon, so many days from the first. */
  const at = (days: number) => connection.networkHelpers.time.increaseTo(NOON + days * DAY);
  /** Lets members be active today. */
  const active = async (...members: Address[]) => {
    const rates = {
      ...{ rewards: 1n, limits: 0n, streakBps: 0x2710271027102710n, tierBps: 0x2710271027102710n, seasonBps: 10_000 },
      ...{ registration: 0, daily: 0, grace: false, counted: false },
    };
    await token.write.settle([members.map((member) => report(member, { message: 1 })), rates], module);
  };
  const clanOf = (clan: bigint) => clans.read.clanOf([token.address, clan]);
  const current = async (member: Address) => {
    const { clan, until } = await clans.read.membershipOf([token.address, member]);
    return until === 0 ? clan : 0n;
  };
  const challengeOf = (number: bigint) => clans.read.challengeOf([token.address, number]);
  const scoreOf = (number: bigint, member: Address) => clans.read.scoreOf([token.address, number, member]);
  const escrow = () => clans.read.escrowOf([token.address]);
  return {
    ...economy,
    ...{ clans, token, module, by, create, invite, join, enter, leave, expel, dissolve, challenge, tally, close, pay },
    ...{ at, active, clanOf, current, challengeOf, scoreOf, escrow },
  };
}
