import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readConfig } from '../../../bot/config.ts';
import { logLines } from '../../../bot/db/schema.ts';
import { openKeptLog } from '../../../bot/keptLog.ts';
import { openLog } from '../../../bot/log.ts';
import { setInstallation } from '../../../bot/operations/installation.ts';
import { clearLogLines, getLogLines, keepLines, MOST_LINES, noteAct } from '../../../bot/operations/logLines.ts';
import { testDatabase } from '../../support/database.ts';

const DAY_MS = 86_400_000;

describe('the log that the operator reads without a shell', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let now = Date.now();
  const ctx = () => ({ db: database.db, clock: () => now });
  const config = readConfig({
    ...{ DISCORD_TOKEN: 'MTA0.bot-token.of-this-server', DISCORD_APPLICATION_ID: '10000' },
    ...{ KEYSTORE_PASSPHRASE: 'correct horse battery staple', LOG_LEVEL: 'debug' },
  });
  const nowhere = { write: () => undefined };
  const lines = () => getLogLines(ctx(), { limit: 100 });

  before(async () => {
    database = await testDatabase();
  });
  after(() => database.close());

  it('keeps warnings and worse, also those from before there was a database, without secrets and without members', async () => {
    const kept = openKeptLog();
    const log = openLog(config, { out: nowhere, err: nowhere, kept });
    log.info('all is well');
    log.warn({ part: 'api', userId: '7000001', reason: 'slow' }, 'it was slow');
    const keeping = kept.keepIn(ctx());
    log.error({ err: new Error('no way in with MTA0.bot-token.of-this-server') }, 'it failed');
    await keeping.close();
    assert.deepEqual(
      (await lines()).map(({ level, part, message, details, userId }) => ({ level, part, message, details, userId })),
      [
        {
          ...{ level: 'error', part: null, message: 'it failed', userId: null },
          details: { 'error.type': 'Error', 'error.message': 'no way in with [hidden]' },
        },
        { level: 'warn', part: 'api', message: 'it was slow', details: { reason: 'slow' }, userId: null },
      ],
    );
  });

  it('what the database could not take waits for the next line', async () => {
    const kept = openKeptLog();
    const log = openLog(config, { out: nowhere, err: nowhere, kept });
    const away = await testDatabase();
    await away.close();
    const first = kept.keepIn({ db: away.db, clock: () => now });
    log.warn('while it was away');
    await first.close();
    const then = kept.keepIn(ctx());
    log.warn('when it was back');
    await then.close();
    assert.deepEqual(
      (await lines()).slice(0, 2).map(({ message }) => message),
      ['when it was back', 'while it was away'],
    );
  });

  it('is read by level and page by page, and clearing it leaves a line of who did so', async () => {
    await noteAct(ctx(), { userId: '42', message: 'PUT /api/settings', details: { status: '200' } });
    const [act] = await getLogLines(ctx(), { level: 'act', limit: 10 });
    assert.deepEqual([act!.userId, act!.message], ['42', 'PUT /api/settings']);
    const before = await getLogLines(ctx(), { before: act!.id, limit: 1 });
    assert.equal(before[0]!.message, 'when it was back');
    assert.equal(await clearLogLines(ctx(), { userId: '43' }), 5);
    assert.deepEqual(
      (await lines()).map(({ message, userId, details }) => [message, userId, details.lines]),
      [['the log was cleared', '43', '5']],
    );
  });

  it('lets go of what is older than the operator chose, and of more lines than it holds', async () => {
    await setInstallation(ctx(), { logDays: 2 });
    now += 3 * DAY_MS;
    const some = Array.from({ length: MOST_LINES + 10 }, (_, i) => ({
      ...{ at: new Date(now), level: 'warn' as const, message: `line ${i}`, details: {} },
    }));
    await keepLines(ctx(), some);
    assert.equal(await database.db.$count(logLines), MOST_LINES);
    assert.equal((await lines())[0]!.message, `line ${MOST_LINES + 9}`);
  });
});
