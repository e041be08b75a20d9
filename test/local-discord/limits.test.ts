import assert from 'node:assert/strict';
import { SlashCommandBuilder } from 'discord.js';
import { APPLICATION_ID, CHANNELS, USERS } from '../../bot/local-discord/seed.ts';
import { next, type Scene, scene } from './harness.ts';

type FormErrors = Record<string, unknown>;

/** What Discord would say about one field, dug out of the nested `errors`. */
function fault(body: Record<string, unknown>, path: string): string | undefined {
  let here = body.errors as FormErrors | undefined;
  for (const key of path.split('.')) here = here?.[key] as FormErrors | undefined;
  return (here?._errors as { code: string }[] | undefined)?.[0]?.code;
}

const button = (custom_id: string) => ({ type: 2, style: 1, label: 'x', custom_id });
const row = (...components: object[]) => ({ type: 1, components });
const many = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, index) => make(index));

const MESSAGES: [string, object, string, string][] = [
  ['a number as content', { content: 5 }, 'content', 'BASE_TYPE_BAD_TYPE'],
  [
    'a button without a label',
    { content: 'x', components: [row({ type: 2, style: 1, custom_id: 'x' })] },
    'components.0.components.0.label',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a select without options',
    { content: 'x', components: [row({ type: 3, custom_id: 'x' })] },
    'components.0.components.0.options',
    'BASE_TYPE_REQUIRED',
  ],
  ['2,001 characters', { content: 'x'.repeat(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
  ['11 embeds', { embeds: many(11, () => ({ title: 'x' })) }, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
  ['a title of 257', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
  [
    '26 fields',
    { embeds: [{ fields: many(26, () => ({ name: 'n', value: 'v' })) }] },
    'embeds.0.fields',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a field value of 1,025',
    { embeds: [{ fields: [{ name: 'n', value: 'x'.repeat(1025) }] }] },
    'embeds.0.fields.0.value',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an empty field name',
    { embeds: [{ fields: [{ name: ' ', value: 'v' }] }] },
    'embeds.0.fields.0.name',
    'BASE_TYPE_MIN_LENGTH',
  ],
  [
    'embeds of over 6,000 together',
    { embeds: many(2, () => ({ description: 'x'.repeat(3001) })) },
    'embeds',
    'MAX_EMBED_SIZE_EXCEEDED',
  ],
  [
    'six rows',
    { content: 'x', components: many(6, (i) => row(button(`b${i}`))) },
    'components',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'six buttons in a row',
    { content: 'x', components: [row(...many(6, (i) => button(`b${i}`)))] },
    'components.0.components',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a custom id twice',
    { content: 'x', components: [row(button('same'), button('same'))] },
    'components.0.components.1.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a custom id of 101',
    { content: 'x', components: [row(button('x'.repeat(101)))] },
    'components.0.components.0.custom_id',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a link button with a custom id',
    { content: 'x', components: [row({ type: 2, style: 5, label: 'x', url: 'https://example.org', custom_id: 'x' })] },
    'components.0.components.0.custom_id',
    'BUTTON_COMPONENT_INVALID_FIELD',
  ],
  [
    'a select beside a button',
    { content: 'x', components: [row(button('b'), { type: 5, custom_id: 'u' })] },
    'components.0.components',
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'a text display without the V2 flag',
    { components: [{ type: 10, content: 'x' }] },
    'components.0.type',
    'BASE_TYPE_CHOICES',
  ],
  [
    '41 V2 components',
    { flags: 32768, components: many(41, () => ({ type: 10, content: 'x' })) },
    'components',
    'COMPONENT_MAX_TOTAL_COMPONENTS',
  ],
  [
    'content beside V2 components',
    { flags: 32768, content: 'x', components: [{ type: 10, content: 'x' }] },
    'content',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'mentions both listed and parsed',
    { content: 'x', allowed_mentions: { parse: ['users'], users: [USERS.bob] } },
    'allowed_mentions',
    'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
  [
    'a reply to nothing',
    { content: 'x', message_reference: { message_id: '1190000000000000999' } },
    'message_reference',
    'REPLIES_UNKNOWN_MESSAGE',
  ],
];
const clock = { now: Date.now() };

scene(
  'messages beyond a limit are refused with the field and the reason',
  async ({ call }) => {
    for (const [what, message, path, code] of MESSAGES) {
      clock.now += 5_000;
      const { status, body } = await call('POST', `/channels/${CHANNELS.general}/messages`, message);
      assert.equal(status, 400, what);
      assert.equal(body.code, 50035, what);
      assert.equal(fault(body, path), code, `${what}: ${JSON.stringify(body)}`);
    }
    const empty = await call('POST', `/channels/${CHANNELS.general}/messages`, { content: '   ' });
    assert.deepEqual([empty.status, empty.body.code], [400, 50006]);
  },
  { clock: () => clock.now },
);

const command = (changes: object) => ({ name: 'ok', description: 'Fine', ...changes });
const option = (changes: object) => ({ type: 3, name: 'text', description: 'Some text', ...changes });
const COMMANDS: [string, object, string, string][] = [
  ['a name with capitals', command({ name: 'Gift' }), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['no description', command({ description: undefined }), 'description', 'BASE_TYPE_REQUIRED'],
  ['a description of 101', command({ description: 'x'.repeat(101) }), 'description', 'BASE_TYPE_MAX_LENGTH'],
  ['26 options', command({ options: many(26, (i) => option({ name: `o${i}` })) }), 'options', 'BASE_TYPE_MAX_LENGTH'],
  [
    '26 choices',
    command({ options: [option({ choices: many(26, (i) => ({ name: `c${i}`, value: `${i}` })) })] }),
    'options.0.choices',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a required option after an optional one',
    command({ options: [option({}), option({ name: 'b', required: true })] }),
    'options.1',
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'an option name twice',
    command({ options: [option({}), option({})] }),
    'options.1.name',
    'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED',
  ],
  [
    'a described context menu',
    command({ type: 2, name: 'Tip' }),
    'description',
    'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
  ],
];

scene('commands beyond a limit are refused with the field and the reason', async ({ call }) => {
  for (const [what, form, path, code] of COMMANDS) {
    const { status, body } = await call('POST', `/applications/${APPLICATION_ID}/commands`, form);
    assert.equal(status, 400, what);
    assert.equal(fault(body, path), code, `${what}: ${JSON.stringify(body)}`);
  }
});

async function heardCommand(s: Scene) {
  const client = await s.bot();
  await client.application.commands.set([new SlashCommandBuilder().setName('slow').setDescription('Slow').toJSON()]);
  const alice = await s.as(USERS.alice);
  const heard = next(client, 'interactionCreate');
  const use = await alice.command(CHANNELS.general, 'slow');
  const [it] = await heard;
  assert.ok(it.isChatInputCommand());
  return { it, use, alice };
}

const slow = { now: Date.now() };
scene(
  'an answer after three seconds comes too late, and the member is told',
  async (s) => {
    const { it, use, alice } = await heardCommand(s);
    slow.now += 3_001;
    await assert.rejects(it.reply('sorry'), { code: 10062, status: 404 });
    assert.equal(await use.failure(), 'The application did not respond');
    await assert.rejects(use.reply(), /did not respond/);
    assert.deepEqual((await alice.state()).messages[CHANNELS.general], []);
  },
  { clock: () => slow.now },
);

scene('a bot that never answers is noticed without anything else happening', async (s) => {
  const { use } = await heardCommand(s);
  assert.equal(await use.failure(), 'The application did not respond');
});

const old = { now: Date.now() };
scene(
  'an interaction can be edited for fifteen minutes and no longer',
  async (s) => {
    const { it } = await heardCommand(s);
    await it.deferReply();
    old.now += 14 * 60_000;
    await it.editReply('just in time');
    old.now += 61_000;
    await assert.rejects(it.editReply('too late'), { code: 50027, status: 401 });
    await assert.rejects(it.followUp('too late as well'), { code: 50027 });
  },
  { clock: () => old.now },
);

scene('an interaction is answered once, in a way that fits it, and its modals are within limits', async (s) => {
  const { it, use } = await heardCommand(s);
  const path = `/interactions/${it.id}/${it.token}/callback`;
  const update = await s.call('POST', path, { type: 7, data: { content: 'x' } });
  assert.equal(fault(update.body, 'type'), 'BASE_TYPE_CHOICES');
  const input = { type: 4, custom_id: 'a', style: 1, label: 'A' };
  const form = { custom_id: 'm', title: 'x'.repeat(46), components: many(6, () => row(input)) };
  const modal = await s.call('POST', path, { type: 9, data: form });
  assert.equal(fault(modal.body, 'data.title'), 'BASE_TYPE_MAX_LENGTH');
  assert.equal(fault(modal.body, 'data.components'), 'BASE_TYPE_MAX_LENGTH');
  const early = await s.call('POST', `/webhooks/${APPLICATION_ID}/${it.token}`, { content: 'before the answer' });
  assert.equal(early.body.code, 10015);
  const first = await s.call('POST', `${path}?with_response=true`, { type: 4, data: { content: 'first' } });
  assert.equal(first.status, 200);
  assert.equal((first.body.resource as { message: { content: string } }).message.content, 'first');
  const second = await s.call('POST', path, { type: 4, data: { content: 'second' } });
  assert.deepEqual([second.status, second.body.code], [400, 40060]);
  assert.equal((await use.reply()).content, 'first');
});
