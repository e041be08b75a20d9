import { clansAbi, communitiesAbi, earningsAbi } from '@guildmint/contracts/abi.ts';
import type { Abi, Address } from 'viem';
import { addressIn, type Log, topicOf } from '../../chain/log.ts';
import { readRawOf } from '../../chain/raw.ts';
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

const KINDS = new Map(
  Object.entries(EVENTS).flatMap(([kind, [abi, names]]) => names.map((name) => [topicOf(abi, name), kind as Kind])),
);
const TOPICS = [...KINDS.keys()].map((topic) => ({ topic }));

/** `number`: of the clan, challenge or season. */
export type ToldLog = Position & { kind: Kind; token: Address; number: number };

/** Such logs after a position, up to the end of a block, in the chain's order. */
export async function logsBetween(
  tx: Pick<Transaction, 'execute'>,
  after: Position,
  untilBlock: number,
  limit: number,
): Promise<ToldLog[]> {
  // The first block may have been told to its end.
  const span = { first: after.block, last: untilBlock, blocks: limit + 1 };
  const isAfter = ({ block, logIndex }: Log) => block > after.block || logIndex > after.logIndex;
  const logs = (await readRawOf(tx, span, TOPICS)).filter(isAfter).slice(0, limit);
  return logs.map(({ block, logIndex, topics: [topic, token, number] }) => {
    const kind = KINDS.get(topic!)!;
    return { block, logIndex, kind, token: addressIn(token), number: kind === 'caps' ? 0 : Number(number) };
  });
}
