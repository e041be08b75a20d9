/**
 * What a person must mend keeps the server from starting: it says what is wrong and what to do, and leaves folder,
 * database and chain as they are.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startFaultyNode } from '../../support/faultyNode.ts';
import { spawnServer } from '../../support/server.ts';
import { type Stack, startStack } from '../../support/stack.ts';

/** Written by the test's own chain, not by the server. */
const FOREIGN = ['logs', 'processes'];

describe('a server that cannot run', () => {
  let stack: Stack;
  before(async () => {
    stack = await startStack({ server: false });
    // Everything is as a server left it that ran before.
    const server = spawnServer(stack.env);
    await server.ready;
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
  });
  after(async () => {
    await stack?.close();
  });

  const file = (...names: string[]) => join(stack.config.dataDir, ...names);

  /** Every file with its content and permissions, every row, and the chain's head. */
  async function everything() {
    const files = readdirSync(stack.config.dataDir, { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !FOREIGN.includes(relative(stack.config.dataDir, path).split('/')[0]!))
      .sort()
      .map((path) => {
        const { mode, mtimeMs } = statSync(path);
        const content = statSync(path).isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
        return `${relative(stack.config.dataDir, path)} ${mode} ${mtimeMs} ${content}`;
      });
    const { rows: tables } = await stack.database.pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('app', 'chain') order by 1`,
    );
    const rows: string[] = [];
    for (const { name } of tables) {
      const { rows: found } = await stack.database.pool.query(`select t::text as row from ${name} t order by 1`);
      rows.push(`${name} ${JSON.stringify(found)}`);
    }
    const { hash } = await stack.client.getBlock();
    return { files, rows, hash };
  }

  async function refuses(env: NodeJS.ProcessEnv, sentence: RegExp, as?: string[]) {
    const earlier = await everything();
    const server = spawnServer({ ...stack.env, ...env }, as ? { as } : {});
    // One that starts all the same is stopped, and then its code is not the one asked for.
    await server.ready.catch(() => undefined);
    const { code } = await server.stop();
    assert.match(server.complained(), sentence);
    assert.equal(code, 78);
    assert.equal(server.complained().includes('    at '), false, 'a stack is no sentence');
    assert.deepEqual(await everything(), earlier);
  }

  it('refuses a wrong passphrase', async () => {
    const passphrase = file('wrong-passphrase');
    writeFileSync(passphrase, 'not the passphrase');
    await refuses(
      { KEYSTORE_PASSPHRASE_FILE: passphrase },
      /^The passphrase does not open .*keystore\/signer\.json: check KEYSTORE_PASSPHRASE/,
    );
  });

  for (const name of ['signer.json', 'salt.json', 'relayer-0.json'])
    it(`refuses a keystore whose ${name} is damaged`, async () => {
      const whole = readFileSync(file('keystore', name), 'utf8');
      const { Crypto, crypto = Crypto, ...rest } = JSON.parse(whole);
      const ciphertext = crypto.ciphertext.replace(/^../, (byte: string) => (byte === '00' ? '01' : '00'));
      writeFileSync(
        file('keystore', name),
        JSON.stringify({ ...rest, Crypto: { ...crypto, ciphertext }, crypto: undefined }),
      );
      try {
        await refuses({}, new RegExp(`keystore/${name}`));
      } finally {
        writeFileSync(file('keystore', name), whole);
      }
    });

  it('refuses a keystore that lacks a file', async () => {
    renameSync(file('keystore', 'salt.json'), file('salt.away'));
    try {
      await refuses({}, /^The keystore .* lacks salt\.json: restore it from a backup\./);
    } finally {
      renameSync(file('salt.away'), file('keystore', 'salt.json'));
    }
  });

  it('refuses a node of another chain', async () => {
    const node = await startFaultyNode(stack.chain.url);
    node.misbehave(({ method }) => (method === 'eth_chainId' ? '0x609e' : undefined));
    try {
      await refuses(
        { RPC_URL: node.url },
        /^The node serves chain 24734 and the contracts are on chain 31337: correct RPC_URL or CHAIN_ID\.$/m,
      );
    } finally {
      await node.close();
    }
  });

  it('refuses a node that does not answer', async () => {
    await refuses(
      { RPC_URL: 'http://127.0.0.1:9' },
      /^The node does not answer: check RPC_URL and that the node runs\.$/m,
    );
  });

  it('refuses addresses that hold no contracts', async () => {
    const whole = readFileSync(file('deployment.json'), 'utf8');
    const nobody = '0x00000000000000000000000000000000000000aa';
    writeFileSync(file('deployment.json'), JSON.stringify({ ...JSON.parse(whole), shop: nobody }));
    try {
      await refuses({}, /^There is no contract at 0x0+aa \(shop\): correct RPC_URL, or deploy again\.$/im);
    } finally {
      writeFileSync(file('deployment.json'), whole);
    }
  });

  it('refuses a deployment file that is damaged or gone', async () => {
    const whole = readFileSync(file('deployment.json'), 'utf8');
    renameSync(file('deployment.json'), file('deployment.away'));
    try {
      await refuses({}, /^There is no deployment at .*: run `npm run deploy` first\.$/m);
      writeFileSync(file('deployment.json'), whole.slice(0, 40));
      await refuses({}, /^.*deployment\.json is damaged: restore it from version control, or deploy again\.$/m);
    } finally {
      renameSync(file('deployment.away'), file('deployment.json'));
    }
  });

  for (const schema of ['app', 'chain'])
    it(`refuses a database whose schema ${schema} is of a newer version`, async () => {
      const { rows } = await stack.database.pool.query(
        `insert into ${schema}.migrations (hash, created_at) values ('of a newer version', 99999999999999) returning id`,
      );
      try {
        await refuses(
          {},
          /^The database was used by a newer version of Guildmint .*: install that version, or restore/,
        );
      } finally {
        await stack.database.pool.query(`delete from ${schema}.migrations where id = $1`, [rows[0].id]);
      }
    });

  it('refuses a database that does not answer, without telling its password', async () => {
    await refuses(
      { DATABASE_URL: 'postgres://guild:a-password@127.0.0.1:9/guild' },
      /^The database at postgres:\/\/guild@127\.0\.0\.1:9\/guild does not answer \(.+\): check DATABASE_URL/,
    );
  });

  it('refuses a folder that it may not write to', async () => {
    // Root may write everywhere; as in the database's own case, another name for the same user may not.
    const as = process.getuid?.() === 0 ? ['unshare', '--user', '--map-user=1000', '--map-group=1000'] : undefined;
    chmodSync(file('keystore'), 0o500);
    try {
      await refuses(
        {},
        /^The folder .*keystore cannot be written to: set DATA_DIR to a folder .*, or change its permissions\.$/m,
        as,
      );
    } finally {
      chmodSync(file('keystore'), 0o700);
    }
    const closed = file('closed');
    mkdirSync(closed, { mode: 0o500 });
    await refuses({ DATA_DIR: join(closed, 'data') }, /^The folder .*closed cannot be written to: set DATA_DIR/, as);
  });

  it('refuses a data folder that is a file', async () => {
    await refuses({ DATA_DIR: file('deployment.json') }, /^The folder .*deployment\.json is no folder: set DATA_DIR/);
  });

  it('names every fault of the configuration at once', async () => {
    await refuses(
      { API_PORT: 'many', RPC_URL: 'ftp://node', DISCORD_TOKEN: '', METRICS_PORT: '-1' },
      /^The configuration has 4 fault\(s\):\n(.*RPC_URL.*\n|.*DISCORD_TOKEN.*\n|.*API_PORT.*\n|.*METRICS_PORT.*\n){4}/,
    );
  });
});
