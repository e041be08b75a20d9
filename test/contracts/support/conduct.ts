// Penalties for tests: a community with the module, a policy, and a moderator.
import { type Address, getContract, stringToHex } from 'viem';
import { conductAbi } from '../../../contracts/generated/abi.ts';
import { type Connection, createCommunity, deployEconomy } from './deploy.ts';
import { Role, TOKEN } from './figures.ts';
import { asModule } from './module.ts';

export const reason = stringToHex('reason', { size: 32 });
export const Kind = { warning: 0, suspension: 1, reset: 2, ban: 3 };
export const BANNED = 2 ** 48 - 1;
export const policy = { resets: true, perDay: 10, suspension: 86_400, longSuspension: 7 * 86_400 };

/** @param set the policy; none to leave the community without */
export async function deployConduct(connection: Connection, set: typeof policy | null = policy) {
  const economy = await deployEconomy(connection);
  const { client, communities, earnings, gifts, forwarder, custodian, actors } = economy;
  const { address } = await connection.viem.deployContract('Conduct', [forwarder, custodian, communities.address]);
  const conduct = getContract({ abi: conductAbi, address, client });
  await communities.write.addModule([address, stringToHex('Conduct', { size: 32 })]);
  const modules = [earnings.address, gifts.address, address];
  const token = await createCommunity(economy, { modules, clawback: true });
  const by = (account: Address) => ({ account });
  const moderator = actors.pauser;
  await communities.write.grantRoles([token.address, actors.admin, Role.admin], by(actors.owner));
  await communities.write.grantRoles([token.address, moderator, Role.moderator], by(actors.owner));
  const module = await asModule(economy);
  await token.write.award([actors.alice, 90n * TOKEN], module);
  if (set) await conduct.write.setPolicy([token.address, set], by(actors.owner));

  const penalise = (member: Address = actors.alice, caller: Address = moderator) =>
    conduct.write.penalise([token.address, member, reason], by(caller));
  const ban = (member: Address = actors.alice, caller: Address = moderator) =>
    conduct.write.ban([token.address, member, reason], by(caller));
  const appeal = (penalty: bigint, caller: Address = actors.alice) =>
    conduct.write.appeal([token.address, penalty, reason], by(caller));
  const lift = (penalty: bigint, caller: Address = actors.admin) =>
    conduct.write.lift([token.address, penalty, reason], by(caller));
  const against = (member: Address = actors.alice) => conduct.read.standingAgainst([token.address, member]);
  const until = (member: Address = actors.alice) => token.read.suspendedUntil([member]);
  const now = () => connection.networkHelpers.time.latest();
  return {
    ...economy,
    ...{ conduct, token, module, moderator, by, penalise, ban, appeal, lift, against, until, now },
  };
}
