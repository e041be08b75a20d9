/**
 * One leader at a time, however many servers share the database. Who leads holds a lease: a row that it renews, and that
 * runs out by the database's clock. Each take-over raises the lease's number, and every commit of a leader checks that the
 * number is still its own: one that was paused, cut off or replaced changes nothing any more.
 */
import { type SQL, sql } from 'drizzle-orm';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { type Database, sessionOf, type Transaction } from '../db/database.ts';
import { RetryableError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';

/** What there is one leader of. */
export type Role = 'indexer' | 'relayer' | 'fulfilment' | 'guard' | 'backup' | 'webhooks';

const LEASE_MS = 5000;
const RENEW_MS = 1000;
/** A server that stands by looks this often. Whose session has ended is replaced at once, who is silent when the lease ends. */
const TURN_MS = 300;
const RECONNECT_MS = 500;
/** Every transaction of a leader holds a lock of this class and its lease's number, by which it can be found. */
const LOCKS: Record<Role, number> = {
  relayer: 0x67_6d_02,
  fulfilment: 0x67_6d_03,
  indexer: 0x67_6d_04,
  guard: 0x67_6d_06,
  backup: 0x67_6d_05,
  webhooks: 0x67_6d_07,
};

/** Another server leads now. */
class LeadLost extends RetryableError {
  override name = 'LeadLost';
}

/**
 * Waits for the lead, then calls `lead`; again whenever it was lost.
 * @param options.lead gets the database with the lease's number checked in every transaction; it ends soon after `signal`
 * is aborted, and if it ends by itself, that is the end of it
 */
export function takeTurns(options: {
  of: Role;
  db: Database;
  log: Logger;
  metrics: Metrics;
  lead: (db: Database, signal: AbortSignal) => Promise<void>;
}) {
  const { of, db, log, metrics, lead } = options;
  const closing = new AbortController();
  let leading = false;
  const looked = Promise.withResolvers<void>();

  async function turn() {
    const client = new Client({
      ...sessionOf(db),
      application_name: `guildmint ${of}`,
      keepAlive: true,
      connectionTimeoutMillis: LEASE_MS,
      query_timeout: LEASE_MS,
    });
    const lost = new AbortController();
    const signal = AbortSignal.any([lost.signal, closing.signal]);
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    await client.connect();
    try {
      let fence: number | null = null;
      for (; !signal.aborted; await pause(TURN_MS, signal)) {
        fence = await take(client, of);
        if (fence !== null) break;
        looked.resolve();
      }
      if (fence === null) return;
      log.info({ of, fence }, 'leading');
      leading = true;
      metrics.leader.set({ of }, 1);
      looked.resolve();
      const renewing = renew(client, of, fence, signal).catch(() => lost.abort());
      await lead(fenced(db, of, fence), signal);
      // Gave up by itself: there is nothing to come back for.
      if (!signal.aborted) closing.abort();
      lost.abort();
      await renewing;
      await client.query('update app.leaders set expires_at = clock_timestamp() where role = $1 and fence = $2', [
        of,
        fence,
      ]);
    } finally {
      leading = false;
      metrics.leader.set({ of }, 0);
      lost.abort();
      // Where the network is gone nobody answers a farewell.
      const ended = new AbortController();
      await Promise.race([
        client.end().then(
          () => ended.abort(),
          () => ended.abort(),
        ),
        pause(RENEW_MS, ended.signal),
      ]);
    }
  }

  const ended = (async () => {
    while (!closing.signal.aborted) {
      await turn().catch((error: unknown) => {
        if (!closing.signal.aborted) log.warn({ err: error, of }, 'the lead, or the wait for it, was interrupted');
      });
      if (!closing.signal.aborted) await pause(RECONNECT_MS, closing.signal);
    }
  })();
  return {
    /** Whether this process leads, as far as it knows. */
    leading: () => leading,
    /** Resolves once it is known whether another leads. */
    looked: looked.promise,
    async close() {
      closing.abort();
      await ended;
      looked.resolve();
    },
  };
}

/** Whether a lease is good: not run out, and its holder's session there. */
const good = `l.expires_at > clock_timestamp() and exists
  (select from pg_stat_activity a where a.pid = l.pid and a.backend_start = l.session_start)`;

/** Whether some server leads now. */
export async function isLed(db: Database, of: Role): Promise<boolean> {
  const { rowCount } = await db.execute(sql`select from app.leaders l where role = ${of} and ${sql.raw(good)}`);
  return rowCount === 1;
}

/** @returns the lease's number, or null while another holds it */
async function take(client: Client, of: Role): Promise<number | null> {
  const free = await client.query(`select where not exists (select from app.leaders l where role = $1 and ${good})`, [
    of,
  ]);
  if (free.rowCount === 0) return null;
  // A leader that stopped in the middle of a transaction would hold up whoever takes over.
  await client.query(
    `select pg_terminate_backend(held.pid) from app.leaders l join pg_locks held on held.locktype = 'advisory'
       and held.classid = $2 and held.objid = l.fence and held.granted
     where l.role = $1 and not (${good})`,
    [of, LOCKS[of]],
  );
  const { rows } = await client.query<{ fence: string }>(
    `insert into app.leaders as l (role, fence, pid, session_start, expires_at)
     select $1, 1, pid, backend_start, clock_timestamp() + $2 * interval '1 ms' from pg_stat_activity where pid = pg_backend_pid()
     on conflict (role) do update set fence = l.fence + 1, pid = excluded.pid, session_start = excluded.session_start,
       expires_at = clock_timestamp() + $2 * interval '1 ms'
     where not (${good})
     returning fence`,
    [of, LEASE_MS],
  );
  return rows[0] ? Number(rows[0].fence) : null;
}

/** Until `signal` is aborted. @throws LeadLost if another has the lease, or if it could not be renewed in time */
async function renew(client: Client, of: Role, fence: number, signal: AbortSignal) {
  let held = performance.now();
  while (!signal.aborted) {
    await pause(RENEW_MS, signal);
    if (signal.aborted) return;
    const asked = performance.now();
    if (asked - held > LEASE_MS) throw new LeadLost('The lease ran out before it was renewed.');
    const { rowCount } = await client.query(
      `update app.leaders set expires_at = clock_timestamp() + $3 * interval '1 ms' where role = $1 and fence = $2`,
      [of, fence, LEASE_MS],
    );
    if (rowCount === 0) throw new LeadLost('Another server leads now.');
    held = asked;
  }
}

/** The same database, except that a transaction of a leader who was replaced cannot commit. */
function fenced(db: Database, of: Role, fence: number): Database {
  // A key share lock lets the lease be renewed meanwhile, but not be taken over.
  const check = sql`select pg_advisory_xact_lock_shared(${LOCKS[of]}, ${fence}) from app.leaders where role = ${of} and fence = ${fence} for key share`;
  const checkLead = async (tx: Transaction) => {
    const { rowCount } = await tx.execute(check);
    if (rowCount === 0) throw new LeadLost(`Another server is the leader of ${of} now.`);
  };
  const transaction = <T>(work: (tx: Transaction) => Promise<T>) =>
    db.transaction(async (tx) => {
      await checkLead(tx);
      return work(tx);
    });
  return Object.assign(Object.create(db) as Database, { checkLead, transaction, lead: check });
}

/**
 * One statement that is a transaction of its own, and changes something only while this process leads.
 * @param parts what follows `with lead as (…),`: whatever it writes comes `from lead`, and so does at least one row at its end
 * @throws LeadLost if another leads now
 */
export async function commit<Row extends Record<string, unknown>>(db: Database, parts: SQL) {
  const { rows } = await db.execute<Row>(sql`with lead as materialized (${db.lead ?? sql`select`}), ${parts}`);
  if (rows.length === 0) throw new LeadLost('Another server leads now.');
  return rows;
}

/** Resolves after `ms`, or as soon as `signal` is aborted. */
function pause(ms: number, signal: AbortSignal) {
  if (signal.aborted) return Promise.resolve();
  return new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
