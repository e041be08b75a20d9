// What goes wrong between Discord and the bot now and then, each as something that happens right before a deed.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { FaultRequest } from '../../bot/local-discord/faults.ts';
import { type Played, play } from './play.ts';

const CALLBACK = 'POST /interactions/:interaction/:token/callback';
const EDIT = 'PATCH /webhooks/:application/:token/messages/:message';
const POST = 'POST /channels/:channel/messages';
const CHANGE = 'PATCH /channels/:channel/messages/:message';

const failing = (route: string, status: 500 | 502 | 503 | 429): FaultRequest => ({ failNext: { route, status } });
const losing = (route: string): FaultRequest => ({ loseNext: { route } });

export const FAULTS: Record<string, FaultRequest> = {
  'every interaction is delivered twice': { duplicateInteraction: true },
  'the first edit of an answer fails with 500': failing(EDIT, 500),
  'the first edit of an answer fails with 503': failing(EDIT, 503),
  'the first edit of an answer is limited (429)': failing(EDIT, 429),
  'the answer to an edit is lost': losing(EDIT),
  'the first message fails with 502': failing(POST, 502),
  'the first message is limited (429)': failing(POST, 429),
  'the answer to a message is lost': losing(POST),
  'the answer to a change of a message is lost': losing(CHANGE),
  'the answer to an acknowledgement is lost': losing(CALLBACK),
  'the gateway breaks off and is resumed': { drop: 'resume' },
  'the gateway asks to reconnect': { drop: 'reconnect' },
  'the gateway forgets the session': { drop: 'invalidate' },
};

/** How Discord tells a second delivery, or a second try where an answer was lost (on a busy machine without our doing). */
const SECOND = 'Interaction has already been acknowledged.';
export const broken = ({ refused }: Played) => refused.filter((reason) => !reason.endsWith(SECOND));

/** What a day came to with a fault; `differs` is empty where it came to the same. */
export type Compared = { name: string; deeds: number; differs: string[] };

/** What a day is compared with, by which fault, and of which chapters. */
export type Asked = { balances: Played['balances']; name: string; only?: string[] | undefined };

/** Plays the day with a fault before each deed, and compares what people have in the end. */
export async function compare(expected: Played['balances'], name: string, only?: string[]): Promise<Compared> {
  try {
    const fault = { clear: true as const, ...FAULTS[name] };
    const played = await play({ ...(only && { only }), hear: () => undefined, fault: () => fault });
    const { balances, deeds, failures } = played;
    const others = Object.entries(expected)
      .filter(([who, amount]) => balances[who] !== amount)
      .map(([who, amount]) => `${who} should have ${amount}, and has ${balances[who]}, when ${name}.`);
    const rules = [...broken(played).map((reason) => `Discord refused ${reason}`), ...failures];
    return { name, deeds, differs: [...others, ...rules.map((rule) => `${rule}, when ${name}.`)] };
  } catch (error) {
    return { name, deeds: 0, differs: [`When ${name}: ${(error as Error).message}`] };
  }
}

/** The same in a process of its own, so that a day that mostly waits holds up no other. */
async function compareApart(asked: Asked): Promise<Compared> {
  const child = fork(new URL('./faultDay.ts', import.meta.url), { serialization: 'advanced' });
  child.send(asked);
  const gone = once(child, 'exit').then(([code]) => {
    const why = `When ${asked.name}: the day's process ended with ${code} and told nothing.`;
    return [{ name: asked.name, deeds: 0, differs: [why] }];
  });
  const [result] = await Promise.race([once(child, 'message'), gone]);
  return result as Compared;
}

/** Plays a day for each of these faults, as many at a time as there are cores; the results stand in the order of `names`. */
export async function compareAll(
  played: Played,
  names: string[],
  { only, hear }: { only?: string[] | undefined; hear: (result: Compared) => void },
): Promise<Compared[]> {
  const results = new Map<string, Compared>();
  // The last takes longest: a bot may identify once in five seconds, and it identifies at every deed.
  const left = names.toReversed();
  const lane = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const result = await compareApart({ balances: played.balances, name, only });
      results.set(name, result);
      hear(result);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return names.map((name) => results.get(name)!);
}

/** The page that tells of it. */
export function table(results: Compared[]): string {
  return [
    '# The same day when things go wrong',
    '',
    'Written by `npm run day -- --faults`: the day of [DAY.md](DAY.md) played again for each kind of fault, which happens right',
    'before every deed. The same day: everybody has the same to the base unit, nothing failed, and no rule of Discord’s was',
    'broken on the way.',
    '',
    '| what goes wrong | faults | comes to |',
    '|---|---:|---|',
    ...results.map(({ name, deeds, differs }) => `| ${name} | ${deeds} | ${differs.join(' ') || 'the same day'} |`),
    '',
  ].join('\n');
}
