import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { encodeFunctionData, type Hex } from 'viem';
import { encodeOps } from '../../../bot/chain/encode.ts';
import { decodeOps } from '../../../bot/custody/ops.ts';
import { openPins, PIN_THRESHOLD, type Pins } from '../../../bot/custody/pin.ts';
import type { PinPurpose } from '../../../bot/custody/protocol.ts';
import { giftsAbi } from '../../../contracts/generated/abi.ts';

const word = (digit: string): Hex => `0x${digit.repeat(64)}`;
const address = (digit: string): Hex => `0x${digit.repeat(40)}`;
const saltSecret = Buffer.alloc(32, 7);
const alice = word('a');
const bob = word('b');
const token = address('8');
const gifts = address('3');
const HOUR = 3600;
const DAY = 24 * HOUR;

let folder: string;
let path: string;
let now: number;
let pins: Pins;

const open = () => openPins({ saltSecret, path, clock: () => now });
const reopen = () => {
  pins.close();
  pins = open();
};
/** As main does: sets, stores, tells that it has stored. */
async function set(salt: string, pin: string, old: { pin: string; record: string } | null = null) {
  const answer = await pins.set(salt, pin, old && { id: randomUUID(), ...old });
  assert.equal(answer.outcome, 'set');
  const record = answer.outcome === 'set' ? answer.record : '0x';
  pins.keep(salt, record);
  return record;
}
/** Each call is another attempt, unless it is given the name of an earlier one. */
const check = (salt: string, pin: string, record: string | null, purpose: PinPurpose, id: string = randomUUID()) =>
  pins.check(salt, { id, pin, record, purpose });
const giftData = (amount: bigint) =>
  encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: [token, address('9'), amount, word('0')] });
const purposeOf = (amount: bigint): PinPurpose => ({ kind: 'call', target: gifts, data: giftData(amount) });
const spendsOf = (...calls: [salt: Hex, amount: bigint][]) =>
  decodeOps(
    encodeOps(calls.map(([salt, amount]) => ({ salt, target: gifts, data: giftData(amount), gas: 250_000 }))),
  ).map((op, index) => ({ op, token, amount: calls[index]![1] }));
async function proofOf(salt: string, pin: string, record: string, purpose: PinPurpose): Promise<Hex> {
  const answer = await check(salt, pin, record, purpose);
  if (answer.outcome !== 'right') throw new Error(`The PIN is ${answer.outcome}.`);
  return answer.proof;
}
const judge = (calls: [salt: Hex, amount: bigint][], proofs: [number, string][], by = 'batch 0:1') =>
  pins.judgeSpends(spendsOf(...calls), new Map(proofs), by);
const refused = (rule: string) => ({ name: 'Refusal', rule });
const BIG = PIN_THRESHOLD + 1n;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guildmint-pins-'));
  path = join(folder, 'pins.log');
  now = 1_800_000_000;
  pins = open();
});
afterEach(() => {
  pins.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a PIN', () => {
  it('is four to six digits', async () => {
    for (const pin of ['123', '1234567', '12a4', '', ' 1234', '１２３４'])
      await assert.rejects(pins.set(alice, pin, null), refused('pin-digits'));
    await set(alice, '0000');
    await set(bob, '123456');
  });

  it('stands nowhere: not in its record, not in the signer’s file', async () => {
    const record = await set(alice, '4711');
    await check(alice, '4711', record, { kind: 'link' });
    await check(alice, '1147', record, { kind: 'link' });
    const stored = record + readFileSync(path, 'utf8');
    for (const pin of ['4711', '1147'])
      for (const form of [pin, Buffer.from(pin).toString('hex'), Buffer.from(pin).toString('base64')])
        assert.ok(!stored.replace(/"triedAt":\d+/g, '').includes(`"${form}"`));
    assert.notEqual(record, await pins.set(bob, '4711', null).then((it) => it.outcome === 'set' && it.record));
  });

  it('is changed only by who knows it', async () => {
    const record = await set(alice, '1111');
    await assert.rejects(pins.set(alice, '2222', null), refused('pin-old'));
    const wrong = await pins.set(alice, '2222', { id: randomUUID(), pin: '9999', record });
    assert.equal(wrong.outcome, 'wrong');
    const changed = await set(alice, '2222', { pin: '1111', record });
    assert.equal((await check(alice, '2222', changed, { kind: 'link' })).outcome, 'right');
  });

  it('counts although the server died between storing it and saying so', async () => {
    const old = await set(alice, '1111');
    const answer = await pins.set(alice, '2222', { id: randomUUID(), pin: '1111', record: old });
    const stored = answer.outcome === 'set' ? answer.record : '0x';
    reopen();
    assert.equal((await check(alice, '2222', stored, { kind: 'link' })).outcome, 'right');
    await assert.rejects(check(alice, '1111', old, { kind: 'link' }), refused('pin-record'));
  });

  it('stays the old one where the server died before storing the new one', async () => {
    const old = await set(alice, '1111');
    await pins.set(alice, '2222', { id: randomUUID(), pin: '1111', record: old });
    reopen();
    assert.equal((await check(alice, '1111', old, { kind: 'link' })).outcome, 'right');
    await set(alice, '3333', { pin: '1111', record: old });
  });
});

