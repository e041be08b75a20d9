import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { parseEnv } from 'node:util';
import { readConfig } from '../../../bot/config.ts';
import { FatalError } from '../../../bot/errors.ts';
import { answersTo } from '../../../scripts/init/answer.ts';
import { terminalDesk } from '../../../scripts/init/desk.ts';
import { envText } from '../../../scripts/init/envFile.ts';
import { questions } from '../../../scripts/init/questions.ts';
import { startChain } from '../../../scripts/local/chain.ts';
import { run } from '../../../scripts/run.ts';
import { testDatabase } from '../../support/database.ts';
import { startFaultyNode } from '../../support/faultyNode.ts';

const TOKEN = 'MTE5MDAwMDAwMDAwMDAwMDAwMQ.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB';
const KEY = '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d';
/** Of that key. */
const OWNER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const GUARDIAN = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';

describe('npm run init', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-init-'));
  let chain: Awaited<ReturnType<typeof startChain>>;
  let node: Awaited<ReturnType<typeof startFaultyNode>>;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  before(async () => {
    [chain, database] = await Promise.all([startChain(folder, 0), testDatabase()]);
    node = await startFaultyNode(chain.url);
    node.misbehave(({ method }) => (method === 'eth_chainId' ? '0x609e' : undefined));
  });
  after(async () => {
    await node?.close();
    await chain?.stop();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const answers = () => ({
    DISCORD_APPLICATION_ID: '1190000000000000001',
    DISCORD_TOKEN: TOKEN,
    RPC_URL: node.url,
    GUARDIAN_ADDRESS: GUARDIAN.toLowerCase(),
    MASTER_WALLET_PRIVATE_KEY: KEY,
    KEYSTORE_PASSPHRASE_FILE: join(folder, 'secrets', 'passphrase'),
    DATABASE_URL: database.url,
    PUBLIC_URL: 'https://guildmint.example/',
  });
  const written = (values: Record<string, string>) => {
    const file = join(folder, 'answers.txt');
    writeFileSync(
      file,
      Object.entries(values)
        .map(([name, value]) => `${name}='${value}'`)
        .join('\n'),
    );
    return file;
  };
  const init = (...args: string[]) =>
    run(process.execPath, ['scripts/init.ts', ...args], { quiet: true, env: { DATABASE_URL: '', RPC_URL: '' } });

  it('writes what it was told, checked, for its owner alone, and tells no secret', async () => {
    const out = join(folder, '.env');
    const { code, output } = await init('--from', written(answers()), '--out', out, '--preset', 'taskbot');
    assert.equal(code, 0, output);
    const values = parseEnv(readFileSync(out, 'utf8'));
    assert.equal(values.CHAIN_ID, '24734');
    assert.equal(values.GUARDIAN_ADDRESS, GUARDIAN);
    assert.equal(values.PUBLIC_URL, 'https://guildmint.example');
    assert.equal(values.PRESET, 'taskbot');
    assert.equal(values.ENVIRONMENT, 'production');
    assert.equal(statSync(out).mode & 0o777, 0o600);
    const passphrase = readFileSync(values.KEYSTORE_PASSPHRASE_FILE!, 'utf8');
    assert.equal(statSync(values.KEYSTORE_PASSPHRASE_FILE!).mode & 0o777, 0o600);
    for (const secret of [TOKEN, KEY, database.url, passphrase]) assert.equal(output.includes(secret), false);
    assert.match(output, /^Next:$/m);
    const config = readConfig(values);
    assert.equal(config.local, false);
  });

  it('goes over nothing unasked, and keeps the old file and what it does not ask for', async () => {
    const out = join(folder, 'kept.env');
    writeFileSync(out, "LOG_LEVEL=debug\nPUBLIC_URL=https://old.example\nADMIN_PASSWORD_HASH='$argon2id$v=19$x'\n");
    const refused = await init('--from', written(answers()), '--out', out);
    assert.equal(refused.code, 1);
    assert.match(refused.output, /is there already: change it by hand, or go over it with --force/);
    assert.match(readFileSync(out, 'utf8'), /^LOG_LEVEL=debug\nPUBLIC_URL=https:\/\/old/);
    const { code, output } = await init('--from', written(answers()), '--out', out, '--force', '--json');
    assert.equal(code, 0, output);
    const values = parseEnv(readFileSync(out, 'utf8'));
    assert.deepEqual(
      [values.LOG_LEVEL, values.ADMIN_PASSWORD_HASH, values.PUBLIC_URL],
      ['debug', '$argon2id$v=19$x', 'https://guildmint.example'],
    );
    assert.match(readFileSync(`${out}.old`, 'utf8'), /^LOG_LEVEL=debug\nPUBLIC_URL=https:\/\/old/);
    assert.equal(output.includes(TOKEN), false);
  });

  it('lists all that is missing or wrong at once, and writes nothing then', async () => {
    const out = join(folder, 'none.env');
    const { DISCORD_APPLICATION_ID: _, ...rest } = answers();
    const faulty = { ...rest, DISCORD_TOKEN: 'a-secret-that-is-none', GUARDIAN_ADDRESS: `${GUARDIAN.slice(0, -1)}b` };
    const { code, output } = await init('--from', written(faulty), '--out', out);
    assert.equal(code, 1);
    assert.match(output, /^3 answer\(s\) are missing or wrong:$/m);
    for (const name of [
      'DISCORD_APPLICATION_ID: is missing',
      'DISCORD_TOKEN: This is no bot token',
      'GUARDIAN_ADDRESS: This is no address',
    ])
      assert.ok(output.includes(name), name);
    assert.equal(output.includes('a-secret-that-is-none'), false);
    assert.throws(() => statSync(out));
  });

  it('lists what is missing where nothing is told and nobody sits there', async () => {
    const { code, output } = await init('--out', join(folder, 'none.env'));
    assert.equal(code, 1);
    for (const name of ['RPC_URL: is missing', 'CHAIN_ID: The node is asked for it: answer RPC_URL first.'])
      assert.ok(output.includes(name), output);
  });

  it('ends in a sentence where it is broken off at the terminal', async () => {
    for (const end of ['\u0003', '\u0004', null]) {
      const input = new PassThrough();
      const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
      const asked = answersTo(questions, {}, {}, terminalDesk({ input, output }));
      if (end === null) input.end();
      else input.write(end);
      await assert.rejects(asked, { name: 'FatalError', message: 'Broken off: nothing was changed.' });
    }
  });

  const check = async (name: string, answer: string, others = {}) => {
    const question = questions.find((each) => each.name === name)!;
    return question.check(answer, others);
  };
  const wrong: [name: string, answer: string, words: RegExp, others?: () => object][] = [
    ['RPC_URL', 'ftp://node', /no such address/],
    ['RPC_URL', 'http://127.0.0.1:9', /No node answers there/],
    ['CHAIN_ID', '1', /serves chain 24734, not 1/, () => ({ RPC_URL: node.url })],
    ['CHAIN_ID', '', /local network/, () => ({ RPC_URL: chain.url })],
    ['MASTER_WALLET_PRIVATE_KEY', KEY, /guardian’s key/, () => ({ GUARDIAN_ADDRESS: OWNER })],
    ['MASTER_WALLET_PRIVATE_KEY', `0x${'0'.repeat(64)}`, /no private key that a wallet can have/],
    ['DATABASE_URL', 'postgres://guild:a-password@127.0.0.1:9/guild', /^No database answers there(?!.*a-password)/],
    ['PRESET', 'gold', /no preset gold: choose broski, taskbot, securechat/],
    ['PUBLIC_URL', 'guildmint.example', /write it as https/],
    ['DISCORD_CLIENT_SECRET', 'short', /32 letters/],
  ];
  for (const [name, answer, words, others] of wrong)
    it(`refuses ${name} ${name.startsWith('MASTER') ? 'of no good' : `“${answer}”`}: ${words.source}`, async () => {
      await assert.rejects(
        check(name, answer, others?.()),
        (error) => error instanceof FatalError && words.test(error.message),
      );
    });

  it('asks again until an answer holds, hides what is secret, and keeps what was there on an empty one', async () => {
    const typed: Record<string, string[]> = {
      ...Object.fromEntries(Object.entries(answers()).map(([name, value]) => [name, [value]])),
      DISCORD_APPLICATION_ID: ['my bot', '1190000000000000001'],
      PUBLIC_URL: [''],
    };
    const hidden = new Set<string>();
    const told: string[] = [];
    const desk = {
      async ask(prompt: string, secret: boolean) {
        const name = prompt.split(/[ :]/)[0]!;
        if (secret) hidden.add(name);
        return typed[name]?.shift() ?? '';
      },
      tell: (line: string) => told.push(line),
    };
    const given = await answersTo(questions, {}, { PUBLIC_URL: 'https://kept.example' }, desk);
    assert.equal(given.DISCORD_APPLICATION_ID, '1190000000000000001');
    assert.equal(given.PUBLIC_URL, 'https://kept.example');
    assert.equal(given.CHAIN_ID, '24734');
    assert.equal(given.DISCORD_CLIENT_SECRET, '');
    assert.deepEqual(
      [...hidden],
      ['DISCORD_TOKEN', 'DISCORD_CLIENT_SECRET', 'MASTER_WALLET_PRIVATE_KEY', 'DATABASE_URL'],
    );
    assert.ok(told.some((line) => line.startsWith('An application id is 17 to 20 digits')));
    for (const secret of [TOKEN, KEY]) assert.equal(told.join('\n').includes(secret), false);
  });

  it('writes every value so that it is read as it was', () => {
    const values = {
      A: 'plain',
      B: "it's # not a comment",
      C: 'say "so"',
      D: '$argon2id$v=19$a',
      E: 'postgres://u:p@h/d?a=b',
    };
    assert.deepEqual({ ...parseEnv(envText([], {}, values)) }, values);
    assert.throws(() => envText([], {}, { A: `'"\`\n#` }), FatalError);
  });
});
