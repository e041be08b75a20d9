/** The operator's commands as they are run: each a process beside a server that works, judged by its code and its words. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { run } from '../../../scripts/run.ts';
import { testDatabase } from '../../support/database.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { ONE } from '../discord/support.ts';

const MEMBER = '0x00000000000000000000000000000000000000a1';

describe('commands beside a running server', { timeout: 240_000 }, () => {
  let stack: Stack;
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-commands-'));

  before(async () => {
    stack = await startStack();
    const lounge = await holding(stack);
    await lounge.earn([MEMBER, 20]);
    await stack.server.indexer.caughtUp();
  });
  after(async () => {
    await stack?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As npm runs it, with the server's environment. */
  const command = (name: string, args: string[] = [], env: NodeJS.ProcessEnv = {}) =>
    run(process.execPath, [`scripts/${name}.ts`, ...args], { quiet: true, env: { ...stack.env, ...env } });
  /** What `--json` printed, line by line. */
  const lines = (output: string) =>
    output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line): Record<string, unknown> => JSON.parse(line));

  it('verify prints the one row that was altered, and ends with 1', async () => {
    await stack.database.pool.query(
      `update chain.members set balance = balance + 1 where address = decode($1, 'hex')`,
      [MEMBER.slice(2)],
    );
    const { code, output } = await command('verify');
    const row = `members (token ${stack.lounge.token.toLowerCase()}, address ${MEMBER}) balance`;
    const said = `cached ${200n * ONE + 1n}, true ${200n * ONE}`;
    assert.deepEqual(
      output.split('\n').filter((line) => line.startsWith('members')),
      [`${row}: ${said} (by contract)`, `${row}: ${said} (by replay)`],
    );
    assert.match(output, /^Block \d+: \d+ values of contracts, \d+ rows of a replay .* 2 differ\.$/m);
    assert.equal(code, 1);
  });

  it('verify and backup say in one sentence why they cannot begin', async () => {
    const nowhere = { DATABASE_URL: 'postgres://guild:a-password@127.0.0.1:9/guild' };
    for (const [name, expected] of [
      ['verify', 2],
      ['backup', 1],
    ] as const) {
      const { code, output } = await command(name, [], nowhere);
      assert.match(output, /^The database at postgres:\/\/guild@127\.0\.0\.1:9\/guild does not answer/);
      assert.equal(code, expected, name);
      assert.equal(output.includes('    at '), false, 'a stack is no sentence');
    }
  });

  it('reindex leaves a database alone that a server indexes, and mends it once that has stopped', async () => {
    const busy = await command('reindex');
    assert.match(busy.output, /^A server is indexing this database: stop it first/m);
    assert.equal(busy.code, 2);
    await stack.server.close();
    const built = await command('reindex', ['--json']);
    assert.equal(built.code, 0);
    const head = Number(await stack.client.getBlockNumber());
    assert.equal(lines(built.output).at(-1)?.block, head);
    const proof = await command('verify', ['--deep', '--json']);
    assert.equal(proof.code, 0);
    const [verdict] = lines(proof.output);
    assert.deepEqual([verdict?.block, verdict?.differences], [head, 0]);
  });

  it('backup writes a file that restore puts into an empty database, and into no other', async () => {
    const { code, output } = await command('backup', [folder, '--json']);
    assert.equal(code, 0);
    const file = String(lines(output)[0]?.file);
    assert.ok(file.startsWith(folder));
    assert.equal((await command('restore')).code, 2);
    const full = await command('restore', [file]);
    assert.match(full.output, /^The database holds data: name an empty one in DATABASE_URL, or use --force/);
    assert.equal(full.code, 1);
    const elsewhere = await testDatabase();
    try {
      const env = { DATABASE_URL: elsewhere.url, DATA_DIR: join(folder, 'data') };
      const restored = await command('restore', [file], env);
      assert.match(restored.output, /^Restored \d+ rows of .*\. Carried since then: 0 operations, 0 reports/);
      assert.equal(restored.code, 0);
      const { rows } = await elsewhere.pool.query('select count(*)::int as count from app.guilds');
      assert.deepEqual(rows, [{ count: 2 }]);
    } finally {
      await elsewhere.close();
    }
  });

  it('keystore shows addresses, backs keys up and puts them where none are', async () => {
    const shown = await command('keystore', ['show', '--json']);
    assert.equal(shown.code, 0);
    const [addresses] = lines(shown.output);
    const file = join(folder, 'keys.json');
    assert.equal((await command('keystore', ['backup', file])).code, 0);
    const over = await command('keystore', ['restore', file]);
    assert.equal(over.code, 1);
    const there = { DATA_DIR: join(folder, 'keys') };
    assert.equal((await command('keystore', ['restore', file], there)).code, 0);
    assert.deepEqual(lines((await command('keystore', ['show', '--json'], there)).output), [addresses]);
  });
});
