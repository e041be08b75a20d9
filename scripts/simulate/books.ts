// What the contracts' events tell of a simulated community: balances, earnings, what was bought. The same reading as the
// indexer's, in memory; `run` holds it against the contracts' own answers at the end.
import { type Address, decodeEventLog, type Hex, toEventSelector } from 'viem';
import { decodeRevert } from '../../bot/chain/revert.ts';
import {
  achievementsAbi,
  custodianAbi,
  earningsAbi,
  giftsAbi,
  shopAbi,
  tokenAbi,
} from '../../contracts/generated/abi.ts';
import type { ArchetypeName } from './archetypes.ts';
import type { Account, Log } from './chain.ts';

export type Person = Account & {
  archetype: ArchetypeName;
  /** Day of the simulation on which it first writes. */
  joins: number;
  /** Who brought it, until that was paid for. */
  inviter: Person | null;
  /** Base units. */
  balance: bigint;
  /** Base units that were issued to it, as its lifetime earnings. */
  earned: bigint;
  /** {@link earned} at the end of each week. */
  earnedBy: bigint[];
  /** Lifetime counts in the order of IEarnings.Activity. */
  counts: number[];
  activeOn: number[];
  streak: number;
  tier: number;
  /** Day on which each tier was reached. */
  reached: (number | null)[];
  /** When a weekly and a monthly reward can be claimed next, in days. */
  weeklyFrom: number;
  monthlyFrom: number;
  badges: Set<number>;
  /** From which day on a badge is claimed again whose reward no cap left room for. */
  badgesFrom: number;
  /** Until when each item lasts, unix seconds. */
  holds: Map<number, number>;
};

export type Books = ReturnType<typeof openBooks>;

const TRANSFER = toEventSelector('Transfer(address,address,uint256)');
const SETTLED = toEventSelector('Settled(address,address,uint64,uint256[])');
const DAILY = toEventSelector('DailyClaimed(address,address,uint256,uint256)');
/** Of no use here, and many. */
const BATCH = toEventSelector('BatchExecuted(uint192,uint64,uint256,uint256)');
const RECEIPT = toEventSelector('TransferSingle(address,address,address,uint256,uint256)');
const LOCKED = toEventSelector('Locked(uint256)');
const SKIPPED = new Set<Hex>([BATCH, RECEIPT, LOCKED]);
const NOBODY = '0x0000000000000000000000000000000000000000';
/** Base units of an earning unit. */
const UNIT = 10n ** 15n;
const told = [...custodianAbi, ...earningsAbi, ...giftsAbi, ...shopAbi, ...achievementsAbi, ...tokenAbi] as const;
type ToldEvent = Extract<(typeof told)[number], { type: 'event' }>;
/** viem would hash the signatures of all of them for each log. */
const bySelector = new Map<Hex, ToldEvent>(
  told.filter((item): item is ToldEvent => item.type === 'event').map((item) => [toEventSelector(item), item]),
);

const addressOf = (topic: Hex | undefined) => `0x${topic!.slice(26)}` as Address;
const wordAt = (data: Hex, place: number) => data.slice(2 + 64 * place, 66 + 64 * place);

