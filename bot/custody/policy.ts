/**
 * What the signer is willing to sign. It trusts nobody: not the bot that asks, not the database behind it. Each refusal
 * names its rule (docs/THREAT_MODEL.md lists them).
 */
import { id } from 'ethers/hash';
import { z } from 'zod';
import { readerOf } from './arguments.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { decodeOps, type Op } from './ops.ts';
import type { Spend } from './pin.ts';
import {
  type Batch,
  type Cancel,
  type Graduation,
  Refusal,
  type SetRecovery,
  type UnsignedPause,
  type UnsignedTransaction,
} from './protocol.ts';
import { type Contract, OPERATORS, type Operator, RULES, type Rule } from './rules.ts';
import { openSponsoring } from './sponsoring.ts';

const anyAddress = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((value) => value.toLowerCase() as `0x${string}`);
/** The part of deployment.json that the signer holds others to. */
export const policyDeployment = z.object({
  chainId: z.int().positive(),
  custodian: anyAddress,
  forwarder: anyAddress,
  communities: anyAddress,
  earnings: anyAddress,
  gifts: anyAddress,
  shop: anyAddress,
  achievements: anyAddress,
  tasks: anyAddress,
  stash: anyAddress,
  clans: anyAddress,
  market: anyAddress,
  conduct: anyAddress,
});
export type PolicyDeployment = z.infer<typeof policyDeployment>;

const HOUR = 3600;
const ZERO = `0x${'0'.repeat(40)}`;
/** EIP-7825: no transaction may carry more. */
const MAX_GAS = 2n ** 24n;
/** Far above what a pause takes. */
const MAX_PAUSE_GAS = 200_000n;
/** Wei per gas; far above any sane market, far below what empties a wallet at once. */
const MAX_FEE = 10n ** 13n;

/** All that leaves accounts by this signer, in units of 10^-18 tokens of whichever community. */
export const EVERYBODY = '*';
/** One community's members together. */
export const allOf = (token: string) => `${EVERYBODY}:${token}`;

/** What a batch would do. */
export type Judged = {
  /**
   * What leaves accounts, counted against days: after which call of the batch, how many base units in all. By
   * `salt:token` for a member, {@link allOf} for a community, {@link EVERYBODY} for all.
   */
  outflows: Map<string, { index: number; sum: bigint }[]>;
  ceilings: { member: string; ceiling: bigint }[];
  /** What members spend or give by each call: above the community's threshold it needs their PIN. */
  spends: Spend[];
  calls: number;
};

/** As {@link RULES} name them, by `target:selector`. */
function rulesOf(deployment: PolicyDeployment) {
  return new Map(
    (Object.keys(RULES) as Contract[]).flatMap((contract) =>
      Object.entries<Rule>(RULES[contract]).map(([signature, rule]) => {
        const key = `${deployment[contract]}:${selector(signature)}`;
        return [key, { ...rule, read: readerOf(signature, rule.most) }] as const;
      }),
    ),
  );
}

const selector = (signature: string) => id(signature).slice(0, 10);
const addressOf = (value: bigint) => `0x${value.toString(16).padStart(40, '0')}`;

function add({ outflows }: Judged, { index }: Op, key: string, amount: bigint) {
  const sums = outflows.get(key);
  if (sums) sums.push({ index, sum: sums.at(-1)!.sum + amount });
  else outflows.set(key, [{ index, sum: amount }]);
}

/** @throws Refusal by the rule of the operator's account that is meant */
function judgeActor(op: Op, { by }: Rule, actor: 'member' | Operator) {
  if (by.includes(actor)) return;
  const [only] = by;
  if (actor !== 'member' && by.includes('member'))
    throw new Refusal(actor, `The operator's account ${actor} may only ${OPERATORS[actor]}.`, op.index);
  if (only !== undefined && only !== 'member')
    throw new Refusal(only, `Only the operator's account ${only} may ${OPERATORS[only]}.`, op.index);
}

