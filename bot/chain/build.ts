/** From queued operations to one signed transaction, stored before anybody else can know of it. */
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { and, desc, eq, ne, type SQL, sql } from 'drizzle-orm';
import { type Address, type Hex, size, slice } from 'viem';
import { Refusal } from '../custody/protocol.ts';
import { batches, outbox } from '../db/schema.ts';
import { FatalError, RetryableError } from '../errors.ts';
import { send } from './broadcast.ts';
import { isDraft, type Signed, signDirect, signExecution } from './content.ts';
import { BATCH_GAS, encodeOps, gasOfCall } from './encode.ts';
import { priceOf } from './fees.ts';
import { freePlace, type Head, LANE, MAX_GAS, readHead } from './head.ts';
import { commit } from './leader.ts';
import { type BatchRow, fail, notifications, type OutboxRow, type Relay } from './relay.ts';
import { undoLostNonces } from './reorg.ts';
import { rehearseAgain } from './sponsored.ts';

const MAX_CALLS = 200;
/** Nodes refuse transactions above 128 kB. */
const MAX_BYTES = 100_000;
const DIRECT_GAS = 250_000n;

/** What the chain said is good for so long while batches follow one another without trouble. */
const HEAD_MS = 1000;

/**
 * @param open batches on their way; a new one is added
 * @returns `sent`: there may be more; `wait`: something has to change first; `idle`: nothing is to be sent now
 */
export async function buildNext(relay: Relay, open: BatchRow[]): Promise<'sent' | 'wait' | 'idle'> {
  const left = relay.line.head?.ahead.splice(0) ?? [];
  const waiting = fillsBatch(left) ? left : await nextRows(relay);
  if (waiting.length === 0) return 'idle';
  // A direct transaction is judged by what the chain holds: nothing else may be on its way.
  if (open.length > 0 && (waiting[0]!.kind === 'direct' || !isDue(relay, waiting))) return 'idle';
  const head = await currentHead(relay, open);
  if (!head) return 'wait';
  if (relay.line.broke) {
    await relay.faults.at('broke');
    return 'wait';
  }
  const rows = head.paused ? await queued(relay, pastCustodian(relay)) : waiting;
  if (rows.length === 0) {
    relay.log.warn({ queued: waiting.length }, 'the Custodian is paused: operations wait');
    return 'wait';
  }
  if (open.length > 0 && rows[0]!.kind === 'direct') return 'idle';
  await relay.faults.at('beforeSign');
  const place = await freePlace(relay, head);
  const built =
    rows[0]!.kind === 'direct'
      ? await buildDirect(relay, rows[0]!, head, place.nonce)
      : await buildBatch(relay, rows, head, place);
  // Everything at the head of the queue was refused: the rest has its turn at once.
  if (!built) return 'sent';

  await relay.faults.at('signed');
  const stored = await store(relay, built, head, place.nonce);
  const operations = built.rows.map(({ id }) => id);
  relay.log.info({ batch: stored.batch.id, hash: built.hash, operations }, 'batch signed');
  await relay.faults.at('committed');
  open.push(stored.batch);
  relay.line.underWay.set(stored.batch.id, { batch: stored.batch, attempts: [stored.transaction] });
  send(relay, stored.batch, stored.transaction);
  return 'sent';
}

/** Behind others goes only what fills a batch, or has waited long enough for company: every transaction costs its base. */
function isDue({ clock, timing }: Relay, rows: OutboxRow[]) {
  return rows.length >= MAX_CALLS || clock() - rows[0]!.createdAt.getTime() >= timing.groupMs || fillsBatch(rows);
}

const fillsBatch = (rows: OutboxRow[]) => rows.reduce((sum, row) => sum + gasOfCall(row), BATCH_GAS) > MAX_GAS;

/** @returns null if the chain lost transactions of ours, which go first */
async function currentHead(relay: Relay, open: BatchRow[]): Promise<Head | null> {
  const { head } = relay.line;
  const now = relay.clock();
  if (head && open.length > 0 && now - head.readAt < HEAD_MS)
    return { ...head, now: Math.max(head.now, Math.floor(now / 1000)) };
  const fresh = await readHead(relay);
  return (await undoLostNonces(relay, fresh)) ? null : fresh;
}

type Content = Signed & { to: Address; gas: bigint; rows: OutboxRow[] };
type Built = Content & { sequence: number | null; raw: Hex; hash: Hex };

