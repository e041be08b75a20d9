import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pino } from 'pino';
import { endOfRaw, readRaw, readRawOf } from '../../../bot/chain/raw.ts';
import { migrate, migrateUntil } from '../../../bot/db/migrate.ts';
import { users } from '../../../bot/db/schema.ts';
import { FatalError } from '../../../bot/errors.ts';
import { deferIndexes, restoreIndexes } from '../../../bot/indexer/deferral.ts';
import { testDatabase } from '../../support/database.ts';

/** The newest migrations of the version before PINs, leases and raw events. */
const VERSION_BEFORE = { app: 1_795_231_699_348, chain: 1_795_229_236_623 };
/** The newest migration of schema chain before the logs of a block lay together. */
const BEFORE_TOGETHER = 1_795_315_845_794;
/** The newest migration of schema chain before history had its indexes in other orders. */
const BEFORE_ORDERS = 1_795_298_400_951;
const HEX = "'\\x01'";
const ROWS_BEFORE = [
  `insert into app.users (id, address, name, seen_at) values ('1', ${HEX}, 'Ann', now())`,
  `insert into app.guilds (id, token, name) values ('2', ${HEX}, 'Lounge')`,
  `insert into app.activity (token, user_id, activity, source, at) values (${HEX}, '1', 0, 'message 7', now())`,
  `insert into app.outbox (id, verb, user_id, account, kind, target, data, gas, state, created_at, updated_at)
   values ('o', 'gift', '1', ${HEX}, 'call', ${HEX}, ${HEX}, 1, 'final', now(), now())`,
  `insert into app.batches (kind, genesis, lane, sequence, "to", data, state, created_at)
   values ('call', ${HEX}, 0, 3, ${HEX}, ${HEX}, 'final', now())`,
  `insert into app.transactions (hash, batch, wallet, nonce, raw, fee_per_gas, created_at)
   values (${HEX}, 1, ${HEX}, 0, ${HEX}, 7, now())`,
  `insert into app.replies (operation, channel_id, model) values ('o', '3', '{}')`,
  `insert into app.texts (hash, salt, text) values (${HEX}, ${HEX}, 'for the welcome')`,
  `insert into app.links (address, user_id, linked_at) values (${HEX}, '1', now())`,
  `insert into app.challenges (nonce, purpose, user_id, expires_at) values ('n', 'link', '1', now())`,
  `insert into app.item_settings (token, item, role_id) values (${HEX}, 1, '4')`,
  `insert into app.codes (token, item, code) values (${HEX}, 1, 'ABC')`,
  `insert into app.fulfilments (token, purchase, state, updated_at) values (${HEX}, 1, 'given', now())`,
  `insert into chain.cursor (chain_id, genesis, deployment, number, hash, at) values (1, ${HEX}, ${HEX}, 9, ${HEX}, now())`,
];

