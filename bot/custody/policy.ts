/**
 * What the signer is willing to sign. It trusts nobody: not the bot that asks, not the database behind it. Each refusal
 * names its rule (docs/THREAT_MODEL.md lists them).
 */
import { id } from 'ethers/hash';
import { z } from 'zod';
import { decodeOps, type Op } from './ops.ts';
import type { Spend } from './pin.ts';
import {
  type Batch,
  type Cancel,
  type Graduation,
  Refusal,
  type SetRecovery,
  type UnsignedTransaction,
} from './protocol.ts';
import { openSponsoring } from './sponsoring.ts';
import { address, exactly, word } from './words.ts';

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
});
export type PolicyDeployment = z.infer<typeof policyDeployment>;

/** Base units a day that may leave an account unless its member raised the ceiling (SPEC 4): 500 tokens of 18 decimals. */
export const CEILING = 500n * 10n ** 18n;
const HOUR = 3600;
const ZERO = `0x${'0'.repeat(40)}`;
/** EIP-7825: no transaction may carry more. */
const MAX_GAS = 2n ** 24n;
/** Wei per gas; far above any sane market, far below what empties a wallet at once. */
const MAX_FEE = 10n ** 13n;
/** Units that one purchase may have (IShop). */
const MAX_QUANTITY = 0xffffn;
/** Accounts that are the operator's own, and what each is there for. Nobody's wallet may ever own them. */
const OPERATORS = { reporter: 'settle activity', fulfiller: 'fulfil and refuse redemptions' } as const;
type Operator = keyof typeof OPERATORS;

/** What a batch would do. Members are named `salt:token`. */
export type Judged = {
  /** What leaves each member's account: after which call of the batch, how many base units in all. */
  outflows: Map<string, { index: number; sum: bigint }[]>;
  ceilings: { member: string; ceiling: bigint }[];
  /** What members spend or give by each call: above the community's threshold it needs their PIN. */
  spends: Spend[];
  calls: number;
};

type Rule = { words: (op: Op) => number; gas: readonly [number, number]; judge: (op: Op, judged: Judged) => void };
const selector = (signature: string) => id(signature).slice(0, 10);

function add(judged: Judged, op: Op, token: string, amount: bigint) {
  const member = `${op.salt}:${token}`;
  const sums = judged.outflows.get(member) ?? [];
  judged.spends.push({ op, token, amount });
  judged.outflows.set(member, [...sums, { index: op.index, sum: (sums.at(-1)?.sum ?? 0n) + amount }]);
}

