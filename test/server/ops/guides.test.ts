/** The files by which it is hosted, as far as they can be judged without the hosts: npm run guides follows the pages. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseEnv } from 'node:util';
import { readConfig } from '../../../bot/config.ts';
import { blocksOf, GUIDES } from '../../../scripts/guides/guide.ts';
import { readCompose } from '../../../scripts/guides/yaml.ts';

const config = readFileSync('bot/config.ts', 'utf8');
/** What other programs read: the deployment's command, Compose, the host. */
const OTHERS = /^(MASTER_WALLET_|GUARDIAN_ADDRESS$|BROSKI_TOKEN_ADDRESS$|POSTGRES_PASSWORD$|RAILWAY_|PORT$)/;
const isRead = (name: string) => OTHERS.test(name) || new RegExp(`^ {4}${name}: `, 'm').test(config);
/** Variables that a text sets, line by line. */
const variablesIn = (text: string) => [...text.matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name!);

describe('what the guides have one write', () => {
  for (const guide of GUIDES)
    it(`into the environment is read by the server or by its commands (${guide})`, () => {
      const names = blocksOf(guide).flatMap(({ text }) => variablesIn(text));
      assert.ok(names.length > 0);
      assert.deepEqual(
        names.filter((name) => !isRead(name)),
        [],
      );
    });
});

describe('the container', () => {
  const lines = readFileSync('Containerfile', 'utf8').split('\n');
  const said = (word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

  it('is made of files that are here', () => {
    const named = said('COPY').flatMap((rest) => rest.split(' ').slice(0, -1));
    assert.ok(named.includes('package-lock.json'));
    assert.deepEqual(
      [...named, JSON.parse(said('CMD')[0]!)[1]].filter((path) => !existsSync(path)),
      [],
    );
  });

  it('has what must last in its volume, and listens where Compose looks for it', () => {
    const env = parseEnv(said('ENV').join('\n').replaceAll(' ', '\n'));
    const { services, volumes } = readCompose('compose.yaml');
    const server = services.guildmint!;
    const passphrase = { KEYSTORE_PASSPHRASE: 'long enough', DISCORD_TOKEN: 'a', DISCORD_APPLICATION_ID: '100000' };
    const { dataDir, deploymentFile, api } = readConfig({ ...env, ...passphrase });
    const [volume] = server.volumes!;
    assert.ok(Object.hasOwn(volumes, volume!.split(':')[0]!));
    for (const path of [dataDir, deploymentFile]) assert.ok(path.startsWith(volume!.split(':')[1]!), path);
    assert.equal(server.ports![0]!.split(':').at(-1), `${api.port}`);
    assert.equal(api.host, '0.0.0.0');
    assert.deepEqual(
      Object.keys({ ...env, ...server.environment }).filter((name) => !isRead(name)),
      [],
    );
    assert.equal(new URL(server.environment.DATABASE_URL!.replace(/\$\{.*?\}/, 'word')).hostname, 'database');
    assert.ok(services.database);
  });

  it('never holds what is secret or made here', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    for (const path of ['.env', 'data', '.git', '**/node_modules']) assert.ok(ignored.includes(path), path);
  });
});

describe('the hosts’ files', () => {
  it('name what is here', () => {
    const { build, deploy } = JSON.parse(readFileSync('railway.json', 'utf8'));
    assert.ok(existsSync(build.dockerfilePath));
    assert.equal(deploy.healthcheckPath, '/api/health/ready');
    const netlify = readFileSync('netlify.toml', 'utf8');
    assert.match(netlify, /command = "node scripts\/setup\.mjs && npm run build"/);
    assert.match(netlify, /publish = "dapp\/dist"/);
    assert.match(netlify, /from = "\/api\/\*"\n {2}to = "https:\/\/bot\.example\.org\/api\/:splat"\n {2}status = 200/);
  });

  it('are a unit that systemd understands', {
    skip: spawnSync('systemd-analyze', ['--version']).error !== undefined,
  }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'guildmint-unit-'));
    try {
      const unit = readFileSync('docs/deploy/guildmint.service', 'utf8')
        .replaceAll('/opt/guildmint/app', process.cwd())
        .replaceAll('/usr/bin/node', process.execPath)
        .replace('User=guildmint', 'User=root');
      const file = join(folder, 'guildmint.service');
      writeFileSync(file, unit);
      const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });
      const about = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('guildmint.service'));
      assert.deepEqual(about, []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