/** @param token of the community, in lower case; others' transfers are not its own */
export function openBooks(token: Address, people: readonly Person[]) {
  const byAddress = new Map<string, Person>(people.map((person) => [person.address, person]));
  const issued = new Map<string, bigint>();
  const spent = new Map<number, { units: number; amount: bigint }>();
  const refusals = new Map<string, number>();
  /** Purchases that wait to be handed over. */
  let waiting: bigint[] = [];
  const total = { issued: 0n, burned: 0n };

  const add = <Key>(sums: Map<Key, bigint>, key: Key, amount: bigint) => sums.set(key, (sums.get(key) ?? 0n) + amount);
  const earn = (source: string, person: Person | undefined, amount: bigint) => {
    add(issued, source, amount);
    if (person) person.earned += amount;
  };

  const transfer = ({ topics, data }: Log) => {
    const amount = BigInt(data);
    const [from, to] = [addressOf(topics[1]), addressOf(topics[2])];
    if (from === NOBODY) total.issued += amount;
    else byAddress.get(from)!.balance -= amount;
    if (to === NOBODY) total.burned += amount;
    else byAddress.get(to)!.balance += amount;
  };
  /** IEarnings.Settled: settlement | offset | length | member:160, counts:8x8, paid:32 each. */
  const settled = (data: Hex) => {
    const length = Number.parseInt(wordAt(data, 2), 16);
    for (let at = 3; at < 3 + length; at++) {
      const word = wordAt(data, at);
      const person = byAddress.get(`0x${word.slice(0, 40)}`)!;
      for (let place = 0; place < 8; place++)
        person.counts[place]! += Number.parseInt(word.slice(54 - 2 * place, 56 - 2 * place), 16);
      earn('activity', person, BigInt(Number.parseInt(word.slice(56), 16)) * UNIT);
    }
  };
  const rest = (log: Log, day: number) => {
    const event = bySelector.get(log.topics[0]!);
    if (!event) return;
    const topics = log.topics as [Hex, ...Hex[]];
    const told = decodeEventLog({ abi: [event], topics, data: log.data });
    if (told.eventName === 'CallFailed') {
      const { name } = decodeRevert(told.args.reason as Hex) ?? { name: 'unknown' };
      refusals.set(name, (refusals.get(name) ?? 0) + 1);
    } else if (told.eventName === 'TierReached') {
      const person = byAddress.get(told.args.member.toLowerCase())!;
      for (let tier = person.tier + 1; tier <= told.args.tier; tier++) person.reached[tier] = day - person.joins;
      person.tier = told.args.tier;
    } else if (told.eventName === 'WeeklyStreakClaimed') {
      const person = byAddress.get(told.args.member.toLowerCase())!;
      person.weeklyFrom = day + 7;
      earn('weekly_streak', person, told.args.amount);
    } else if (told.eventName === 'MonthlyActiveClaimed') {
      const person = byAddress.get(told.args.member.toLowerCase())!;
      person.monthlyFrom = day + 30;
      earn('monthly_active', person, told.args.amount);
    } else if (told.eventName === 'InviteRewarded') {
      byAddress.get(told.args.friend.toLowerCase())!.inviter = null;
      earn('invite_friend', byAddress.get(told.args.inviter.toLowerCase()), told.args.amount);
    } else if (told.eventName === 'AchievementClaimed') {
      const person = byAddress.get(told.args.member.toLowerCase())!;
      person.badges.add(Number(told.args.achievement));
      earn('achievement', person, told.args.paid);
    } else if (told.eventName === 'Gifted') {
      earn('receive_gift', byAddress.get(told.args.to.toLowerCase()), told.args.bonus);
    } else if (told.eventName === 'Purchased') {
      const { buyer, item, purchase, quantity, unitPrice, expiresAt, fulfilBy } = told.args;
      const person = byAddress.get(buyer.toLowerCase())!;
      person.holds.set(Number(item), expiresAt === 0 ? Number.POSITIVE_INFINITY : expiresAt);
      if (fulfilBy !== 0) waiting.push(purchase);
      const sold = spent.get(Number(item)) ?? { units: 0, amount: 0n };
      spent.set(Number(item), {
        units: sold.units + Number(quantity),
        amount: sold.amount + unitPrice * quantity,
      });
    }
  };

  return {
    people,
    /** Base units issued by what they were issued for. */
    issued,
    /** By the item's number; base units. */
    spent,
    /** Calls that the contracts refused, by the error. */
    refusals,
    total: () => total,
    takeWaiting() {
      const purchases = waiting;
      waiting = [];
      return purchases;
    },
    /** @param day of the simulation on which it was told */
    hear(logs: readonly Log[], day: number) {
      for (const log of logs) {
        const [topic] = log.topics;
        if (topic === TRANSFER) {
          if (log.address === token) transfer(log);
        } else if (topic === SETTLED) settled(log.data);
        else if (topic === DAILY) {
          const person = byAddress.get(addressOf(log.topics[2]))!;
          person.streak = Number.parseInt(wordAt(log.data, 1), 16);
          earn('daily', person, BigInt(`0x${wordAt(log.data, 0)}`));
        } else if (!SKIPPED.has(topic!)) rest(log, day);
      }
    },
  };
}
