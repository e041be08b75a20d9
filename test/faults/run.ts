/** The fault run: members at work, faults by chance, then silence and a reckoning. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { check, type Finding, type Verdict } from './check.ts';
import { faultsOf, type Kind } from './faults.ts';
import { assemble, type Crowd } from './members.ts';
import { randomFrom } from './random.ts';
import { answers, startWorld, VICTIMS, type Victim, type World } from './world.ts';

const WEIGHTS: Record<Kind, number> = {
  'kill server': 14,
  'kill at a step': 26,
  'kill signer': 20,
  'kill database session': 16,
  'kill database': 6,
  'two servers at once': 2,
  'restart database': 2,
  'disk full': 2,
  reorg: 12,
  'node: logs empty': 2,
  'node: stale': 2,
  'node: out of order': 1,
  'node: 429': 2,
  'node: 500': 2,
  'node: 10 MiB limit': 1,
  'node: answer lost': 3,
  'node: asked twice': 2,
  'clock of the chain': 1,
  'Discord: delivered twice': 4,
  'Discord: gateway lost': 2,
  'Discord: call fails': 3,
  'forged operation': 3,
};
/** Blocks that make everything final that was mined before them. */
const UNTIL_FINAL = 25;
const QUIET_WITHIN_MS = 300_000;
const SERVED_WITHIN_MS = 120_000;

export type Report = Verdict & {
  seed: number;
  minutes: number;
  faults: Partial<Record<Kind, number>>;
  /** Violent ends of servers, signers, database sessions and databases. */
  kills: number;
  /** How many of them were at each step of an operation, and of what; the server waited there until it was dead. */
  atSteps: Record<string, Record<Victim, number>>;
  /** Steps that something survived because nobody came there in time. */
  spared: string[];
  /** What servers died of that nobody killed. */
  ownDeaths: string[];
  deeds: number;
};

/** Everything up, members seated, the first of them served. */
export async function openRun(options: { seed: number; members: number; blockMs: number }) {
  const random = randomFrom(options.seed);
  const world = await startWorld({ random: random.branch(), servers: 2, ...options });
  const crowd = await assemble(world, random.branch());
  const faults = faultsOf(world, random.branch());
  const done: Partial<Record<Kind, number>> = {};

  async function inflict(kind: Kind) {
    if (await faults[kind]()) done[kind] = (done[kind] ?? 0) + 1;
  }
  /** Resolves once something that a member wants from now on is confirmed. @throws Error if it takes too long */
  async function served() {
    const known = crowd.deeds.length;
    const deadline = performance.now() + SERVED_WITHIN_MS;
    while (!crowd.deeds.slice(known).some((deed) => crowd.tell(deed) === 'confirmed')) {
      if (performance.now() > deadline) throw new Error(`Nobody was served for ${SERVED_WITHIN_MS / 1000} s.`);
      await delay(100);
    }
  }

  await world.servers[0]?.ready();
  return {
    world,
    crowd,
    random,
    done,
    inflict,
    /** Violent ends, those of sessions and those at a named step among them. */
    kills() {
      const ours = Object.entries(done).filter(([kind]) => kind.startsWith('kill'));
      return ours.reduce((sum, [, times]) => sum + times, 2 * (done['two servers at once'] ?? 0));
    },
    /** Steps at which something that shall be killed at each was not killed yet. */
    spared: () =>
      Object.entries(world.struck).flatMap(([step, by]) =>
        VICTIMS.filter((victim) => by[victim] === 0).map((victim) => `${victim} at ${step}`),
      ),
    /** Each of these in turn, members being at work: they are served before the first, and again after the last. */
    async through(kinds: readonly Kind[]) {
      const life = crowd.start([200, 800]);
      try {
        await served();
        for (const kind of kinds) {
          await delay(random.whole(300, 1_000));
          await inflict(kind);
        }
        await served();
      } finally {
        await life.stop();
      }
    },
    async reckon(): Promise<Verdict> {
      await heal(world, crowd);
      return check(world, crowd);
    },
    async close({ keep = false } = {}) {
      await crowd.leave();
      await world.close({ keep });
    },
  };
}

/**
 * Runs until so many processes were killed, and server, signer and database each at every step of an operation; or until
 * so many minutes passed.
 * @param options.say hears how it goes
 */
