import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeState, encodeState, SHAPES, type State } from '../../../bot/discord/buttons/state.ts';

const LARGEST = '18446744073709551615';
const base = { operation: LARGEST, author: LARGEST, expires: 4_102_444_800_000 };
const states: State[] = [
  { verb: 'confirmGift', ...base, to: LARGEST, amount: 2n ** 96n - 1n },
  { verb: 'confirmGraduation', ...base, owner: '0xffffffffffffffffffffffffffffffffffffffff' },
  { verb: 'confirmGraduation', ...base, owner: '0x0000000000000000000000000000000000000001' },
  { verb: 'cancel', ...base },
  { verb: 'leaderboard', author: LARGEST, by: 'balance', period: 'week', offset: 1_000_000n, jump: 'me' },
  {
    verb: 'confirmBuy',
    ...base,
    item: 2n ** 32n - 1n,
    quantity: 65_535n,
    maxPrice: 2n ** 96n - 1n,
  },
  { verb: 'confirmRefund', ...base, purchase: 2n ** 48n, quantity: 65_535n },
  { verb: 'confirmUse', ...base, purchase: 2n ** 48n },
  { verb: 'shop', author: LARGEST, like: 2n ** 32n - 1n, offset: 2n ** 32n - 1n },
  { verb: 'rewards', author: LARGEST, offset: 2n ** 32n - 1n },
  { verb: 'inventory', author: LARGEST, before: '281474976710656' },
  { verb: 'codes', author: LARGEST, purchase: 2n ** 48n, page: 65_535n },
  { verb: 'giveBack', author: LARGEST, purchase: 2n ** 48n },
  { verb: 'useUp', author: LARGEST, purchase: 2n ** 48n },
  { verb: 'addCodes', author: LARGEST, item: 2n ** 32n - 1n },
  { verb: 'history', author: LARGEST, before: '4294967295:65535' },
  { verb: 'history', author: LARGEST, before: '' },
  { verb: 'confirm', ...base, cost: 2n ** 96n - 1n },
  { verb: 'market', author: LARGEST, offset: 2n ** 32n - 1n, own: 1n },
  { verb: 'acceptTrade', author: LARGEST, draft: 2n ** 53n, version: 2n ** 31n - 1n },
  { verb: 'takeSwap', author: LARGEST, swap: 2n ** 32n - 1n },
  { verb: 'joinClan', author: LARGEST, clan: 2n ** 32n - 1n },
  { verb: 'notify', author: LARGEST, kind: 'reminder', to: 1n },
  { verb: 'tip', author: LARGEST, to: LARGEST },
];

test('a button carries its state within a hundred characters, and gives it back', () => {
  for (const state of states.flatMap((each): State[] => [each, { ...each, global: true }])) {
    const customId = encodeState(state);
    assert.ok(customId.length <= 100, `${state.verb}: ${customId.length}`);
    assert.deepEqual(decodeState(customId), state);
  }
});

test('what this version did not write is not read', () => {
  const good = encodeState(states[0]!);
  const faulty = [
    '',
    'x',
    '1g',
    '1g:1:2',
    `2${good.slice(1)}`,
    `${good}:1`,
    good.replace(/:[^:]*$/, ':%'),
    '1h:1:%E0%A4%A',
  ];
  for (const customId of faulty) assert.equal(decodeState(customId), null, customId);
});

test('a state that does not fit is refused when it is written', () => {
  assert.throws(() => encodeState({ verb: 'history', author: '1', before: 'x'.repeat(100) }), RangeError);
});

test('no two buttons share their letters', () => {
  const letters = [...Object.values(SHAPES)].map(([letter]) => letter);
  assert.equal(new Set(letters).size, letters.length);
});
