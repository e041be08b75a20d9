/** Signs of abuse: what is a sign and what is not, on made-up communities of any shape. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { likeness, openAlike, sketchOf } from '../../../bot/operations/signals/alike.ts';
import { type Gifts, giftRings } from '../../../bot/operations/signals/rings.ts';
import { openSeconds } from '../../../bot/operations/signals/seconds.ts';
import { openYoung } from '../../../bot/operations/signals/young.ts';

const ROUNDS = 200;

/** A small generator, so that a failure can be repeated from its seed. */
function random(seed: number) {
  let state = seed + 1;
  return (below: number) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) ^ Math.imul(state, 0x297a2d39);
    state = (state + 0x9e3779b9) >>> 0;
    return state % below;
  };
}
const names = (count: number, of = 'm') => Array.from({ length: count }, (_, place) => `${of}${place}`);
const gift = (from: string, to: string, amount = 10n, count = 1): Gifts => ({ from, to, amount, count });

test('gifts that never come back are no ring, however many there are', () => {
  for (let seed = 0; seed < ROUNDS; seed++) {
    const pick = random(seed);
    const people = names(2 + pick(12));
    const gifts = Array.from({ length: pick(60) }, () => {
      const from = pick(people.length - 1);
      const to = from + 1 + pick(people.length - 1 - from);
      return gift(people[from]!, people[to]!, BigInt(1 + pick(100)), 1 + pick(9));
    });
    assert.deepEqual(giftRings(gifts), [], `seed ${seed}`);
  }
});

test('gifts that go round are a ring of exactly those who take part, in whatever order they are read', () => {
  for (let seed = 0; seed < ROUNDS; seed++) {
    const pick = random(seed);
    const ring = names(2 + pick(6), 'r');
    const crowd = names(5);
    const round = ring.map((from, place) => gift(from, ring[(place + 1) % ring.length]!, 50n, 3));
    const outside = Array.from({ length: pick(20) }, () => {
      const from = pick(crowd.length - 1);
      return gift(crowd[from]!, pick(2) ? crowd[from + 1]! : ring[pick(ring.length)]!, BigInt(1 + pick(100)));
    });
    const shuffled = [...round, ...outside]
      .map((each) => ({ each, at: pick(1_000) }))
      .sort((a, b) => a.at - b.at)
      .map(({ each }) => each);
    const expected = { members: ring.toSorted(), gifts: ring.length * 3, amount: BigInt(ring.length) * 50n };
    assert.deepEqual(giftRings(shuffled), [expected], `seed ${seed}`);
  }
});

test('a few thanks, or much for little, is no ring; nor is a whole community', () => {
  assert.deepEqual(giftRings([gift('a', 'b', 5n, 2), gift('b', 'a', 5n, 2)]), [], 'four gifts');
  assert.deepEqual(giftRings([gift('a', 'b', 100n, 5), gift('b', 'a', 10n, 5)]), [], 'little comes back');
  assert.equal(giftRings([gift('a', 'b', 100n, 5), gift('b', 'a', 90n, 5)]).length, 1);
  const all = names(21);
  assert.deepEqual(giftRings(all.map((from, place) => gift(from, all[(place + 1) % 21]!, 10n, 9))), []);
  const chain = names(50_000).map((from, place) => gift(from, `m${place + 1}`));
  assert.deepEqual(giftRings(chain), [], 'a long chain');
});

test('likeness is symmetric, whole for the same words and none for others', () => {
  for (let seed = 0; seed < ROUNDS; seed++) {
    const pick = random(seed);
    const text = (letters: string) =>
      Array.from({ length: 30 + pick(80) }, () => letters[pick(letters.length)]).join('');
    const [one, other] = [sketchOf(text('abcdefgh'))!, sketchOf(text('stuvwxyz'))!];
    assert.equal(likeness(one, one), 1);
    assert.equal(likeness(one, other), likeness(other, one));
    assert.ok(likeness(one, other) < 0.2, `seed ${seed}`);
  }
  const said = 'Buy the best coins here today, everybody is welcome to join us!';
  assert.equal(likeness(sketchOf(said)!, sketchOf(`${said.toUpperCase()}   !!!`)!), 1);
  assert.equal(sketchOf('too short to tell'), null);
});

test('one text from several members is a sign the third time, one’s own words never are', () => {
  const wrote = openAlike();
  const texts = [
    'Free coins for everybody who follows this channel right now',
    'Meet me tonight where the old harbour lights are burning',
    'Seven wizards juggle quick brown foxes over lazy dogs',
  ];
  const text = (round: number) => texts[round]!;
  let now = 0;
  for (const round of [0, 1, 2]) {
    now += 60_000;
    assert.deepEqual(wrote('a', text(round), now), []);
    assert.deepEqual(wrote('a', text(round), now), []);
    const found = wrote('b', text(round), now + 1);
    assert.deepEqual(found, round === 2 ? [{ other: 'a', count: 3 }] : [], `round ${round}`);
  }
  assert.deepEqual(wrote('c', text(0), now + 2 * 3_600_000), [], 'an hour later nobody remembers');
});

test('two who write in the same second again and again are a sign, a busy server is not', () => {
  const wrote = openSeconds();
  const found = names(6).map((_, round) => {
    wrote('a', round * 60_000);
    return wrote('b', round * 60_000 + 400);
  });
  assert.deepEqual(
    found.map((each) => each.length),
    [0, 0, 0, 0, 1, 1],
  );
  assert.deepEqual(found[4], [{ other: 'a', count: 5 }]);

  for (let seed = 0; seed < 20; seed++) {
    const pick = random(seed);
    const busy = openSeconds();
    for (let at = 0; at < 3_600_000; at += 1 + pick(3_000))
      assert.deepEqual(busy(`m${pick(60)}`, at), [], `seed ${seed} at ${at}`);
  }
});

test('a new account that is new here and busy is a sign each thirty messages; an old one never', () => {
  const day = 86_400_000;
  const wrote = openYoung();
  const at = { now: 10 * day, created: 9 * day, joined: 9.5 * day };
  const found = names(60).map(() => wrote('a', at));
  assert.deepEqual(
    found.flatMap((count) => count ?? []),
    [30, 60],
  );
  for (const old of [
    { ...at, created: 0 },
    { ...at, joined: 0 },
  ])
    assert.ok(names(100).every(() => wrote('b', old) === null));
});