function queued(relay: Relay, condition?: SQL) {
  return relay.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.state, 'queued'), condition))
    .orderBy(outbox.position)
    .limit(MAX_CALLS);
}

/** What needs nothing of the Custodian, and so does not wait while it is paused. */
const pastCustodian = ({ deployment }: Relay) =>
  and(eq(outbox.kind, 'direct'), ne(outbox.target, deployment.custodian));

/** In the order of arrival; but direct transactions, one to a block, leave every other turn to members' batches. */
async function nextRows(relay: Relay): Promise<OutboxRow[]> {
  const rows = await queued(relay);
  if (rows[0]?.kind !== 'direct') return rows;
  const [last] = await relay.db.select({ kind: batches.kind }).from(batches).orderBy(desc(batches.id)).limit(1);
  if (last?.kind !== 'direct') return rows;
  const calls = await queued(relay, eq(outbox.kind, 'call'));
  return calls.length > 0 ? calls : rows;
}

async function buildBatch(
  relay: Relay,
  rows: OutboxRow[],
  head: Head,
  { nonce, sequence }: { nonce: number; sequence: number },
): Promise<Built | null> {
  const { chosen, rest } = await choose(relay, rows, head);
  head.ahead.push(...rest);
  const accounts = await relay.accountsOf(chosen.map((row) => row.userId));
  const calls = chosen.map((row, index) => {
    const { salt, account } = accounts[index]!;
    if (account.toLowerCase() !== row.account.toLowerCase())
      throw new FatalError(
        'Accounts have other addresses than before: restore the keystore’s salt.json from a backup.',
      );
    return { row, salt, target: row.target, data: row.data, gas: row.gas };
  });
  while (calls.length > 0) {
    try {
      const gas = calls.reduce((sum, call) => sum + gasOfCall(call), BATCH_GAS);
      const content = { sequence, ops: encodeOps(calls), proofs: calls.map(({ row }) => row.proof) };
      const signed = await signExecution(relay, content, { ...head, nonce, gas });
      return { ...signed, to: relay.deployment.custodian, gas, sequence, rows: calls.map(({ row }) => row) };
    } catch (error) {
      if (!(error instanceof Refusal) || error.index === undefined) throw error;
      // One call outside policy must not keep the others back.
      const [refused] = calls.splice(error.index, 1);
      relay.log.error({ operation: refused!.row.id, rule: error.rule }, 'the signer refused a call');
      await fail(relay, [{ id: refused!.row.id, error: refusal(error) }]);
    }
  }
  return null;
}

