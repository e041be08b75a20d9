// Everything with one command. Without configuration: local chain, contracts, two demo communities, database, local
// Discord, bot, API and dApp. With `.env`: the chain and the Discord that it names.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { withPassphrase } from '../bot/custody/prompt.ts';
import { build } from './build.ts';
import { openBackoff } from './local/backoff.ts';
import { rpc, startChain } from './local/chain.ts';
import { startDiscord } from './local/discord.ts';
import { operatorPassword, passphraseFile } from './local/passphrase.ts';
import { freePort } from './local/ports.ts';
import { startPostgres } from './local/postgres.ts';
import { NotStarted, startServer } from './local/server.ts';
import { node, root } from './run.ts';

if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
const dataDir = resolve(process.env.DATA_DIR || join(root, 'data'));
const localChain = !process.env.RPC_URL;
const localDiscord = !process.env.DISCORD_TOKEN;

type Part = { stop(): Promise<void> };
/** Started first, stopped last. */
const parts = new Map<string, Part>();
let stopping = false;

/** Starts or adopts whatever the server needs and nobody else provides; gives the server's environment. */
async function startParts(): Promise<NodeJS.ProcessEnv> {
  const env: NodeJS.ProcessEnv = { DATA_DIR: dataDir };
  const told = (name: string, part: Part & { adopted: boolean }) => {
    if (!parts.has(name)) console.log(`${part.adopted ? 'Found' : 'Started'} ${name}`);
    parts.set(name, part);
  };
  const starting: Promise<void>[] = [];
  if (localChain)
    starting.push(
      startChain(dataDir).then((chain) => {
        told('the local chain', chain);
        env.RPC_URL = chain.url;
      }),
    );
  if (!process.env.DATABASE_URL)
    starting.push(
      startPostgres(dataDir).then((database) => {
        told('the database', database);
        env.DATABASE_URL = database.url;
      }),
    );
  if (localDiscord)
    starting.push(
      startDiscord(dataDir).then((discord) => {
        told('the local Discord', discord);
        Object.assign(env, discord.env);
      }),
    );
  await Promise.all(starting);
  return env;
}

/** Sees to it that the local chain carries the contracts and the demo communities. */
async function deployLocally(env: NodeJS.ProcessEnv) {
  env.KEYSTORE_PASSPHRASE_FILE = passphraseFile(dataDir);
  if (!process.env.ADMIN_PASSWORD && !process.env.ADMIN_PASSWORD_HASH) env.ADMIN_PASSWORD = operatorPassword(dataDir);
  if (await deployed(env.RPC_URL!)) return;
  console.log('Deploying the contracts and two communities …');
  const { code, output } = await node(['scripts/seed-local.ts'], { quiet: true, env });
  if (code !== 0) throw new Error(`The contracts could not be deployed:\n${output}`);
}

/** Whether the addresses on file belong to the chain that runs now; a restarted local chain has another first block. */
async function deployed(rpcUrl: string) {
  const file = join(dataDir, 'deployment.json');
  if (!existsSync(file)) return false;
  const genesis = (await rpc(rpcUrl, 'eth_getBlockByNumber', ['0x0', false])) as { hash: string };
  return JSON.parse(readFileSync(file, 'utf8')).genesis === genesis.hash;
}

async function stop(code: number) {
  if (stopping) return;
  stopping = true;
  for (const part of [...parts.values()].reverse()) await part.stop();
  process.exit(code);
}

process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));

try {
  await build({ dapp: true });
  mkdirSync(dataDir, { recursive: true });
  if (process.argv.includes('--reset')) {
    // What still runs from an earlier start is found, stopped, and its data removed.
    await startParts();
    for (const part of [...parts.values()].reverse()) await part.stop();
    parts.clear();
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
  }
  // The server has no terminal of its own.
  if (!localChain) Object.assign(process.env, await withPassphrase(process.env));
  const apiPort = process.env.API_PORT ? Number(process.env.API_PORT) : await freePort(5000);
  const backoff = openBackoff();
  for (let ready = false; !stopping; ) {
    let since = Date.now();
    try {
      const env: NodeJS.ProcessEnv = { ...(await startParts()), API_PORT: String(apiPort) };
      if (localChain) await deployLocally(env);
      const server = await startServer(dataDir, env);
      parts.set('the server', server);
      if (!ready && env.ADMIN_PASSWORD)
        console.log(`The operator signs in as ${process.env.ADMIN_USERNAME || 'admin'} with ${env.ADMIN_PASSWORD}`);
      console.log(`Ready: ${server.url}`);
      ready = true;
      since = Date.now();
      const chainLost = localChain ? watchChain(env.RPC_URL!, server.exited) : new Promise<never>(() => undefined);
      await Promise.race([server.exited, chainLost]);
      if (stopping) break;
      await server.stop();
    } catch (error) {
      // What never ran is not worth waiting for, and what must be mended first will not run later.
      if (!ready || (error instanceof NotStarted && error.refused)) throw error;
    }
    const seconds = backoff.secondsAfter(Date.now() - since);
    console.log(
      `The server or its chain went away; it is started again in ${seconds} s. The reason stands in ${join(dataDir, 'logs/server.log')}.`,
    );
    await wait(seconds * 1000);
  }
} catch (error) {
  if (!stopping) {
    console.error((error as Error).message);
    await stop(1);
  }
}

/** Resolves when the local chain no longer answers. */
async function watchChain(url: string, until: Promise<unknown>) {
  let running = true;
  until.then(() => {
    running = false;
  });
  while (running && !stopping) {
    await wait(1000);
    const there = await rpc(url, 'eth_chainId').catch(() => undefined);
    if (there === undefined) return;
  }
  await new Promise(() => undefined);
}
