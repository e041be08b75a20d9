import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { Client } from 'pg';
import { isAddressEqual, keccak256, type PublicClient, slice, toHex } from 'viem';
import { openClient } from '../../bot/chain/clients.ts';
import { coinsIn } from '../../bot/chain/coins.ts';
import { checkDeployment, readDeployment } from '../../bot/chain/deployment.ts';
import type { Config } from '../../bot/config.ts';
import { openKeystore, readPassphrase } from '../../bot/custody/keystore.ts';
import { readAddresses } from '../../bot/custody/keystoreFiles.ts';
import { RULES } from '../../bot/custody/rules.ts';
import { runningPostgres } from '../../bot/db/embedded.ts';
import { newestOf } from '../../bot/db/migrate.ts';
import { FatalError } from '../../bot/errors.ts';
import { requireFolder } from '../../bot/folder.ts';
import { channelKey, PLACES, readSettings } from '../../bot/operations/settings.ts';
import { differingCode } from '../deploy/bytecode.ts';
import { root } from '../run.ts';
import { type Chosen, discordFindings } from './discord.ts';

export type Finding = {
  check: string;
  state: 'ok' | 'warning' | 'fault';
  says: string;
  /** What to do, where something is to be done. */
  remedy?: string;
};

const GIB = 2 ** 30;
/** Seconds between our clock and another's that members' deadlines can stand. */
const MOST_SKEW = 60;
/** Blocks without a row that are nothing unusual. */
const NORMAL_LAG = 20;
/** Gas of a day's work of a busy server: what remains in a wallet is told in such days. */
const GAS_A_DAY = 100_000_000n;
/** Gas that a pause is sent with. */
const PAUSE_GAS = 100_000n;
const PATIENCE_MS = 10_000;

/**
 * Each look stands alone: what one cannot see keeps no other from looking. All look at once.
 * @param patienceMs how long each may take: whoever asks waits no longer, whatever does not answer
 */
export async function* findings(config: Config, patienceMs: number): AsyncGenerator<Finding> {
  const client = openClient(config);
  const looks: [string, () => Promise<Omit<Finding, 'check'>[]>][] = [
    ['node.js', async () => [nodeVersion()]],
    ['folder', () => folder(config)],
    ['keystore', () => keystore(config)],
    ['node', () => node(client, config)],
    ['nodes', () => furtherNodes(client, config)],
    ['contracts', () => contracts(client, config)],
    ['code', () => code(client, config)],
    ['allowlist', () => allowlist(client, config)],
    ['wallets', () => wallets(client, config)],
    ['database', () => database(client, config)],
    ['discord', async () => discordFindings(config, await chosenChannels(config))],
    ['addresses', () => addresses(config)],
  ];
  const looking = looks.map(([check, look]) => ({ check, found: answered(look(), patienceMs).catch(faultOf) }));
  for (const { check, found } of looking) for (const finding of await found) yield { check, ...finding };
}

type Found = Omit<Finding, 'check'>;
const ok = (says: string): Found => ({ state: 'ok', says });
const warning = (says: string, remedy: string): Found => ({ state: 'warning', says, remedy });
const fault = (says: string, remedy: string): Found => ({ state: 'fault', says, remedy });
/** @throws FatalError for what does not end in time */
async function answered(look: Promise<Found[]>, patienceMs: number): Promise<Found[]> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new FatalError(`Nothing answers within ${patienceMs / 1000} s: look at network and load.`));
  const timer = setTimeout(late, patienceMs);
  return Promise.race([look, promise]).finally(() => clearTimeout(timer));
}

/** What a sentence of ours says to do stands behind its last colon. */
function faultOf(error: Error): Found[] {
  if (!(error instanceof FatalError)) return [fault(firstLine(error), 'mend what answers there, and look again')];
  const [, says = error.message, remedy = 'mend this, and look again'] = /^(.*): ([^:]+)\.$/s.exec(error.message) ?? [];
  return [fault(says === error.message ? says : `${says}.`, remedy)];
}

const firstLine = ({ message, name }: Error) => (message || name).split('\n')[0]!;

function nodeVersion(): Found {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 26
    ? ok(`Version ${process.versions.node}.`)
    : fault(`Version ${process.versions.node} is too old.`, 'start with npm, which brings the right one');
}