describe('a stored record', () => {
  it('that was altered in any byte is refused, without costing a try', async () => {
    const record = await set(alice, '1111');
    for (let at = 2; at < record.length; at += 2) {
      const altered = record.slice(0, at) + (record.slice(at, at + 2) === 'ff' ? '00' : 'ff') + record.slice(at + 2);
      await assert.rejects(check(alice, '1111', altered, { kind: 'link' }), refused('pin-record'));
    }
    for (const odd of [null, '0x', record.slice(0, -2), `${record}00`])
      await assert.rejects(check(alice, '1111', odd, { kind: 'link' }), refused('pin-record'));
    assert.equal(pins.standing(alice).left, 6);
  });

  it('of somebody else is refused', async () => {
    await set(alice, '1111');
    const bobs = await set(bob, '2222');
    await assert.rejects(check(alice, '2222', bobs, { kind: 'link' }), refused('pin-record'));
    await assert.rejects(
      pins.set(alice, '3333', { id: randomUUID(), pin: '2222', record: bobs }),
      refused('pin-record'),
    );
  });

  it('that was rolled back is refused, also after a restart', async () => {
    const leaked = await set(alice, '1111');
    await set(alice, '2222', { pin: '1111', record: leaked });
    reopen();
    await assert.rejects(check(alice, '1111', leaked, { kind: 'link' }), refused('pin-record'));
  });

  it('made with another salt secret is refused', async () => {
    const record = await set(alice, '1111');
    const others = openPins({ saltSecret: Buffer.alloc(32, 8), path: join(folder, 'other.log'), clock: () => now });
    await assert.rejects(
      others.check(alice, { id: randomUUID(), pin: '1111', record, purpose: { kind: 'link' } }),
      refused('pin-record'),
    );
    others.close();
  });

  it('newer than the signer’s own memory serves where that came back from a backup', async () => {
    const first = await set(alice, '1111');
    const backup = readFileSync(path);
    const second = await set(alice, '2222', { pin: '1111', record: first });
    writeFileSync(path, backup);
    reopen();
    assert.equal((await check(alice, '2222', second, { kind: 'link' })).outcome, 'right');
    await assert.rejects(check(alice, '1111', first, { kind: 'link' }), refused('pin-record'));
  });
});

describe('wrong PINs', () => {
  let record: string;
  const guess = (pin = '9999') => check(alice, pin, record, { kind: 'link' });
  beforeEach(async () => {
    record = await set(alice, '1111');
  });

  it('cost tries, then time that grows, then everything but a reset', async () => {
    const heard = [];
    for (let tries = 0; tries < 6; tries++) {
      const answer = await guess();
      heard.push(answer.outcome === 'wrong' ? [answer.left, answer.retryAt && answer.retryAt - now] : answer.outcome);
      now += HOUR;
    }
    assert.deepEqual(heard, [[5, 0], [4, 0], [3, 60], [2, 600], [1, HOUR], 'locked']);
    now += 365 * DAY;
    assert.deepEqual(await guess('1111'), { outcome: 'locked' });
    assert.equal(pins.standing(alice).state, 'locked');
  });

  it('are not even looked at before the waiting is over', async () => {
    for (let tries = 0; tries < 3; tries++) await guess();
    now += 59;
    assert.deepEqual(await guess('1111'), { outcome: 'wait', left: 3, retryAt: now + 1 });
    now += 1;
    assert.equal((await guess('1111')).outcome, 'right');
  });

  it('are forgotten once the right one was given', async () => {
    await guess();
    await guess();
    await guess('1111');
    assert.deepEqual(await guess(), { outcome: 'wrong', left: 5, retryAt: 0 });
  });

  it('are remembered across the signer’s death', async () => {
    for (let tries = 0; tries < 3; tries++) await guess();
    appendFileSync(path, '{"kind":"member","salt":"0xcut');
    reopen();
    assert.equal((await guess('1111')).outcome, 'wait');
    now += 60;
    await guess();
    reopen();
    assert.equal(pins.standing(alice).left, 2);
  });

  it('given all at once are counted all the same', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess()));
    assert.equal(answers.filter(({ outcome }) => outcome === 'wrong').length, 3);
    assert.equal(answers.filter(({ outcome }) => outcome === 'wait').length, 17);
  });

  it('that were asked about again because the signer died are neither lost nor counted twice', async () => {
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    /** The signer dies where it stands now, whatever comes of what it was asked. */
    const dies = async (asked: Promise<unknown>) => {
      const written = readFileSync(path);
      await asked;
      pins.close();
      writeFileSync(path, written);
      pins = open();
      return pins.standing(alice).left;
    };
    assert.equal(await dies(check(alice, '9999', record, { kind: 'link' }, first)), 5);
    assert.deepEqual(await check(alice, '9999', record, { kind: 'link' }, first), {
      outcome: 'wrong',
      left: 5,
      retryAt: 0,
    });
    // It dies between looking and telling: what was looked at is not looked at again, whatever PIN comes under its name.
    reopen();
    assert.deepEqual(await check(alice, '1111', record, { kind: 'link' }, first), {
      outcome: 'wrong',
      left: 5,
      retryAt: 0,
    });
    await check(alice, '9999', record, { kind: 'link' }, second);
    // The right one is right although it was the last before a time to wait.
    assert.equal(await dies(check(alice, '1111', record, { kind: 'link' }, third)), 3);
    assert.equal((await check(alice, '1111', record, { kind: 'link' }, third)).outcome, 'right');
    assert.equal(pins.standing(alice).left, 6);
  });

  it('are nobody else’s', async () => {
    for (let tries = 0; tries < 3; tries++) await guess();
    const bobs = await set(bob, '2222');
    assert.equal((await check(bob, '2222', bobs, { kind: 'link' })).outcome, 'right');
  });
});