export async function runFaults(options: {
  seed: number;
  kills: number;
  minutes: number;
  keep: boolean;
  say: (line: string) => void;
}): Promise<Report> {
  const { seed, say } = options;
  const run = await openRun({ seed, members: 16, blockMs: 1_000 });
  const { world, crowd, random } = run;
  say(`Everything is up in ${world.dataDir}.`);
  let clean = false;
  try {
    const began = performance.now();
    const minutes = () => (performance.now() - began) / 60_000;
    const life = crowd.start([3_000, 9_000]);
    for (let told = 0; minutes() < options.minutes; ) {
      if (run.kills() >= options.kills && run.spared().length === 0) break;
      await run.inflict(random.weighted(WEIGHTS));
      if (run.kills() >= told + 10) {
        told = run.kills();
        say(`${minutes().toFixed(1)} min: ${told} kills, ${crowd.deeds.length} operations`);
      }
      await delay(random.whole(200, 2_000));
    }
    await life.stop();
    say(`${minutes().toFixed(1)} min: the faults are over; all that is on its way shall arrive.`);
    const verdict = await run.reckon();
    clean = verdict.findings.length === 0;
    const { done: faults } = run;
    const died = ownDeaths(world);
    return {
      seed,
      minutes: minutes(),
      faults,
      kills: run.kills(),
      atSteps: world.struck,
      spared: run.spared(),
      ownDeaths: died,
      deeds: crowd.deeds.length,
      ...verdict,
    };
  } finally {
    await run.close({ keep: options.keep && !clean });
  }
}

/**
 * Ends all faults and waits until nothing is on its way any more.
 * @throws Error naming what does not come to rest
 */
async function heal(world: World, crowd: Crowd) {
  world.behave();
  world.discord.faults.inject({ clear: true });
  for (const server of world.servers) Object.assign(server.settings, { CLOCK_SKEW_SECONDS: '0' });
  await answers(world.postgres.url);
  // A new life for both: what waits for a clock that was wrong, or for a look that comes once a minute, is due now.
  await Promise.all(world.servers.map((server) => server.renew()));
  const deadline = performance.now() + QUIET_WITHIN_MS;
  for (let calm = 0; calm < 3; ) {
    // Each block is a second to the chain: mined by the dozen while batches wait, they would run out one after the other.
    if (await allMined(world)) await world.mine(UNTIL_FINAL);
    const head = Number(await world.direct('eth_blockNumber'));
    await delay(500);
    const open = await unfinished(world, crowd, head);
    calm = open.length === 0 ? calm + 1 : 0;
    if (performance.now() > deadline)
      throw new Error(`Not at rest after ${QUIET_WITHIN_MS / 1000} s: ${open.join('; ')}`);
  }
}

async function allMined({ postgres }: World) {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const states = `('mined', 'final', 'failed')`;
    const { rowCount } = await client.query(`select 1 from app.outbox where state not in ${states} limit 1`);
    return rowCount === 0;
  } finally {
    await client.end();
  }
}

async function unfinished({ postgres }: World, crowd: Crowd, head: number): Promise<string[]> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const count = async (what: string, query: string) => {
      const { rows } = await client.query<{ count: string }>(`select count(*) from ${query}`);
      return Number(rows[0]?.count) > 0 ? [`${rows[0]?.count} ${what}`] : [];
    };
    return [
      ...(await count('operations on their way', `app.outbox where state not in ('final', 'failed')`)),
      ...(await count(
        'replies to be finished',
        `app.replies where done_at is null and not (model ->> 'asking')::boolean`,
      )),
      ...(await count('activities to be settled', 'app.activity where settlement is null')),
      ...(await count('redemptions to be handed over', `chain.purchases where state = 'requested'`)),
      ...(await count('redemptions to be told', `app.fulfilments where state in ('taken', 'given', 'declined')`)),
      ...(await count('blocks to be indexed', `chain.cursor where number < ${head}`)),
      ...crowd.deeds.filter((deed) => crowd.tell(deed) === 'submitted').map(({ ids }) => `told Submitted: ${ids[0]}`),
    ];
  } finally {
    await client.end();
  }
}

/** A server may refuse to start while its database is down or its signer dies; once ready it has to live with that. */
function ownDeaths({ exits }: World): string[] {
  const own = exits.filter(({ code, wasReady }) => code !== null && code !== 0 && wasReady);
  return own.map(({ name, code, said }) => `${name} ended with ${code}: ${said.trim().slice(0, 1_500)}`);
}

export const count = (findings: Finding[], kind: Finding['kind']) =>
  findings.filter((finding) => finding.kind === kind).length;