async function folder(config: Config): Promise<Found[]> {
  requireFolder(config);
  const { bavail, bsize } = await statfs(config.dataDir);
  const free = bavail * bsize;
  const says = `${config.dataDir} has ${(free / GIB).toFixed(1)} GiB free.`;
  return [free < GIB ? warning(says, 'make room: PostgreSQL stops when a disk is full') : ok(says)];
}

async function keystore(config: Config): Promise<Found[]> {
  const { relayers } = readAddresses(config.keystore.dir);
  await openKeystore(config.keystore.dir, readPassphrase(config.keystore));
  return [ok(`Opens; ${relayers.length} wallet(s) pay gas.`)];
}

async function node(client: PublicClient, config: Config): Promise<Found[]> {
  const sent = Date.now();
  const response = await fetch(config.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const now = (sent + Date.now()) / 2000;
  const [chainId, block, price] = await Promise.all([client.getChainId(), client.getBlock(), client.getGasPrice()]);
  if (chainId !== config.chainId)
    return [fault(`It serves chain ${chainId}, not ${config.chainId}.`, 'correct RPC_URL or CHAIN_ID')];
  const found = [ok(`Chain ${chainId}, block ${block.number}, ${Number(price) / 1e9} gwei.`)];
  const date = response.headers.get('date');
  const skew = date ? Math.round(now - Date.parse(date) / 1000) : 0;
  if (Math.abs(skew) > MOST_SKEW)
    found.push(fault(`Our clock differs by ${skew} s from the node’s.`, 'set the clock, by NTP'));
  const age = Math.round(now - Number(block.timestamp));
  // A local network mines when there is something to mine, and its time may be moved.
  if (!config.local && age > 600)
    found.push(
      warning(`The latest block is ${age} s old.`, 'compare it with an explorer: the node may have stopped syncing'),
    );
  if (!config.local && age < -600)
    found.push(
      warning(
        `The latest block is ahead of this machine’s clock by ${-age} s.`,
        'compare both with an explorer: set the clock, by NTP, or use another node',
      ),
    );
  await client.getLogs({ fromBlock: block.number > 10n ? block.number - 10n : 0n, toBlock: block.number });
  found.push(ok('It answers eth_getLogs.'));
  return found;
}

/** The others, each asked by itself: the first hides what ails them. */
async function furtherNodes(client: PublicClient, config: Config): Promise<Found[]> {
  const first = Number(await client.getBlockNumber());
  return Promise.all(
    config.rpcUrls.slice(1).map(async (url) => {
      const { host } = new URL(url);
      const own = openClient({ ...config, rpcUrls: [url] });
      const seen = await Promise.all([own.getChainId(), own.getBlockNumber()]).catch(() => null);
      if (!seen) return warning(`${host} does not answer.`, 'mend it, or take it out of RPC_URLS');
      const [chainId, block] = seen;
      if (chainId !== config.chainId)
        return fault(`${host} serves chain ${chainId}, not ${config.chainId}.`, 'take it out of RPC_URLS');
      const behind = first - Number(block);
      return behind > NORMAL_LAG
        ? warning(`${host} is ${behind} block(s) behind.`, 'let it catch up: it is asked last meanwhile')
        : ok(`${host}: chain ${chainId}, block ${block}.`);
    }),
  );
}

/** What the signer would sign and the Custodian would refuse is promised to members in vain. */
async function allowlist(client: PublicClient, config: Config): Promise<Found[]> {
  const deployment = readDeployment(config);
  const contracts = Object.keys(RULES) as (keyof typeof RULES)[];
  const verbs = contracts.flatMap((contract) =>
    Object.keys(RULES[contract]).map((signature) => ({ contract, signature })),
  );
  const looked = await Promise.all(
    verbs.map(({ contract, signature }) =>
      client.readContract({
        ...{ address: deployment.custodian, abi: custodianAbi, functionName: 'isAllowed' },
        args: [deployment[contract], slice(keccak256(toHex(signature)), 0, 4)],
      }),
    ),
  );
  const missing = verbs.filter((_, at) => !looked[at]);
  if (missing.length === 0) return [ok(`The Custodian lets members call all ${verbs.length} functions that we sign.`)];
  return missing.map(({ contract, signature }) =>
    warning(
      `The Custodian does not let members call ${contract}.${signature}.`,
      'if the guardian took it off, switch the feature off; else these contracts are older than this server',
    ),
  );
}

async function contracts(client: PublicClient, config: Config): Promise<Found[]> {
  const deployment = readDeployment(config);
  await checkDeployment(client, deployment);
  const found = [ok(`All are at their addresses, from block ${deployment.block}.`)];
  const custodian = { address: deployment.custodian, abi: custodianAbi } as const;
  const [signer, pausedUntil, sentinel] = await Promise.all([
    client.readContract({ ...custodian, functionName: 'signer' }),
    client.readContract({ ...custodian, functionName: 'pausedUntil' }),
    client.readContract({ ...custodian, functionName: 'sentinel' }),
  ]);
  const ours = readAddresses(config.keystore.dir).signer;
  found.push(
    isAddressEqual(signer, ours)
      ? ok('The Custodian takes our signer’s word.')
      : fault(
          `The Custodian’s signer is ${signer}, ours is ${ours}.`,
          'restore that keystore, or rotate with npm run keystore',
        ),
  );
  if (pausedUntil > Date.now() / 1000)
    found.push(fault('The Custodian is paused.', 'find out why; the guardian resumes it'));
  if (/^0x0+$/.test(sentinel))
    found.push(warning('The Custodian has no sentinel.', 'let the guardian set one: it pauses when a key is stolen'));
  return found;
}

/** Compiled contracts are not everywhere where the server runs. */
async function code(client: PublicClient, config: Config): Promise<Found[]> {
  if (!existsSync(join(root, 'artifacts/contracts'))) return [];
  const differing = await differingCode(client, readDeployment(config));
  if (differing.length === 0) return [ok('All contracts bear the code that is compiled here.')];
  return [
    warning(
      `Of another version: ${differing.join(', ')}.`,
      'that is well while the server knows them (allowlist); npm run upgrade says what can be replaced',
    ),
  ];
}

async function wallets(client: PublicClient, config: Config): Promise<Found[]> {
  const price = await client.getGasPrice();
  const { relayers, sentinel } = readAddresses(config.keystore.dir);
  const found = await Promise.all(
    relayers.map(async (address, place) => {
      const balance = await client.getBalance({ address });
      const days = price === 0n ? Number.POSITIVE_INFINITY : Number(balance / (price * GAS_A_DAY));
      const says = `${address} holds ${coinsIn(balance)} ${config.network.symbol}: ${days > 999 ? 'over 999' : days} busy days.`;
      if (balance === 0n && place > 0) return warning(says, 'send coins to it: it stands in when the first cannot pay');
      if (balance === 0n) return fault(says, 'send coins to it: nothing is carried without');
      return days < 7 ? warning(says, 'top it up') : ok(says);
    }),
  );
  if (!sentinel) return found;
  const pauses = price === 0n ? null : (await client.getBalance({ address: sentinel })) / (price * PAUSE_GAS);
  const says = `The sentinel ${sentinel} can pay for ${pauses === null || pauses > 999n ? 'over 999' : pauses} pause(s).`;
  const poor = pauses !== null && pauses < 10n;
  return [...found, poor ? warning(says, 'send coins to it: it pauses when a key is stolen') : ok(says)];
}

async function database(node: PublicClient, config: Config): Promise<Found[]> {
  const connectionString = config.databaseUrl ?? (await runningPostgres(config.dataDir));
  if (!connectionString) return [ok('Embedded; the server starts it.')];
  const client = new Client({ connectionString, connectionTimeoutMillis: PATIENCE_MS });
  await client.connect().catch((cause: Error & { errors?: Error[] }) => {
    const why = cause.message || (cause.errors?.[0]?.message ?? 'no reason given');
    throw new FatalError(`It does not answer (${why}): check DATABASE_URL and that the server runs.`);
  });
  try {
    const setting = async (name: string) => (await client.query(`select current_setting($1) as v`, [name])).rows[0].v;
    const version = Number(await setting('server_version_num'));
    const found = [
      version >= 150_000
        ? ok(`PostgreSQL ${await setting('server_version')}.`)
        : fault(`PostgreSQL ${await setting('server_version')} is too old.`, 'use 15 or later'),
    ];
    for (const name of ['fsync', 'full_page_writes', 'synchronous_commit'])
      if ((await setting(name)) === 'off')
        found.push(warning(`${name} is off.`, 'switch it on: a power cut may lose what members were told of'));
    const { rows } = await client.query(`select to_regclass('app.migrations') is not null as there`);
    if (!rows[0].there) return [...found, ok('It is empty; the server fills it.')];
    for (const name of ['app', 'chain'] as const) found.push(await migrations(client, name));
    return [...found, ...(await backlog(client)), await lag(client, node)];
  } finally {
    await client.end();
  }
}

/** Channels that servers gave a purpose; none where the database cannot be asked, which is told above. */
async function chosenChannels(config: Config): Promise<Chosen[]> {
  const connectionString = config.databaseUrl ?? (await runningPostgres(config.dataDir));
  if (!connectionString) return [];
  const client = new Client({ connectionString, connectionTimeoutMillis: PATIENCE_MS });
  try {
    await client.connect();
    const { rows } = await client.query<{ id: string; settings: Record<string, unknown> }>(
      'select id, settings from app.guilds',
    );
    return rows.flatMap(({ id, settings }) => {
      const chosen = readSettings(settings);
      return PLACES.flatMap((place) => {
        const channelId = chosen[channelKey(place)];
        return channelId ? [{ guildId: id, channelId, place }] : [];
      });
    });
  } catch {
    return [];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function migrations(client: Client, name: 'app' | 'chain'): Promise<Found> {
  const there = await client.query(`select to_regclass($1) is not null as there`, [`${name}.migrations`]);
  if (!there.rows[0].there) return ok(`Schema ${name} is built at the next start.`);
  const { rows } = await client.query(`select max(created_at)::float8 as at from ${name}.migrations`);
  if (rows[0].at > newestOf(name))
    return fault(`Schema ${name} is of a newer version.`, 'install that version, or restore a backup made before it');
  return ok(
    rows[0].at < newestOf(name) ? `Schema ${name} is migrated at the next start.` : `Schema ${name} is current.`,
  );
}

async function backlog(client: Client): Promise<Found[]> {
  const { rows } = await client.query(`
    select count(*)::int as waiting, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest
    from app.outbox where state in ('queued', 'signed', 'broadcast')`);
  const { waiting, oldest } = rows[0];
  const says = `${waiting} operation(s) wait${waiting > 0 ? `, the oldest for ${Math.round(oldest)} s` : ''}.`;
  return [oldest > 600 ? warning(says, 'read the log for why: wallets, node, or a paused Custodian') : ok(says)];
}

async function lag(client: Client, node: PublicClient): Promise<Found> {
  const there = await client.query(`select to_regclass('chain.cursor') is not null as there`);
  const { rows } = there.rows[0].there ? await client.query('select number::int from chain.cursor') : { rows: [] };
  if (!rows[0]) return ok('The tables are filled at the next start.');
  const behind = Number(await node.getBlockNumber()) - rows[0].number;
  const says = `The tables are ${Math.max(0, behind)} block(s) behind.`;
  return behind > NORMAL_LAG ? warning(says, 'start the server, or wait until it has caught up') : ok(says);
}

async function addresses(config: Config): Promise<Found[]> {
  const found: Found[] = [];
  const lives = (url: string) =>
    fetch(`${url}/api/health/live`, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
      ({ ok: fine }) => fine,
      () => false,
    );
  if (await lives(config.publicUrl)) return [ok(`${config.publicUrl} answers.`)];
  const { host: own, port: ownPort } = config.api;
  // What listens there is the server itself.
  if (ownPort !== 0 && (await lives(`http://${own.includes(':') ? `[${own}]` : own}:${ownPort}`)))
    return [warning(`The server answers, ${config.publicUrl} does not.`, 'correct PUBLIC_URL or the proxy')];
  found.push(
    warning(`${config.publicUrl} does not answer.`, 'start the server; if it runs, correct PUBLIC_URL or the proxy'),
  );
  for (const { host, port } of [config.api, config.metrics].filter((each) => each !== undefined))
    if (port !== 0 && !(await isFree(host, port)))
      found.push(fault(`${host}:${port} is taken by another program.`, 'set API_PORT or METRICS_PORT to a free one'));
  return found;
}

const isFree = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