/** @returns null if it cannot run or the signer refuses, which ends it: what wallets signed is theirs to shape */
async function buildDirect(relay: Relay, row: OutboxRow, head: Head, nonce: number): Promise<Built | null> {
  const { wallet, fees } = head;
  try {
    const content = await directContent(relay, row, head);
    if (!content) return null;
    const { to, gas, data } = content;
    const { chainId } = relay.deployment;
    const signed = await relay.signer.signTransaction({ wallet, chainId, nonce, to, value: 0n, gas, data, fees });
    return { ...content, ...signed, sequence: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    relay.log.error({ operation: row.id, rule: error.rule }, 'the signer refused a direct transaction');
    await fail(relay, [{ id: row.id, error: refusal(error) }]);
    return null;
  }
}

async function directContent(relay: Relay, row: OutboxRow, head: Head): Promise<Content | null> {
  const to = row.target;
  const signed = await signDirect(relay, row, head.now);
  if (isDraft(row)) return { ...signed, to, gas: DIRECT_GAS, rows: [row] };
  // Much may have changed since it was handed in: the operator pays for nothing that is sure to fail.
  const reason = await rehearseAgain(relay.client, { ...relay, wallet: head.wallet }, row);
  if (!reason) return { ...signed, to, gas: BigInt(row.gas), rows: [row] };
  await fail(relay, [{ id: row.id, error: reason }]);
  return null;
}

const refusal = (error: Refusal) => ({ name: 'SignerRefused', args: { rule: error.rule, reason: error.message } });

/** As many calls from the front as one transaction holds, and the calls behind them. Those that can never be carried fail here. */
async function choose(relay: Relay, rows: OutboxRow[], head: Head) {
  const share = (head.block.gasLimit * 8n) / 10n;
  const limit = share < MAX_GAS ? share : MAX_GAS;
  const until = rows.findIndex((row) => row.kind === 'direct');
  const calls = until === -1 ? rows : rows.slice(0, until);
  const allowed = await readAllowed(relay, calls, head);

  const chosen: OutboxRow[] = [];
  const failures: Parameters<typeof fail>[1] = [];
  let gas = BATCH_GAS;
  let bytes = 0;
  let rest: OutboxRow[] = [];
  for (const [place, row] of calls.entries()) {
    const selector = slice(row.data, 0, 4);
    if (!allowed.get(keyOf(row))) {
      failures.push({ id: row.id, error: { name: 'CustodianNotAllowed', args: { target: row.target, selector } } });
      continue;
    }
    const need = gasOfCall(row);
    if (BATCH_GAS + need > limit) {
      failures.push({ id: row.id, error: { name: 'CallTooLarge', args: { gas: String(row.gas) } } });
      continue;
    }
    gas += need;
    bytes += size(row.data) + 64;
    if (gas > limit || (bytes > MAX_BYTES && chosen.length > 0)) {
      if (until === -1) rest = calls.slice(place);
      break;
    }
    chosen.push(row);
  }
  await fail(relay, failures);
  return { chosen, rest };
}

const keyOf = (row: { target: Hex; data: Hex }) => `${row.target}:${slice(row.data, 0, 4)}`;

/** One function that the guardian took off the allowlist would make a whole batch revert. */
async function readAllowed(relay: Relay, rows: OutboxRow[], { allowed }: Head) {
  const { client, deployment } = relay;
  const distinct = new Map(rows.map((row) => [keyOf(row), row]));
  const answers = Array.from(distinct, async ([key, { target, data }]) => {
    if (allowed.has(key)) return;
    const args = [target, slice(data, 0, 4)] as const;
    const read = { address: deployment.custodian, abi: custodianAbi, functionName: 'isAllowed', args } as const;
    allowed.set(key, await client.readContract(read));
  });
  await Promise.all(answers);
  return allowed;
}

async function store(relay: Relay, built: Built, { wallet, fees, held }: Head, nonce: number) {
  const at = new Date(relay.clock());
  const { hash, raw, to, data, sequence } = built;
  const made = {
    kind: sequence === null ? 'direct' : 'call',
    genesis: relay.deployment.genesis,
    lane: sequence === null ? null : LANE,
    deadline: built.deadline === null ? null : new Date(built.deadline * 1000),
    state: 'signed',
    createdAt: at,
  } as const;
  const feePerGas = priceOf(fees);
  const bytes = (value: Hex) => Buffer.from(value.slice(2), 'hex');
  const ids = sql`${sql.param(built.rows.map(({ id }) => id))}::text[]`;
  const [row] = await commit<{ id: string | null }>(
    relay.db,
    sql`
    batch as (
      insert into app.batches (kind, genesis, lane, sequence, "to", data, deadline, state, created_at)
      select ${made.kind}::text, ${bytes(made.genesis)}::bytea, ${made.lane}::numeric, ${sequence}::bigint,
        ${bytes(to)}::bytea, ${bytes(data)}::bytea, ${made.deadline}::timestamptz, ${made.state}::text, ${at}::timestamptz
      from lead where ${built.rows.length} = (select count(*) from app.outbox where id = any(${ids}) and state = 'queued')
      returning id
    ),
    attempt as (
      insert into app.transactions (hash, batch, wallet, nonce, raw, fee_per_gas, created_at)
      select ${bytes(hash)}::bytea, id, ${bytes(wallet)}::bytea, ${nonce}::integer, ${bytes(raw)}::bytea,
        ${feePerGas}::numeric, ${at}::timestamptz
      from batch
    ),
    taken as (
      update app.outbox set state = 'signed', batch = batch.id, index = chosen.place - 1, tx_hash = ${bytes(hash)},
        updated_at = ${at}
      from batch, unnest(${ids}) with ordinality as chosen(id, place)
      where outbox.id = chosen.id returning outbox.id
    ),
    told as (${notifications(sql`taken`)})
    select id, (select count(*) from told) from lead left join batch on true`,
  );
  // What is in a batch already is in no other, whatever else went wrong.
  if (!row?.id) throw new RetryableError('Operations that a batch was made of do not wait any more.');
  held.nonces.add(nonce);
  if (sequence !== null) held.sequences.add(sequence);
  const batch: BatchRow = { ...made, id: Number(row.id), sequence, to, data };
  const transaction = {
    hash,
    batch: batch.id,
    wallet,
    nonce,
    raw,
    feePerGas,
    createdAt: at,
    block: null,
    blockHash: null,
  };
  return { batch, transaction };
}
