// A community's life, day by day: who is there writes, claims, buys and gives, and the operator settles and hands over.
import type { Address } from 'viem';
import { encodeFunctionData, type Hex, zeroHash } from 'viem';
import { METRICS } from '../../bot/operations/getProgress.ts';
import { reportWord } from '../../bot/operations/settleActivity.ts';
import { achievementsAbi, earningsAbi, giftsAbi, shopAbi, tokenAbi } from '../../contracts/generated/abi.ts';
import { type Random, randomFrom } from '../../test/faults/random.ts';
import type { Preset } from '../deploy/preset.ts';
import { ACTIVITIES, ARCHETYPES, type Archetype, crowdOf } from './archetypes.ts';
import { type Books, openBooks, type Person } from './books.ts';
import { type Account, type Call, type Chain, START } from './chain.ts';

const DAY = 86_400;
const UNIT = 10n ** 15n;
const TOKEN = 10n ** 18n;
/** Members in one settlement, as the server sends it. */
const SETTLED_AT_ONCE = 200;
/** What a call may take, of gas. */
const GAS = {
  base: 200_000,
  perReport: 60_000,
  claim: 150_000,
  pay: 200_000,
  badge: 300_000,
  buy: 350_000,
  gift: 250_000,
};
/** What a member moves in a day while the operator acts for it (Custodian's ceiling). */
const CEILING = 500n * TOKEN;

/** Sums of a whole week; base units. */
type Week = {
  issued: bigint;
  burned: bigint;
  /** At its end. */
  supply: bigint;
  median: bigint;
  members: number;
  /** Members by tier, bronze first. */
  tiers: number[];
};
export type History = { books: Books; weeks: Week[]; days: number; memberDays: number };

export type Setting = {
  preset: Preset;
  token: Address;
  operators: { reporter: Account; fulfiller: Account };
  members: number;
  days: number;
  seed: number;
  /** Told after each day; answering false ends it there. */
  onDay?: (day: number) => boolean;
};

/** Who joins when: half of them in the first week, the others within a quarter of the time, some of these invited. */
function gather(chain: Chain, random: Random, { members, days }: Setting): Person[] {
  const people: Person[] = [];
  for (const [n, archetype] of crowdOf(members).entries()) {
    const early = random.chance(0.5) || days < 28;
    const joins = early ? random.whole(0, 6) : random.whole(7, Math.floor(days / 4));
    people.push({
      ...chain.account(`simulated member ${n}`),
      ...{ archetype, joins, inviter: null, balance: 0n, earned: 0n, earnedBy: [], counts: Array<number>(8).fill(0) },
      ...{ activeOn: [], streak: 0, tier: 0, reached: [0, null, null, null], weeklyFrom: 0, monthlyFrom: 0 },
      ...{ badges: new Set<number>(), badgesFrom: 0, holds: new Map<number, number>() },
    });
  }
  const founders = people.filter(({ joins, archetype }) => joins < 7 && archetype !== 'idle' && archetype !== 'farmer');
  for (const person of people)
    if (person.joins >= 7 && founders.length > 0 && random.chance(0.3)) person.inviter = random.pick(founders);
  return people;
}

/** A whole number around the mean, from half of it to one and a half; below one it is a chance. */
function about(random: Random, mean: number) {
  if (mean < 1) return random.chance(mean) ? 1 : 0;
  return Math.floor(mean / 2 + random.next() * (mean + 1));
}

/**
 * @throws Error where the books differ from the contracts' own answers: nothing of such a run may be believed
 */
