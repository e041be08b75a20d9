/**
 * Everything that a community's money depends on, as processes that can be killed: Hardhat's chain behind a proxy that
 * misbehaves, PostgreSQL, and two servers with their signers, started again as a supervisor would. The local Discord
 * lives here, because it is the one that never fails: what members were told is read from it.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { Client } from 'pg';
import { type Address, createPublicClient, createWalletClient, type Hex, http, keccak256, parseEther } from 'viem';
import { hardhat } from 'viem/chains';
import {
  APPLICATION_ID,
  CHANNELS,
  DEFAULT_SEED,
  GUILDS,
  LOCAL_DISCORD_TOKEN,
  USERS,
} from '../../bot/local-discord/seed.ts';
import { startLocalDiscord } from '../../bot/local-discord/server.ts';
import { readPreset } from '../../scripts/deploy/preset.ts';
import { rpc, startChain } from '../../scripts/local/chain.ts';
import { passphraseFile } from '../../scripts/local/passphrase.ts';
import { root } from '../../scripts/run.ts';
import { seedLocal } from '../../scripts/seed-local.ts';
import { type Call, type Fault, startFaultyNode, type Transport } from '../support/faultyNode.ts';
import { childrenOf, startPostgres } from './postgres.ts';
import type { Random } from './random.ts';

/** Deeper than any reorg here: what is handed over at final depth is never taken back. */
const CONFIRMATIONS = 22;
export const DEEPEST = 20;
const MORE_CODES = 2_000;
const RESTART_MS = 300;
const STOP_WITHIN_MS = 60_000;

/** Every step of an operation that the server names, in their order. */
export const STEPS = [
  'beforeSign',
  'signed',
  'committed',
  'sent',
  'broadcast',
  'receipt',
  'recorded',
  'final',
  'fulfilmentTaken',
  'fulfilmentHandedOver',
  'fulfilmentGiven',
  'fulfilmentSubmitted',
  'fulfilmentTold',
] as const;
/** What is killed at a step. */
export const VICTIMS = ['server', 'signer', 'database'] as const;
export type Step = (typeof STEPS)[number];
export type Victim = (typeof VICTIMS)[number];

/** Where deeds are paid for: cheap, so that a first day's earnings buy much. */
const PRICE = parseEther('0.01');
export const itemOf = (key: string) => readPreset('broski').items.findIndex((item) => item.key === key) + 1;

export type World = Awaited<ReturnType<typeof startWorld>>;
/** @property killed from here, not by itself */
type Exit = {
  name: string;
  code: number | null;
  signal: NodeJS.Signals | null;
  killed: boolean;
  wasReady: boolean;
  said: string;
};

/**
 * @param options.members people of the lounge who will be busy
 * @param options.blockMs between two blocks
 */
