import { VERBS } from '../../bot/discord/buttons/state.ts';
import { COMMANDS } from '../../bot/discord/commands/list.ts';
import { MESSAGE_MENUS, USER_MENUS } from '../../bot/discord/commands/menus.ts';
import { en } from '../../bot/discord/locales/en.ts';
import type { FaultRequest } from '../../bot/local-discord/faults.ts';
import { announcing } from './chapters/announcing.ts';
import { bartering } from './chapters/bartering.ts';
import { crafting } from './chapters/crafting.ts';
import { founding } from './chapters/founding.ts';
import { gathering } from './chapters/gathering.ts';
import { giving } from './chapters/giving.ts';
import { growing, returning } from './chapters/growing.ts';
import { judging } from './chapters/judging.ts';
import { leafing } from './chapters/leafing.ts';
import { overseeing } from './chapters/overseeing.ts';
import { owning } from './chapters/owning.ts';
import { preparing } from './chapters/preparing.ts';
import { shopping } from './chapters/shopping.ts';
import { talking } from './chapters/talking.ts';
import { trading } from './chapters/trading.ts';
import { working } from './chapters/working.ts';
import { type Day, type Line, openDay } from './stage.ts';

const CHAPTERS = {
  founding,
  preparing,
  talking,
  giving,
  shopping,
  working,
  trading,
  growing,
  judging,
  announcing,
  crafting,
  bartering,
  owning,
  gathering,
  overseeing,
  leafing,
  returning,
};

export type Played = {
  /** Commands and buttons that nobody used. */
  unused: string[];
  /** What the local Discord refused: rules of Discord's that were broken. */
  refused: string[];
  /** Operations that the chain refused after they were accepted. */
  failures: string[];
  /** What everybody has in the lounge at the end, base units. */
  balances: Record<string, bigint>;
  /** The same after each chapter. */
  after: Record<string, Record<string, bigint>>;
  /** How often somebody did something. */
  deeds: number;
};

/** Plays the day from its first chapter to its last. */
export async function play(options: {
  hear: (line: Line, now: number) => void;
  /** Looks at each line, too, where the day can be seen: it waits for that. */
  watch?: ((at: { url: string; clock: () => number }) => Promise<(line: Line) => Promise<void>>) | undefined;
  fault?: (deed: number) => FaultRequest | null;
  /** Names of chapters. */
  only?: string[];
  /** Once all is done, before it is closed. */
  last?: ((day: Day) => Promise<void>) | undefined;
}): Promise<Played> {
  let now = Date.now;
  let see: ((line: Line) => Promise<void>) | undefined;
  const day = await openDay({
    ...options,
    hear: (line) => {
      options.hear(line, now());
      return see?.(line);
    },
  });
  now = () => day.stack.server.ctx.clock();
  try {
    see = await options.watch?.({ url: day.stack.server.url, clock: now });
    const after: Played['after'] = {};
    let balances = await day.balances();
    for (const [name, chapter] of Object.entries(CHAPTERS)) {
      if (options.only && !options.only.includes(name)) continue;
      await chapter(day);
      balances = await day.balances();
      after[name] = balances;
    }
    const failures = await day.failures();
    await options.last?.(day);
    return { unused: unused(day.used), refused: day.refused, failures, balances, after, deeds: day.deeds() };
  } catch (error) {
    const more = [...day.refused.map((each) => `Discord refused ${each}`), ...(await day.failures())];
    throw new Error([`The day broke off: ${(error as Error).message}`, ...more].join('\n'));
  } finally {
    await day.close();
  }
}

function unused({ commands, buttons }: { commands: Set<string>; buttons: Set<string> }): string[] {
  const leaves = COMMANDS.flatMap(({ name, leaves: own }) =>
    Object.keys(own).map((leaf) => (leaf === '' ? name : `${name} ${leaf}`)),
  );
  const menus = ['tip.name' as const, ...[...USER_MENUS, ...MESSAGE_MENUS].map(({ title }) => title)].map(
    (key) => en[key],
  );
  return [
    ...[...leaves, ...menus].filter((name) => !commands.has(name)),
    ...VERBS.filter((verb) => !buttons.has(verb)).map((verb) => `button ${verb}`),
  ];
}
