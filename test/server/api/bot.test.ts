import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { announcements as announced } from '../../../bot/db/schema.ts';
import { CHANNELS, GUILDS, USERS } from '../../../bot/local-discord/seed.ts';
import { claimDaily } from '../../../bot/operations/claimDaily.ts';
import { signedIn } from '../../support/session.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { eventually, makeAdmin, makeModerator } from '../discord/support.ts';

type Json = Record<string, unknown>;
const problemOf = z.object({ type: z.string(), detail: z.string() });
const announcement = z.object({
  announcement: z.int(),
  messageId: z.string().nullable(),
  state: z.string(),
  pinned: z.boolean(),
  embed: z.object({ text: z.string(), title: z.string().nullable(), fields: z.array(z.object({ name: z.string() })) }),
});

describe('HTTP API: the bot, its words and its configuration', { timeout: 120_000 }, () => {
  let stack: Stack;
  let as: Record<'operator' | 'admin' | 'moderator' | 'member' | 'newcomer' | 'stranger', { authorization: string }>;
  const { general, staff } = CHANNELS;
  const lounge = GUILDS.lounge;

  before(async () => {
    stack = await startStack({ env: { ADMIN_PASSWORD: 'a password for tests', JWT_SECRET_KEY: 'j'.repeat(32) } });
    const { token } = stack.lounge;
    const { ctx } = stack.server;
    await makeAdmin(stack, token, USERS.alice);
    await makeModerator(stack, token, USERS.bob);
    await claimDaily(ctx, { id: 'daily', token, userId: USERS.carol });
    await ctx.chain.settled('daily', 60_000);
    await stack.server.indexer.caughtUp();
    const [operator, admin, moderator, member, newcomer, stranger] = await Promise.all([
      signedIn(ctx, 'operator'),
      ...[USERS.alice, USERS.bob, USERS.carol, USERS.dave, USERS.eve].map((userId) => signedIn(ctx, { userId })),
    ]);
    as = {
      operator: operator!,
      admin: admin!,
      moderator: moderator!,
      member: member!,
      newcomer: newcomer!,
      stranger: stranger!,
    };
  });
  after(() => stack?.close());

  async function ask(who: keyof typeof as | null, method: string, path: string, body?: Json, more: Json = {}) {
    const response = await fetch(stack.server.url + path, {
      method,
      headers: { ...(who ? as[who] : {}), ...(body ? { 'content-type': 'application/json' } : {}), ...more } as Record<
        string,
        string
      >,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : null) as Json };
  }
  const codeOf = async (...asked: Parameters<typeof ask>) => {
    const { status, body } = await ask(...asked);
    return `${status} ${problemOf.parse(body).type.replace('urn:guildmint:problem:', '')}`;
  };
  const fetchMessage = async (channel: string, message: string) => {
    const response = await fetch(`${stack.env.DISCORD_API_URL}/v10/channels/${channel}/messages/${message}`, {
      headers: { authorization: `Bot ${stack.env.DISCORD_TOKEN}` },
    });
    return {
      status: response.status,
      body: (await response.json()) as { content: string; pinned: boolean; embeds: Json[] },
    };
  };
  async function onDiscord(id: number) {
    let messageId: string | null | undefined;
    await eventually(stack, `announcement ${id} is on Discord`, async () => {
      const { body } = await ask('moderator', 'GET', `/api/${lounge}/announcements?per_page=100`);
      const all = z.array(announcement).parse(body.announcements);
      messageId = all.find((each) => each.announcement === id && each.state === 'posted')?.messageId;
      return Boolean(messageId);
    });
    return { announcement: id, messageId: messageId! };
  }

  it('answers nobody who has no right to it', async () => {
    assert.deepEqual(
      await Promise.all([
        codeOf(null, 'GET', '/api/logs'),
        codeOf('admin', 'GET', '/api/logs'),
        codeOf('admin', 'PUT', '/api/bot/status', { status: 'idle' }),
        codeOf('admin', 'POST', '/api/restart'),
        codeOf('member', 'GET', `/api/${lounge}/config`),
        codeOf('moderator', 'PUT', `/api/${lounge}/config`, { timeZone: 'UTC' }),
        codeOf('admin', 'PUT', `/api/${GUILDS.taskforce}/config`, { timeZone: 'UTC' }),
        codeOf('admin', 'GET', '/api/export', undefined, { 'x-community': GUILDS.taskforce }),
        codeOf('moderator', 'POST', `/api/${lounge}/announcements`, { content: 'Hello' }),
      ]),
      [
        '401 SignInNeeded',
        ...['403 OperatorOnly', '403 OperatorOnly', '403 OperatorOnly'],
        ...Array.from({ length: 5 }, () => '403 RoleMissing'),
      ],
    );
  });

  it('who is on the server earns their first token over HTTP; who is elsewhere is no member', async () => {
    const here = { 'x-community': lounge };
    assert.equal(await codeOf('stranger', 'POST', '/api/tokens/claim-daily', {}, here), '403 RoleMissing');
    const claimed = await ask('newcomer', 'POST', '/api/tokens/claim-daily', {}, here);
    assert.equal(claimed.status, 202, JSON.stringify(claimed.body));
    const { id } = z.object({ id: z.string() }).parse(claimed.body);
    await stack.server.ctx.chain.settled(id, 60_000);
  });

  it('an announcement is posted, changed, pinned, unpinned and deleted, on Discord too', async () => {
    const path = `/api/${lounge}/announcements`;
    const made = await ask('admin', 'POST', path, {
      content: 'Hear!',
      channel_id: general,
      embed: { title: 'Party', description: 'Tonight.', color: '#ff0000', fields: [{ name: 'Where', value: 'Here' }] },
      pin: true,
    });
    assert.equal(made.status, 201);
    const { announcement: id, messageId } = await onDiscord(announcement.parse(made.body).announcement);
    const posted = await fetchMessage(general, messageId);
    assert.deepEqual(
      [posted.body.embeds[0]?.title, posted.body.embeds[0]?.description, posted.body.pinned],
      ['Party', 'Hear!\n\nTonight.', true],
    );
    assert.deepEqual(posted.body.embeds[0]?.fields, [{ name: 'Where', value: 'Here', inline: false }]);

    const changed = await ask('admin', 'PUT', `${path}/${id}`, { embed: { text: 'Tomorrow.' } });
    assert.deepEqual([changed.status, announcement.parse(changed.body).embed.title], [200, 'Party']);
    assert.equal((await fetchMessage(general, messageId)).body.embeds[0]?.description, 'Tomorrow.');

    const unpinned = await ask('admin', 'POST', `${path}/${id}/unpin`);
    assert.equal(announcement.parse(unpinned.body).pinned, false);
    assert.equal((await fetchMessage(general, messageId)).body.pinned, false);
    assert.equal((await ask('admin', 'POST', `${path}/${id}/pin`)).status, 200);
    assert.equal((await fetchMessage(general, messageId)).body.pinned, true);

    assert.equal((await ask('admin', 'DELETE', `${path}/${id}`)).status, 204);
    assert.equal((await fetchMessage(general, messageId)).status, 404);
    assert.equal(await codeOf('admin', 'DELETE', `${path}/${id}`), '404 AnnouncementUnknown');
  });

  it('the same request sent again announces once; a message may outlive its announcement', async () => {
    const key = { 'idempotency-key': 'announce-once' };
    const body = { content: 'Once.', channelId: general };
    const first = await ask('admin', 'POST', `/api/${lounge}/announcements`, body, key);
    const again = await ask('admin', 'POST', `/api/${lounge}/announcements`, body, key);
    assert.equal(again.body.announcement, first.body.announcement);
    const { announcement: id, messageId } = await onDiscord(Number(first.body.announcement));
    await ask('admin', 'DELETE', `/api/${lounge}/announcements/${id}?delete_discord_message=false`);
    assert.equal((await fetchMessage(general, messageId)).body.content, 'Once.');
  });

  it('announces nowhere else than in the community’s own channels, and nothing that Discord would not take', async () => {
    const path = `/api/${lounge}/announcements`;
    const before = await stack.server.ctx.db.$count(announced);
    assert.deepEqual(
      await Promise.all([
        codeOf('admin', 'POST', path, { content: 'Hello', channelId: CHANNELS.lobby }),
        codeOf('admin', 'POST', path, { content: 'Hello', channelId: '1' }),
        codeOf('admin', 'POST', path, { channelId: general }),
        codeOf('admin', 'POST', path, { content: 'x'.repeat(2_001), channelId: general }),
        codeOf('admin', 'POST', path, {
          content: 'x',
          channelId: general,
          embed: { image: { url: 'http://a.example' } },
        }),
        codeOf('admin', 'POST', `${path}/task/77`, { channelId: general }),
        codeOf('admin', 'PUT', `${path}/9999`, { content: 'Hello' }),
      ]),
      [
        ...['404 ChannelUnknown', '400 RequestInvalid', '400 AnnouncementEmpty', '400 RequestInvalid'],
        ...['400 EmbedImage', '404 TasksUnknown', '404 AnnouncementUnknown'],
      ],
    );
    assert.equal(await stack.server.ctx.db.$count(announced), before);
  });

  it('an embed is kept, changed, posted, and forgotten together with what was posted of it', async () => {
    const path = `/api/${lounge}/embeds`;
    const made = await ask('admin', 'POST', path, { title: 'House rules', description: 'Be kind.' });
    assert.deepEqual([made.status, made.body.id, made.body.text], [201, 'house rules', 'Be kind.']);
    assert.equal(await codeOf('admin', 'POST', path, { title: 'House rules', text: '.' }), '409 TemplateTaken');
    const changed = await ask('admin', 'PUT', `${path}/house%20rules`, { colour: 255 });
    assert.deepEqual([changed.body.colour, changed.body.text], ['#0000ff', 'Be kind.']);
    const listed = await ask('moderator', 'GET', path);
    assert.deepEqual(listed.body, { embeds: [changed.body] });
    const posted = await ask('admin', 'POST', `${path}/house%20rules/post`, { channelId: general });
    assert.deepEqual([posted.status, posted.body.template], [201, 'house rules']);
    const { messageId } = await onDiscord(Number(posted.body.announcement));
    assert.equal((await ask('admin', 'DELETE', `${path}/house%20rules?delete_discord_message=true`)).status, 204);
    assert.equal((await fetchMessage(general, messageId)).status, 404);
    assert.equal(await codeOf('admin', 'DELETE', `${path}/house%20rules`), '404 TemplateUnknown');
  });

  it('the configuration is read and changed by the same checks as on Discord, all of a request or nothing', async () => {
    const path = `/api/${lounge}/config`;
    const change = {
      ...{ prefix: '?', timeZone: 'Europe/Berlin', log_channel: staff, channels: { tasks: general } },
      ...{
        features: { gifts: false, messages: false },
        figures: { popularReactors: 4 },
        aliases: { rich: 'leaderboard' },
      },
    };
    const changed = await ask('admin', 'PUT', path, change);
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    const { body } = await ask('moderator', 'GET', path);
    assert.deepEqual(body, changed.body);
    const { channels, features, figures } = body as Record<'channels' | 'features' | 'figures', Json>;
    assert.deepEqual(
      [body.prefix, body.timeZone, body.aliases, channels.log, channels.tasks, features.gifts, features.messages],
      ['?', 'Europe/Berlin', { rich: 'leaderboard' }, staff, general, false, false],
    );
    assert.deepEqual([features.shop, figures.popularReactors], [true, 4]);
    assert.deepEqual(
      await Promise.all([
        codeOf('admin', 'PUT', path, { timeZone: 'UTC', channels: { log: CHANNELS.lobby } }),
        codeOf('admin', 'PUT', path, { timeZone: 'UTC', figures: { popularReactors: 1 } }),
        codeOf('admin', 'PUT', path, { timeZone: 'UTC', prefix: 'a' }),
        codeOf('admin', 'PUT', path, { timeZone: 'UTC', aliases: { rich: 'nothing' } }),
        codeOf('admin', 'PUT', path, { timeZone: 'UTC', aliases: { balance: 'daily' } }),
        codeOf('admin', 'PUT', path, { timeZone: 'UTC', staffRoles: { [lounge]: 'admin' } }),
        codeOf('admin', 'PUT', path, { timeZone: 'Moon/Base' }),
        codeOf('admin', 'PUT', path, { currency_name: 'gold' }),
      ]),
      [
        ...['404 ChannelUnknown', '400 FigureInvalid', '400 PrefixInvalid', '400 AliasUnknown', '409 NameTaken'],
        ...['400 RoleOfAll', '400 RequestInvalid', '400 RequestInvalid'],
      ],
    );
    assert.equal((await ask('moderator', 'GET', path)).body.timeZone, 'Europe/Berlin');
  });

  it('lists the channels of the server, with where the bot may write', async () => {
    const { body } = await ask('moderator', 'GET', `/api/${lounge}/channels`);
    const all = z.array(z.object({ id: z.string(), kind: z.string(), writable: z.boolean() })).parse(body.channels);
    assert.ok(all.some(({ id, kind, writable }) => id === general && kind === 'text' && writable));
    assert.ok(all.every(({ id }) => id !== CHANNELS.lobby));
  });

  it('custom commands are written, listed and taken away', async () => {
    const here = { 'x-community': lounge };
    const made = await ask('admin', 'POST', '/api/commands', { name: 'Rules', response: 'Be kind.' }, here);
    assert.deepEqual([made.status, made.body], [201, { name: 'rules', response: 'Be kind.' }]);
    const listed = await ask('moderator', 'GET', '/api/commands', undefined, here);
    assert.deepEqual(listed.body.commands, [{ name: 'rules', response: 'Be kind.' }]);
    const taken = { name: 'balance', response: 'Mine.' };
    assert.equal(await codeOf('admin', 'POST', '/api/commands', taken, here), '409 NameTaken');
    assert.equal((await ask('admin', 'DELETE', '/api/commands/rules', undefined, here)).status, 204);
    assert.equal(await codeOf('admin', 'DELETE', '/api/commands/rules', undefined, here), '404 CommandUnknown');
  });

  it('a community’s export holds its set-up and texts, and no secret', async () => {
    await ask('admin', 'POST', `/api/${lounge}/embeds`, { title: 'Kept', text: 'Words.' });
    const { status, body } = await ask('admin', 'GET', `/api/export?community=${lounge}`);
    assert.equal(status, 200);
    const { settings, embeds, items } = body as Record<'settings' | 'embeds' | 'items', Json[]>;
    assert.deepEqual(
      [body.community, settings[0]!.timeZone, embeds[0]!.name],
      [stack.lounge.token.toLowerCase(), 'Europe/Berlin', 'kept'],
    );
    assert.ok(items.length > 0);
    assert.doesNotMatch(JSON.stringify(body), /webhookUrl|"code":/);
  });

  it('the bot’s presence is the operator’s; a community’s is noted, and its answer says what that is worth', async () => {
    const changed = await ask('operator', 'PUT', '/api/bot/status', {
      status: 'dnd',
      type: 'watching',
      message: 'you',
    });
    assert.equal(changed.status, 200);
    const { body } = await ask('member', 'GET', '/api/bot/status');
    assert.deepEqual(body, { status: 'dnd', activity: 'watching', message: 'you', scope: 'bot', connected: true });
    const wished = await ask('admin', 'PUT', `/api/${lounge}/status`, { status: 'idle' });
    assert.deepEqual(wished.body, { status: 'idle', scope: 'stored', shown: 'dnd' });
    assert.deepEqual((await ask('moderator', 'GET', `/api/${lounge}/status`)).body, wished.body);
    assert.equal((await ask('member', 'GET', '/api/bot/status')).body.status, 'dnd');
  });

  it('the installation’s settings are read without a secret, and changed within bounds', async () => {
    const { body } = await ask('operator', 'GET', '/api/settings');
    assert.deepEqual([body.presence, body.logDays], ['dnd', 30]);
    const text = JSON.stringify(body);
    for (const secret of [stack.env.DISCORD_TOKEN!, 'a password for tests', 'j'.repeat(32)])
      assert.ok(!text.includes(secret));
    const changed = await ask('operator', 'PUT', '/api/settings', { logDays: 7 });
    assert.deepEqual([changed.body.logDays, changed.body.presence], [7, 'dnd']);
    assert.equal(await codeOf('operator', 'PUT', '/api/settings', { logDays: 0 }), '400 RequestInvalid');
    assert.equal(await codeOf('operator', 'PUT', '/api/settings', { chainId: 1 }), '400 RequestInvalid');
  });

  it('the log tells the operator who did what, page by page, and is cleared by name', async () => {
    const first = await ask('operator', 'GET', '/api/logs?level=act&limit=1');
    const [line] = first.body.logs as Json[];
    assert.deepEqual([line!.message, line!.userId], ['the settings were changed', 'operator']);
    const second = await ask('operator', 'GET', `/api/logs?level=act&limit=100&cursor=${first.body.next}`);
    const lines = second.body.logs as Json[];
    const alices = new Set(lines.filter(({ userId }) => userId === USERS.alice).map(({ message }) => message));
    for (const act of ['the configuration was changed', 'an announcement was made', 'an embed was taken away'])
      assert.ok(alices.has(act), act);
    assert.equal(await codeOf('operator', 'GET', '/api/logs?level=gossip'), '400 RequestInvalid');
    const cleared = await ask('operator', 'DELETE', '/api/logs');
    assert.ok(Number(cleared.body.cleared) > 5);
    const { body } = await ask('operator', 'GET', '/api/logs?level=act');
    assert.deepEqual(
      (body.logs as Json[]).map(({ message }) => message),
      ['the log was cleared'],
    );
  });

  it('a restart connects to Discord anew, and what the bot is told meanwhile it does', async () => {
    const statusOf = async () => {
      const { body } = await ask('member', 'GET', '/api/status');
      return z.object({ discord: z.object({ connected: z.boolean(), since: z.string().nullable() }) }).parse(body)
        .discord;
    };
    const { since } = await statusOf();
    const asked = await ask('operator', 'POST', '/api/restart');
    assert.deepEqual([asked.status, asked.body], [202, { restarting: 'discord' }]);
    const daily = await claimDaily(stack.server.ctx, { id: 'meanwhile', token: stack.lounge.token, userId: USERS.bob });
    assert.equal(daily, true);
    await eventually(stack, 'Discord is connected anew', async () => {
      const now = await statusOf();
      return now.connected && now.since !== since;
    });
    assert.match((await stack.server.ctx.chain.settled('meanwhile', 30_000)).state, /^(mined|final)$/);
    const posted = await ask('admin', 'POST', `/api/${lounge}/announcements`, { content: 'Back.', channelId: general });
    assert.ok((await onDiscord(Number(posted.body.announcement))).messageId);
  });
});
