/** Members at work: real commands and buttons, and a record of what each did and was told. */
import { setTimeout as delay } from 'node:timers/promises';
import type { PlaygroundMessage } from '../../bot/api/playground.ts';
import { words } from '../server/discord/support.ts';
import { type Actor, actor, type Use } from '../support/local-discord.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** How long a member waits for an answer before trying again or turning to something else. */
const PATIENCE_MS = 12_000;
const PRESSES = 4;

export type Verb = 'claimDaily' | 'gift' | 'buy' | 'redeem';
/** What a member reads in the end. */
export type Told = 'confirmed' | 'failed' | 'submitted' | 'refused' | 'cancelled' | 'asked' | 'nothing';

/** Something that a member wanted, once. */
export type Deed = {
  member: string;
  verb: Verb;
  /** Unique among all deeds for gifts and badges, so that each is found on the chain by itself. */
  about: { to?: string; thousandths?: number; item?: string; quantity?: number };
  /** Ids that answers name: of the command, and of each press of its button. */
  ids: string[];
  cancelled: boolean;
  /** What happened to it, as its member saw it. */
  story: string[];
};

export type Crowd = ReturnType<typeof assemble> extends Promise<infer C> ? C : never;

/** Seats everybody at the local Discord. */
export async function assemble(world: World, random: Random) {
  const seats = new Map<string, Actor>();
  for (const { id } of world.people) seats.set(id, await actor(world.discord.url, id, PATIENCE_MS));
  const deeds: Deed[] = [];
  const said = new Map<string, number>();
  const gifts = new Map<string, number>();
  const badges = new Map<string, number>();
  const withRole = new Set<string>();
  const began = Date.now();
  let stopping = false;

  const next = (counts: Map<string, number>, key: string) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };

  async function live(person: World['people'][number], dice: Random, pauseMs: [number, number]) {
    const { id, channel } = person;
    const who = seats.get(id)!;
    // The first earnings are what everything else is paid from.
    const claimed = () =>
      deeds.some(
        (deed) =>
          deed.member === id &&
          deed.verb === 'claimDaily' &&
          ['confirmed', 'submitted', 'refused'].includes(tell(deed)),
      );
    for (let tries = 0; tries < 5 && !stopping && !claimed(); tries++) {
      const deed = begin(id, 'claimDaily', {});
      await attempt(deed, () => command(who, deed, channel, 'daily', {}));
    }
    while (!stopping) {
      await delay(dice.whole(...pauseMs));
      if (stopping) return;
      await one(dice.weighted({ say: 4, gift: 5, word: 3, buy: 3, redeem: 2, role: 1, daily: 0.5 }));
    }

    async function one(what: 'say' | 'gift' | 'word' | 'buy' | 'redeem' | 'role' | 'daily') {
      // A day pays for fifty messages; fewer keeps the sum plain.
      if (what === 'say' && next(said, id) <= 40) return void (await who.say(channel, `something ${said.get(id)}`));
      if (what === 'daily') {
        const deed = begin(id, 'claimDaily', {});
        return attempt(deed, () => command(who, deed, channel, 'daily', {}));
      }
      if (what === 'buy') {
        const quantity = next(badges, id);
        const deed = begin(id, 'buy', { item: 'lucky_badge', quantity });
        return attempt(deed, () =>
          ask(who, deed, channel, 'buy', { item: 'lucky_badge', quantity: String(quantity) }, dice),
        );
      }
      if (what === 'redeem' || (what === 'role' && !withRole.has(id))) {
        if (what === 'role') withRole.add(id);
        const item = what === 'role' ? 'vip_role' : 'discount_code';
        const deed = begin(id, 'redeem', { item });
        return attempt(deed, () => ask(who, deed, channel, 'redeem', { reward: item }, dice));
      }
      const to = dice.pick(world.people.filter((other) => other.id !== id)).id;
      const thousandths = next(gifts, `${id}:${to}`);
      const amount = (thousandths / 1000).toFixed(3);
      const deed = begin(id, 'gift', { to, thousandths });
      if (what !== 'word') return attempt(deed, () => ask(who, deed, channel, 'gift', { member: to, amount }, dice));
      return attempt(deed, async () => {
        const { id: sent } = await who.say(channel, `!sendbroski <@${to}> ${amount}`);
        deed.ids.push(sent);
        const question = await who.waitForMessage((message) => message.message_reference?.message_id === sent);
        await press(who, deed, question, dice);
      });
    }
  }

  function begin(member: string, verb: Verb, about: Deed['about']): Deed {
    const deed: Deed = { member, verb, about, ids: [], cancelled: false, story: [] };
    deeds.push(deed);
    note(deed, 'wanted');
    return deed;
  }

  function note(deed: Deed, what: string) {
    deed.story.push(`${((Date.now() - began) / 1000).toFixed(1)} s: ${what}`);
  }

  /** Whatever goes wrong is what a member would see: no answer. */
  async function attempt(deed: Deed, work: () => Promise<unknown>) {
    await work().catch((error: Error) => note(deed, error.message.split('\n')[0]!.slice(0, 120)));
    note(deed, `told: ${tell(deed)}`);
  }

  async function command(who: Actor, deed: Deed, channel: string, name: string, options: Record<string, string>) {
    const use = await who.command(channel, name, options);
    deed.ids.push(use.id);
    return use.reply();
  }

  async function ask(
    who: Actor,
    deed: Deed,
    channel: string,
    name: string,
    options: Record<string, string>,
    dice: Random,
  ) {
    await press(who, deed, await command(who, deed, channel, name, options), dice);
  }

  /** Presses Confirm until something comes of it; now and then twice at once, or Cancel instead. */
  async function press(who: Actor, deed: Deed, question: PlaygroundMessage, dice: Random) {
    if (!hasButton(question)) return;
    deed.cancelled = dice.chance(0.05);
    for (let tries = 0; tries < PRESSES && tell(deed) === 'asked' && !stopping; tries++) {
      const uses: Use[] = [];
      for (let times = dice.chance(0.15) ? 2 : 1; times > 0; times--) {
        const use = await who.click(question, deed.cancelled ? 'Cancel' : 'Confirm');
        deed.ids.push(use.id);
        uses.push(use);
      }
      note(deed, deed.cancelled ? 'pressed Cancel' : `pressed Confirm (${uses.length})`);
      const answered = who.waitForMessage((message) => message.id === question.id && !hasButton(message));
      await Promise.race([answered, ...uses.map((use) => use.failure().then((reason) => note(deed, reason)))]).catch(
        () => note(deed, 'no answer'),
      );
    }
  }

  /** What stands in the newest versions of all that the bot answered to this deed. */
  function tell(deed: Deed): Told {
    const ids = new Set(deed.ids);
    const newest = new Map<string, PlaygroundMessage>();
    for (const event of seats.get(deed.member)!.events) {
      if (event.t === 'message_delete') newest.delete(event.id);
      if (event.t !== 'message') continue;
      const { message } = event;
      const answers = message.interaction_metadata?.id ?? message.message_reference?.message_id ?? '';
      if (ids.has(answers) || newest.has(message.id)) newest.set(message.id, message);
    }
    const all = [...newest.values()].filter((message) => !message.thinking);
    const says = (what: RegExp) => all.some((message) => what.test(words(message)));
    if (says(/✓ Confirmed/)) return 'confirmed';
    if (says(/### Not done/)) return 'failed';
    if (says(/Submitted/)) return 'submitted';
    if (says(/### Cancelled/)) return 'cancelled';
    if (all.some(hasButton)) return 'asked';
    return says(/### That did not work/) ? 'refused' : 'nothing';
  }

  return {
    deeds,
    tell,
    note,
    /** Everything that a member could read so far, each message in its newest version. */
    read(member: string): string[] {
      const newest = new Map<string, string>();
      for (const event of seats.get(member)!.events)
        if (event.t === 'message') newest.set(event.message.id, words(event.message));
      return [...newest.values()];
    },
    rolesOf: async (member: string) => {
      const { guilds } = await seats.get(member)!.state();
      return guilds.flatMap(({ members }) => members.find(({ user }) => user.id === member)?.roles ?? []);
    },
    /** Everybody lives, until `stop`. @param pauseMs between two deeds */
    start(pauseMs: [number, number]) {
      stopping = false;
      const lives = world.people.map((person) => live(person, random.branch(), pauseMs));
      return {
        async stop() {
          stopping = true;
          await Promise.all(lives);
        },
      };
    },
    async leave() {
      for (const seat of seats.values()) await seat.close();
    },
  };
}

const hasButton = (message: PlaygroundMessage) => JSON.stringify(message.components ?? []).includes('"custom_id"');
