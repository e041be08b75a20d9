import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { REST } from 'discord.js';
import { sql } from 'drizzle-orm';
import { readConfig } from '../../../bot/config.ts';
import { Refusal } from '../../../bot/custody/protocol.ts';
import { challenges, codes, pins } from '../../../bot/db/schema.ts';
import { openLog } from '../../../bot/log.ts';
import { testDatabase } from '../../support/database.ts';

describe('the log', () => {
  const BOT_TOKEN = 'MTA0.bot-token.of-this-server';
  const PASSPHRASE = 'correct horse battery staple';
  const config = readConfig({
    DISCORD_TOKEN: BOT_TOKEN,
    DISCORD_APPLICATION_ID: '10000',
    KEYSTORE_PASSPHRASE: PASSPHRASE,
    DATABASE_URL: 'postgres://guildmint:pg-password@db.example/guildmint',
    RPC_URL: 'https://node.example/v3/0123456789abcdef-key',
    OPERATOR_WEBHOOK_URL: 'https://hooks.example/T00/operators-hook-0123456789',
  });
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let said: string;
  const stream = {
    write(line: string) {
      said += line;
    },
  };
  const log = openLog(config, { out: stream, err: stream });

  before(async () => {
    database = await testDatabase();
  });
  after(() => database.close());
  beforeEach(() => {
    said = '';
  });

  /** What becomes of an error in the log: its line as an object. */
  async function told(failing: PromiseLike<unknown>) {
    const error = await Promise.resolve(failing).then(
      () => assert.fail('it does not fail'),
      (reason: unknown) => reason,
    );
    log.warn({ err: error }, 'it failed');
    assert.notEqual(said, '');
    const { err } = JSON.parse(said.split('\n')[0]!) as { err: Record<string, unknown> };
    assert.match(String(err.stack), /^\n {4}at /);
    return err;
  }
  const silentAbout = (...values: string[]) => {
    for (const value of values) assert.ok(!said.includes(value), `${value} stands in ${said}`);
  };

  it('tells which query failed, and why, without the PIN record it was given', async () => {
    const { db } = database;
    const record = `0x${'5ec4e7'.repeat(14)}` as const;
    await db.insert(pins).values({ userId: 'alice', record, setAt: new Date(0) });
    const err = await told(db.insert(pins).values({ userId: 'alice', record, setAt: new Date(0) }));
    assert.match(String(err.message), /^Failed query: insert into "app"\."pins"/);
    assert.equal((err.cause as { code: string }).code, '23505');
    silentAbout('params', record.slice(2), Buffer.from(record.slice(2), 'hex').toString(), 'alice');
  });

  it('tells neither a code nor the nonce of a challenge, whatever else a query was given', async () => {
    const { db } = database;
    // A member's text may look like what ends a message in a stack.
    const code = 'first\n    at line (of:a:code)\nGIFT-CODE-2';
    const row = { token: `0x${'a'.repeat(40)}`, item: 1, code } as const;
    await db.insert(codes).values(row);
    await told(db.insert(codes).values(row));
    const challenge = { nonce: 'nonce-of-alice', purpose: 'link', userId: 'alice', expiresAt: new Date(0) } as const;
    await db.insert(challenges).values(challenge);
    await told(db.insert(challenges).values(challenge));
    silentAbout('GIFT-CODE-2', 'of:a:code', 'nonce-of-alice');
  });

  it('does not tell the value that PostgreSQL could not read', async () => {
    const err = await told(database.db.execute(sql`select ${'GIFT-"CODE"-3'}::integer`));
    const cause = err.cause as { code: string; message: string };
    assert.deepEqual([cause.code, cause.message], ['22P02', 'invalid input syntax for type integer: [hidden]']);
    silentAbout('GIFT', 'CODE');
  });

  it('tells by which rule the signer refused, and nothing of what it was asked', async () => {
    const refused = Object.assign(new Refusal('pin', 'This needs the member’s PIN.'), {
      params: { pin: '135790', proof: '0xfeedbeef' },
    });
    const { type, message, rule } = await told(Promise.reject(refused));
    assert.deepEqual([type, message, rule], ['Refusal', 'This needs the member’s PIN.', 'pin']);
    silentAbout('135790', '0xfeedbeef');
  });

  it('tells what Discord answered, without the request’s body and the token in its address', async () => {
    const server = createServer((request, response) => {
      const status = request.url!.includes('/interactions/') ? 500 : 400;
      const body = JSON.stringify({ code: 50_035, message: 'Invalid Form Body' });
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const rest = new REST({ api, retries: 0 }).setToken(BOT_TOKEN);
      const token = 'aW50ZXJhY3Rpb24tdG9rZW4tb2YtYWxpY2U';
      const body = { content: 'Your code is GIFT-CODE-4.' };
      const refused = await told(rest.post(`/webhooks/10000/${token}`, { body }));
      assert.deepEqual([refused.code, refused.status, refused.message], [50_035, 400, 'Invalid Form Body']);
      await told(rest.post(`/interactions/123456/${token}/callback`, { body }));
      log.warn({ url: `${api}/v10/webhooks/10000/${token}/messages/@original` }, 'an address by itself');
      assert.match(said, /webhooks\/10000\/\[hidden\]\/messages/);
      silentAbout(token, 'GIFT-CODE-4', BOT_TOKEN);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('hides the server’s own secrets wherever they stand', async () => {
    const { databaseUrl, rpcUrls, operator } = config;
    const all = [BOT_TOKEN, PASSPHRASE, databaseUrl, ...rpcUrls, operator.webhookUrl].join(' ');
    await told(Promise.reject(new Error(all, { cause: new AggregateError([new Error(all)], all) })));
    log.info({ all, [all]: [{ all }] }, all);
    silentAbout(BOT_TOKEN, PASSPHRASE, 'pg-password', '0123456789abcdef-key', 'operators-hook-0123456789');
  });
});
