import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Address, concatHex, encodeFunctionData, type Hex, parseEther, slice } from 'viem';
import { encodeOps } from '../../../bot/chain/encode.ts';
import { openPolicy } from '../../../bot/custody/policy.ts';
import { type Batch, Refusal, type UnsignedTransaction } from '../../../bot/custody/protocol.ts';
import {
  communitiesAbi,
  custodianAbi,
  earningsAbi,
  giftsAbi,
  shopAbi,
  tokenAbi,
} from '../../../contracts/generated/abi.ts';
import { policyDeployment as deployment } from '../../support/policy.ts';

const address = (digit: string): Address => `0x${digit.repeat(40)}`;
const zero = address('0');
const member: Hex = `0x${'ab'.repeat(32)}`;
const reporter: Hex = `0x${'cd'.repeat(32)}`;
const fulfiller: Hex = `0x${'ef'.repeat(32)}`;
const wallet = address('e');
const token = address('7');
const friend = address('8');
const now = 1_800_000_000;
const policy = openPolicy(deployment, { reporter, fulfiller }, [wallet]);

type Call = { salt: Hex; target: Address; data: Hex; gas: number };
const note: Hex = `0x${'0'.repeat(64)}`;
const gift = (amount = 1n, to = friend, of = token): Call => ({
  salt: member,
  target: deployment.gifts,
  data: encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: [of, to, amount, note] }),
  gas: 250_000,
});
const claim: Call = {
  salt: member,
  target: deployment.earnings,
  data: encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token] }),
  gas: 200_000,
};
const settle = (reports = [1n << 200n]): Call => ({
  salt: reporter,
  target: deployment.earnings,
  data: encodeFunctionData({ abi: earningsAbi, functionName: 'settle', args: [token, 0n, reports] }),
  gas: 500_000,
});
const ceiling: Call = {
  salt: member,
  target: deployment.communities,
  data: encodeFunctionData({ abi: communitiesAbi, functionName: 'setCeiling', args: [token, parseEther('900')] }),
  gas: 150_000,
};
const shop = (data: Hex, salt = member): Call => ({ salt, target: deployment.shop, data, gas: 300_000 });
const buy = (quantity = 1n) =>
  shop(encodeFunctionData({ abi: shopAbi, functionName: 'buy', args: [token, 1n, quantity, parseEther('5000')] }));
const use = shop(encodeFunctionData({ abi: shopAbi, functionName: 'use', args: [token, 1n, 1n] }));
const refund = shop(encodeFunctionData({ abi: shopAbi, functionName: 'refund', args: [token, 1n, 1n] }));
const fulfil = shop(encodeFunctionData({ abi: shopAbi, functionName: 'fulfil', args: [token, 1n] }), fulfiller);
const refuse = shop(encodeFunctionData({ abi: shopAbi, functionName: 'refuse', args: [token, 1n, note] }), fulfiller);
const batch = (calls: Call[], changes: Partial<Batch> = {}): Batch => ({
  lane: 0n,
  sequence: 0,
  deadline: now + 900,
  ops: encodeOps(calls),
  ...changes,
});
const refused = (rule: string, index?: number) => (error: Error) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(error.rule, rule);
  assert.equal(error.index, index);
  return true;
};