/** Functions that may be called, by `target:selector`. */
function rulesOf(deployment: PolicyDeployment, salts: Record<Operator, string>) {
  const rule = (target: string, signature: string, value: Rule) => [`${target}:${selector(signature)}`, value] as const;
  const roleOf = (op: Op) => (Object.keys(OPERATORS) as Operator[]).find((role) => salts[role] === op.salt);
  const memberOnly = (op: Op) => {
    const role = roleOf(op);
    if (role) throw new Refusal(role, `The operator's account ${role} may only ${OPERATORS[role]}.`, op.index);
  };
  const only = (role: Operator, op: Op) => {
    if (roleOf(op) !== role)
      throw new Refusal(role, `Only the operator's account ${role} may ${OPERATORS[role]}.`, op.index);
  };
  const call: Pick<Rule, 'gas'> = { gas: [20_000, 1_000_000] };
  return new Map<string, Rule>([
    rule(deployment.earnings, 'settle(address,uint64,uint256[])', {
      // token, settlement, offset, length, and one word per report
      words: (op) => 4 + Number(op.args.length >= 128 ? word(op, 3) & 0xffffn : 0n),
      gas: [50_000, 14_000_000],
      judge(op) {
        only('reporter', op);
        if (word(op, 2) !== 96n) throw new Refusal('arguments', 'The reports do not stand where they must.', op.index);
        if (word(op, 3) === 0n) throw new Refusal('arguments', 'The settlement has no reports.', op.index);
      },
    }),
    rule(deployment.earnings, 'claimDaily(address)', { ...call, words: () => 1, judge: memberOnly }),
    rule(deployment.gifts, 'gift(address,address,uint256,bytes32)', {
      ...call,
      words: () => 4,
      judge(op, judged) {
        memberOnly(op);
        if (address(op, 1) === ZERO) throw new Refusal('recipient', 'The gift has no recipient.', op.index);
        add(judged, op, address(op, 0), word(op, 2));
      },
    }),
    rule(deployment.communities, 'setCeiling(address,uint96)', {
      ...call,
      words: () => 2,
      judge(op, judged) {
        memberOnly(op);
        if (word(op, 1) >> 96n) throw new Refusal('arguments', 'The ceiling is too large.', op.index);
        judged.ceilings.push({ member: `${op.salt}:${address(op, 0)}`, ceiling: word(op, 1) });
      },
    }),
    // Spending in the shop burns: nothing leaves to anybody, so no ceiling counts it.
    rule(deployment.shop, 'buy(address,uint256,uint256,uint256)', {
      ...call,
      words: () => 4,
      judge(op, judged) {
        memberOnly(op);
        const quantity = word(op, 2);
        if (quantity === 0n || quantity > MAX_QUANTITY)
          throw new Refusal('arguments', `A purchase has 1 to ${MAX_QUANTITY} units.`, op.index);
        judged.spends.push({ op, token: address(op, 0), amount: word(op, 3) });
      },
    }),
    rule(deployment.shop, 'use(address,uint256,uint256)', { ...call, words: () => 3, judge: memberOnly }),
    rule(deployment.shop, 'refund(address,uint256,uint256)', { ...call, words: () => 3, judge: memberOnly }),
    rule(deployment.shop, 'fulfil(address,uint256)', {
      ...call,
      words: () => 2,
      judge: (op) => only('fulfiller', op),
    }),
    rule(deployment.shop, 'refuse(address,uint256,bytes32)', {
      ...call,
      words: () => 3,
      judge: (op) => only('fulfiller', op),
    }),
  ]);
}

/** The rules of one deployment. A Hardhat network moves its time at will, so there no deadline is too far. */
export function openPolicy(deployment: PolicyDeployment, salts: Record<Operator, string>, wallets: readonly string[]) {
  const rules = rulesOf(deployment, salts);
  const targets = new Set([deployment.earnings, deployment.gifts, deployment.shop, deployment.communities]);
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

  return {
    local,
    /** @param now unix seconds. @throws Refusal */
    judgeBatch(batch: Batch, now: number): Judged {
      judgeDeadline(batch.deadline, now);
      const ops = decodeOps(batch.ops);
      const judged: Judged = { outflows: new Map(), ceilings: [], spends: [], calls: ops.length };
      for (const op of ops) {
        if (!targets.has(op.target))
          throw new Refusal('target', `${op.target} is no contract of this deployment.`, op.index);
        const rule = rules.get(`${op.target}:${op.selector}`);
        if (!rule) throw new Refusal('function', `Function ${op.selector} may not be called for a member.`, op.index);
        exactly(op, rule.words(op));
        const [least, most] = rule.gas;
        if (op.gas < least || op.gas > most)
          throw new Refusal('gas', `The call's gas must lie between ${least} and ${most}.`, op.index);
        if (address(op, 0) === ZERO) throw new Refusal('token', 'The call names no community.', op.index);
        rule.judge(op, judged);
      }
      return judged;
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
      if (tx.chainId !== deployment.chainId)
        throw new Refusal('chain', `Transactions are for chain ${deployment.chainId} only.`);
      if (tx.value !== 0n) throw new Refusal('value', 'A relayer sends no coins.');
      if (tx.to.toLowerCase() !== deployment.custodian) judgeSponsored(tx);
      else if (!forwarded.includes(tx.data.slice(0, 10).toLowerCase()))
        throw new Refusal('function', `A relayer does not call ${tx.data.slice(0, 10)} of the Custodian.`);
      if (tx.gas > MAX_GAS) throw new Refusal('gas', `A transaction carries at most ${MAX_GAS} gas.`);
      const fee = tx.fees.type === 'legacy' ? tx.fees.gasPrice : tx.fees.maxFeePerGas;
      if (fee > MAX_FEE) throw new Refusal('fee', `A transaction offers at most ${MAX_FEE} wei per gas.`);
    },
  };
}
export type Policy = ReturnType<typeof openPolicy>;