/** The rules of one deployment. A Hardhat network moves its time at will, so there no deadline is too far. */
export function openPolicy(
  deployment: PolicyDeployment,
  salts: Record<Operator, string>,
  wallets: readonly string[],
  limits: Limits = DEFAULT_LIMITS,
) {
  const rules = rulesOf(deployment);
  const targets = new Set((Object.keys(RULES) as Contract[]).map((contract) => deployment[contract]));
  const operators = new Map(Object.entries(salts).map(([operator, salt]) => [salt, operator as Operator]));
  const judgeSponsored = openSponsoring(deployment);
  const local = deployment.chainId === 31337;
  const forwarded = [
    'execute(uint192,uint64,uint48,bytes,bytes)',
    'requestGraduation(bytes32,address,uint48,bytes)',
    'setRecovery(bytes32,address,uint48,bytes)',
    'cancelSigned(bytes32,uint48,bytes)',
    'finishGraduation(bytes32,bytes)',
  ].map(selector);

  function judgeDeadline(deadline: number, now: number) {
    if (!local && deadline > now + HOUR)
      throw new Refusal('deadline', 'The deadline is more than an hour ahead: check the clocks of both computers.');
  }

  const decimalsOf = (token: string) => limits.decimals[token] ?? 18;

  function judgeOp(op: Op, judged: Judged) {
    if (!targets.has(op.target))
      throw new Refusal('target', `${op.target} is no contract of this deployment.`, op.index);
    const rule = rules.get(`${op.target}:${op.selector}`);
    if (!rule) throw new Refusal('function', `Function ${op.selector} may not be called for a member.`, op.index);
    const values = rule.read(op);
    const [least, most] = rule.gas;
    if (op.gas < least || op.gas > most)
      throw new Refusal('gas', `The call's gas must lie between ${least} and ${most}.`, op.index);
    if (rule.token !== null && values[rule.token] === 0n)
      throw new Refusal('token', 'The call names no community.', op.index);
    const actor = operators.get(op.salt) ?? 'member';
    judgeActor(op, rule, actor);
    const fault = rule.fault(values);
    if (fault) throw new Refusal(...fault, op.index);

    for (const { token: named, amount, kind } of rule.moves(values)) {
      const token = addressOf(named);
      if (kind !== 'promised' && actor === 'member') judged.spends.push({ op, token, amount });
      if (kind === 'spent') continue;
      if (kind === 'given') add(judged, op, `${op.salt}:${token}`, amount);
      add(judged, op, allOf(token), amount);
      add(judged, op, EVERYBODY, amount * 10n ** BigInt(18 - decimalsOf(token)));
    }
    const [token, ceiling] = values;
    if (rule.ceiling && typeof token === 'bigint' && typeof ceiling === 'bigint')
      judged.ceilings.push({ member: `${op.salt}:${addressOf(token)}`, ceiling });
  }

  return {
    local,
    /** @param now unix seconds. @throws Refusal */
    judgeBatch(batch: Batch, now: number): Judged {
      judgeDeadline(batch.deadline, now);
      const ops = decodeOps(batch.ops);
      const judged: Judged = { outflows: new Map(), ceilings: [], spends: [], calls: ops.length };
      for (const op of ops) judgeOp(op, judged);
      return judged;
    },
    /** Base units that may leave in a day by one of {@link Judged.outflows}, where its member set no ceiling. */
    dayOf(key: string): bigint {
      if (key === EVERYBODY) return BigInt(limits.signerDay) * 10n ** 18n;
      const token = key.slice(key.indexOf(':') + 1);
      return BigInt(key === allOf(token) ? limits.communityDay : limits.memberDay) * 10n ** BigInt(decimalsOf(token));
    },
    judgeGraduation(request: Graduation, now: number) {
      judgeDeadline(request.deadline, now);
      if (Object.hasOwn(OPERATORS, request.userId))
        throw new Refusal('operator', 'The accounts of the operator never become anybody’s own.');
      if (request.owner.toLowerCase() === ZERO) throw new Refusal('recipient', 'The graduation has no owner.');
    },
    judgeRecovery(request: SetRecovery, now: number) {
      judgeDeadline(request.deadline, now);
      if (Object.hasOwn(OPERATORS, request.userId))
        throw new Refusal('operator', 'The accounts of the operator have no recovery address.');
      const recovery = request.recovery.toLowerCase();
      if (recovery === ZERO || recovery === deployment.custodian || targets.has(recovery as `0x${string}`))
        throw new Refusal('recipient', 'The recovery address is nobody’s wallet.');
    },
    judgeCancel: (request: Cancel, now: number) => judgeDeadline(request.deadline, now),
    judgeTransaction(tx: UnsignedTransaction) {
      if (!wallets.includes(tx.wallet.toLowerCase()))
        throw new Refusal('wallet', `${tx.wallet} is no relayer's wallet.`);
      if (tx.value !== 0n) throw new Refusal('value', 'A relayer sends no coins.');
      if (tx.to.toLowerCase() !== deployment.custodian) judgeSponsored(tx);
      else if (!forwarded.includes(tx.data.slice(0, 10).toLowerCase()))
        throw new Refusal('function', `A relayer does not call ${tx.data.slice(0, 10)} of the Custodian.`);
      judgeCost(tx, MAX_GAS);
    },
    /** What the sentinel's pause costs: all the rest of it is the signer's own. */
    judgePause: (pause: UnsignedPause) => judgeCost(pause, MAX_PAUSE_GAS),
  };

  function judgeCost({ chainId, gas, fees }: UnsignedPause, most: bigint) {
    if (chainId !== deployment.chainId)
      throw new Refusal('chain', `Transactions are for chain ${deployment.chainId} only.`);
    if (gas > most) throw new Refusal('gas', `This transaction carries at most ${most} gas.`);
    const fee = fees.type === 'legacy' ? fees.gasPrice : fees.maxFeePerGas;
    if (fee > MAX_FEE) throw new Refusal('fee', `A transaction offers at most ${MAX_FEE} wei per gas.`);
  }
}