describe('a forgotten PIN', () => {
  let record: string;
  beforeEach(async () => {
    record = await set(alice, '1111');
  });

  it('is replaced a day after that was asked for, and not before', async () => {
    const from = pins.reset(alice);
    assert.equal(from, now + DAY);
    now = from - 1;
    assert.equal(pins.reset(alice), from, 'asking again does not begin the day anew');
    await assert.rejects(pins.set(alice, '2222', null), refused('pin-old'));
    now = from;
    reopen();
    assert.equal(pins.standing(alice).state, 'none');
    const fresh = await set(alice, '2222');
    await assert.rejects(check(alice, '1111', record, { kind: 'link' }), refused('pin-record'));
    assert.equal((await check(alice, '2222', fresh, { kind: 'link' })).outcome, 'right');
    await assert.rejects(pins.set(alice, '3333', null), refused('pin-old'));
  });

  it('is not replaced once that was cancelled, or the PIN was given after all', async () => {
    pins.reset(alice);
    assert.equal(pins.cancelReset(alice), true);
    assert.equal(pins.cancelReset(alice), false);
    pins.reset(alice);
    await check(alice, '1111', record, { kind: 'link' });
    now += 2 * DAY;
    await assert.rejects(pins.set(alice, '2222', null), refused('pin-old'));
  });

  it('frees who is locked out', async () => {
    for (let tries = 0; tries < 6; tries++) {
      await check(alice, '9999', record, { kind: 'link' });
      now += HOUR;
    }
    now = pins.reset(alice);
    await set(alice, '2222');
    assert.deepEqual(pins.standing(alice), { state: 'set', left: 6, retryAt: 0, resetAt: null });
  });

  it('must be one', () => {
    assert.throws(() => pins.reset(bob), refused('pin-none'));
  });
});

