/** Whatever a person can type where the bot asks for words gets one answer that makes sense, and moves nothing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tokenAbi } from '@guildmint/contracts/abi.ts';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import type { Leaf } from '../../../bot/discord/commands/command.ts';
import { COMMANDS } from '../../../bot/discord/commands/list.ts';
import { TABLES } from '../../../bot/discord/locales/say.ts';
import { CHANNELS, ROLES, USERS } from '../../../bot/local-discord/seed.ts';
import { setSettings } from '../../../bot/operations/settings.ts';
import { type Actor, actor, type Modal, type Options } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { makeAdmin, words } from './support.ts';

const TEXTS = [
  '-1',
  '1e99',
  '٣',
  '@everyone @here <@&1150000000000000102>',
  "'; drop table app.outbox; --",
  'a\u0000b\u202Ec\u200Bd',
  '```\n# a heading\n> quoted ||hidden||',
  '{member} {server} {0}',
  '__proto__',
  'constructor',
  '\uD83D\uDE00'.repeat(400),
  '\uD800 alone',
  '<t:0:R> <#1> <@1> <:x:1>',
  '%s %n {{1+1}} \\u0041',
  '99999999999999999999999999999999999999999999',
] as const;
/** How the bot says that it does not know what went wrong. */
const UNEXPECTED = Object.values(TABLES).map(({ 'error.unexpected': said }) => said.slice(0, said.indexOf('.')));

let stack: Stack;
let carol: Actor;
const refused: string[] = [];

before(async () => {
  stack = await startStack({
    discord: {
      complain: (route, { status, message }) => {
        // Something that is gone breaks no rule; and while a setting has the bot connect anew both connections hear of a use.
        if (status !== 404 && message !== 'Interaction has already been acknowledged.')
          refused.push(`${route}: ${message}`);
      },
    },
  });
  carol = await actor(stack.discord.url, USERS.carol, 60_000);
  await makeAdmin(stack, stack.lounge.token, USERS.carol);
  await stack.server.indexer.caughtUp();
});
after(async () => {
  await carol?.close();
  await stack?.close();
});

const supply = () =>
  stack.client.readContract({ address: stack.lounge.token, abi: tokenAbi, functionName: 'totalSupply' });

/** One after the other, so that every text meets every kind of question sooner or later. */
let turn = 0;
const nextText = () => TEXTS[turn++ % TEXTS.length]!;
/** As much of it as Discord lets through. */
const within = (text: string, most: number, least = 0) => text.slice(0, most).padEnd(least, '!');

function optionsOf({ options }: Leaf): Options {
  const given = Object.entries(options).flatMap(([name, option]): [string, string][] => {
    if (option.type === 'text') return [[name, within(nextText(), option.max)]];
    if (option.type === 'choice') return [[name, option.choices[turn % option.choices.length]!]];
    if (option.type === 'member') return [[name, turn % 2 ? USERS.bob : USERS.carol]];
    if (option.type === 'role') return [[name, ROLES.loungeModerator]];
    if (option.type === 'channel') return [[name, CHANNELS.general]];
    return [];
  });
  return Object.fromEntries(given);
}

/** What asks for nothing cannot be told nonsense. */
const asking = (leaves: Record<string, Leaf>) =>
  Object.entries(leaves).filter(([, { options, form }]) => form || Object.keys(options).length > 0);

type Field = { type?: number; custom_id?: string; min_length?: number; max_length?: number };
const TEXT_INPUT = 4;
function fieldsOf({ modal }: Modal): Record<string, string> {
  const inside = (part: unknown): Field[] => {
    if (Array.isArray(part)) return part.flatMap(inside);
    if (part === null || typeof part !== 'object') return [];
    return [part as Field, ...Object.values(part).flatMap(inside)];
  };
  const fields = inside(modal.components).filter(({ type }) => type === TEXT_INPUT);
  return Object.fromEntries(
    fields.map(({ custom_id, min_length = 0, max_length = 4_000 }) => [
      custom_id!,
      within(nextText(), max_length, min_length),
    ]),
  );
}

function check(told: PlaygroundMessage, asked: string) {
  assert.ok(words(told).length > 0, asked);
  assert.ok(!UNEXPECTED.some((said) => words(told).includes(said)), `${asked}: ${words(told)}`);
  assert.deepEqual([told.mention_everyone, told.mention_roles], [false, []], asked);
}

test('every command answers words that make no sense, before and behind its forms, and none of them moves anything', async () => {
  const had = await supply();
  for (const { name, leaves } of COMMANDS)
    for (const [sub, leaf] of asking(leaves)) {
      const options = optionsOf(leaf);
      const asked = `/${name} ${sub} ${JSON.stringify(options)}`;
      const use = await carol.command(CHANNELS.general, sub === '' ? name : `${name} ${sub}`, options);
      const answer = await carol.waitForEvent((event): { form: Modal } | { reply: PlaygroundMessage } | undefined => {
        if (event.t === 'interaction_failed' && event.nonce === use.nonce) throw new Error(`${asked}: ${event.reason}`);
        if (event.t === 'modal' && event.interaction_id === use.id) return { form: event };
        if (event.t !== 'message' || event.message.thinking) return undefined;
        return event.message.interaction_metadata?.id === use.id ? { reply: event.message } : undefined;
      });
      if ('reply' in answer) check(answer.reply, asked);
      else {
        const fields = fieldsOf(answer.form);
        check(await (await carol.submitModal(answer.form, fields)).reply(), `${asked} ${JSON.stringify(fields)}`);
      }
      carol.forget();
    }
  assert.equal(await supply(), had);
  assert.deepEqual(refused, []);
});

test('and so it does where they are typed after the prefix', async () => {
  const { ctx } = stack.server;
  // Some of those words chose what they may.
  const change = { prefixCommands: true, off: [], aliases: {} };
  await setSettings(ctx, { token: stack.lounge.token, change, prefix: '!' });
  const had = await supply();
  // A bot may write five times in five seconds in each channel.
  const places = [CHANNELS.general, CHANNELS.tradingFloor, CHANNELS.staff, CHANNELS.welcome];
  for (const { leaves, aliases } of COMMANDS) {
    const names = new Map(Object.entries(aliases).map(([alias, sub]) => [sub, alias]));
    for (const [sub] of asking(leaves)) {
      const alias = names.get(sub);
      if (alias === undefined) continue;
      const typed = `!${alias} ${within(nextText(), 200)} ${within(nextText(), 200)} ${within(nextText(), 200)}`;
      const sent = await carol.say(places[turn % places.length]!, typed);
      check(await carol.waitForMessage(({ message_reference: to }) => to?.message_id === sent.id), typed);
      carol.forget();
    }
  }
  assert.equal(await supply(), had);
  assert.deepEqual(refused, []);
});
