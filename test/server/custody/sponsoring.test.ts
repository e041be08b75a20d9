import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Address, concatHex, encodeFunctionData, type Hex, parseEther, slice } from 'viem';
import { openPolicy } from '../../../bot/custody/policy.ts';
import { Refusal, type UnsignedTransaction } from '../../../bot/custody/protocol.ts';
import {
  achievementsAbi,
  clansAbi,
  communitiesAbi,
  custodianAbi,
  earningsAbi,
  forwarderAbi,
  giftsAbi,
  marketAbi,
  memberAccountAbi,
  shopAbi,
  tasksAbi,
  tokenAbi,
} from '../../../contracts/generated/abi.ts';
import { policyDeployment as deployment } from '../../support/policy.ts';

const address = (digit: string): Address => `0x${digit.repeat(40)}`;
const word: Hex = `0x${'0'.repeat(64)}`;
const wallet = address('e');
const holder = address('7');
const account = address('9');
const token = address('8');
const policy = openPolicy(deployment, { reporter: word, fulfiller: `0x${'1'.repeat(64)}` }, [wallet]);

const asset = { collection: holder, id: 1n, quantity: 1 };
const side = { amount: 1n, assets: [asset] };

const calls = {
  claimDaily: [
    deployment.earnings,
    encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token] }),
  ],
  claimAchievement: [
    deployment.achievements,
    encodeFunctionData({ abi: achievementsAbi, functionName: 'claimAchievement', args: [token, 1n] }),
  ],
  claimTask: [deployment.tasks, encodeFunctionData({ abi: tasksAbi, functionName: 'claimTask', args: [token, 1n] })],
  submitTask: [
    deployment.tasks,
    encodeFunctionData({ abi: tasksAbi, functionName: 'submitTask', args: [token, 1n, word] }),
  ],
  gift: [
    deployment.gifts,
    encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: [token, holder, 1n, word] }),
  ],
  buy: [
    deployment.shop,
    encodeFunctionData({ abi: shopAbi, functionName: 'buy', args: [token, 1n, 1n, parseEther('1')] }),
  ],
  use: [deployment.shop, encodeFunctionData({ abi: shopAbi, functionName: 'use', args: [token, 1n, 1n] })],
  refund: [deployment.shop, encodeFunctionData({ abi: shopAbi, functionName: 'refund', args: [token, 1n, 1n] })],
  list: [
    deployment.market,
    encodeFunctionData({ abi: marketAbi, functionName: 'list', args: [token, asset, 1n, 1, 0] }),
  ],
  buyListing: [
    deployment.market,
    encodeFunctionData({ abi: marketAbi, functionName: 'buy', args: [token, 1n, asset, 1n] }),
  ],
  propose: [
    deployment.market,
    encodeFunctionData({ abi: marketAbi, functionName: 'propose', args: [token, holder, side, side, 1] }),
  ],
  counter: [
    deployment.market,
    encodeFunctionData({ abi: marketAbi, functionName: 'counter', args: [token, 1n, holder, 1, side, side, 1] }),
  ],
  accept: [
    deployment.market,
    encodeFunctionData({ abi: marketAbi, functionName: 'accept', args: [token, 1n, holder, 1, side, side] }),
  ],
  createClan: [
    deployment.clans,
    encodeFunctionData({ abi: clansAbi, functionName: 'createClan', args: [token, word] }),
  ],
  expel: [deployment.clans, encodeFunctionData({ abi: clansAbi, functionName: 'expel', args: [token, holder] })],
  setCeiling: [
    deployment.communities,
    encodeFunctionData({ abi: communitiesAbi, functionName: 'setCeiling', args: [token, 1n] }),
  ],
} satisfies Record<string, [Address, Hex]>;