export async function startWorld(options: { random: Random; members: number; servers: number; blockMs: number }) {
  const { random } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-faults-'));
  mkdirSync(join(dataDir, 'logs'));
  const { seed, people } = crowd(options.members);
  const [chain, postgres, discord] = await Promise.all([
    startChain(dataDir, 0),
    startPostgres(dataDir),
    startLocalDiscord({ port: 0, answerWithinMs: 5_000, seed }),
  ]);
  const node = await startFaultyNode(chain.url);
  const direct = (method: string, params: unknown[] = []) => rpc(chain.url, method, params);
  await answers(postgres.url);
  const env: NodeJS.ProcessEnv = {
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.url,
    RPC_URL: chain.url,
    DISCORD_TOKEN: LOCAL_DISCORD_TOKEN,
    DISCORD_APPLICATION_ID: APPLICATION_ID,
    DISCORD_API_URL: `${discord.url}/api`,
    API_PORT: '0',
    POLL_MS: '200',
    SETTLE_SECONDS: '2',
    COMMANDS_A_MINUTE: '100000',
    CONFIRMATIONS: String(CONFIRMATIONS),
    KEYSTORE_PASSPHRASE_FILE: passphraseFile(dataDir),
    LOG_LEVEL: 'info',
    // Whatever a server does, it asks here first: something may be killed at that very step.
    CRASH_AT: 'ask',
    // Servers start hundreds of times here: what Node makes of their code is kept.
    NODE_COMPILE_CACHE: join(dataDir, 'compiled'),
  };
  const { deployment, tokens } = await seedLocal(env);
  const token = tokens[0]!;
  const transport = http(chain.url);
  const client = createPublicClient({ chain: hardhat, transport, cacheTime: 0 });
  await furnish();

  // From here on blocks come by time, as on a real chain, and each can be gone back to.
  await direct('evm_setAutomine', [false]);
  const snapshots: { block: number; id: string }[] = [];
  const sent = new Map<Hex, Hex>();
  let mischief: (calls: Call[]) => Transport = () => undefined;
  node.mistreat((calls) => {
    for (const { method, params } of calls)
      if (method === 'eth_sendRawTransaction') sent.set(keccak256(params[0] as Hex), params[0] as Hex);
    return mischief(calls);
  });
  let working = Promise.resolve();
  let closing = false;
  const mining = (async () => {
    while (!closing) {
      await inTurn(mine);
      await delay(options.blockMs);
    }
  })();
  const exits: Exit[] = [];
  const struck = Object.fromEntries(STEPS.map((step) => [step, { server: 0, signer: 0, database: 0 }]));
  let trap: { step: Step; victim: Victim; sprung: () => void } | undefined;
  const servers = Array.from({ length: options.servers }, (_, index) => supervise(`server-${'AB'[index]}`));

  /** Prices that a first day's earnings pay, and enough of everything. */
  async function furnish() {
    const wallet = createWalletClient({ chain: hardhat, transport });
    const [, owner] = (await wallet.getAddresses()) as [Address, Address];
    const shop = { address: deployment.shop, abi: shopAbi, account: owner } as const;
    for (const [place, { terms, texts }] of readPreset('broski').items.entries()) {
      const args = [token, BigInt(place + 1), { ...terms, price: PRICE }, texts] as const;
      await wallet.writeContract({ ...shop, functionName: 'editItem', args });
    }
    const badges = [token, BigInt(itemOf('lucky_badge')), 1, 1_000_000] as const;
    await wallet.writeContract({ ...shop, functionName: 'restock', args: badges });
    const database = new Client({ connectionString: postgres.url });
    await database.connect();
    await database.query(
      `insert into app.codes (token, item, code) select $1, $2, 'CODE-' || lpad(n::text, 5, '0') from generate_series(1, $3::int) n`,
      [Buffer.from(token.slice(2), 'hex'), itemOf('discount_code'), MORE_CODES],
    );
    await database.end();
  }

  function inTurn(work: () => Promise<void>) {
    // What failed before is whoever's asked for it.
    working = working.then(
      () => work(),
      () => work(),
    );
    return working;
  }

  async function mine(timestamp?: number) {
    await direct('evm_mine', timestamp === undefined ? [] : [timestamp]);
    const block = Number(await direct('eth_blockNumber'));
    snapshots.push({ block, id: (await direct('evm_snapshot')) as string });
    if (snapshots.length > 4 * DEEPEST) snapshots.shift();
  }

  const killSignerOf = ({ pid }: ChildProcess) => {
    const signer = pid && childrenOf(pid).find(({ command }) => command.includes('custody/signer.ts'));
    if (!signer) return false;
    process.kill(signer.pid, 'SIGKILL');
    return true;
  };

  /** A server has come to a step and does not go on before this returns. */
  function spring(step: string, server: ChildProcess) {
    if (trap?.step !== step) return;
    const { victim, sprung } = trap;
    const killed = {
      server: () => server.kill('SIGKILL'),
      signer: () => killSignerOf(server),
      database: () => (random.chance(0.5) ? postgres.killPostmaster() : postgres.killBackend(random)),
    }[victim]();
    if (!killed) return;
    struck[step]![victim]++;
    trap = undefined;
    sprung();
  }

  /** One server process, started again whenever it ends. */
  function supervise(name: string) {
    const settings: NodeJS.ProcessEnv = {};
    let child: ReturnType<typeof fork> | undefined;
    let wanted = true;
    let ready = Promise.withResolvers<void>();
    let isReady = false;
    let ended: Promise<[number | null, NodeJS.Signals | null]> = Promise.resolve([null, null]);
    const log = createWriteStream(join(dataDir, 'logs', `${name}.log`));
    const life = (async () => {
      while (wanted) {
        const started = fork(join(root, 'bot/main.ts'), {
          cwd: root,
          env: { ...process.env, ...env, RPC_URL: node.url, ...settings },
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        });
        child = started;
        let said = '';
        started.stdout?.pipe(log, { end: false });
        started.stderr?.on('data', (data: Buffer) => {
          said = (said + data.toString()).slice(-2_000);
        });
        started.on('message', (message) => {
          if (isStep(message)) {
            spring(message.at, started);
            return void started.send('go on', () => undefined);
          }
          isReady = true;
          ready.resolve();
        });
        ended = new Promise((done) => started.once('exit', (...how) => done(how)));
        const [code, signal] = await ended;
        exits.push({ name, code, signal, killed: started.killed, wasReady: isReady, said });
        // Who waits for a start that failed waits for the next.
        if (isReady) ready = Promise.withResolvers();
        isReady = false;
        if (wanted) await delay(RESTART_MS);
      }
      log.end();
    })();
    return {
      name,
      /** For the next start. */
      settings,
      ready: () => ready.promise,
      isReady: () => isReady,
      kill(signal: NodeJS.Signals = 'SIGKILL') {
        return child !== undefined && child.exitCode === null && child.signalCode === null && child.kill(signal);
      },
      killSigner: () => child !== undefined && killSignerOf(child),
      /** Ends in good order and starts again. */
      async renew() {
        child?.kill('SIGTERM');
        await inTime(ended);
        await ready.promise;
      },
      async stop() {
        wanted = false;
        child?.kill('SIGTERM');
        await inTime(life).catch(() => child?.kill('SIGKILL'));
        await life;
      },
    };
  }

  return {
    /** Whether the chain's clock was put forward. */
    leapt: false,
    dataDir,
    env,
    people,
    discord,
    deployment,
    token,
    client,
    postgres,
    node,
    servers,
    exits,
    direct,
    /** How often each was killed at each step. */
    struck,
    /** Kills it when a server next comes to that step. @returns whether one came there within the time */
    async killAt(step: Step, victim: Victim, withinMs: number) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const timer = setTimeout(() => resolve(false), withinMs);
      trap = { step, victim, sprung: () => resolve(true) };
      const sprung = await promise;
      clearTimeout(timer);
      trap = undefined;
      return sprung;
    },
    /** What becomes of requests, and of answers, from now on. */
    misbehave(transport: (calls: Call[]) => Transport, fault: Fault = () => undefined) {
      mischief = transport;
      node.misbehave(fault);
    },
    behave() {
      mischief = () => undefined;
      node.misbehave(() => undefined);
    },
    /** Mines so many blocks at once. */
    mine: (blocks: number) =>
      inTurn(async () => {
        for (let i = 0; i < blocks; i++) await mine();
      }),
    /**
     * Replaces the newest blocks by one more than there were. What was in them returns to the pool of half the forks, and
     * is forgotten by the others.
     * @returns how many blocks went, how many transactions were in them
     */
    async reorg(depth: number) {
      let gone = { blocks: 0, transactions: 0 };
      await inTurn(async () => {
        const head = Number(await direct('eth_blockNumber'));
        const place = snapshots.findLastIndex(({ block }) => block <= head - depth);
        if (place < 0) return;
        const { block, id } = snapshots[place]!;
        const lost: Hex[] = [];
        let newest = 0;
        for (let number = block + 1; number <= head; number++) {
          const old = await client.getBlock({ blockNumber: BigInt(number) });
          lost.push(...old.transactions);
          newest = Number(old.timestamp);
        }
        await direct('evm_revert', [id]);
        snapshots.length = place;
        snapshots.push({ block, id: (await direct('evm_snapshot')) as string });
        const returned = random.chance(0.5) ? lost.flatMap((hash) => sent.get(hash) ?? []) : [];
        for (const raw of returned)
          await direct('eth_sendRawTransaction', [raw]).catch((error: Error) => {
            // The pool of that moment may hold it.
            if (!/known transaction/i.test(error.message)) throw error;
          });
        // Later than the block that it replaces, or it might be the same block again.
        await mine(newest + 1);
        for (let i = block + 1; i <= head; i++) await mine();
        gone = { blocks: head - block, transactions: lost.length };
      });
      return gone;
    },
    async close({ keep = false } = {}) {
      await Promise.all(servers.map((server) => server.stop()));
      closing = true;
      await mining;
      await working;
      await node.close();
      await discord.close();
      await postgres.stop();
      await chain.stop();
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const isStep = (message: unknown): message is { at: string } =>
  typeof message === 'object' && message !== null && 'at' in message;

/** @throws Error if a server takes too long to end */
async function inTime(ending: Promise<unknown>) {
  const late = AbortSignal.timeout(STOP_WITHIN_MS);
  const { promise, reject } = Promise.withResolvers<never>();
  late.addEventListener('abort', () => reject(new Error(`A server does not end within ${STOP_WITHIN_MS / 1000} s.`)));
  await Promise.race([ending, promise]);
}

/** The local Discord's servers with more people in the lounge. */
function crowd(count: number) {
  const seed = structuredClone(DEFAULT_SEED);
  const alice = seed.users.find(({ id }) => id === USERS.alice)!;
  const lounge = seed.guilds.find(({ id }) => id === GUILDS.lounge)!;
  const people = Array.from({ length: count }, (_, index) => {
    const id = `13${String(index + 1).padStart(17, '0')}`;
    const name = `member${index + 1}`;
    seed.users.push({ ...alice, id, username: name, global_name: name });
    lounge.members[id] = { ...lounge.members[USERS.alice]!, user_id: id };
    return { id, name, channel: index % 2 ? CHANNELS.general : CHANNELS.tradingFloor };
  });
  return { seed, people };
}

/** Waits until the database takes connections. */
export async function answers(url: string) {
  for (;;) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch {
      await delay(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
