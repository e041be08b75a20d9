/** A draw from the chain's own facts: nothing here rests on what the server says. */
import { shopAbi, stashAbi } from '@guildmint/contracts/abi.ts';
import { type Address, type Client, encodeAbiParameters, getAbiItem, type Hex, keccak256 } from 'viem';
import { getBlock, getBlockNumber, getLogs } from 'viem/actions';
import { inPieces } from '../../lib/in-pieces.ts';
import { read } from '../../lib/read-contract.ts';

const [deposited, poolWithdrawn, won, revealed] = [
  getAbiItem({ abi: stashAbi, name: 'Deposited' }),
  getAbiItem({ abi: stashAbi, name: 'PoolWithdrawn' }),
  getAbiItem({ abi: stashAbi, name: 'Won' }),
  getAbiItem({ abi: stashAbi, name: 'Revealed' }),
];

export type Nft = { collection: string; id: string };
/** What changed the pool, in the chain's order. */
type PoolEvent =
  | { kind: 'in' | 'out'; nft: Nft }
  | { kind: 'won'; nft: Nft; draw: number; size: number; winner: string };
/** One NFT of a draw, recomputed and as it was given out. */
export type Taken = { place: number; size: number; pool: Nft[]; expected: Nft | null; given: Nft; winner: string };

/** IStash.State */
export const STATES = ['none', 'open', 'revealed', 'drawn', 'forfeited', 'void'] as const;

export type Proof = {
  draw: number;
  state: (typeof STATES)[number];
  units: number;
  purchase: number;
  item: number;
  buyer: Address;
  /** ms */
  boughtAt: number;
  committedAt: number;
  commitment: number;
  seedHash: Hex;
  targetBlock: number;
  /** Null until it is revealed, as is all that follows. */
  revealed: {
    seed: Hex;
    /** As the contract read it, and as the chain has it; null: the node has forgotten the block. */
    blockHash: Hex;
    chainHash: Hex | null;
    /** As the contract keeps it, and as it follows. */
    random: Hex;
    recomputed: Hex;
  } | null;
  picks: Taken[];
};

/** keccak256 of seed, block hash, token and draw. */
export const randomOf = (seed: Hex, blockHash: Hex, token: Address, draw: number): Hex =>
  keccak256(
    encodeAbiParameters(
      [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }],
      [seed, blockHash, token, BigInt(draw)],
    ),
  );

/** Where in a pool of `size` the `unit`-th NFT of a draw lies, from 0. */
export function placeOf(random: Hex, unit: number, size: number): number {
  const word = keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [random, BigInt(unit)]));
  return Number(BigInt(word) % BigInt(size));
}

const isSame = (a: Nft, b: Nft) => a.collection === b.collection && a.id === b.id;

/**
 * Builds the pool up event by event, and recomputes what a draw takes from it.
 * @param events all there were up to the draw's end, in order
 */
export function picksOf(events: PoolEvent[], draw: number, random: Hex): Taken[] {
  const pool: Nft[] = [];
  const picks: Taken[] = [];
  for (const event of events) {
    if (event.kind === 'in') {
      pool.push(event.nft);
      continue;
    }
    if (event.kind === 'won' && event.draw === draw) {
      const place = placeOf(random, picks.length, event.size);
      const { nft: given, size, winner } = event;
      picks.push({ place, size, pool: [...pool], expected: pool[place] ?? null, given, winner });
    }
    const at = pool.findIndex((nft) => isSame(nft, event.nft));
    const last = pool.pop();
    // The last one takes the place of the one taken out.
    if (last && at >= 0 && at < pool.length) pool[at] = last;
  }
  return picks;
}

/** Whether each NFT of a draw is the one that had to be drawn, out of a pool of the size that the contract says. */
export const isRight = ({ expected, given, size, pool }: Taken) =>
  expected !== null && isSame(expected, given) && size === pool.length;

type Asked = { client: Client; stash: Address; shop: Address; token: Address; draw: number; fromBlock: number };

