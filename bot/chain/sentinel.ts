/**
 * Watches the Custodian, and pauses it by itself when it does what nobody here asked for. It runs in every server: the
 * pause counts once, so the first one is enough and the others do no harm.
 */
import { setTimeout as timer } from 'node:timers/promises';
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import { type Block, type Hex, isAddressEqual, type PublicClient } from 'viem';
import type { Signer } from '../custody/client.ts';
import type { Fees } from '../custody/protocol.ts';
import type { Database } from '../db/database.ts';
import { sentinel } from '../db/schema.ts';
import type { Metrics } from '../metrics.ts';
import { classifyBroadcast } from './broadcast.ts';
import type { Deployment } from './chain.ts';
import { bumpedFees, marketFees } from './fees.ts';
import { revertOf } from './revert.ts';
import { type CustodianEvent, verdictOf } from './verdict.ts';

/** Blocks looked at once more, in case a reorganisation put something else there. */
const OVERLAP = 32n;
/** Blocks asked for at once: within every provider's limit. */
const WINDOW = 1000n;
/** Events remembered as judged. */
const JUDGED = 10_000;
const PAUSE_GAS = 100_000n;
/** A pause that is not mined by then is sent again, better paid. */
const IMPATIENT_MS = 5000;
const LONGEST_BACKOFF_MS = 10_000;

/** What the sentinel found. `pausing` until the Custodian is paused, or it is clear that it cannot be. */
type SentinelState = { block: number; alarms: number; pausing: boolean };

