/** Whether the server can do its work: asked by whatever watches it, and told in words that a person understands. */
import { sql } from 'drizzle-orm';
import type { Context } from './context.ts';
import { cursor } from './db/schema.ts';
import type { Sentence } from './errors.ts';

/** Longer than this is as good as no answer. */
const PATIENCE_MS = 2_000;
/** Blocks that the tables may be behind without anything being wrong. */
const NORMAL_LAG = 20;

/** `degraded`: works, but a person should look; `down`: requests should go to another server. */
export type Part = Sentence & { state: 'ok' | 'degraded' | 'down' };

export type Report = {
  /** Whether requests should be sent here. */
  ready: boolean;
  /** Of the node; null when it does not answer. */
  head: number | null;
  /** Block up to which the tables speak, and its time in seconds since 1970; null when unknown. */
  indexed: { number: number; at: number } | null;
  parts: Record<string, Part>;
};

/** Probes are asked at the same moment and given two seconds; however many ask, one question is under way at a time. */
export function openHealth({ db, chain }: Pick<Context, 'db' | 'chain'>) {
  const probes = new Map<string, () => Part | Promise<Part>>();
  let draining = false;
  let caughtUp = false;
  let asking: Promise<Report> | null = null;

  function indexerPart(head: number | null, position: number | null): Part {
    if (position === null) return { state: 'down', code: 'TablesEmpty', message: 'The tables are empty as yet.' };
    const block = { block: `${position}` };
    if (head === null)
      return {
        ...{ state: 'degraded', code: 'TablesAtUnknown', details: block },
        message: `The tables speak up to block ${position}; how far behind that is, is unknown.`,
      };
    const lag = Math.max(0, head - position);
    caughtUp ||= lag <= NORMAL_LAG;
    if (lag <= NORMAL_LAG)
      return { state: 'ok', code: 'TablesAt', details: block, message: `The tables speak up to block ${position}.` };
    // Who has caught up once keeps serving: all servers lag for the same reason, and none would be left.
    const behind = { code: 'TablesBehind', details: { blocks: `${lag}` } };
    return {
      state: caughtUp ? 'degraded' : 'down',
      ...behind,
      message: `The tables are ${lag} blocks behind the chain.`,
    };
  }

  async function ask(): Promise<Report> {
    const [block, answered, rows, own] = await Promise.all([
      orNull(chain.client.getBlockNumber({ cacheTime: 0 })),
      orNull(db.execute(sql`select 1`)),
      orNull(db.select({ number: cursor.number, at: cursor.at }).from(cursor)),
      Promise.all(Array.from(probes, async ([name, probe]) => [name, await probed(probe)] as const)),
    ]);
    const head = block === null ? null : Number(block);
    const position = rows?.[0];
    const parts: Report['parts'] = {
      database: answered
        ? { state: 'ok', code: 'PartAnswers', message: 'It answers.' }
        : { state: 'down', code: 'DatabaseSilent', message: 'The database does not answer.' },
      chain:
        head === null
          ? { state: 'down', code: 'NodesSilent', message: 'No node answers.' }
          : { state: 'ok', code: 'NodeAt', details: { block: `${head}` }, message: `The node is at block ${head}.` },
      indexer: indexerPart(head, position?.number ?? null),
      ...Object.fromEntries(own),
    };
    if (draining) parts.server = { state: 'down', code: 'ServerStopping', message: 'The server is stopping.' };
    return {
      ready: Object.values(parts).every(({ state }) => state !== 'down'),
      head,
      indexed: position ? { number: position.number, at: Math.floor(position.at.getTime() / 1000) } : null,
      parts,
    };
  }

  return {
    /** Adds a part. What its probe throws, or does not say in time, counts as down. */
    watch(name: string, probe: () => Part | Promise<Part>) {
      probes.set(name, probe);
    },
    /** From now on requests should go elsewhere. */
    drain() {
      draining = true;
    },
    read(): Promise<Report> {
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    },
  };
}
export type Health = ReturnType<typeof openHealth>;

const probed = async (probe: () => Part | Promise<Part>) =>
  (await orNull(Promise.resolve().then(probe))) ?? {
    ...{ state: 'down' as const, code: 'PartSilent' },
    message: 'It does not answer.',
  };

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, null);
  });
  try {
    return await Promise.race([answer, patience]);
  } catch {
    // That it failed is the answer.
    return null;
  } finally {
    clearTimeout(timer);
  }
}
