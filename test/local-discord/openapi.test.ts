import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SlashCommandBuilder } from 'discord.js';
import { APPLICATION_ID, CHANNELS, GUILDS, ROLES, USERS } from '../../bot/local-discord/seed.ts';
import { next, type Scene, scene } from './harness.ts';
import { type Document, differences } from './schema.ts';

/** Discord's own document, where somebody put it; it is not ours to ship. */
const file = new URL('../../../shared/discord/openapi.json', import.meta.url);

if (existsSync(file)) {
  const document = JSON.parse(readFileSync(file, 'utf8')) as Document;
  scene('answers have the shape that Discord publishes', (s) => compare(s, document));
} else {
  test('answers have the shape that Discord publishes', { skip: 'Discord’s OpenAPI document is not here' }, () => {});
}

type Step = { template: string; method: string; path: string; body?: unknown };

async function compare(s: Scene, document: Document): Promise<void> {
  const wrong: string[] = [];
  /** `path` is written with values: `{channel_id=123}`. */
  async function ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const step: Step = {
      method,
      template: path.replaceAll(/\{(\w+)=[^}]+\}/g, '{$1}').replace(/\?.*/, ''),
      path: path.replaceAll(/\{\w+=([^}]+)\}/g, '$1'),
      body,
    };
    const { status, body: answer } = await s.call(method, step.path, body);
    const responses = document.paths[step.template]?.[method.toLowerCase()]?.responses;
    assert.ok(responses, `Discord publishes no ${method} ${step.template}`);
    const expected = responses[String(status)];
    if (!expected) wrong.push(`${method} ${step.template}: status ${status}, ${JSON.stringify(answer)}`);
    const schema = expected?.content?.['application/json']?.schema;
    if (schema) wrong.push(...differences(document, schema, answer, `${method} ${step.template}`));
    return answer;
  }
  const channel = `/channels/{channel_id=${CHANNELS.general}}`;
  const guild = `/guilds/{guild_id=${GUILDS.lounge}}`;
  const commands = `/applications/{application_id=${APPLICATION_ID}}/commands`;

  await ask('GET', '/gateway/bot');
  await ask('GET', '/users/@me');
  await ask('GET', '/users/@me/guilds');
  await ask('GET', `/users/{user_id=${USERS.alice}}`);
  await ask('GET', '/applications/@me');
  await ask('GET', guild);
  await ask('GET', `${guild}/roles`);
  await ask('GET', `${guild}/channels`);
  await ask('GET', `${guild}/members?limit=10`);
  await ask('GET', `${guild}/members/search?query=a`);
  await ask('GET', `${guild}/members/{user_id=${USERS.dave}}`);
  await ask('PUT', `${guild}/members/{user_id=${USERS.alice}}/roles/{role_id=${ROLES.loungeVip}}`);
  await ask('POST', `${guild}/roles`, { name: 'Gold', color: 0xffd700 });
  await ask('POST', `${guild}/channels`, { name: 'prizes' });
  await ask('GET', channel);
  await ask('POST', `${channel}/typing`);
  const sent = await ask('POST', `${channel}/messages`, {
    content: `hello <@${USERS.alice}>`,
    nonce: 1,
    embeds: [{ title: 'T', fields: [{ name: 'n', value: 'v' }], footer: { text: 'f' }, color: 1 }],
    components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] }],
  });
  const message = `${channel}/messages/{message_id=${sent.id}}`;
  await ask('POST', `${channel}/messages`, { content: 'reply', message_reference: { message_id: sent.id } });
  const media = { url: 'https://example.org/a.png' };
  const section = { type: 9, components: [{ type: 10, content: 'x' }], accessory: { type: 11, media } };
  const layout = [
    section,
    { type: 12, items: [{ media }] },
    { type: 14 },
    { type: 1, components: [{ type: 5, custom_id: 'u' }] },
  ];
  await ask('POST', `${channel}/messages`, { flags: 32768, components: [{ type: 17, components: layout }] });
  await ask('PUT', `${message}/reactions/{emoji_name=%F0%9F%91%8D}/@me`);
  await ask('GET', `${message}/reactions/{emoji_name=%F0%9F%91%8D}`);
  await ask('PUT', `${channel}/messages/pins/{message_id=${sent.id}}`);
  await ask('GET', `${channel}/messages/pins`);
  await ask('GET', `${channel}/pins`);
  await ask('GET', message);
  await ask('PATCH', message, { content: 'edited' });
  const thread = await ask('POST', `${message}/threads`, { name: 'About it' });
  await ask('GET', `/channels/{channel_id=${thread.id}}`);
  await ask('GET', `/channels/{channel_id=${thread.id}}/thread-members`);
  await ask('GET', `${guild}/threads/active`);
  await ask('GET', `${channel}/messages`);
  await ask('POST', '/users/@me/channels', { recipient_id: USERS.alice });
  const hello = new SlashCommandBuilder().setName('hello').setDescription('Say hello').toJSON();
  const made = await ask('POST', commands, hello);
  await ask('GET', `${commands}/{command_id=${made.id}}`);
  await ask('PUT', commands, [hello]);
  await ask('GET', commands);

  const client = await s.bot();
  const alice = await s.as(USERS.alice);
  const heard = next(client, 'interactionCreate');
  await alice.command(CHANNELS.general, 'hello');
  const [it] = await heard;
  const callback = `/interactions/{interaction_id=${it.id}}/{interaction_token=${it.token}}/callback`;
  await ask('POST', `${callback}?with_response=true`, { type: 4, data: { content: 'hi' } });
  const webhook = `/webhooks/{webhook_id=${APPLICATION_ID}}/{webhook_token=${it.token}}`;
  await ask('GET', `${webhook}/messages/@original`);
  await ask('PATCH', `${webhook}/messages/@original`, { content: 'hi again' });
  const followUp = await ask('POST', `${webhook}?wait=true`, { content: 'and more' });
  await ask('DELETE', `${webhook}/messages/{message_id=${followUp.id}}`);
  assert.deepEqual(wrong, []);
}
