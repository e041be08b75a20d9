// A day's stage: the whole product with the local Discord, people who act there, and everything that is said and done.
import { and, count, eq, gt, inArray, isNull, like, notInArray, or, sql } from 'drizzle-orm';
import type { PlaygroundMessage } from '../../bot/api/playground.ts';
import type { Database } from '../../bot/db/database.ts';
import { activity, fulfilments, guilds, items, outbox, purchases } from '../../bot/db/schema.ts';
import { decodeState } from '../../bot/discord/buttons/state.ts';
import { en } from '../../bot/discord/locales/en.ts';
import type { FaultRequest } from '../../bot/local-discord/faults.ts';
import { GUILDS, USERS } from '../../bot/local-discord/seed.ts';
import { KINDS } from '../../bot/operations/getItems.ts';
import { isNotHeld } from '../../bot/operations/signals.ts';
import { balanceOf, eventually, words } from '../../test/server/discord/support.ts';
import {
  type Actor,
  actor,
  type File,
  findComponent,
  type Modal,
  type Options,
  type Use,
} from '../../test/support/local-discord.ts';
import { startStack } from '../../test/support/stack.ts';
import { openOwner } from './owner.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PATIENCE_MS = 180_000;
/** A reply of this colour asks something, or tells of something under way. */
const PENDING = 0xf1c40f;
/** How the bot says that it does not know what went wrong. */
const UNEXPECTED = en['error.unexpected'].slice(0, en['error.unexpected'].indexOf('.'));

/** Kinds of items that the bot hands over by itself. */
const AT_ONCE = [KINDS.indexOf('role'), KINDS.indexOf('code'), KINDS.indexOf('channel')];

const NAMES = ['alice', 'bob', 'carol', 'dave', 'eve'] as const;
export type Name = (typeof NAMES)[number];

export type Line =
  | { kind: 'chapter'; title: string }
  /** Somebody wrote, used a command, pressed a button, filled a form. */
  | { kind: 'deed'; by: Name; where: string | null; what: string }
  /** The bot's message in its last form; `to`: seen by one person only. */
  | { kind: 'answer'; to: Name | null; message: PlaygroundMessage }
  /** What happens outside of Discord. */
  | { kind: 'note'; text: string }
  | { kind: 'form'; to: Name; form: Modal['modal'] };

/** The bot's message, or form, and what the person before it can do next. */
export type Answer = {
  text: string;
  message: PlaygroundMessage | null;
  /** Presses a button. @returns what comes of it, once nothing is under way any more */
  press(label: string): Promise<Answer>;
  /** Says yes, where it was asked. */
  confirm(): Promise<Answer>;
  choose(placeholder: string, values: string[]): Promise<Answer>;
  fill(fields: Record<string, string>): Promise<Answer>;
};

export type Day = Awaited<ReturnType<typeof openDay>>;

/**
 * @param options.hear is told of every line as it happens
 * @param options.fault what goes wrong right before each deed
 */
