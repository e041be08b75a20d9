/** Whether everything that was wanted happened as its member was told: once, or not at all. */
import { custodianAbi, earningsAbi, giftsAbi, shopAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import type { Pool } from 'pg';
import { type Address, parseEther, zeroAddress } from 'viem';
import { databaseOf, openPool } from '../../bot/db/database.ts';
import { migrate } from '../../bot/db/migrate.ts';
import { startIndexer } from '../../bot/indexer/start.ts';
import { ROLES } from '../../bot/local-discord/seed.ts';
import { chainRows } from '../support/chainRows.ts';
import { contextOf } from '../support/economy.ts';
import type { Crowd, Deed, Told } from './members.ts';
import { itemOf, type World } from './world.ts';

export type Finding = { kind: 'lost' | 'doubled' | 'wrong' | 'untold'; what: string; story?: string[] };
export type Verdict = { told: Record<Told, number>; onChain: number; findings: Finding[] };

const REGISTRATION = parseEther('50');
const DAILY = parseEther('10');
const MESSAGE = parseEther('1');

/** Compares members' deeds, and what they were told, with the chain; then the cache with the chain. */
export async function check(world: World, crowd: Crowd): Promise<Verdict> {
  const pool = openPool({ connectionString: world.postgres.url, max: 4 });
  try {
    const chain = await readChain(world);
    const accounts = await accountsOf(pool);
    const told: Verdict['told'] = {
      confirmed: 0,
      failed: 0,
      submitted: 0,
      refused: 0,
      cancelled: 0,
      asked: 0,
      nothing: 0,
    };
    for (const deed of crowd.deeds) told[crowd.tell(deed)]++;
    const findings = [
      ...judgeDeeds(crowd, chain, accounts),
      ...(await judgeOutbox(pool, chain)),
      ...(await judgeEarnings(pool, chain, accounts)),
      ...(await judgeHandedOver(crowd, pool)),
      ...(await judgeCache(world, pool)),
    ];
    return { told, onChain: chain.gifts.length + chain.claims.length + chain.purchases.length, findings };
  } finally {
    await pool.end();
  }
}

type Chain = Awaited<ReturnType<typeof readChain>>;

/** Read from the node itself, past proxy and cache. */
async function readChain({ client, deployment, token }: World) {
  const since = { fromBlock: BigInt(deployment.block), toBlock: 'latest', strict: true } as const;
  const ours = { ...since, args: { token } } as const;
  const custodian = { ...since, address: deployment.custodian, abi: custodianAbi } as const;
  const shop = { ...ours, address: deployment.shop, abi: shopAbi } as const;
  const [gifts, claims, purchases, refunds, batches, failures, minted] = await Promise.all([
    client.getContractEvents({ ...ours, address: deployment.gifts, abi: giftsAbi, eventName: 'Gifted' }),
    client.getContractEvents({ ...ours, address: deployment.earnings, abi: earningsAbi, eventName: 'DailyClaimed' }),
    client.getContractEvents({ ...shop, eventName: 'Purchased' }),
    client.getContractEvents({ ...shop, eventName: 'Refunded' }),
    client.getContractEvents({ ...custodian, eventName: 'BatchExecuted' }),
    client.getContractEvents({ ...custodian, eventName: 'CallFailed' }),
    client.getContractEvents({
      ...since,
      args: { from: zeroAddress },
      address: token,
      abi: tokenAbi,
      eventName: 'Transfer',
    }),
  ]);
  return { gifts, claims, purchases, refunds, batches, failures, minted };
}

/** Accounts by Discord id, lower case. */
async function accountsOf(pool: Pool) {
  const { rows } = await pool.query<{ id: string; address: Buffer }>('select id, address from app.users');
  return new Map(rows.map(({ id, address }) => [id, `0x${address.toString('hex')}`]));
}

/**
 * One key for what can be told apart on the chain: each gift and each purchase of badges by itself; a member's claims, and
 * redemptions of one item, together.
 */
const keyOf = (...about: (string | number | bigint | undefined)[]) => about.join(' ').toLowerCase();

function judgeDeeds(crowd: Crowd, chain: Chain, accounts: Map<string, string>): Finding[] {
  const happened = new Map<string, number>();
  const add = (key: string) => happened.set(key, (happened.get(key) ?? 0) + 1);
  for (const { args } of chain.gifts) add(keyOf('gift', args.from, args.to, args.amount));
  for (const { args } of chain.claims) add(keyOf('claimDaily', args.member));
  const badge = BigInt(itemOf('lucky_badge'));
  for (const { args } of chain.purchases)
    add(keyOf('buy', args.buyer, args.item, ...(args.item === badge ? [args.quantity] : [])));

  const findings: Finding[] = [];
  for (const [key, deeds] of Map.groupBy(crowd.deeds, (deed) => keyOfDeed(deed, accounts))) {
    const times = happened.get(key) ?? 0;
    happened.delete(key);
    const by = (...told: Told[]) => deeds.filter((deed) => told.includes(crowd.tell(deed)));
    const confirmed = by('confirmed');
    const find = (kind: Finding['kind'], what: string, whose: Deed[]) =>
      findings.push({
        kind,
        what: `${key}: ${what}`,
        story: whose.flatMap(({ ids, story }) => [ids.join(' '), ...story]),
      });
    for (const deed of by('submitted')) find('untold', 'accepted, and its end never told', [deed]);
    if (times < confirmed.length)
      find('lost', `${confirmed.length} times confirmed, ${times} times happened`, confirmed);
    if (times <= confirmed.length) continue;
    const unanswered = by('nothing', 'asked', 'submitted', 'refused', 'failed', 'cancelled');
    const more = `${times} times happened, ${confirmed.length} times confirmed`;
    if (times > confirmed.length + unanswered.length) find('doubled', more, deeds);
    else find(by('failed', 'refused', 'cancelled').length > 0 ? 'wrong' : 'untold', more, unanswered);
  }
  for (const [key, times] of happened)
    findings.push({ kind: 'wrong', what: `${key}: happened ${times} times, nobody wanted it` });
  return findings;
}

function keyOfDeed({ verb, member, about }: Deed, accounts: Map<string, string>) {
  const who = accounts.get(member);
  if (verb === 'gift')
    return keyOf('gift', who, accounts.get(about.to ?? ''), BigInt(about.thousandths ?? 0) * parseEther('0.001'));
  if (verb === 'claimDaily') return keyOf('claimDaily', who);
  return keyOf('buy', who, itemOf(about.item ?? ''), ...(verb === 'buy' ? [about.quantity] : []));
}

/** Every operation that was carried stands in exactly one batch that ran, and has the outcome that it had there. */
async function judgeOutbox(pool: Pool, { batches, failures }: Chain): Promise<Finding[]> {
  const { rows } = await pool.query<{ id: string; state: string; place: string | null; calls: number }>(
    `select o.id, o.state, b.sequence || ':' || o.index as place, count(*) over (partition by o.batch)::int as calls
     from app.outbox o left join app.batches b on b.id = o.batch and b.kind = 'call' and b.state in ('mined', 'final')`,
  );
  const failed = new Set(failures.map(({ args }) => `${args.sequence}:${args.index}`));
  const places = new Set(
    batches.flatMap(({ args }) => Array.from({ length: Number(args.calls) }, (_, i) => `${args.sequence}:${i}`)),
  );
  const findings: Finding[] = [];
  for (const { id, state, place } of rows) {
    if (state !== 'final' && state !== 'failed')
      findings.push({ kind: 'untold', what: `operation ${id} is still ${state}` });
    if (place === null) {
      if (state === 'final') findings.push({ kind: 'lost', what: `operation ${id} is final and in no batch` });
      continue;
    }
    if (!places.delete(place))
      findings.push({ kind: 'lost', what: `operation ${id} stands at ${place}, where nothing ran or another did` });
    if (failed.has(place) !== (state === 'failed'))
      findings.push({ kind: 'wrong', what: `operation ${id} is ${state}, the chain says otherwise (${place})` });
  }
  for (const place of places) findings.push({ kind: 'wrong', what: `call ${place} ran and belongs to no operation` });
  return findings;
}

/** Nobody was paid more or less than for what they did: each message that was noted, each claim, each registration once. */
async function judgeEarnings(pool: Pool, chain: Chain, accounts: Map<string, string>): Promise<Finding[]> {
  const { rows } = await pool.query<{ user_id: string; messages: number; registered: boolean; waiting: number }>(
    `select user_id, sum(count) filter (where activity = 0)::int as messages, bool_or(activity = 255) as registered,
       count(*) filter (where settlement is null)::int as waiting
     from app.activity group by user_id`,
  );
  const activity = new Map(rows.map((row) => [row.user_id, row]));
  const sumOf = <L>(logs: L[], amount: (log: L) => bigint) => logs.reduce((sum, log) => sum + amount(log), 0n);
  const is = (account: string, other: Address) => other.toLowerCase() === account;
  const findings: Finding[] = [];
  for (const [id, account] of accounts) {
    const { messages = 0, registered = false, waiting = 0 } = activity.get(id) ?? {};
    const claims = chain.claims.filter(({ args }) => is(account, args.member));
    const minted = sumOf(
      chain.minted.filter(({ args }) => is(account, args.to)),
      ({ args }) => args.value,
    );
    const bonuses = sumOf(
      chain.gifts.filter(({ args }) => is(account, args.to)),
      ({ args }) => args.bonus,
    );
    const refunds = sumOf(
      chain.refunds.filter(({ args }) => is(account, args.buyer)),
      ({ args }) => args.amount,
    );
    const due = (registered ? REGISTRATION : 0n) + DAILY * BigInt(claims.length) + MESSAGE * BigInt(messages ?? 0);
    const paid = minted - bonuses - refunds;
    if (waiting > 0) findings.push({ kind: 'lost', what: `${waiting} of what ${id} did was never settled` });
    if (paid !== due)
      findings.push({ kind: paid < due ? 'lost' : 'doubled', what: `${id} earned ${due} and was paid ${paid}` });
  }
  return findings;
}

/** Every code went to one purchase and was told once; every role that was bought is there. */
async function judgeHandedOver(crowd: Crowd, pool: Pool): Promise<Finding[]> {
  const { rows } = await pool.query<{
    purchase: number;
    member: string;
    kind: number;
    state: string;
    quantity: number;
    codes: string[];
  }>(
    `select p.purchase::int, u.id as member, p.kind, f.state, p.quantity,
       array(select c.code from app.codes c where c.token = p.token and c.purchase = p.purchase) as codes
     from chain.purchases p join app.users u on u.address = p.buyer
       left join app.fulfilments f on f.token = p.token and f.purchase = p.purchase
     where p.state <> 'none'`,
  );
  const findings: Finding[] = [];
  for (const { purchase, member, kind, state, quantity, codes } of rows) {
    const what = `purchase ${purchase} of ${member}`;
    if (!['fulfilled', 'ended', 'refused'].includes(state))
      findings.push({ kind: 'untold', what: `${what} is ${state}` });
    if (state !== 'fulfilled') continue;
    if (kind === 1 && !(await crowd.rolesOf(member)).includes(ROLES.loungeVip))
      findings.push({ kind: 'lost', what: `${what}: the role` });
    if (kind !== 5) continue;
    if (codes.length !== quantity)
      findings.push({ kind: codes.length < quantity ? 'lost' : 'doubled', what: `${what} has ${codes.length} codes` });
    const read = crowd.read(member);
    for (const code of codes) {
      const times = read.filter((text) => text.includes(code)).length;
      if (times !== 1)
        findings.push({ kind: times ? 'doubled' : 'untold', what: `${what}: its code was told ${times} times` });
    }
  }
  return findings;
}

/** The rows are those of an index built from nothing, and the contracts say the same of balances, supply, stock and receipts. */
async function judgeCache(world: World, pool: Pool): Promise<Finding[]> {
  const { client, deployment, token } = world;
  const findings: Finding[] = [];
  const wrong = (what: string) => findings.push({ kind: 'wrong', what });
  const name = `anew_${Date.now()}`;
  await pool.query(`create database ${name}`);
  const other = openPool({ connectionString: world.postgres.url.replace('/guildmint?', `/${name}?`), max: 4 });
  try {
    const db = databaseOf(other);
    await migrate(db);
    const anew = await startIndexer(contextOf(db, { url: world.env.RPC_URL ?? '', client, deployment }));
    await anew.caughtUp();
    await anew.close();
    const [kept, built] = [await chainRows(pool), await chainRows(other)];
    for (const table of Object.keys(built)) {
      if (table === 'cursor' || table === 'blocks') continue;
      const [ours, theirs] = [new Set(kept[table]), new Set(built[table])];
      for (const row of theirs) if (!ours.has(row)) wrong(`chain.${table} lacks ${row.slice(0, 300)}`);
      for (const row of ours) if (!theirs.has(row)) wrong(`chain.${table} has ${row.slice(0, 300)}`);
    }
  } finally {
    await other.end();
    await pool.query(`drop database ${name} with (force)`);
  }

  const hex = (bytes: Buffer): Address => `0x${bytes.toString('hex')}`;
  const { rows: members } = await pool.query<{ token: Buffer; address: Buffer; balance: string }>(
    'select token, address, balance from chain.members',
  );
  for (const row of members) {
    const balance = await client.readContract({
      address: hex(row.token),
      abi: tokenAbi,
      functionName: 'balanceOf',
      args: [hex(row.address)],
    });
    if (balance !== BigInt(row.balance))
      wrong(`balance of ${hex(row.address)}: ${row.balance} in the cache, ${balance} on the chain`);
  }
  const { rows: communities } = await pool.query<{ token: Buffer; supply: string }>(
    'select token, supply from chain.communities',
  );
  for (const row of communities) {
    const supply = await client.readContract({ address: hex(row.token), abi: tokenAbi, functionName: 'totalSupply' });
    if (supply !== BigInt(row.supply))
      wrong(`supply of ${hex(row.token)}: ${row.supply} in the cache, ${supply} on the chain`);
  }
  const shop = { address: deployment.shop, abi: shopAbi } as const;
  const { rows: items } = await pool.query<{ item: number; left: string | null }>(
    'select item, "left" from chain.items where token = $1',
    [Buffer.from(token.slice(2), 'hex')],
  );
  for (const row of items) {
    const { left } = await client.readContract({ ...shop, functionName: 'itemOf', args: [token, BigInt(row.item)] });
    if (row.left !== null && Number(row.left) !== Number(left))
      wrong(`stock of item ${row.item}: ${row.left} in the cache, ${left} on the chain`);
  }
  return findings;
}
