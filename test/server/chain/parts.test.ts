import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type Address, type Hex, size } from 'viem';
import { classifyBroadcast } from '../../../bot/chain/broadcast.ts';
import { readDeployment } from '../../../bot/chain/deployment.ts';
import { encodeOps } from '../../../bot/chain/encode.ts';
import { bumpedFees } from '../../../bot/chain/fees.ts';
import { decodeOps } from '../../../bot/custody/ops.ts';

const target = (digit: string): Address => `0x${digit.repeat(40)}`;
const salt = (digit: string): Hex => `0x${digit.repeat(64)}`;
const word = '11'.repeat(32);

describe('packing calls', () => {
  const call = (to: string, who: string, gas = 100_000, data: Hex = `0xaabbccdd${word}`) => ({
    target: target(to),
    salt: salt(who),
    gas,
    data,
  });

  it('shares a head among neighbours, and keeps the order of arrival', () => {
    const calls = [call('1', 'a'), call('1', 'b'), call('2', 'a'), call('1', 'c')];
    const ops = encodeOps(calls);
    assert.equal(size(ops), 3 * 32 + 4 * 64, 'three heads, four calls');
    assert.deepEqual(
      decodeOps(ops).map(({ index, target, salt, gas, selector, args }) => [
        index,
        target,
        salt,
        gas,
        selector,
        args.toString('hex'),
      ]),
      calls.map(({ target, salt, gas }, index) => [index, target, salt, gas, '0xaabbccdd', word]),
    );
  });

  it('gives another gas or length a head of its own', () => {
    assert.equal(size(encodeOps([call('1', 'a'), call('1', 'a', 100_001)])), 2 * 96);
    assert.equal(size(encodeOps([call('1', 'a'), call('1', 'a', 100_000, '0xaabbccdd')])), 96 + 64);
  });
});

describe('bumping fees', () => {
  it('raises every part by at least 12 %, however small', () => {
    assert.deepEqual(bumpedFees({ type: 'legacy', gasPrice: 1n }, { type: 'legacy', gasPrice: 1n }), {
      type: 'legacy',
      gasPrice: 2n,
    });
    const old = { type: 'eip1559', maxFeePerGas: 1000n, maxPriorityFeePerGas: 100n } as const;
    assert.deepEqual(bumpedFees(old, { ...old, maxFeePerGas: 10n }), {
      type: 'eip1559',
      maxFeePerGas: 1126n,
      maxPriorityFeePerGas: 113n,
    });
  });

  it('follows a market that has risen more', () => {
    assert.deepEqual(bumpedFees({ type: 'legacy', gasPrice: 100n }, { type: 'legacy', gasPrice: 500n }), {
      type: 'legacy',
      gasPrice: 500n,
    });
  });
});

describe('what nodes say to a transaction', () => {
  const said = {
    'already known': 'known',
    'known transaction: 0xab': 'known',
    AlreadyKnown: 'known',
    'Transaction with the same hash was already imported.': 'known',
    'replacement transaction underpriced': 'underpriced',
    'transaction underpriced: tip needed 1': 'underpriced',
    'max fee per gas less than block base fee': 'underpriced',
    FeeTooLow: 'underpriced',
    'Replacement transaction underpriced. A gasPrice/maxFeePerGas of at least 2 is necessary': 'underpriced',
    'nonce too low': 'nonce',
    'nonce too low: next nonce 5, tx nonce 4': 'nonce',
    OldNonce: 'nonce',
    'Nonce too low. Expected nonce to be 5 but got 4.': 'nonce',
    'insufficient funds for gas * price + value': 'funds',
    "Sender doesn't have enough funds to send tx.": 'funds',
    InsufficientFunds: 'funds',
    "VM Exception while processing transaction: reverted with custom error 'CustodianExpired'": 'reverted',
    'gateway timeout': 'unknown',
    'Nonce too high. Expected nonce to be 5 but got 6.': 'unknown',
  };
  for (const [text, fault] of Object.entries(said))
    it(`“${text}” means ${fault}`, () => assert.equal(classifyBroadcast(new Error(text)), fault));
});

describe('the deployment file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-deployment-'));
  const deploymentFile = join(folder, 'deployment.json');
  const good = {
    chainId: 24_734,
    block: 7,
    genesis: `0x${'ab'.repeat(32)}`,
    communities: target('1'),
    custodian: target('2'),
    forwarder: target('3'),
    earnings: target('4'),
    gifts: target('5'),
    shop: target('6'),
    achievements: target('7'),
    tasks: target('8'),
    stash: target('9'),
    clans: target('9'),
    conduct: target('0'),
    market: target('9'),
  };
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is read when it is whole', () => {
    writeFileSync(deploymentFile, JSON.stringify(good));
    assert.deepEqual(readDeployment({ deploymentFile, chainId: 24_734 }), good);
  });
  it('of another chain is refused, with both numbers', () => {
    assert.throws(() => readDeployment({ deploymentFile, chainId: 1 }), {
      name: 'FatalError',
      message: `${deploymentFile} is of chain 24734, but CHAIN_ID is 1: correct CHAIN_ID or deploy to that chain.`,
    });
  });
  it('that is damaged is refused', () => {
    for (const text of ['{', '{}', JSON.stringify({ ...good, gifts: '0x1' })]) {
      writeFileSync(deploymentFile, text);
      assert.throws(() => readDeployment({ deploymentFile, chainId: 24_734 }), {
        name: 'FatalError',
        message: /is damaged/,
      });
    }
  });
  it('that is missing is refused, with the command that makes it', () => {
    const nowhere = join(folder, 'nowhere.json');
    assert.throws(() => readDeployment({ deploymentFile: nowhere, chainId: 24_734 }), {
      name: 'FatalError',
      message: `There is no deployment at ${nowhere}: run \`npm run deploy\` first.`,
    });
  });
});
