/**
 * Transactions that a relayer pays for on a wallet's behalf. Each carries the wallet's own signature, which the contracts
 * check; what the signer sees to is that nothing else travels this way, and that none costs more than it may.
 */
import { AbiCoder } from 'ethers/abi';
import { id } from 'ethers/hash';
import type { PolicyDeployment } from './policy.ts';
import { MOST_SPONSORED_GAS, Refusal, type UnsignedTransaction } from './protocol.ts';
import { ASSET, SIDE } from './rules.ts';

const selector = (signature: string) => id(signature).slice(0, 10);
const FORWARD = selector('execute((address,address,uint256,uint256,uint48,bytes,bytes))');
const FORWARD_TYPES = ['tuple(address,address,uint256,uint256,uint48,bytes,bytes)'];
const SIGNED = selector('executeSigned(address,uint256,bytes,uint48,bytes)');
const SIGNED_TYPES = ['address', 'uint256', 'bytes', 'uint48', 'bytes'];

/** @returns judges a transaction to anything but the Custodian; it throws a Refusal */
export function openSponsoring(deployment: PolicyDeployment) {
  const inner = new Set(
    [
      [deployment.earnings, 'claimDaily(address)'],
      [deployment.earnings, 'claimWeeklyStreak(address)'],
      [deployment.earnings, 'claimMonthlyActive(address)'],
      [deployment.achievements, 'claimAchievement(address,uint256)'],
      [deployment.tasks, 'claimTask(address,uint256)'],
      [deployment.tasks, 'submitTask(address,uint256,bytes32)'],
      [deployment.tasks, 'abandonTask(address,uint256)'],
      [deployment.tasks, 'escalateTask(address,uint256)'],
      [deployment.gifts, 'gift(address,address,uint256,bytes32)'],
      [deployment.shop, 'buy(address,uint256,uint256,uint256)'],
      [deployment.shop, 'use(address,uint256,uint256)'],
      [deployment.shop, 'refund(address,uint256,uint256)'],
      [deployment.market, `list(address,${ASSET},uint96,uint40,uint16)`],
      [deployment.market, 'cancelListing(address,uint256)'],
      [deployment.market, `buy(address,uint256,${ASSET},uint256)`],
      [deployment.market, `propose(address,address,${SIDE},${SIDE},uint40)`],
      [deployment.market, `counter(address,uint256,address,uint32,${SIDE},${SIDE},uint40)`],
      [deployment.market, `accept(address,uint256,address,uint32,${SIDE},${SIDE})`],
      [deployment.market, 'cancelTrade(address,uint256)'],
      [deployment.clans, 'createClan(address,bytes32)'],
      [deployment.clans, 'invite(address,uint256,address)'],
      [deployment.clans, 'joinClan(address,uint256)'],
      [deployment.clans, 'leaveClan(address)'],
      [deployment.clans, 'expel(address,address)'],
      [deployment.clans, 'setLeader(address,address)'],
      [deployment.clans, 'dissolveClan(address)'],
      [deployment.communities, 'setCeiling(address,uint96)'],
    ].map(([target, signature]) => `${target}:${selector(signature!)}`),
  );
  const own = new Set<unknown>(Object.values(deployment));

  return ({ to, data, gas }: UnsignedTransaction) => {
    const called = data.slice(0, 10).toLowerCase();
    const target = to.toLowerCase();
    if (target === deployment.forwarder) {
      if (called !== FORWARD) throw new Refusal('function', `A relayer does not call ${called} of the forwarder.`);
      const [request] = exactly<[[string, string, bigint, bigint, bigint, string, string]]>(FORWARD_TYPES, data);
      const [, module, value, , , call] = request;
      if (value !== 0n) throw new Refusal('value', 'A forwarded request carries no coins.');
      if (!inner.has(`${module.toLowerCase()}:${call.slice(0, 10)}`))
        throw new Refusal('function', `Function ${call.slice(0, 10)} of ${module} is not paid for.`);
    } else {
      // Any member's account: what it does, its owner signed.
      if (called !== SIGNED || own.has(target))
        throw new Refusal('target', 'A relayer sends to the Custodian, the forwarder and members’ accounts only.');
      const [, value] = exactly<[string, bigint, string, bigint, string]>(SIGNED_TYPES, data);
      if (value !== 0n) throw new Refusal('value', 'A sponsored call of an account carries no coins.');
    }
    if (gas > MOST_SPONSORED_GAS)
      throw new Refusal('gas', `A sponsored transaction carries at most ${MOST_SPONSORED_GAS} gas.`);
  };
}

/** Decodes arguments that are encoded in the one way that everybody encodes them. @throws Refusal */
function exactly<T>(types: string[], data: `0x${string}`): T {
  const coder = AbiCoder.defaultAbiCoder();
  const args = `0x${data.slice(10)}`;
  try {
    const values = coder.decode(types, args);
    if (coder.encode(types, values) === args.toLowerCase()) return values.toArray() as T;
  } catch {
    // Told below, together with what decodes and is encoded oddly.
  }
  throw new Refusal('arguments', 'The arguments are not encoded as they must be.');
}