export async function openDay(options: {
  hear: (line: Line) => void | Promise<void>;
  fault?: (deed: number) => FaultRequest | null;
}) {
  const { hear, fault = () => null } = options;
  const refused: string[] = [];
  const broken: string[] = [];
  let deed = '';
  const used = { commands: new Set<string>(), buttons: new Set<string>() };
  let ahead = 0;
  let deeds = 0;
  const clock = () => Date.now() + ahead;
  const stack = await startStack({
    server: false,
    env: { LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent', OPERATOR_GUILD_ID: GUILDS.lounge },
    clock,
    discord: {
      // Messages and interactions carry the day's time: to the bot they would be a week old on a real Monday.
      clock,
      // What is gone (404) breaks no rule: an announcement that is called off while it is being changed, for example.
      complain: (route, { status, message }) => void (status !== 404 && refused.push(`${route}: ${message}`)),
    },
  });
  // Weekends pay more: every such day is a Monday.
  const today = Math.floor(Date.now() / DAY_MS);
  const monday = today + 7 - ((today + 3) % 7);
  /** Sets the chain's clock and the server's, which drift apart by a second a block. */
  const turnTo = async (hour: number) => {
    const at = monday * DAY_MS + hour * HOUR_MS;
    await stack.control.setNextBlockTimestamp({ timestamp: BigInt(at / 1000) });
    await stack.control.mine({ blocks: 1 });
    ahead = at - Date.now();
  };
  await turnTo(5);
  // The Taskforce has no community yet: the day shows how it comes by one.
  await stack.database.db.delete(guilds).where(eq(guilds.id, GUILDS.taskforce));
  await stack.restart();
  const actors = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await actor(stack.discord.url, USERS[name], PATIENCE_MS)])),
  ) as Record<Name, Actor>;

  /** Resolves when all that was asked for is on the chain and in the cache. */
  async function quiet() {
    const { db } = stack.server.ctx;
    let left: Awaited<ReturnType<typeof underWay>> | undefined;
    const rests = async () => {
      left = await underWay(db);
      return Object.values(left).every((each) => each === 0);
    };
    await eventually(stack, 'all that was asked for comes to rest', rests).catch((cause) => {
      throw new Error(`What was asked for does not come to rest after ${deed}: ${JSON.stringify(left)}`, { cause });
    });
    await stack.server.indexer.caughtUp();
  }

  async function before(by: Name, where: string | null, what: string) {
    deed = `${by} ${what}`;
    await hear({ kind: 'deed', by, where, what });
    deeds += 1;
    const wrong = fault(deeds);
    if (wrong) stack.discord.faults.inject(wrong);
    // Of what happens while it has no session Discord tells the bot nothing, ever.
    if (wrong?.drop === 'invalidate')
      await eventually(stack, 'the bot is back', async () => (await actors.alice.state()).botOnline);
    for (const each of Object.values(actors)) each.forget();
  }

  function playerOf(name: Name) {
    const who = actors[name];

    async function answerOf(message: PlaygroundMessage | null, form: Modal | null = null): Promise<Answer> {
      if (message && !form)
        await hear({ kind: 'answer', to: ((message.flags ?? 0) & 64) === 0 ? null : name, message });
      if (message && words(message).includes(UNEXPECTED)) broken.push(`The bot failed after ${deed}`);
      if (form) await hear({ kind: 'form', to: name, form: form.modal });
      const shown = () => {
        if (!message) throw new Error('This is a form: fill it in.');
        return message;
      };
      const answer: Answer = {
        message,
        text: message ? words(message) : '',
        async press(label) {
          await before(name, null, `presses “${label}”`);
          noteButton(findComponent(shown(), label));
          return outcome(await who.click(shown(), label), shown());
        },
        async confirm() {
          const asks =
            message !== null && JSON.stringify(message.components).includes(`"label":"${en['button.confirm']}"`);
          return asks ? answer.press(en['button.confirm']) : answer;
        },
        async choose(placeholder, values) {
          await before(name, null, `chooses in “${placeholder}”`);
          noteButton(findComponent(shown(), placeholder));
          return outcome(await who.choose(shown(), placeholder, values), shown());
        },
        async fill(fields) {
          if (!form) throw new Error('This is no form.');
          noteButton(form.modal.custom_id);
          await before(name, null, `writes ${Object.values(fields).filter(Boolean).join(' / ')}`);
          return outcome(await who.submitModal(form, fields), message);
        },
      };
      return answer;
    }

    /** What a use comes to: a reply, the message it was made under in a new form, or a window to fill in. */
    async function outcome(use: Use, under: PlaygroundMessage | null): Promise<Answer> {
      const was = under && JSON.stringify(under.components);
      type Result = { form: Modal } | { message: PlaygroundMessage } | { failed: string };
      const result = await who.waitForEvent((event): Result | undefined => {
        if (event.t === 'interaction_failed' && event.nonce === use.nonce) return { failed: event.reason };
        if (event.t === 'modal' && event.interaction_id === use.id) return { form: event };
        if (event.t !== 'message' || event.message.thinking) return undefined;
        const { message } = event;
        const replied = message.interaction_metadata?.id === use.id;
        const changed = message.id === under?.id && JSON.stringify(message.components) !== was;
        return replied || changed ? { message } : undefined;
      });
      if ('failed' in result) throw new Error(result.failed);
      return 'form' in result ? answerOf(under, result.form) : answerOf(await settled(result.message));
    }

    async function settled(message: PlaygroundMessage): Promise<PlaygroundMessage> {
      const done = await who.waitForMessage((newer) => newer.id === message.id && !newer.thinking && !isPending(newer));
      await quiet();
      return done;
    }

    return {
      name,
      id: who.userId,
      actor: who,
      /** Writes a message that earns, which is settled before anything else happens. */
      async says(channel: string, text: string, files: File[] = []) {
        await before(name, channel, `“${text}”${files.map(({ filename }) => ` 📎 ${filename}`).join('')}`);
        const message = await who.say(channel, text, files);
        const { db } = stack.server.ctx;
        await eventually(
          stack,
          'the message counts',
          async () => (await db.$count(activity, eq(activity.source, message.id))) > 0,
        );
        await quiet();
        return message;
      },
      /** Writes one word that the bot waits for, and earns nothing. */
      async answers(channel: string, text: string) {
        await before(name, channel, `“${text}”`);
        await who.say(channel, text);
      },
      /** Writes a command after the prefix. */
      async types(channel: string, text: string): Promise<Answer> {
        await before(name, channel, text);
        const sent = await who.say(channel, text);
        const reply = await who.waitForMessage(({ message_reference: to }) => to?.message_id === sent.id);
        return answerOf(await settled(reply));
      },
      /** Uses a slash command, or with a target a menu's. */
      async uses(
        channel: string,
        command: string,
        chosen: Options = {},
        { target, files = [] }: { target?: string; files?: File[] } = {},
      ): Promise<Answer> {
        used.commands.add(command);
        const values = Object.entries(chosen).map(([option, value]) =>
          option.startsWith('file') ? ` 📎 ${files[Number(value)]?.filename}` : ` ${option}: ${value}`,
        );
        await before(
          name,
          channel,
          target === undefined ? `/${command}${values.join('')}` : `chooses “${command}” in a menu`,
        );
        return outcome(await who.command(channel, command, chosen, target, files), null);
      },
      /** A message of the bot's, in any channel, that says this since the last deed. */
      async sees(pattern: RegExp): Promise<Answer> {
        const message = await who.waitForMessage(
          (each) => Boolean(each.author.bot) && !isPending(each) && pattern.test(words(each)),
        );
        await quiet();
        return answerOf(message);
      },
      /** Does what needs no answer. @param earns what it is noted as, where that is waited for */
      async does(what: string, deed: (self: Actor) => Promise<unknown>, earns?: 'voice' | 'thread') {
        const { db } = stack.server.ctx;
        const noted = and(eq(activity.userId, who.userId), like(activity.source, `${earns}:%`));
        const earlier = await db.$count(activity, noted);
        await before(name, null, what);
        const result = await deed(who);
        if (earns)
          await eventually(stack, `${what}: it counts`, async () => (await db.$count(activity, noted)) > earlier);
        await quiet();
        return result;
      },
    };
  }

  function noteButton(customId: string) {
    const state = decodeState(customId);
    if (state) used.buttons.add(state.verb);
  }
  const people = Object.fromEntries(NAMES.map((name) => [name, playerOf(name)])) as Record<
    Name,
    ReturnType<typeof playerOf>
  >;
  return {
    stack,
    people,
    /** What happens elsewhere, told in one line. */
    async meanwhile(text: string, work: () => Promise<unknown>) {
      await work();
      await quiet();
      await hear({ kind: 'note', text });
    },
    owner: openOwner(stack, async (text) => {
      await quiet();
      await hear({ kind: 'note', text });
    }),
    used,
    /** How often somebody did something. */
    deeds: () => deeds,
    /** Calls that the local Discord refused, by route and reason: each a rule broken or a thing that was not there. */
    refused,
    /** @param hour of that Monday, later than the chapter before; more than 24 for the days after */
    async chapter(hour: number, title: string) {
      await turnTo(hour);
      await hear({ kind: 'chapter', title });
    },
    quiet,
    /** Deeds at which the bot failed, and operations that the chain refused after all. */
    async failures() {
      const rows = await stack.server.ctx.db.select().from(outbox).where(eq(outbox.state, 'failed'));
      return [...broken, ...rows.map(({ id, verb, error }) => `${verb} (${id}): ${error?.name}`)];
    },
    async balances() {
      const amounts = NAMES.map(
        async (name) => [name, await balanceOf(stack, stack.lounge.token, USERS[name])] as const,
      );
      return Object.fromEntries(await Promise.all(amounts)) as Record<Name, bigint>;
    },
    async close() {
      for (const each of Object.values(actors)) await each.close();
      await stack.close();
    },
  };
}

