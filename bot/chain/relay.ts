/** What the parts of the relayer share, and the few statements by which they move operations on. */
import { eq, type SQL, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Address, Hex, PublicClient } from 'viem';
import type { Signer } from '../custody/client.ts';
import type { Database, Transaction } from '../db/database.ts';
import { type batches, outbox, type transactions } from '../db/schema.ts';
import type { Metrics } from '../metrics.ts';
import type { Deployment } from './chain.ts';
import type { Head } from './head.ts';
import { commit } from './leader.ts';
import type { Revert } from './revert.ts';

export const OUTBOX_CHANNEL = 'guildmint_outbox';

/** Called at each named step; a test may end the process there. */
export type Faults = { at(step: string): void | Promise<void> };

/** How patient the relayer is, milliseconds. */
export type Timing = {
  /** Between two looks at what is on its way. */
  pollMs: number;
  /** A transaction that is not seen mined is handed to the node again. */
  resendMs: number;
  /** A transaction that waits longer is replaced by a better paid one. */
  stuckMs: number;
  /** What looks impossible (a used nonce without a receipt, a missing block) may be a node that lags. */
  patienceMs: number;
  /** While something is on its way, what does not fill a batch waits so long for company. */
  groupMs: number;
  /** A transaction that nothing helps for so long is left to its wallet, and another wallet takes its place. */
  failoverMs: number;
};

export type BatchRow = typeof batches.$inferSelect;
export type TransactionRow = typeof transactions.$inferSelect;
export type OutboxRow = typeof outbox.$inferSelect;

/** A batch with all that was ever signed for it. */
export type UnderWay = { batch: BatchRow; attempts: TransactionRow[] };

/** What the relayer remembers of a batch between two looks; losing it costs nothing but time. */
export type Memory = {
  /** It is being handed to the node, or waits for its turn. */
  sending: boolean;
  /** The node has it, or may have it. */
  handedOver: boolean;
  sentAt: number;
  /** When another wallet took over; 0 if none did. */
  movedAt: number;
  /** The node said that its wallet cannot pay. */
  unpaid: boolean;
  oddSince: number | null;
  underpriced: boolean;
  reverts: number;
  notBefore: number;
};

/** What the leader remembers between two looks, beyond single batches; losing it costs nothing but time. */
export type Line = {
  /** What the chain said last, good for a moment while all goes well; null after anything odd. */
  head: Head | null;
  /** What is on its way, so that it need not be read at every look; nothing is kept of what changed otherwise. */
  underWay: Map<number, UnderWay>;
  /** Ends when everything handed over so far has been taken or refused, in order. */
  sent: Promise<void>;
  /** Wei that a wallet was asked for and did not have. */
  missing: Map<Address, bigint>;
  /** Wallets whose transaction of this nonce does not get through. */
  stuckAt: Map<Address, number>;
  /** No wallet can pay: nothing new is signed. */
  broke: boolean;
};

export type Relay = {
  log: Logger;
  metrics: Metrics;
  clock: () => number;
  client: PublicClient;
  signer: Signer;
  deployment: Deployment;
  /** Pay for gas: the first as long as it can, then the next. */
  wallets: Address[];
  confirmations: number;
  timing: Timing;
  faults: Faults;
  /** Transactions commit only while this process leads. */
  db: Database;
  memoryOf(batch: number): Memory;
  line: Line;
  /** Looks at everything again soon. */
  wake(): void;
  /** Salts and addresses of Discord users, in order. */
  accountsOf(userIds: string[]): Promise<{ salt: Hex; account: Address }[]>;
};

/** Wakes whoever listens, once the transaction commits. */
export async function announce(tx: Transaction, ids: string[]) {
  if (ids.length === 0) return;
  await tx.execute(notifications(sql`unnest(${sql.param(ids)}::text[]) as id`));
}

/** Tells listeners as soon as its statement commits; many ids in a message, which may have 8,000 bytes. */
export const notifications = (from: SQL) => sql`
  select pg_notify(${OUTBOX_CHANNEL}, json_agg(id)::text)
  from (select id, sum(octet_length(id) + 8) over (order by id) / 3500 as part from ${from}) as parts group by part`;

/** Ends operations that cannot happen. */
export async function fail(relay: Relay, failures: { id: string; error: Revert }[]) {
  if (failures.length === 0) return;
  await relay.db.transaction(async (tx) => {
    for (const { id, error } of failures)
      await tx
        .update(outbox)
        .set({ state: 'failed', error, updatedAt: new Date(relay.clock()) })
        .where(eq(outbox.id, id));
    await announce(
      tx,
      failures.map(({ id }) => id),
    );
  });
}

/** Moves a batch and its operations to a state. */
export async function moveBatch(relay: Relay, batch: BatchRow, state: 'broadcast' | 'final') {
  const from = state === 'final' ? 'mined' : 'signed';
  await commit(
    relay.db,
    sql`
    done as (update app.batches set state = ${state} from lead where id = ${batch.id} and state = ${from}),
    moved as (
      update app.outbox set state = ${state}, updated_at = ${new Date(relay.clock())}
      from lead where batch = ${batch.id} and state = ${from} returning id
    ),
    told as (${notifications(sql`moved`)})
    select (select count(*) from told) from lead`,
  );
  batch.state = state;
}

/** Whether something odd has lasted longer than a lagging node explains. */
export function outlasts(relay: Relay, memory: Memory) {
  memory.oddSince ??= relay.clock();
  return relay.clock() - memory.oddSince >= relay.timing.patienceMs;
}