describe('migrations', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;

  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.close());

  const tables = async () => {
    const { rows } = await database.pool.query(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('app', 'chain') order by 1`,
    );
    return rows.map(({ name }) => name);
  };

  it('make schema chain again when it was dropped, and leave app alone', async () => {
    const before = await tables();
    await database.db.insert(users).values({ id: '1', address: '0x01', name: 'Ann', seenAt: new Date(0) });
    await database.pool.query('drop schema chain cascade');
    await migrate(database.db);
    assert.deepEqual(await tables(), before);
    assert.equal((await database.db.select().from(users)).length, 1);
  });

  it('run by several processes at once are applied once', async () => {
    await database.pool.query('drop schema chain cascade; drop schema app cascade');
    await Promise.all([migrate(database.db), migrate(database.db), migrate(database.db)]);
    const { rows } = await database.pool.query('select count(*) = count(distinct hash) as once from chain.migrations');
    assert.deepEqual(rows, [{ once: true }]);
  });

  it('keep what a version before had written in app, and leave chain to be built again', async () => {
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      await client.query('drop schema chain cascade; drop schema app cascade');
      await migrateUntil(client, 'app', VERSION_BEFORE.app);
      await migrateUntil(client, 'chain', VERSION_BEFORE.chain);
      for (const row of ROWS_BEFORE) await client.query(row);
      await client.query('commit');
    } finally {
      client.release();
    }
    // What every row was, by the columns that there were.
    const { rows: columns } = await database.pool.query<{ table: string; names: string }>(
      `select table_name as table, string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names
       from information_schema.columns where table_schema = 'app' and table_name <> 'migrations' group by 1 order by 1`,
    );
    const contents = () =>
      Promise.all(
        columns.map(async ({ table, names }) => [
          table,
          (await database.pool.query(`select ${names} from app.${table}`)).rows,
        ]),
      );
    const before = await contents();
    for (const [table, rows] of before) assert.equal(rows?.length, 1, `${table} has a row to lose`);
    await migrate(database.db);
    assert.deepEqual(await contents(), before);
    // Rows whose events were not kept cannot be built on: the indexer begins anew.
    assert.deepEqual(await database.db.query.cursor.findMany(), []);
    assert.deepEqual(
      (await database.db.query.outbox.findMany()).map(({ state }) => state),
      ['final'],
    );
  });

  it('find a version before in the midst of indexing, and every index is made in the end', async () => {
    const indexes = async () => {
      const { rows } = await database.pool.query<{ definition: string }>(
        `select indexdef as definition from pg_indexes where schemaname = 'chain' order by 1`,
      );
      return rows.map(({ definition }) => definition);
    };
    const wanted = await indexes();
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      await client.query('drop schema chain cascade');
      await migrateUntil(client, 'chain', BEFORE_ORDERS);
      await client.query('commit');
    } finally {
      client.release();
    }
    await deferIndexes(database.db);
    await migrate(database.db);
    await restoreIndexes(database.db, pino({ level: 'silent' }));
    assert.deepEqual(await indexes(), wanted);
  });

  it('keep the raw events of a version before, block by block', async () => {
    const [contract, other, hash] = ['aa', 'bb', 'cc'].map((byte) => byte.repeat(byte === 'cc' ? 32 : 20)) as [
      string,
      string,
      string,
    ];
    const [topic, second] = ['01'.repeat(32), '02'.repeat(32)];
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      await client.query('drop schema chain cascade');
      await migrateUntil(client, 'chain', BEFORE_TOGETHER);
      for (const number of [7, 9])
        await client.query(`insert into chain.log_blocks values (${number}, '\\x${hash}', to_timestamp(${number}00))`);
      for (const [block, place, address, topics, data] of [
        [9, 5, contract, topic, '00ff'],
        [9, 2, other, topic + second, ''],
        [7, 11, contract, second, '77'],
      ])
        await client.query(
          `insert into chain.logs values (${block}, ${place}, '\\x${address}', '\\x${topics}', '\\x${data}', '\\x${hash}')`,
        );
      await client.query('commit');
    } finally {
      client.release();
    }
    await migrate(database.db);
    const txHash = `0x${hash}`;
    const logs = [
      { block: 7, at: 700, logIndex: 11, address: `0x${contract}`, topics: [`0x${second}`], data: '0x77', txHash },
      {
        block: 9,
        at: 900,
        logIndex: 2,
        address: `0x${other}`,
        topics: [`0x${topic}`, `0x${second}`],
        data: '0x',
        txHash,
      },
      { block: 9, at: 900, logIndex: 5, address: `0x${contract}`, topics: [`0x${topic}`], data: '0x00ff', txHash },
    ];
    assert.deepEqual(await readRaw(database.db, 0, 10), logs);
    assert.deepEqual(await readRawOf(database.db, { first: 0 }, [{ topic: `0x${topic}` }]), logs.slice(1));
    assert.equal(await endOfRaw(database.db, 0, 10, 1), 9);
  });

  it('refuse a database that a newer version has used, and change nothing', async () => {
    await database.pool.query(`insert into app.migrations (hash, created_at) values ('newer', 99999999999999)`);
    await assert.rejects(
      migrate(database.db),
      (error) => error instanceof FatalError && /newer version .*install that version/.test(error.message),
    );
  });
});