describe('the policy for batches', () => {
  it('lets through what members and the reporter do', () => {
    const judged = policy.judgeBatch(batch([claim, gift(5n), settle(), gift(7n), ceiling]), now);
    assert.equal(judged.calls, 5);
    assert.deepEqual(judged.outflows.get(`${member}:${token}`), [
      { index: 1, sum: 5n },
      { index: 3, sum: 12n },
    ]);
    assert.deepEqual(judged.ceilings, [{ member: `${member}:${token}`, ceiling: parseEther('900') }]);
  });

  it('lets members spend beyond every ceiling, and the fulfiller answer redemptions', () => {
    const judged = policy.judgeBatch(batch([buy(), buy(65_535n), use, refund, fulfil, refuse]), now);
    assert.equal(judged.calls, 6);
    assert.equal(judged.outflows.size, 0);
  });

  const replaceWord = (data: Hex, place: number, word: Hex) =>
    concatHex([
      slice(data, 0, 4 + place * 32),
      word,
      ...(slice(data, 4).length > (place + 1) * 64 + 2 ? [slice(data, 4 + (place + 1) * 32)] : []),
    ]);
  const dirty: Hex = `0x01${'0'.repeat(22)}${'8'.repeat(40)}`;
  const forbidden: [name: string, rule: string, call: Call][] = [
    ['a contract that is not of the deployment', 'target', { ...gift(), target: address('9') }],
    ['the Custodian itself', 'target', { ...gift(), target: deployment.custodian }],
    [
      'the token itself',
      'target',
      {
        ...gift(),
        target: token,
        data: encodeFunctionData({ abi: tokenAbi, functionName: 'transfer', args: [friend, 1n] }),
      },
    ],
    [
      'a role function of a known contract',
      'function',
      {
        ...ceiling,
        data: encodeFunctionData({ abi: communitiesAbi, functionName: 'grantRoles', args: [token, friend, 4n] }),
      },
    ],
    ['a function of one contract sent to another', 'function', { ...gift(), target: deployment.earnings }],
    [
      'arguments one word short, so that the appended address would be read',
      'length',
      { ...gift(), data: slice(gift().data, 0, 4 + 96) },
    ],
    ['arguments one word long', 'length', { ...gift(), data: concatHex([gift().data, note]) }],
    ['arguments of no whole words', 'length', { ...claim, data: concatHex([claim.data, '0x00']) }],
    ['no arguments at all', 'length', { ...claim, data: slice(claim.data, 0, 4) }],
    ['a settlement with fewer reports than it says', 'length', { ...settle(), data: slice(settle().data, 0, 4 + 128) }],
    [
      'a settlement whose reports stand elsewhere',
      'arguments',
      { ...settle(), data: replaceWord(settle().data, 2, `0x${'0'.repeat(62)}40`) },
    ],
    ['a settlement without reports', 'arguments', settle([])],
    ['a settlement by a member', 'reporter', { ...settle(), salt: member }],
    ['a gift by the reporter', 'reporter', { ...gift(), salt: reporter }],
    ['a claim by the reporter', 'reporter', { ...claim, salt: reporter }],
    ['a purchase by the reporter', 'reporter', { ...buy(), salt: reporter }],
    ['a purchase by the fulfiller', 'fulfiller', { ...buy(), salt: fulfiller }],
    ['a gift by the fulfiller', 'fulfiller', { ...gift(), salt: fulfiller }],
    ['a claim by the fulfiller', 'fulfiller', { ...claim, salt: fulfiller }],
    ['a use by the fulfiller', 'fulfiller', { ...use, salt: fulfiller }],
    ['a refund by the fulfiller', 'fulfiller', { ...refund, salt: fulfiller }],
    ['a ceiling for the fulfiller', 'fulfiller', { ...ceiling, salt: fulfiller }],
    ['a settlement by the fulfiller', 'reporter', { ...settle(), salt: fulfiller }],
    ['a fulfilment by a member', 'fulfiller', { ...fulfil, salt: member }],
    ['a fulfilment by the reporter', 'fulfiller', { ...fulfil, salt: reporter }],
    ['a refusal by a member', 'fulfiller', { ...refuse, salt: member }],
    ['a purchase of nothing', 'arguments', buy(0n)],
    ['a purchase of more units than there can be', 'arguments', buy(65_536n)],
    ['a purchase one word short', 'length', { ...buy(), data: slice(buy().data, 0, 4 + 96) }],
    ['a purchase one word long', 'length', { ...buy(), data: concatHex([buy().data, note]) }],
    ['a use one word short', 'length', { ...use, data: slice(use.data, 0, 4 + 64) }],
    ['a refund one word long', 'length', { ...refund, data: concatHex([refund.data, note]) }],
    ['a fulfilment one word long', 'length', { ...fulfil, data: concatHex([fulfil.data, note]) }],
    ['a refusal one word short', 'length', { ...refuse, data: slice(refuse.data, 0, 4 + 64) }],
    ['more gas than a purchase can need', 'gas', { ...buy(), gas: 1_000_001 }],
    ['so little gas that a purchase must fail', 'gas', { ...buy(), gas: 19_999 }],
    [
      'a shelf function of the shop',
      'function',
      shop(encodeFunctionData({ abi: shopAbi, functionName: 'grant', args: [token, 1n, friend, 1n, note] })),
    ],
    [
      'a transfer of receipts',
      'function',
      shop(
        encodeFunctionData({ abi: shopAbi, functionName: 'safeTransferFrom', args: [friend, friend, 1n, 1n, '0x'] }),
      ),
    ],
    ['a gift to nobody', 'recipient', gift(1n, zero)],
    ['a recipient with dirty upper bytes', 'arguments', { ...gift(), data: replaceWord(gift().data, 1, dirty) }],
    ['no community', 'token', gift(1n, friend, zero)],
    ['more gas than a gift can need', 'gas', { ...gift(), gas: 1_000_001 }],
    ['so little gas that it must fail', 'gas', { ...gift(), gas: 19_999 }],
    ['a ceiling above 96 bits', 'arguments', { ...ceiling, data: replaceWord(ceiling.data, 1, `0x${'f'.repeat(64)}`) }],
  ];
  for (const [name, rule, call] of forbidden)
    it(`refuses ${name}, and says which call it is`, () => {
      assert.throws(() => policy.judgeBatch(batch([claim, call]), now), refused(rule, 1));
    });

  it('refuses a deadline more than an hour ahead', () => {
    policy.judgeBatch(batch([claim], { deadline: now + 3600 }), now);
    assert.throws(() => policy.judgeBatch(batch([claim], { deadline: now + 3601 }), now), refused('deadline'));
  });

  it('refuses what is not made of whole groups', () => {
    const { ops } = batch([claim]);
    for (const broken of [
      '0x',
      slice(ops, 0, 20),
      slice(ops, 0, 32),
      slice(ops, 0, -1 + ops.length / 2 - 1),
      concatHex([ops, '0x00']),
    ] as Hex[])
      assert.throws(() => policy.judgeBatch(batch([], { ops: broken }), now), refused('ops'));
  });
});

