import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHANNELS, GUILDS, USERS } from '../../bot/local-discord/seed.ts';
import { startLocalDiscord } from '../../bot/local-discord/server.ts';
import { actor } from '../support/local-discord.ts';
import { scene } from './harness.ts';

scene('each member sees the servers, channels and people that are theirs', async ({ as }) => {
  const [alice, bob, dave] = [await as(USERS.alice), await as(USERS.bob), await as(USERS.dave)];
  const channels = async (who: typeof alice) =>
    (await who.state()).guilds.map((guild) => [guild.name, ...guild.channels.map(({ name }) => name)]);
  assert.deepEqual(await channels(alice), [
    ['BROski Lounge', 'welcome', 'general', 'trading-floor', 'Hangout'],
    ['Taskforce', 'lobby', 'tasks', 'Standup'],
  ]);
  assert.deepEqual(await channels(bob), [['BROski Lounge', 'welcome', 'general', 'trading-floor', 'Hangout']]);
  assert.deepEqual(await channels(dave), [
    ['BROski Lounge', 'welcome', 'general', 'trading-floor', 'staff', 'Hangout'],
  ]);
  const { users, bots, botOnline } = await alice.state();
  assert.deepEqual(
    users.map(({ global_name }) => global_name),
    ['Alice', 'Bob', 'Carol', 'Dave', 'Eve'],
  );
  assert.deepEqual(
    bots.map(({ username }) => username),
    ['Guildmint', 'Beepbot'],
  );
  assert.equal(botOnline, false);
});

scene('talk in a staff channel and between two people stays there', async ({ as }) => {
  const [alice, bob, dave] = [await as(USERS.alice), await as(USERS.bob), await as(USERS.dave)];
  await dave.say(CHANNELS.staff, 'about Alice');
  const dm = await bob.openDm(USERS.dave);
  await bob.say(dm.id, 'psst');
  await dave.waitForMessage(({ content }) => content === 'psst');
  await dave.say(CHANNELS.general, 'hello all');
  await alice.waitForMessage(({ content }) => content === 'hello all');
  const heard = alice.events.flatMap((event) => (event.t === 'message' ? [event.message.content] : []));
  assert.deepEqual(heard, ['hello all']);
});

scene('a member is told in one sentence why something cannot be done', async ({ as, discord }) => {
  const [alice, dave] = [await as(USERS.alice), await as(USERS.dave)];
  const say = (content: string, files?: { filename: string; size: number }[]) =>
    alice.say(CHANNELS.general, content, files);
  await assert.rejects(say(''), /^Error: Write something, or attach a file\.$/);
  await assert.rejects(say('x'.repeat(2001)), /at most 2,000 characters; yours has 2001\. Shorten it\./);
  await assert.rejects(say('', [{ filename: 'film.mov', size: 11_000_000 }]), /film\.mov is larger than the 10 MB/);
  await assert.rejects(alice.say(CHANNELS.welcome, 'hi'), /may not write in #welcome/);
  await assert.rejects(alice.joinVoice(CHANNELS.general), /Choose a voice channel/);
  const daves = await dave.say(CHANNELS.general, 'mine');
  await assert.rejects(alice.deleteMessage(daves), /only your own messages/);
  await dave.deleteMessage(await say('moderated'));
  const nonsense = await fetch(`${discord.url}/playground/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: USERS.alice, do: 'fly' }),
  });
  assert.equal(nonsense.status, 400);
  assert.match(((await nonsense.json()) as { error: string }).error, /not something a member can do/);
});

scene('pages of this machine are answered, others are turned away', async ({ discord }) => {
  const ask = (origin: string) => fetch(`${discord.url}/playground/state?as=${USERS.alice}`, { headers: { origin } });
  const own = await ask('http://localhost:5173');
  assert.equal(own.status, 200);
  assert.equal(own.headers.get('access-control-allow-origin'), 'http://localhost:5173');
  const refused = await fetch(`${discord.url}/playground/state`, { headers: { origin: 'http://localhost:5173' } });
  assert.equal(refused.status, 400);
  assert.equal(refused.headers.get('access-control-allow-origin'), 'http://localhost:5173');
  const foreign = await ask('https://evil.example');
  assert.equal(foreign.status, 403);
  assert.equal(foreign.headers.get('access-control-allow-origin'), null);
  const rebound = await new Promise<number | undefined>((resolve, reject) => {
    const path = `/playground/state?as=${USERS.alice}`;
    request({ host: '127.0.0.1', port: discord.port, path, headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  assert.equal(rebound, 403);
});

scene('a form that a browser would send unasked changes nothing', async ({ discord, as }) => {
  const alice = await as(USERS.alice);
  const body = JSON.stringify({ as: USERS.alice, do: 'message', channel_id: CHANNELS.general, content: 'forged' });
  const response = await fetch(`${discord.url}/playground/act`, { method: 'POST', body });
  assert.equal(response.status, 415);
  assert.deepEqual((await alice.state()).messages[CHANNELS.general], []);
});

scene('faults can be ordered over HTTP, and an unknown route among them is named', async ({ discord, call }) => {
  const order = (body: object) =>
    fetch(`${discord.url}/playground/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  assert.equal((await order({ failNext: { route: 'GET /users/@me', status: 503 } })).status, 204);
  assert.equal((await call('GET', '/users/@me')).status, 503);
  assert.equal((await call('GET', '/users/@me')).status, 200);
  const unknown = await order({ failNext: { route: 'GET /moon', status: 503 } });
  assert.equal(unknown.status, 400);
  assert.match(((await unknown.json()) as { error: string }).error, /no route "GET \/moon"/);
});

test('messages, files and commands outlive a restart, on whatever port', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'local-discord-'));
  const stateFile = join(folder, 'state.json');
  try {
    const before = await startLocalDiscord({ stateFile });
    const alice = await actor(before.url, USERS.alice);
    await alice.say(CHANNELS.general, 'remember me', [{ filename: 'a.txt', size: 5, content_type: 'text/plain' }]);
    await alice.joinVoice(CHANNELS.hangout);
    await alice.close();
    await before.close();
    const after = await startLocalDiscord({ stateFile });
    const again = await actor(after.url, USERS.alice);
    const state = await again.state();
    const message = state.messages[CHANNELS.general]?.[0];
    assert.equal(message?.content, 'remember me');
    assert.equal((await (await fetch(message?.attachments[0]?.url ?? '')).text()).length, 5);
    assert.deepEqual(state.guilds.find(({ id }) => id === GUILDS.lounge)?.voice, { [CHANNELS.hangout]: [USERS.alice] });
    await again.close();
    await after.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});
