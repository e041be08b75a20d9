/**
 * A backup taken while operations wait and are on their way is put in place elsewhere, after the chain has gone on:
 * nothing happens twice, nothing is lost, and the server carries on.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { giftsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { eq, isNull } from 'drizzle-orm';
import { encodeFunctionData, parseEther, zeroHash } from 'viem';
import { backUp } from '../../../bot/backup/backUp.ts';
import { lastDue } from '../../../bot/backup/daily.ts';
import { restore } from '../../../bot/backup/restore.ts';
import { readConfig } from '../../../bot/config.ts';
import { activity, outbox } from '../../../bot/db/schema.ts';
import { USERS } from '../../../bot/local-discord/seed.ts';
import { run } from '../../../bot/main.ts';
import { claimDaily } from '../../../bot/operations/claimDaily.ts';
import { meetUser } from '../../../bot/operations/meetUser.ts';
import { reportActivity } from '../../../bot/operations/reportActivity.ts';
import { settleActivity } from '../../../bot/operations/settleActivity.ts';
import { testDatabase } from '../../support/database.ts';
import { reached } from '../../support/reached.ts';
import { signedIn } from '../../support/session.ts';
import { type Stack, startStack } from '../../support/stack.ts';

type Server = Awaited<ReturnType<typeof run>>;

describe('backup and restore', () => {
  let stack: Stack;
  let file: string;
  let elsewhere: Awaited<ReturnType<typeof testDatabase>>;
  let server: Server | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-backup-'));
  const alice = { id: USERS.alice, name: 'Alice', avatar: null };
  const bob = { id: USERS.bob, name: 'Bob', avatar: null };

  before(async () => {
    stack = await startStack({
      clock: () => stoppedAt ?? Date.now(),
      env: { SETTLE_SECONDS: '3600', JWT_SECRET_KEY: 'j'.repeat(32) },
    });
    elsewhere = await testDatabase();
  });
  after(async () => {
    await server?.close();
    await stack?.close();
    await elsewhere?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const token = () => stack.lounge.token;
  const balances = async ({ ctx }: Server) => {
    const of = async (id: string) => {
      const account = await ctx.chain.accountOf(id);
      return stack.client.readContract({ address: token(), abi: tokenAbi, functionName: 'balanceOf', args: [account] });
    };
    return { alice: await of(alice.id), bob: await of(bob.id) };
  };
  const gift = async ({ ctx }: Server, id: string) => {
    const to = await ctx.chain.accountOf(bob.id);
    const args = [token(), to, parseEther('1'), zeroHash] as const;
    const data = encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args });
    await ctx.chain.submit({ id, verb: 'gift', token: token(), userId: alice.id, target: 'gifts', data, gas: 300_000 });
  };
  const says = ({ ctx }: Server, source: string) =>
    reportActivity(ctx, { token: token(), userId: bob.id, source, did: [{ activity: 'sendMessage' }] });

  let session: { authorization: string };
  /** While it stands still, no operation has waited long enough to follow the one on its way. */
  let stoppedAt: number | null = null;
  const me = async ({ url }: Server) => (await fetch(`${url}/api/auth/me`, { headers: session })).status;

  it('is taken while operations wait and are on their way', async () => {
    const { server: first } = stack;
    await meetUser(first.ctx, alice);
    await meetUser(first.ctx, bob);
    await claimDaily(first.ctx, { id: 'daily', token: token(), userId: alice.id });
    await reached(first.ctx.chain, 'daily', 'final');
    await stack.control.setAutomine(false);
    await gift(first, 'on-its-way');
    await reached(first.ctx.chain, 'on-its-way', 'broadcast');
    stoppedAt = Date.now();
    await gift(first, 'queued-1');
    // The same again, word for word: as many as waited are recognised, no more.
    await gift(first, 'queued-2');
    await says(first, 'unsettled');
    session = await signedIn(first.ctx, { userId: alice.id });
    assert.equal(await me(first), 200);
    const { ctx } = first;
    ({ file } = await backUp({ ...ctx, ...ctx.chain, folder }));
    const rows = await ctx.db.select().from(outbox).where(eq(outbox.state, 'queued'));
    assert.deepEqual(rows.map(({ id }) => id).sort(), ['queued-1', 'queued-2']);
    const text = readFileSync(file).toString('latin1');
    for (const secret of [stack.config.discord.token, readFileSync(stack.env.KEYSTORE_PASSPHRASE_FILE!, 'utf8')])
      assert.equal(text.includes(secret), false);
  });

  it('is put in place after the chain has gone on, and nothing happens twice', async () => {
    const { server: first } = stack;
    stoppedAt = null;
    await stack.control.setAutomine(true);
    await stack.control.mine({ blocks: 1 });
    for (const id of ['on-its-way', 'queued-1', 'queued-2']) await reached(first.ctx.chain, id, 'final');
    const settled = await settleActivity(first.ctx, token());
    assert.ok(settled?.sent);
    await reached(first.ctx.chain, settled.id, 'final');
    const truth = await balances(first);
    await first.close();

    const env = { ...stack.env, DATA_DIR: join(folder, 'data'), DATABASE_URL: elsewhere.url };
    const config = readConfig(env);
    const done = await restore({ config, databaseUrl: elsewhere.url, file, force: false, clock: Date.now });
    assert.deepEqual([done.operations, done.activity], [2, 2]);
    server = await run(config);
    for (const id of ['on-its-way', 'queued-1', 'queued-2']) {
      const { error } = await reached(server.ctx.chain, id, 'final', 'failed');
      assert.equal(error, null);
    }
    assert.deepEqual(await balances(server), truth);
    assert.equal(await me(server), 401, 'who was signed in signs in again');
    assert.equal(await settleActivity(server.ctx, token()), null);
    assert.deepEqual(await server.ctx.db.select().from(activity).where(isNull(activity.settlement)), []);
    await gift(server, 'afterwards');
    assert.equal((await reached(server.ctx.chain, 'afterwards', 'final', 'failed')).state, 'final');
    assert.equal((await balances(server)).alice, truth.alice - parseEther('1'));
  });

  it('refuses a database that holds data, unless told to replace it', async () => {
    const config = server!.ctx.config;
    await assert.rejects(restore({ config, databaseUrl: elsewhere.url, file, force: false, clock: Date.now }), {
      name: 'FatalError',
      message: 'The database holds data: name an empty one in DATABASE_URL, or use --force to replace it.',
    });
  });

  it('refuses a file that is damaged anywhere, before anything is touched', async () => {
    const whole = readFileSync(file);
    const earlier = await server!.ctx.db.select().from(outbox).orderBy(outbox.position);
    const { config } = server!.ctx;
    for (const [name, content] of [
      ['cut off', whole.subarray(0, whole.length - 40)],
      ['changed', Buffer.from(whole).fill(whole[500]! ^ 1, 500, 501)],
      ['no backup', Buffer.from('something else')],
    ] as const) {
      const damaged = join(folder, 'damaged');
      writeFileSync(damaged, content);
      await assert.rejects(
        restore({ config, databaseUrl: elsewhere.url, file: damaged, force: true, clock: Date.now }),
        { name: 'FatalError', message: /is damaged: its checksums do not match\. Take another backup\./ },
        name,
      );
    }
    assert.deepEqual(await server!.ctx.db.select().from(outbox).orderBy(outbox.position), earlier);
  });

  it('is due once a day at its hour', () => {
    const at = (text: string) => Date.parse(text);
    assert.equal(lastDue(at('2026-03-02T03:00:00Z'), 3), at('2026-03-02T03:00:00Z'));
    assert.equal(lastDue(at('2026-03-02T02:59:59Z'), 3), at('2026-03-01T03:00:00Z'));
  });
});