describe('the policy for graduations', () => {
  const request = { userId: 'alice', owner: friend, nonce: 0n, deadline: now + 900 };
  it('lets a member go to a wallet', () => policy.judgeGraduation(request, now));
  for (const userId of ['reporter', 'fulfiller'])
    it(`refuses to give away the operator’s account ${userId}`, () =>
      assert.throws(() => policy.judgeGraduation({ ...request, userId }, now), refused('operator')));
  it('refuses no owner', () =>
    assert.throws(() => policy.judgeGraduation({ ...request, owner: zero }, now), refused('recipient')));
  it('refuses a deadline more than an hour ahead', () =>
    assert.throws(() => policy.judgeGraduation({ ...request, deadline: now + 3601 }, now), refused('deadline')));
});

describe('the policy for transactions', () => {
  const transaction: UnsignedTransaction = {
    wallet,
    chainId: deployment.chainId,
    nonce: 3,
    to: deployment.custodian,
    value: 0n,
    gas: 500_000n,
    data: encodeFunctionData({ abi: custodianAbi, functionName: 'execute', args: [0n, 0n, now, '0x', '0x'] }),
    fees: { type: 'legacy', gasPrice: 10n ** 9n },
  };
  it('lets a batch go to the Custodian', () => policy.judgeTransaction(transaction));

  const changes: [name: string, rule: string, change: Partial<UnsignedTransaction>][] = [
    ['another wallet', 'wallet', { wallet: friend }],
    ['another chain', 'chain', { chainId: 1 }],
    ['another recipient', 'target', { to: friend }],
    ['coins', 'value', { value: 1n }],
    ['a guardian’s function', 'function', { data: encodeFunctionData({ abi: custodianAbi, functionName: 'pause' }) }],
    ['no data', 'function', { data: '0x' }],
    ['more gas than any transaction may carry', 'gas', { gas: 2n ** 24n + 1n }],
    ['an absurd legacy price', 'fee', { fees: { type: 'legacy', gasPrice: 10n ** 13n + 1n } }],
    ['an absurd fee', 'fee', { fees: { type: 'eip1559', maxFeePerGas: 10n ** 13n + 1n, maxPriorityFeePerGas: 1n } }],
  ];
  for (const [name, rule, change] of changes)
    it(`refuses ${name}`, () =>
      assert.throws(() => policy.judgeTransaction({ ...transaction, ...change }), refused(rule)));
});
