import { clansAbi, communitiesAbi, earningsAbi } from '@guildmint/contracts/abi.ts';
import { sql } from 'drizzle-orm';
import { type Abi, type AbiEvent, type Address, type Hex, toEventSelector } from 'viem';
import type { Transaction } from '../../db/database.ts';
import type { Position } from './positions.ts';

/** What is told of a community as such, by the logs that tell it: its rows do not know where they changed last. */
const EVENTS = {
  clan: [clansAbi, ['ClanCreated', 'ClanInvited', 'ClanJoined', 'ClanLeft', 'ClanLeaderSet', 'ClanDissolved']],
  challenge: [clansAbi, ['ChallengeCreated', 'ChallengeCancelled', 'ChallengeClosed']],
  caps: [communitiesAbi, ['CapsSet', 'Scheduled', 'ScheduleCancelled']],
  season: [earningsAbi, ['SeasonSet']],
} as const satisfies Record<string, readonly [Abi, readonly string[]]>;
type Kind = keyof typeof EVENTS;

const topicOf = (abi: Abi, name: string) =>
  toEventSelector(abi.find((item): item is AbiEvent => item.type === 'event' && item.name === name)!);
const KINDS = new Map(
  Object.entries(EVENTS).flatMap(([kind, [abi, names]]) => names.map((name) => [topicOf(abi, name), kind as Kind])),
);
const TOPICS = sql.raw([...KINDS.keys()].map((topic) => `'\\x${topic.slice(2)}'::bytea`).join(', '));

/** `number`: of the clan, challenge or season. */
export type ToldLog = Position & { kind: Kind; token: Address; number: number };

/** Such logs after a position, up to the end of a block, in the chain's order. */
export async function logsBetween(
  tx: Pick<Transaction, 'execute'>,
  after: Position,
  untilBlock: number,
  limit: number,
): Promise<ToldLog[]> {
  const { rows } = await tx.execute<{ block: string; log_index: number; topics: string }>(sql`
    select block, log_index, encode(topics, 'hex') as topics from chain.logs
    where (block, log_index) > (${after.block}, ${after.logIndex}) and block <= ${untilBlock}
      and substring(topics from 1 for 32) in (${TOPICS})
    order by block, log_index limit ${limit}`);
  return rows.map(({ block, log_index: logIndex, topics }) => {
    const word = (place: number) => topics.slice(64 * place, 64 * place + 64);
    const kind = KINDS.get(`0x${word(0)}` as Hex)!;
    const number = kind === 'caps' ? 0 : Number(BigInt(`0x${word(2)}`));
    return { block: Number(block), logIndex, kind, token: `0x${word(1).slice(24)}` as Address, number };
  });
}