const send = (to: Address, data: Hex): UnsignedTransaction => ({
  wallet,
  chainId: deployment.chainId,
  nonce: 0,
  to,
  value: 0n,
  gas: 700_000n,
  data,
  fees: { type: 'legacy', gasPrice: 10n ** 9n },
});
const forward = ([to, data]: [Address, Hex], value = 0n) => {
  const request = {
    from: holder,
    to,
    value,
    gas: 300_000n,
    deadline: 1_800_000_000,
    data,
    signature: '0x1234',
  } as const;
  return send(
    deployment.forwarder,
    encodeFunctionData({ abi: forwarderAbi, functionName: 'execute', args: [request] }),
  );
};
const act = (to: Address, data: Hex, value = 0n) =>
  send(
    account,
    encodeFunctionData({
      abi: memberAccountAbi,
      functionName: 'executeSigned',
      args: [to, value, data, 1_800_000_000, '0x1234'],
    }),
  );
const transfer = encodeFunctionData({ abi: tokenAbi, functionName: 'transfer', args: [holder, 1n] });

const refused = (rule: string, transaction: UnsignedTransaction) =>
  assert.throws(
    () => policy.judgeTransaction(transaction),
    (error: Error) => {
      assert.ok(error instanceof Refusal, String(error));
      assert.equal(error.rule, rule);
      return true;
    },
  );

describe('the policy for sponsored transactions', () => {
  for (const [verb, call] of Object.entries(calls))
    it(`lets a wallet's own ${verb} through the forwarder`, () => policy.judgeTransaction(forward(call)));

  it('lets a member’s account do what its owner signed', () => {
    policy.judgeTransaction(act(...calls.buy));
    policy.judgeTransaction(act(token, transfer));
  });

  it('lets a graduation be finished', () => {
    const data = encodeFunctionData({ abi: custodianAbi, functionName: 'finishGraduation', args: [word, '0x12'] });
    policy.judgeTransaction(send(deployment.custodian, data));
  });

  it('refuses coins, around the call and in it', () => {
    refused('value', { ...forward(calls.buy), value: 1n });
    refused('value', forward(calls.buy, 1n));
    refused('value', { ...act(...calls.buy), value: 1n });
    refused('value', act(holder, '0x', 1n));
  });

  it('refuses what is not for members, though the module trusts the forwarder', () => {
    const grant = encodeFunctionData({ abi: communitiesAbi, functionName: 'grantRoles', args: [token, holder, 4n] });
    refused('function', forward([deployment.communities, grant]));
    const fulfil = encodeFunctionData({ abi: shopAbi, functionName: 'fulfil', args: [token, 1n] });
    refused('function', forward([deployment.shop, fulfil]));
    refused('function', forward([token, transfer]));
    refused('function', forward([deployment.earnings, calls.buy[1]]));
    refused('function', forward([deployment.shop, '0x']));
  });

  it('refuses other functions of the forwarder and of accounts', () => {
    const many = encodeFunctionData({ abi: forwarderAbi, functionName: 'executeBatch', args: [[], holder] });
    refused('function', send(deployment.forwarder, many));
    const execute = encodeFunctionData({ abi: memberAccountAbi, functionName: 'execute', args: [token, 0n, transfer] });
    refused('target', send(account, execute));
    refused('target', send(token, transfer));
    refused('target', { ...act(token, transfer), to: deployment.shop });
  });

  it('refuses arguments that are encoded oddly', () => {
    const { data } = forward(calls.buy);
    refused('arguments', send(deployment.forwarder, concatHex([data, word])));
    refused('arguments', send(deployment.forwarder, slice(data, 0, 200)));
    refused('arguments', send(deployment.forwarder, slice(data, 0, 4)));
    const signed = act(...calls.buy).data;
    refused('arguments', send(account, concatHex([signed, word])));
    refused('arguments', send(account, slice(signed, 0, 100)));
  });

  it('refuses more gas than sponsoring is meant for', () => {
    policy.judgeTransaction({ ...forward(calls.buy), gas: 1_000_000n });
    refused('gas', { ...forward(calls.buy), gas: 1_000_001n });
    refused('gas', { ...act(...calls.buy), gas: 1_000_001n });
  });
});
