// Tasks for tests: a community with the module, staff who review, and members who pay and work.
import { type Address, encodeFunctionData, getContract, parseAbi, stringToHex, zeroHash } from 'viem';
import { tasksAbi } from '../../../contracts/generated/abi.ts';
import { type Connection, createCommunity, deployEconomy } from './deploy.ts';
import { Role, TOKEN } from './figures.ts';
import { asModule } from './module.ts';

export const UNLIMITED = 2 ** 32 - 1;
export const HOUR = 3_600;
export const State = { claimed: 1, submitted: 2, rejected: 3, accepted: 4, expired: 5, abandoned: 6 };
export const proof = stringToHex('proof', { size: 32 });
export const reason = stringToHex('reason', { size: 32 });
const words = { roleHash: stringToHex('role', { size: 32 }), textHash: stringToHex('text', { size: 32 }) };
/** 10 tokens for each of two, a day to do it in, one reviewer. */
export const terms = {
  ...{ reward: 10n * TOKEN, slots: 2, hours_: 24, reviewers: 1, proofRequired: true, repeatable: false },
  ...words,
};
export type Terms = typeof terms;
const operatorAbi = parseAbi(['function set(uint32 epoch, uint48 pausedUntil)']);

export async function deployTasks(connection: Connection) {
  const economy = await deployEconomy(connection);
  const { client, communities, forwarder, custodian, earnings, actors, asMember } = economy;
  const { viem, networkHelpers } = connection;
  const { address } = await viem.deployContract('Tasks', [forwarder, custodian, communities.address]);
  const tasks = getContract({ abi: tasksAbi, address, client });
  await communities.write.addModule([address, stringToHex('Tasks', { size: 32 })]);
  const token = await createCommunity(economy, { modules: [earnings.address, address], clawback: true });
  const by = (account: Address) => ({ account });
  const [judge, second] = [actors.pauser, actors.reporter];
  await communities.write.grantRoles([token.address, actors.admin, Role.admin], by(actors.owner));
  for (const account of [judge, second])
    await communities.write.grantRoles([token.address, account, Role.moderator], by(actors.owner));
  const module = await asModule(economy);
  await token.write.award([actors.alice, 100n * TOKEN], module);

  // The operator is asked whether its word still binds, as the Custodian would be.
  const model = await viem.deployContract('Operator');
  await networkHelpers.setCode(custodian, (await client.public.getCode({ address: model.address }))!);
  const operator = getContract({ abi: operatorAbi, address: custodian, client });
  await operator.write.set([1, 0]);

  const create = async (changes: Partial<Terms> = {}, { issued = false, creator = actors.alice } = {}) => {
    await tasks.write.createTask([token.address, { ...terms, ...changes }, issued], by(creator));
    return tasks.read.taskCount([token.address]);
  };
  /** A task whose reward is issued. */
  const issue = (changes: Partial<Terms> = {}, creator = actors.admin) => create(changes, { issued: true, creator });
  const edit = (task: bigint, changes: Partial<Terms>, caller = actors.alice) =>
    tasks.write.editTask([token.address, task, { ...terms, ...changes }], by(caller));
  const cancel = (task: bigint, caller = actors.alice) => tasks.write.cancelTask([token.address, task], by(caller));
  const claim = async (task: bigint, claimant = actors.bob) => {
    await tasks.write.claimTask([token.address, task], by(claimant));
    return tasks.read.claimCount([token.address]);
  };
  const submit = (number: bigint, claimant = actors.bob, proofHash = proof) =>
    tasks.write.submitTask([token.address, number, proofHash], by(claimant));
  const abandon = (number: bigint, claimant = actors.bob) =>
    tasks.write.abandonTask([token.address, number], by(claimant));
  const expire = (number: bigint) => tasks.write.expireTask([token.address, number], by(actors.mallory));
  const review = (number: bigint, accept: boolean, reviewer = actors.alice) =>
    tasks.write.reviewTask([token.address, number, accept, reason], by(reviewer));
  const escalate = (number: bigint, claimant = actors.bob) =>
    tasks.write.escalateTask([token.address, number], by(claimant));
  /** Claimed and handed in. */
  const submitted = async (task: bigint, claimant = actors.bob) => {
    const number = await claim(task, claimant);
    await submit(number, claimant);
    return number;
  };
  /** As the operator acts for a member. */
  const createAs = (member: Address, changes: Partial<Terms> = {}, issued = false) => {
    const args = [token.address, { ...terms, ...changes }, issued] as const;
    return asMember(member, address, encodeFunctionData({ abi: tasksAbi, functionName: 'createTask', args }));
  };
  const editAs = (member: Address, task: bigint, changes: Partial<Terms> = {}) => {
    const args = [token.address, task, { ...terms, ...changes }] as const;
    return asMember(member, address, encodeFunctionData({ abi: tasksAbi, functionName: 'editTask', args }));
  };
  const claimAs = (member: Address, task: bigint) =>
    asMember(
      member,
      address,
      encodeFunctionData({ abi: tasksAbi, functionName: 'claimTask', args: [token.address, task] }),
    );
  const taskOf = (task: bigint) => tasks.read.taskOf([token.address, task]);
  const claimOf = (number: bigint) => tasks.read.claimOf([token.address, number]);
  const balance = (member: Address) => token.read.balanceOf([member]);
  /** What the module says it holds, and what it holds. */
  const escrow = async () => {
    const [said, held] = [await tasks.read.escrowOf([token.address]), await balance(address)];
    if (said !== held) throw new Error(`${said} is said to be held, and ${held} is`);
    return held;
  };
  const now = () => networkHelpers.time.latest();
  const pause = () => communities.write.pause([token.address], by(actors.admin));
  return {
    ...economy,
    ...{ tasks, token, module, by, judge, second, create, issue, edit, cancel, claim, submit, abandon, expire, review },
    ...{
      escalate,
      submitted,
      createAs,
      editAs,
      claimAs,
      operator,
      taskOf,
      claimOf,
      balance,
      escrow,
      now,
      pause,
      none: zeroHash,
    },
  };
}
