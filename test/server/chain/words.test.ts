import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeErrorResult, type Hex, parseEther } from 'viem';
import { decodeRevert, errorAbi } from '../../../bot/chain/revert.ts';
import { sentenceFor, sentenceNames } from '../../../bot/chain/sentences.ts';

const unit = { symbol: 'SCT', decimals: 18 };
const say = (name: string, args: Record<string, string> = {}) => sentenceFor({ name, args }, unit);
const abi = errorAbi;
const samples: Record<string, unknown> = {
  address: `0x${'1'.repeat(40)}`,
  bytes4: '0x12345678',
  bytes32: `0x${'2'.repeat(64)}`,
  string: 'x',
  bytes: '0x',
};

describe('what a person reads when the chain says no', () => {
  it('has a sentence for every error of every contract', () => {
    assert.ok(errorAbi.length > 60, 'the ABIs were found');
    const missing = errorAbi.map(({ name }) => name).filter((name) => !sentenceNames.includes(name));
    assert.deepEqual(missing, []);
  });

  for (const error of errorAbi)
    it(`decodes ${error.name} and puts it into one sentence`, () => {
      const args = error.inputs.map(
        ({ type }) => samples[type] ?? (type.startsWith('uint') && Number(type.slice(4)) <= 48 ? 3 : 3n),
      );
      const revert = decodeRevert(encodeErrorResult({ abi, errorName: error.name, args }));
      assert.equal(revert.name, error.name);
      assert.deepEqual(
        Object.keys(revert.args),
        error.inputs.map((input, index) => input.name || String(index)),
      );
      const sentence = sentenceFor(revert, unit);
      assert.match(sentence, /^[A-Z].*[.]$/);
      assert.doesNotMatch(sentence, /undefined|NaN|0x|\$\{/);
    });

  it('writes amounts with the symbol, cut and never rounded up', () => {
    assert.equal(
      say('ERC20InsufficientBalance', { balance: String(parseEther('1234.99999')), needed: '1' }),
      'You have 1,234.9999 SCT and need <0.0001 SCT: earn some more or choose a smaller amount.',
    );
    assert.equal(
      say('GiftsDayLimit', { left: String(parseEther('12.5')), tier: '1' }),
      'As a silver member you can still give 12.5 SCT today: choose a smaller amount.',
    );
    assert.equal(
      say('GiftsDayLimit', { left: '0', tier: '0' }),
      'You have given all that a bronze member may give today: try again tomorrow (UTC).',
    );
  });

  it('writes moments in UTC', () => {
    assert.equal(
      say('TokenAlreadyClaimed', { nextDayStartsAt: '1800057600' }),
      'You have claimed today: the next daily opens on 2027-01-16 at 00:00 UTC.',
    );
  });

  it('says when a reward fits, and where waiting does not help', () => {
    for (const name of ['EarningsCapReached', 'AchievementsCapReached']) {
      const args = { left: String(parseEther('20')), reward: String(parseEther('50')) };
      assert.equal(
        say(name, { ...args, from: '1800057600' }),
        'The reward is 50 SCT, and 20 SCT more can be earned for now: claim it on 2027-01-16 at 00:00 UTC, nothing is lost.',
      );
      assert.match(say(name, { ...args, from: '0' }), /now and later: ask an admin/);
    }
  });

  it('names the roles that are missing', () => {
    const of = (role: number) => say('ConductMissingRole', { role: String(role) });
    assert.equal(of(0), 'Only the owner of this community may do this: ask them.');
    assert.equal(of(1), 'Only an admin or the owner of this community may do this: ask them.');
    assert.equal(of(3), 'Only an admin, a moderator or the owner of this community may do this: ask them.');
    assert.equal(
      say('ShopMissingRole', { role: '8' }),
      'Only a fulfiller or the owner may do this in the community’s shop: ask them.',
    );
  });

  it('speaks of bans, of fields and of shares as people do', () => {
    for (const name of ['TokenSuspended', 'EarningsSuspended', 'AchievementsSuspended']) {
      assert.match(say(name, { until: String(2 ** 48 - 1) }), /banned/);
      assert.match(say(name, { until: '1800057600' }), /until 2027-01-16 at 00:00 UTC: /);
    }
    assert.equal(
      say('GiftsBadPolicy', { bonusBps: '10050', most: '10000' }),
      'A bonus of 100.5 % is too much: give recipients 100 % of the gift at most.',
    );
    assert.match(say('GiftsTooMany', { perDay: '0' }), /an admin sets its gift rules first/);
    assert.match(say('EarningsBadDecay', { field: 'clawback' }), /given up for good/);
  });

  it('does without amounts where the community is not known', () => {
    assert.match(sentenceFor({ name: 'TokenMaxBalance', args: { max: '5' } }, null), /more than a limited amount/);
  });

  it('knows Solidity’s own reverts, none at all, and what it cannot know', () => {
    assert.deepEqual(decodeRevert('0x'), { name: 'NoReason', args: {} });
    const text: Hex = `0x08c379a0${'20'.padStart(64, '0')}${'3'.padStart(64, '0')}${'6e6f21'.padEnd(64, '0')}`;
    assert.deepEqual(decodeRevert(text), { name: 'Error', args: { message: 'no!' } });
    assert.equal(decodeRevert(`0x4e487b71${'11'.padStart(64, '0')}`).name, 'Panic');
    assert.equal(decodeRevert('0xdeadbeef').name, 'Unknown');
    // The Custodian cuts a reason at 256 bytes: what is left may be less than its name promises.
    assert.equal(decodeRevert(text.slice(0, 100) as Hex).name, 'Unknown');
    assert.match(say('NeverHeardOf'), /tell the operator/);
  });
});