describe('a call above the threshold', () => {
  let record: string;
  beforeEach(async () => {
    record = await set(alice, '1111');
  });

  it('is refused without a PIN, also for who has none; up to the threshold it passes', () => {
    judge([[alice, PIN_THRESHOLD]], []);
    for (const salt of [alice, bob])
      assert.throws(
        () =>
          judge(
            [
              [bob, 1n],
              [salt, BIG],
            ],
            [],
          ),
        { ...refused('pin'), index: 1 },
      );
  });

  it('passes with a proof for exactly this call of this member', async () => {
    const proof = await proofOf(alice, '1111', record, purposeOf(BIG));
    judge(
      [
        [bob, 1n],
        [alice, BIG],
      ],
      [[1, proof]],
    );
  });

  it('is refused with a proof for another amount, member or purpose, or a made-up one', async () => {
    const proof = await proofOf(alice, '1111', record, purposeOf(BIG));
    const linking = await proofOf(alice, '1111', record, { kind: 'link' });
    const calls: [Hex, bigint, string][] = [
      [alice, BIG + 1n, proof],
      [bob, BIG, proof],
      [alice, BIG, linking],
      [alice, BIG, `0x${'11'.repeat(54)}`],
      [alice, BIG, '0x'],
      [alice, BIG, `${proof}00`],
    ];
    for (const [salt, amount, given] of calls)
      assert.throws(() => judge([[salt, amount]], [[0, given]]), refused('pin'));
  });

  it('is signed again under its own number as often as need be, under no other', async () => {
    const proof = await proofOf(alice, '1111', record, purposeOf(BIG));
    judge([[alice, BIG]], [[0, proof]]);
    now += 10 * DAY;
    reopen();
    judge(
      [
        [bob, 1n],
        [alice, BIG],
      ],
      [[1, proof]],
    );
    for (const by of ['batch 0:2', 'batch 1:1'])
      assert.throws(() => judge([[alice, BIG]], [[0, proof]], by), refused('pin-used'));
  });

  it('does not happen twice in one batch for one PIN', async () => {
    const proof = await proofOf(alice, '1111', record, purposeOf(BIG));
    const twice: [number, string][] = [
      [0, proof],
      [1, proof.toUpperCase().replace('0X', '0x')],
    ];
    assert.throws(
      () =>
        judge(
          [
            [alice, BIG],
            [alice, BIG],
          ],
          twice,
        ),
      refused('pin-used'),
    );
  });

  it('leaves the proof unused where another call of the batch is refused', async () => {
    const proof = await proofOf(alice, '1111', record, purposeOf(BIG));
    assert.throws(
      () =>
        judge(
          [
            [alice, BIG],
            [bob, BIG],
          ],
          [[0, proof]],
        ),
      refused('pin'),
    );
    judge([[alice, BIG]], [[0, proof]], 'batch 0:9');
  });

  it('needs the PIN anew after a day', async () => {
    const proof = await proofOf(alice, '1111', record, purposeOf(BIG));
    now += DAY;
    assert.throws(() => judge([[alice, BIG]], [[0, proof]]), refused('pin-expired'));
  });

  it('in an account’s request is signed for one nonce', async () => {
    const purpose = { kind: 'graduate', address: address('5') } as const;
    const proof = await proofOf(alice, '1111', record, purpose);
    pins.judgeRequest(alice, purpose, proof, 3n);
    pins.judgeRequest(alice, purpose, proof, 3n);
    assert.throws(() => pins.judgeRequest(alice, purpose, proof, 4n), refused('pin-used'));
    for (const other of [
      { ...purpose, address: address('6') },
      { ...purpose, kind: 'recover' as const },
    ])
      assert.throws(() => pins.judgeRequest(alice, other, proof, 3n), refused('pin'));
    assert.throws(() => pins.judgeRequest(alice, purpose, null, 3n), refused('pin'));
  });
});

describe('a community’s threshold', () => {
  it('is 100 tokens until somebody says otherwise, lowered at once, raised a day later', () => {
    assert.deepEqual(pins.thresholdOf(token), { threshold: PIN_THRESHOLD, next: null });
    pins.setThreshold(token, 0n);
    assert.throws(() => judge([[alice, 1n]], []), refused('pin'));
    const from = now + DAY;
    assert.deepEqual(pins.setThreshold(token, 50n), { threshold: 0n, next: { threshold: 50n, from } });
    now += HOUR;
    assert.deepEqual(pins.setThreshold(token, 50n), { threshold: 0n, next: { threshold: 50n, from } });
    reopen();
    assert.throws(() => judge([[alice, 1n]], []), refused('pin'));
    now = from;
    judge([[alice, 50n]], []);
    assert.throws(() => judge([[alice, 51n]], []), refused('pin'));
  });

  it('stays low where a raise was taken back', () => {
    pins.setThreshold(token, 10n);
    pins.setThreshold(token, 500n);
    pins.setThreshold(token, 10n);
    now += 2 * DAY;
    assert.deepEqual(pins.thresholdOf(token), { threshold: 10n, next: null });
  });
});

describe('the signer’s memory of PINs', () => {
  it('is written anew when most of it is history, and says the same', async () => {
    const record = await set(alice, '1111');
    const line = readFileSync(path, 'utf8').trim().split('\n').at(-1)!;
    appendFileSync(path, `${line}\n`.repeat(10_100));
    const before = statSync(path).size;
    reopen();
    assert.ok(statSync(path).size < before / 1000);
    assert.equal((await check(alice, '1111', record, { kind: 'link' })).outcome, 'right');
  });

  it('that is damaged stops the signer in one sentence', () => {
    appendFileSync(path, '{"kind":"member","salt":1}\n');
    assert.throws(open, /pins\.log is damaged in line 1: restore it from a backup\.$/);
  });
});
