/** Looks how many days the relayer's wallets can pay for gas, at the rate of the last days, before nothing is left. */
import { setTimeout as timer } from 'node:timers/promises';
import { gte, min, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Address, PublicClient } from 'viem';
import type { Database } from '../db/database.ts';
import { gas } from '../db/schema.ts';
import type { Part } from '../health.ts';
import type { Metrics } from '../metrics.ts';
import { coinsIn } from './coins.ts';

const DAY_MS = 86_400_000;
/** Days whose spending counts as the present rate. */
const RECENT = 7;
const LOOK_MS = 60_000;
/** Days beyond which nobody counts: the rate of one week says nothing of them. */
const FORESEEN = 3650;

/** @property days at the recent rate; infinite while nothing is spent */
type Funds = { wei: bigint; days: number };

/**
 * @param options.lowDays below so many days the operator is told, once until there is enough again
 * @param options.tell the operator
 */
export function watchFunds(options: {
  log: Logger;
  metrics: Pick<Metrics, 'gasDaysLeft'>;
  clock: () => number;
  client: PublicClient;
  db: Database;
  wallets: Address[];
  symbol: string;
  lowDays: number;
  tell: (kind: string, text: string) => void;
}) {
  const { log, metrics, clock, client, db, wallets, symbol, lowDays, tell } = options;
  const closing = new AbortController();
  const { signal } = closing;
  let low = false;
  let last: Funds | null = null;

  async function look(): Promise<Funds> {
    const now = clock();
    const [balances, [spent]] = await Promise.all([
      Promise.all(wallets.map((address) => client.getBalance({ address }))),
      db
        .select({ wei: sql<string>`coalesce(sum(${gas.wei}), 0)`, since: min(gas.at) })
        .from(gas)
        .where(gte(gas.at, new Date(now - RECENT * DAY_MS))),
    ]);
    const wei = balances.reduce((sum, balance) => sum + balance, 0n);
    const counted = Math.max(1, (now - (spent?.since?.getTime() ?? now)) / DAY_MS);
    const aDay = Number(spent?.wei ?? 0) / counted;
    const days = aDay === 0 ? (wei === 0n ? 0 : Number.POSITIVE_INFINITY) : Number(wei) / aDay;
    metrics.gasDaysLeft.set(days);
    last = { wei, days };
    judge(last);
    return last;
  }

  function judge({ wei, days }: Funds) {
    if (days < lowDays === low) return;
    low = days < lowDays;
    const says = sentence({ wei, days });
    if (low) log.error({ wallets, days }, `${says} Top one of the relayer’s wallets up.`);
    else log.info({ wallets }, says);
    tell(low ? 'low-balance' : 'balance-restored', low ? `${says} Top one up: ${wallets.join(', ')}.` : says);
  }

  const held = ({ wei }: Funds) => `${coinsIn(wei)} ${symbol}`;
  const sentence = (funds: Funds) =>
    `The wallets that pay gas hold ${held(funds)}${funds.days <= FORESEEN ? `, for ${funds.days.toFixed(1)} days` : ''}.`;

  async function run() {
    while (!signal.aborted) {
      await look().catch((error: unknown) => log.warn({ err: error }, 'the wallets could not be looked at'));
      await timer(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  const running = run();

  return {
    look,
    /** For the health report: as it was at the last look, since a node that is away says nothing about wallets. */
    part(): Part {
      const state = low ? ('degraded' as const) : ('ok' as const);
      if (!last) return { state, code: 'WalletsUnseen', message: 'They are looked at soon.' };
      const [amount, message] = [held(last), sentence(last)];
      if (last.days > FORESEEN) return { state, code: 'WalletsHold', details: { amount }, message };
      return { state, code: 'WalletsLast', details: { amount, days: last.days.toFixed(1) }, message };
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}