/** Counts what is not done yet, at one moment: from one table to the next nothing is overlooked on its way. */
function underWay(db: Database): Promise<{ reports: number; operations: number; redemptions: number }> {
  const failed = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.verb, 'settle'), eq(outbox.state, 'failed')));
  const unsettled = or(isNull(activity.settlement), inArray(activity.settlement, failed));
  const redemption = and(eq(fulfilments.token, purchases.token), eq(fulfilments.purchase, purchases.purchase));
  const isWanted = and(eq(purchases.state, 'requested'), gt(purchases.quantity, purchases.returned));
  const owed = or(isNull(fulfilments.state), inArray(fulfilments.state, ['taken', 'given', 'declined']));
  return db.transaction(
    async (tx) => {
      const reports = await tx.$count(activity, and(unsettled, gt(activity.count, 0), isNotHeld));
      const operations = await tx.$count(outbox, notInArray(outbox.state, ['final', 'failed']));
      const [redemptions] = await tx
        .select({ rows: count() })
        .from(purchases)
        .leftJoin(fulfilments, redemption)
        .innerJoin(items, and(eq(items.token, purchases.token), eq(items.item, purchases.item)))
        .where(
          or(
            inArray(fulfilments.state, ['given', 'declined']),
            // All other kinds wait for a person, or for somebody else's server.
            and(isWanted, owed, inArray(sql`(${items.terms} ->> 'kind')::int`, AT_ONCE)),
          ),
        );
      return { reports, operations, redemptions: redemptions?.rows ?? 0 };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

const isPending = (message: PlaygroundMessage) =>
  (message.components ?? []).some((each) => 'accent_color' in each && each.accent_color === PENDING) &&
  words(message).includes(en['state.submitted']);