export function startSentinel(options: {
  log: Logger;
  metrics: Pick<Metrics, 'sentinelAlarms'>;
  /** Milliseconds since the epoch. */
  clock: () => number;
  client: PublicClient;
  db: Database;
  deployment: Deployment;
  signer: Signer;
  pollMs: number;
  tell?: ((kind: string, text: string) => void) | undefined;
}) {
  const { log, metrics, clock, client, db, deployment, signer, pollMs, tell } = options;
  const custodian = { address: deployment.custodian, abi: custodianAbi } as const;
  const judged = new Set<string>();
  const state: SentinelState = { block: -1, alarms: 0, pausing: false };
  const closing = new AbortController();
  let sent: { at: number; fees: Fees } | null = null;
  let seen: Hex | null = null;
  /** The latest event that raised one. */
  let alarm: CustodianEvent | null = null;

  async function look() {
    const head = await client.getBlock();
    if (head.hash === seen) return;
    const [known] = await db.select().from(sentinel).where(eq(sentinel.genesis, deployment.genesis));
    // A database that never looked has nothing to compare older events with.
    const begun = known ? BigInt(known.block) - OVERLAP : head.number;
    const first = begun < BigInt(deployment.block) ? BigInt(deployment.block) : begun;
    for (let from = first < head.number ? first : head.number; from <= head.number; from += WINDOW) {
      const to = from + WINDOW - 1n < head.number ? from + WINDOW - 1n : head.number;
      const events = await client.getContractEvents({ ...custodian, fromBlock: from, toBlock: to, strict: true });
      await judge(events);
      // While an alarm is open nothing counts as seen: whoever takes over sees it, too.
      if (!state.pausing) await remember(to);
      state.block = Number(to);
    }
    seen = head.hash;
  }

  async function judge(events: CustodianEvent[]) {
    const fresh = events.filter((event) => !judged.has(keyOf(event)));
    const settled = events.findLastIndex(({ eventName }) => eventName === 'Unpaused');
    const times = new Map<bigint, bigint>();
    for (const event of fresh) {
      if (!times.has(event.blockNumber))
        times.set(event.blockNumber, (await client.getBlock({ blockNumber: event.blockNumber })).timestamp);
      const together = events.filter(({ transactionHash }) => transactionHash === event.transactionHash);
      const known = { client, db, deployment, signer };
      const verdict = await verdictOf(known, event, times.get(event.blockNumber)!, together);
      const { eventName, transactionHash, blockNumber } = event;
      const about = { event: eventName, args: event.args, transactionHash, block: Number(blockNumber) };
      if (verdict === 'notice') log.warn(about, 'the Custodian’s guardian or sentinel acted');
      if (verdict === 'alarm' && events.indexOf(event) < settled)
        log.warn(about, 'nobody here asked for this, and the guardian has ended the pause since');
      else if (verdict === 'alarm') {
        state.alarms++;
        metrics.sentinelAlarms.inc();
        log.fatal(about, 'the Custodian did what nobody here asked for: a key is stolen, the service pauses itself');
        tell?.(
          'sentinel-alarm',
          `The Custodian did what nobody here asked for (${eventName} in ${transactionHash}): a key is stolen, the service pauses itself.`,
        );
        alarm = event;
        state.pausing = true;
      }
      judged.add(keyOf(event));
    }
    for (const oldest of judged) {
      if (judged.size <= JUDGED) break;
      judged.delete(oldest);
    }
  }

  async function remember(block: bigint) {
    await db
      .insert(sentinel)
      .values({ genesis: deployment.genesis, block: Number(block) })
      .onConflictDoUpdate({ target: sentinel.genesis, set: { block: Number(block) } });
  }

  /** One step towards a paused Custodian. */
  async function pause() {
    const account = signer.addresses.sentinel;
    const [block, pausedUntil, named] = await Promise.all([
      client.getBlock(),
      client.readContract({ ...custodian, functionName: 'pausedUntil' }),
      client.readContract({ ...custodian, functionName: 'sentinel' }),
    ]);
    if (BigInt(pausedUntil) > block.timestamp) {
      log.fatal({ until: pausedUntil }, 'the Custodian is paused: the guardian decides what follows');
      return ended();
    }
    if (!account || !isAddressEqual(account, named)) {
      log.fatal({ sentinel: named, own: account }, 'the Custodian names another sentinel: the guardian has to pause');
      return ended();
    }
    if (await wasLookedAt()) {
      log.warn('the guardian has ended the pause since: nothing is paused again for what was before');
      return ended();
    }
    if (sent && clock() - sent.at < IMPATIENT_MS) return;
    const refusal = await rehearse(account);
    if (refusal) {
      log.fatal({ refusal }, 'the sentinel cannot pause any more: the guardian has to');
      return ended();
    }
    await send(account, block);
  }

  /** What the guardian has seen and let go on is no reason to pause again. */
  async function wasLookedAt() {
    if (!alarm) return true;
    const { blockNumber, logIndex } = alarm;
    const ends = await client.getContractEvents({ ...custodian, eventName: 'Unpaused', fromBlock: blockNumber });
    return ends.some((end) => end.blockNumber > blockNumber || end.logIndex > logIndex);
  }

  async function rehearse(account: Hex) {
    try {
      await client.simulateContract({ ...custodian, functionName: 'sentinelPause', account });
      return null;
    } catch (error) {
      const revert = revertOf(error);
      if (!revert) throw error;
      return revert.name;
    }
  }

  async function send(account: Hex, block: Block) {
    const [market, nonce] = await Promise.all([
      marketFees(client, block.baseFeePerGas),
      client.getTransactionCount({ address: account, blockTag: 'latest' }),
    ]);
    const fees = sent ? bumpedFees(sent.fees, market) : market;
    const { raw, hash } = await signer.signPause({ chainId: deployment.chainId, nonce, gas: PAUSE_GAS, fees });
    sent = { at: clock(), fees };
    log.fatal({ hash }, 'the sentinel sends its pause');
    try {
      await client.sendRawTransaction({ serializedTransaction: raw });
    } catch (error) {
      // Another server's sentinel may have been quicker: the next look tells.
      const fault = classifyBroadcast(error);
      if (fault === 'funds')
        log.fatal({ account }, 'the sentinel’s wallet cannot pay for gas: the guardian has to pause');
      else if (fault === 'unknown') throw error;
    }
  }

  function ended() {
    sent = null;
    // Looks at the same blocks again, and remembers them now.
    seen = null;
    state.pausing = false;
  }

  async function run() {
    if (!signer.addresses.sentinel)
      log.error('the keystore has no sentinel: `npm run keystore -- upgrade` makes one, the guardian names it');
    let failures = 0;
    while (!closing.signal.aborted) {
      let rest = pollMs;
      try {
        if (state.pausing) await pause();
        await look();
        failures = 0;
        if (state.pausing && !sent) rest = 0;
      } catch (error) {
        if (closing.signal.aborted) return;
        rest = Math.min(LONGEST_BACKOFF_MS, pollMs * 2 ** failures++);
        log.warn({ err: error, retryInMs: rest }, 'the sentinel was interrupted');
      }
      if (rest > 0) await wait(rest, closing.signal);
    }
  }

  const running = run();
  return {
    state: (): SentinelState => ({ ...state }),
    async close() {
      closing.abort();
      await running;
    },
  };
}

const keyOf = ({ blockHash, logIndex }: CustodianEvent) => `${blockHash}:${logIndex}`;

const wait = (ms: number, signal: AbortSignal) => timer(ms, undefined, { signal }).catch(() => undefined);