export async function run(chain: Chain, setting: Setting): Promise<History> {
  const { preset, token, operators, seed, onDay } = setting;
  const { earnings, gifts, shop, achievements } = chain.deployment;
  const random = randomFrom(seed);
  const people = gather(chain, random, setting);
  const farmers = people.filter(({ archetype }) => archetype === 'farmer');
  const books = openBooks(token, people);
  const weeks: Week[] = [];
  const encoded = {
    daily: encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token] }),
    weekly: encodeFunctionData({ abi: earningsAbi, functionName: 'claimWeeklyStreak', args: [token] }),
    monthly: encodeFunctionData({ abi: earningsAbi, functionName: 'claimMonthlyActive', args: [token] }),
    badges: preset.achievements.map((_, index) =>
      encodeFunctionData({
        abi: achievementsAbi,
        functionName: 'claimAchievement',
        args: [token, BigInt(index + 1)],
      }),
    ),
    buys: preset.items.map(({ terms }, index) =>
      encodeFunctionData({
        abi: shopAbi,
        functionName: 'buy',
        args: [token, BigInt(index + 1), 1n, terms.price],
      }),
    ),
  };
  let settlement = 0n;
  let memberDays = 0;

  const settle = (present: readonly Person[], day: number): Call[] => {
    const calls: Call[] = [];
    for (let from = 0; from < present.length; from += SETTLED_AT_ONCE) {
      const some = present.slice(from, from + SETTLED_AT_ONCE);
      const reports = some.map((person) => {
        const { does } = ARCHETYPES[person.archetype] as Archetype;
        const counts = ACTIVITIES.map((name) => Math.min(255, about(random, does[name] ?? 0)));
        const registration = person.activeOn.length === 0;
        person.activeOn.push(day);
        return reportWord(person.address, { counts, registration });
      });
      const args = [token, settlement++, reports] as const;
      const data = encodeFunctionData({ abi: earningsAbi, functionName: 'settle', args });
      calls.push({ by: operators.reporter, to: earnings, data, gas: GAS.base + GAS.perReport * some.length });
    }
    return calls;
  };
  const progress = (person: Person, metric: number, day: number): bigint => {
    if (metric < 8) return BigInt(person.counts[metric]!);
    const name = METRICS[metric]!;
    if (name === 'lifetimeEarned') return person.earned / UNIT;
    if (name === 'balance') return person.balance / UNIT;
    if (name === 'streak') return BigInt(person.streak);
    if (name === 'tier') return BigInt(person.tier);
    if (name === 'registered') return 1n;
    // Tasks are none of what is simulated.
    return name === 'activeDays' ? BigInt(person.activeOn.filter((on) => on > day - 32).length) : 0n;
  };
  const reap = (person: Person, day: number): Call[] => {
    const calls: Call[] = [];
    const claim = (to: Address, data: Hex, gas: number) => calls.push({ by: person, to, data, gas });
    const { milestones } = preset;
    if (milestones?.weeklyStreak && person.streak >= 7 && day >= person.weeklyFrom)
      claim(earnings, encoded.weekly, GAS.pay);
    const month = person.activeOn.slice(-30).filter((on) => on > day - 30);
    if (milestones?.monthlyActive && month.length >= 20 && day >= person.monthlyFrom)
      claim(earnings, encoded.monthly, GAS.pay);
    if (day >= person.badgesFrom)
      for (const [index, { metric, threshold }] of preset.achievements.entries())
        if (!person.badges.has(index + 1) && progress(person, metric, day) >= threshold) {
          claim(achievements, encoded.badges[index]!, GAS.badge);
          person.badgesFrom = day + 7;
        }
    if (milestones?.invite && person.inviter && person.activeOn.length === 3) {
      const args = [token, person.inviter.address, person.address] as const;
      const data = encodeFunctionData({ abi: earningsAbi, functionName: 'rewardInvite', args });
      calls.push({ by: operators.reporter, to: earnings, data, gas: GAS.pay });
    }
    return calls;
  };
  const shopFor = (person: Person, archetype: Archetype, now: number): Call[] => {
    if (!random.chance(archetype.buys)) return [];
    const wanted = [...preset.items.entries()].filter(([index, { terms, kind, stock }]) => {
      const open = terms.active && kind !== 'nft' && terms.minTier <= person.tier;
      const left = (books.spent.get(index + 1)?.units ?? 0) < stock;
      const again = terms.uses > 0 || (person.holds.get(index + 1) ?? 0) < now;
      return open && left && again && terms.price <= person.balance;
    });
    if (wanted.length === 0) return [];
    const dearest = wanted.reduce((most, one) => (one[1].terms.price > most[1].terms.price ? one : most));
    const [index] = archetype.dearest ? dearest : random.pick(wanted);
    return [{ by: person, to: shop, data: encoded.buys[index]!, gas: GAS.buy }];
  };
  const give = (person: Person, archetype: Archetype, joined: readonly Person[]): Call[] => {
    if (!random.chance(archetype.gives)) return [];
    const limit = BigInt(preset.giftPolicy.limits[person.tier]!) * UNIT;
    const most = [limit, CEILING, person.balance].reduce((least, one) => (one < least ? one : least));
    const ring = archetype.gift === 'ring';
    const next = farmers[(farmers.indexOf(person) + 1) % farmers.length];
    const to = ring ? next : random.pick(joined);
    const wanted = archetype.gift === 'ring' ? most : BigInt(random.whole(...archetype.gift)) * TOKEN;
    const amount = ((wanted < most ? wanted : most) / TOKEN) * TOKEN;
    if (!to || to === person || amount === 0n) return [];
    const args = [token, to.address, amount, zeroHash] as const;
    const data = encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args });
    return [{ by: person, to: gifts, data, gas: GAS.gift }];
  };
  const handOver = (): Call[] =>
    books.takeWaiting().map((purchase) => {
      const data = encodeFunctionData({ abi: shopAbi, functionName: 'fulfil', args: [token, purchase] });
      return { by: operators.fulfiller, to: shop, data, gas: GAS.pay };
    });

  let before = { issued: 0n, burned: 0n };
  const close = (joined: readonly Person[]) => {
    for (const person of people) person.earnedBy.push(person.earned);
    const { issued, burned } = books.total();
    const balances = joined.map(({ balance }) => balance).sort((a, b) => (a < b ? -1 : 1));
    weeks.push({
      issued: issued - before.issued,
      burned: burned - before.burned,
      supply: issued - burned,
      median: balances[Math.floor(balances.length / 2)] ?? 0n,
      members: joined.length,
      tiers: [0, 1, 2, 3].map((tier) => joined.filter((person) => person.tier === tier).length),
    });
    before = { issued, burned };
  };

  let day = 0;
  for (; day < setting.days; day++) {
    const midnight = START + day * DAY;
    const joined = people.filter(({ joins }) => joins <= day);
    memberDays += joined.length;
    const present = joined.filter(
      ({ archetype, joins }) => joins === day || random.chance(ARCHETYPES[archetype].presence),
    );
    books.hear(await chain.act(midnight + DAY / 2, settle(present, day)), day);
    const claims: Call[] = preset.rates.daily
      ? present
          .filter(({ archetype }) => random.chance(ARCHETYPES[archetype].claims))
          .map((by) => ({ by, to: earnings, data: encoded.daily, gas: GAS.claim }))
      : [];
    books.hear(await chain.act(midnight + (DAY * 2) / 3, [...claims, ...handOver()]), day);
    const now = midnight + (DAY * 5) / 6;
    const later = present.flatMap((person) => {
      const archetype: Archetype = ARCHETYPES[person.archetype];
      return [...reap(person, day), ...shopFor(person, archetype, now), ...give(person, archetype, joined)];
    });
    books.hear(await chain.act(now, later), day);
    if (day % 7 === 6) close(joined);
    if (onDay?.(day + 1) === false) {
      day++;
      break;
    }
  }
  await audit(chain, token, books);
  return { books, weeks, days: day, memberDays };
}

async function audit(chain: Chain, token: Address, books: Books) {
  const { issued, burned } = books.total();
  const supply = await chain.read<bigint>(token, tokenAbi, 'totalSupply', []);
  const told = [...books.issued.values()].reduce((sum, amount) => sum + amount, 0n);
  const held = books.people.reduce((sum, { balance }) => sum + balance, 0n);
  if (supply !== issued - burned || supply !== held || issued !== told)
    throw new Error(`The token's supply is ${supply}; events tell ${issued} issued, ${burned} burned, ${held} held.`);
  for (const { address, balance } of books.people) {
    const actual = await chain.read<bigint>(token, tokenAbi, 'balanceOf', [address]);
    if (actual !== balance) throw new Error(`${address} has ${actual}, and ${balance} by the events.`);
  }
}
