import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import { setSettings } from '../../../bot/operations/settings.ts';
import { startFaultyNode } from '../../support/faultyNode.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const script = join(import.meta.dirname, '../../../scripts/doctor.ts');

describe('npm run doctor', () => {
  let stack: Stack;
  before(async () => {
    stack = await startStack();
  });
  after(async () => {
    await stack?.close();
  });

  /** A machine busy with other tests may take its time. */
  async function look(env: NodeJS.ProcessEnv = {}, patience = '120') {
    const child = spawn(process.execPath, [script, '--json', '--patience', patience], {
      env: { PATH: process.env.PATH, ...stack.env, PUBLIC_URL: stack.server.url, ...env },
    });
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
    });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    const found = said
      .trim()
      .split('\n')
      .map((line): { check: string; state: string; says: string; remedy?: string } => JSON.parse(line));
    return { code, found, said, of: (state: string) => found.filter((finding) => finding.state === state) };
  }

  it('finds no fault where everything runs, and gives every warning a remedy', async () => {
    const { code, found, of } = await look();
    assert.deepEqual(of('fault'), []);
    assert.equal(code, of('warning').length > 0 ? 1 : 0);
    for (const { state, says, remedy } of found) assert.equal(remedy !== undefined, state !== 'ok', says);
    for (const check of ['configuration', 'folder', 'keystore', 'node', 'contracts', 'wallets', 'database', 'discord'])
      assert.ok(
        found.some((finding) => finding.check === check && finding.state === 'ok'),
        check,
      );
  });

  it('looks at each further node, at what the Custodian allows, and at the sentinel’s wallet', async () => {
    const { found } = await look({ RPC_URLS: `http://127.0.0.1:9/a-key-of-a-node-0123,${stack.env.RPC_URL}/2` });
    const says = (check: string) => found.filter((finding) => finding.check === check).map(({ says }) => says);
    assert.deepEqual(says('nodes').length, 2);
    assert.equal(says('nodes')[0], '127.0.0.1:9 does not answer.');
    assert.match(says('nodes')[1]!, /chain 31337, block \d+/);
    assert.match(says('allowlist').join('\n'), /^The Custodian lets members call all \d+ functions that we sign\.$/);
    assert.match(says('wallets').at(-1)!, /^The sentinel 0x[0-9a-f]{40} can pay for (over )?\d+ pause/i);
  });

  it('tells of a chain whose time is ahead of the machine’s, and of one that stands still', async () => {
    const node = await startFaultyNode(stack.chain.url);
    const blockAt = (seconds: number) => {
      const timestamp = `0x${(Math.floor(Date.now() / 1000) + seconds).toString(16)}`;
      node.misbehave(({ method }, result) => {
        if (method === 'eth_chainId') return '0x609e';
        return method === 'eth_getBlockByNumber' ? { ...(result as object), timestamp } : undefined;
      });
    };
    const said = async () => {
      const { found } = await look({ RPC_URL: node.url, CHAIN_ID: '24734' });
      return found.filter(({ check, state }) => check === 'node' && state === 'warning').map(({ says }) => says);
    };
    try {
      blockAt(86_400);
      const [ahead, ...others] = await said();
      assert.deepEqual(others, []);
      assert.match(ahead!, /^The latest block is ahead of this machine’s clock by 8\d{4} s\.$/);
      blockAt(-86_400);
      const [old] = await said();
      assert.match(old!, /^The latest block is 8\d{4} s old\.$/);
    } finally {
      await node.close();
    }
  });

  it('looks whether the bot may write where a server wants it to', async () => {
    const gone = '1150000000000000999';
    // In the first everybody but the bot is kept from writing.
    const change = { tasksChannelId: CHANNELS.welcome, reviewsChannelId: gone };
    await setSettings(stack.server.ctx, { token: stack.lounge.token, change });
    const { of } = await look();
    const said = of('warning').filter(({ says }) => says.includes('may not write'));
    assert.deepEqual(
      said.map(({ says }) => says),
      [`On BROski Lounge the bot may not write in channel ${gone}, chosen for reviews.`],
    );
  });

  it('tells a wrong passphrase, a wrong token and a dead node, each once, and no secret', async () => {
    const passphrase = join(stack.config.dataDir, 'wrong');
    writeFileSync(passphrase, 'not the passphrase');
    const { code, of, said } = await look({
      KEYSTORE_PASSPHRASE_FILE: passphrase,
      DISCORD_TOKEN: 'not-the-token-of-anybody',
      RPC_URL: 'http://127.0.0.1:9/a-key-of-a-node-0123',
    });
    assert.equal(code, 2);
    const faults = new Set(of('fault').map(({ check }) => check));
    for (const check of ['keystore', 'discord', 'node', 'contracts']) assert.ok(faults.has(check), check);
    for (const { says, remedy } of of('fault')) assert.ok(remedy, says);
    for (const secret of ['not the passphrase', 'not-the-token', 'a-key-of-a-node'])
      assert.equal(said.includes(secret), false);
  });

  it('waits for nobody who does not answer', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    try {
      const api = `http://127.0.0.1:${port}/api`;
      const { code, of } = await look({ RPC_URL: `http://127.0.0.1:${port}`, DISCORD_API_URL: api }, '1');
      assert.equal(code, 2);
      const late = of('fault').filter(({ says }) => says === 'Nothing answers within 1 s.');
      for (const wanted of ['node', 'contracts', 'wallets'])
        assert.ok(
          late.some(({ check }) => check === wanted),
          wanted,
        );
      for (const { remedy } of late) assert.equal(remedy, 'look at network and load');
    } finally {
      silent.close();
    }
  });

  it('names every fault of the configuration', async () => {
    const { code, of } = await look({ API_PORT: 'many', POLL_MS: '1' });
    assert.equal(code, 2);
    assert.match(of('fault')[0]!.says, /2 fault\(s\):\n {2}POLL_MS .*\n {2}API_PORT /);
  });
});