/** Everything about one draw. @returns null where there is none of this number @throws what viem throws */
export async function readProof(asked: Asked, signal: AbortSignal): Promise<Proof | null> {
  const { client, stash, shop, token, draw } = asked;
  const contract = { address: stash, abi: stashAbi } as const;
  const found = await read(client, { ...contract, functionName: 'drawOf', args: [token, BigInt(draw)] });
  const state = STATES[found.state] ?? 'none';
  if (state === 'none') return null;
  const [commitment, bought] = await Promise.all([
    read(client, { ...contract, functionName: 'commitmentOf', args: [token, found.commitment] }),
    read(client, { address: shop, abi: shopAbi, functionName: 'purchaseOf', args: [token, found.purchase] }),
  ]);
  const about: Proof = {
    ...{ draw, state, units: found.units, purchase: Number(found.purchase), item: Number(bought.item) },
    ...{ buyer: bought.buyer.toLowerCase() as Address, boughtAt: Number(bought.boughtAt) * 1000 },
    ...{ commitment: Number(found.commitment), committedAt: Number(commitment.committedAt) * 1000 },
    ...{ seedHash: commitment.seedHash, targetBlock: Number(found.targetBlock), revealed: null, picks: [] },
  };
  if (/^0x0+$/.test(found.random)) return about;
  const span = { from: asked.fromBlock, to: Number(await getBlockNumber(client)) };
  const [said] = await collect(
    { ...span, from: about.targetBlock },
    (fromBlock, toBlock) =>
      getLogs(client, {
        ...{ address: stash, event: revealed, args: { token, draw: BigInt(draw) } },
        ...{ strict: true, fromBlock, toBlock },
      }),
    signal,
  );
  if (!said) return about;
  const { seed, blockHash } = said.args;
  const block = await getBlock(client, { blockNumber: found.targetBlock }).catch(() => null);
  const recomputed = randomOf(seed, blockHash, token, draw);
  about.revealed = { seed, blockHash, chainHash: block?.hash ?? null, random: found.random, recomputed };
  if (state === 'drawn') about.picks = picksOf(await poolEvents(asked, span, signal), draw, recomputed);
  return about;
}

type Found = { blockNumber: bigint; logIndex: number };
type Span = { from: number; to: number };

/** All logs of a span, in the chain's order. */
async function collect<T extends Found>(
  span: Span,
  ask: (fromBlock: bigint, toBlock: bigint) => Promise<T[]>,
  signal: AbortSignal,
): Promise<T[]> {
  const found: T[] = [];
  await inPieces(span, ask, (logs) => void found.push(...logs), signal);
  return found;
}

const nftOf = ({ collection, id }: { collection: Address; id: bigint }): Nft => ({
  collection: collection.toLowerCase(),
  id: `${id}`,
});

async function poolEvents({ client, stash, token }: Asked, span: Span, signal: AbortSignal): Promise<PoolEvent[]> {
  const asked = { address: stash, args: { token }, strict: true } as const;
  // One after another: a node gives few ranges of logs at once.
  const deposits = await collect(
    span,
    (fromBlock, toBlock) => getLogs(client, { ...asked, event: deposited, fromBlock, toBlock }),
    signal,
  );
  const withdrawals = await collect(
    span,
    (fromBlock, toBlock) => getLogs(client, { ...asked, event: poolWithdrawn, fromBlock, toBlock }),
    signal,
  );
  const wins = await collect(
    span,
    (fromBlock, toBlock) => getLogs(client, { ...asked, event: won, fromBlock, toBlock }),
    signal,
  );
  const all: { log: Found; event: PoolEvent }[] = [
    ...deposits.map((log) => ({ log, event: { kind: 'in' as const, nft: nftOf(log.args) } })),
    ...withdrawals.map((log) => ({ log, event: { kind: 'out' as const, nft: nftOf(log.args) } })),
    ...wins.map((log) => {
      const { draw, poolSize, winner } = log.args;
      const what = { draw: Number(draw), size: Number(poolSize), winner: winner.toLowerCase() };
      return { log, event: { kind: 'won' as const, nft: nftOf(log.args), ...what } };
    }),
  ];
  all.sort((a, b) => Number(a.log.blockNumber - b.log.blockNumber) || a.log.logIndex - b.log.logIndex);
  return all.map(({ event }) => event);
}
