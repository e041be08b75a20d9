/** What can go wrong, by name. Each does its harm and mends it; none waits for the servers to notice. */
import { setTimeout as delay } from 'node:timers/promises';
import { giftsAbi } from '@guildmint/contracts/abi.ts';
import { Client } from 'pg';
import { encodeFunctionData, erc20Abi, type Hex, parseEther, zeroHash } from 'viem';
import type { Call } from '../support/faultyNode.ts';
import type { Random } from './random.ts';
import { DEEPEST, STEPS, VICTIMS, type World } from './world.ts';

const SKEWS = ['-300', '0', '300'];
/** How long the node misbehaves at a time. */
const SPELL_MS = [1_000, 3_000] as const;
/** How long a step is waited for at which something shall be killed. */
const AMBUSH_MS = 8_000;

export type Kind = keyof ReturnType<typeof faultsOf>;

/** @returns what was done: false if there was nothing to harm at that moment */
export function faultsOf(world: World, random: Random) {
  const { postgres, servers, discord } = world;
  const anyServer = () => random.pick(servers);
  /** The next life of a server has another clock. */
  const reborn = (server: World['servers'][number]) => {
    server.settings.CLOCK_SKEW_SECONDS = random.pick(SKEWS);
  };
  /** Most die at work: where starting takes long, nothing would ever be done between two deaths. */
  const mayDie = (server: World['servers'][number]) => server.isReady() || random.chance(0.1);
  const spell = () => delay(random.whole(...SPELL_MS));
  const share = random.branch();

  /** The node misbehaves for a while. */
  async function badNode(...how: Parameters<World['misbehave']>) {
    world.misbehave(...how);
    await spell();
    world.behave();
    return true;
  }
  const sometimes = (way: ReturnType<Parameters<World['misbehave']>[0]>) => () => (share.chance(0.5) ? way : undefined);
  const asksLogs = ({ method }: Call) => method === 'eth_getLogs' || method === 'eth_getBlockReceipts';

  return {
    'kill server': async () => {
      const server = anyServer();
      if (!mayDie(server)) return false;
      reborn(server);
      return server.kill();
    },
    'kill at a step': async () => {
      const pairs = STEPS.flatMap((step) =>
        VICTIMS.map((victim) => ({ step, victim, times: world.struck[step]![victim] })),
      );
      const least = Math.min(...pairs.map(({ times }) => times));
      const { step, victim } = random.pick(pairs.filter(({ times }) => times === least));
      return world.killAt(step, victim, AMBUSH_MS);
    },
    'kill signer': async () => anyServer().killSigner(),
    'kill database session': async () => postgres.killBackend(random),
    'kill database': async () => postgres.killPostmaster(),
    'two servers at once': async () => {
      if (!servers.every(mayDie)) return false;
      for (const server of servers) reborn(server);
      return servers.map((server) => server.kill()).some(Boolean);
    },
    'restart database': async () => postgres.restart(),
    'disk full': async () => {
      if (!postgres.mounted) return false;
      const free = postgres.fill();
      await spell();
      free();
      return true;
    },
    reorg: async () => (await world.reorg(random.whole(1, DEEPEST))).blocks > 0,
    'node: logs empty': () =>
      badNode(
        () => undefined,
        (call) => (call.method === 'eth_getLogs' && share.chance(0.5) ? [] : undefined),
      ),
    'node: stale': async () => {
      const head = Number(await world.direct('eth_blockNumber'));
      const old: Hex = `0x${Math.max(head - random.whole(1, 10), 1).toString(16)}`;
      const block = await world.direct('eth_getBlockByNumber', [old, false]);
      return badNode(
        () => undefined,
        ({ method, params }) => {
          if (share.chance(0.3)) return undefined;
          if (method === 'eth_blockNumber') return old;
          if (method === 'eth_getTransactionReceipt') return null;
          return method === 'eth_getBlockByNumber' && params[0] === 'latest' ? block : undefined;
        },
      );
    },
    'node: out of order': () => badNode(sometimes('reversed')),
    'node: 429': () => badNode(sometimes({ status: 429 })),
    'node: 500': () => badNode(sometimes({ status: 500 })),
    'node: 10 MiB limit': () =>
      badNode(
        () => undefined,
        (call) => {
          if (asksLogs(call) && share.chance(0.5)) throw new Error('response size exceeded: limit is 10 MiB');
          return undefined;
        },
      ),
    'node: answer lost': () => badNode(sometimes({ loseAfterMs: 200 })),
    'node: asked twice': () => badNode(sometimes('twice')),
    'clock of the chain': async () => {
      // Once: a chain's time does not go back, and five minutes is what is promised.
      if (world.leapt) return false;
      world.leapt = true;
      await world.direct('evm_increaseTime', [300]);
      return true;
    },
    'Discord: delivered twice': async () => {
      for (let times = random.whole(1, 5); times > 0; times--) discord.faults.inject({ duplicateInteraction: true });
      return true;
    },
    'Discord: gateway lost': async () => {
      discord.faults.inject({ drop: random.pick(['resume', 'reconnect', 'invalidate'] as const) });
      return true;
    },
    'Discord: call fails': async () => {
      const route = random.pick(ROUTES);
      const status = random.pick([500, 502, 429] as const);
      discord.faults.inject(
        random.chance(0.5) ? { failNext: { route, times: 2, status } } : { loseNext: { route, times: 1 } },
      );
      return true;
    },
    'forged operation': () => forge(world, random),
  } satisfies Record<string, () => Promise<boolean>>;
}

const ROUTES = [
  'POST /channels/:channel/messages',
  'PATCH /webhooks/:application/:token/messages/:message',
  'POST /interactions/:interaction/:token/callback',
];

/**
 * A thief who can write the database orders what no member asked for. The Custodian's allowlist stands in the way of the
 * first, the signer's policy alone in that of the others.
 */
async function forge({ postgres, deployment, token, people }: World, random: Random): Promise<boolean> {
  const thief = `0x${'ee'.repeat(20)}` as const;
  const gift = (amount: bigint) =>
    encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: [token, thief, amount, zeroHash] });
  const [target, data] = random.pick([
    [token, encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [thief, parseEther('1')] })],
    [deployment.gifts, gift(parseEther('501'))],
    [deployment.gifts, `${gift(1n)}${'00'.repeat(32)}`],
  ] as const);
  const bytes = (hex: string) => Buffer.from(hex.slice(2), 'hex');
  const client = new Client({ connectionString: postgres.url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query(
      `insert into app.outbox (id, verb, token, user_id, account, kind, target, data, gas, created_at, updated_at)
       select 'forged-' || $1, 'gift', $2, id, address, 'call', $3, $4, 300000, now(), now() from app.users where id = $5`,
      [String(random.next()), bytes(token), bytes(target), bytes(data), random.pick(people).id],
    );
    return rowCount === 1;
  } catch {
    // The database is down at this moment: so is the thief.
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
