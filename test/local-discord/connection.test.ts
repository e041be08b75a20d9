import assert from 'node:assert/strict';
import { GatewayIntentBits as I, SlashCommandBuilder, TextChannel } from 'discord.js';
import { CHANNELS, GUILDS, USERS } from '../../bot/local-discord/seed.ts';
import { next, scene } from './harness.ts';

const hello = new SlashCommandBuilder().setName('hello').setDescription('Say hello').toJSON();

scene('a broken connection is resumed and no event is lost or doubled', async ({ bot, as, discord }) => {
  const client = await bot();
  const alice = await as(USERS.alice);
  const heard: string[] = [];
  client.on('messageCreate', (message) => heard.push(message.content));
  const resumed = next(client, 'shardResume');
  discord.faults.inject({ drop: 'resume' });
  for (const word of ['one', 'two', 'three']) await alice.say(CHANNELS.general, word);
  await resumed;
  const last = next(client, 'messageCreate', ({ content }) => content === 'four');
  await alice.say(CHANNELS.general, 'four');
  await last;
  assert.deepEqual(heard, ['one', 'two', 'three', 'four']);
});

scene('a client that is asked to reconnect resumes', async ({ bot, as, discord }) => {
  const client = await bot();
  const alice = await as(USERS.alice);
  const resumed = next(client, 'shardResume');
  discord.faults.inject({ drop: 'reconnect' });
  await resumed;
  const heard = next(client, 'messageCreate');
  await alice.say(CHANNELS.general, 'still there?');
  assert.equal((await heard)[0].content, 'still there?');
});

scene('a lost session is identified afresh', async ({ bot, as, discord }) => {
  const client = await bot([I.Guilds, I.GuildMessages, I.MessageContent]);
  const alice = await as(USERS.alice);
  const again = next(client, 'shardReady');
  discord.faults.inject({ drop: 'invalidate' });
  await again;
  const heard = next(client, 'messageCreate');
  await alice.say(CHANNELS.general, 'who are you?');
  assert.equal((await heard)[0].content, 'who are you?');
});

scene('an interaction is delivered twice on demand, and only its first answer counts', async ({ bot, as, discord }) => {
  const client = await bot();
  await client.application.commands.set([hello]);
  const alice = await as(USERS.alice);
  discord.faults.inject({ duplicateInteraction: true });
  const outcomes: Promise<unknown>[] = [];
  const both = new Promise<void>((resolve) => {
    client.on('interactionCreate', (it) => {
      if (!it.isChatInputCommand()) return;
      outcomes.push(it.reply(`hello ${outcomes.length}`).catch((error: { code: number }) => error.code));
      if (outcomes.length === 2) resolve();
    });
  });
  const use = await alice.command(CHANNELS.general, 'hello');
  await both;
  assert.ok((await Promise.all(outcomes)).includes(40060));
  assert.equal((await use.reply()).content, 'hello 0');
  assert.equal((await alice.state()).messages[CHANNELS.general]?.length, 1);
});

scene('REST failures are retried by discord.js, and a 429 is waited out', async ({ bot, discord }) => {
  const client = await bot();
  const channel = client.channels.cache.get(CHANNELS.general);
  assert.ok(channel instanceof TextChannel);
  const route = 'POST /channels/:channel/messages';
  discord.faults.inject({ failNext: { route, status: 500, times: 2 } });
  assert.equal((await channel.send('third time lucky')).content, 'third time lucky');
  discord.faults.inject({ failNext: { route, status: 429, retryAfterSeconds: 0.05 } });
  assert.equal((await channel.send('patience')).content, 'patience');
  assert.throws(() => discord.faults.inject({ failNext: { route: 'POST /nowhere', status: 500 } }), /no route/);
});

scene('the sixth message within five seconds is refused with the time to wait', async ({ call }) => {
  const post = () => call('POST', `/channels/${CHANNELS.general}/messages`, { content: 'quick' });
  const first = await post();
  assert.equal(first.headers.get('x-ratelimit-limit'), '5');
  assert.equal(first.headers.get('x-ratelimit-remaining'), '4');
  for (let sent = 1; sent < 5; sent++) assert.equal((await post()).status, 200);
  const { status, body, headers } = await post();
  assert.equal(status, 429);
  assert.equal(headers.get('x-ratelimit-scope'), 'user');
  assert.ok(Number(body.retry_after) > 0 && Number(body.retry_after) <= 5);
  const elsewhere = await call('POST', `/channels/${CHANNELS.tradingFloor}/messages`, { content: 'another bucket' });
  assert.equal(elsewhere.status, 200);
});

scene('discord.js waits by itself before a bucket overflows', async ({ bot, as }) => {
  const client = await bot();
  const alice = await as(USERS.alice);
  const channel = client.channels.cache.get(CHANNELS.general);
  assert.ok(channel instanceof TextChannel);
  let waited = 0;
  client.rest.on('rateLimited', (info) => {
    waited = info.timeToReset;
  });
  await Promise.all(['1', '2', '3', '4', '5', '6'].map((word) => channel.send(word)));
  assert.ok(waited > 0 && waited <= 5_500);
  assert.equal((await alice.state()).messages[CHANNELS.general]?.length, 6);
});

scene('a reset brings everybody back to the start while the bot stays connected', async ({ bot, as, discord }) => {
  const client = await bot();
  await client.application.commands.set([hello]);
  const alice = await as(USERS.alice);
  await alice.say(CHANNELS.general, 'soon forgotten');
  await alice.openThread(CHANNELS.general, 'Gone soon');
  await alice.joinVoice(CHANNELS.hangout);
  const back = next(client, 'guildAvailable', (guild) => guild.id === GUILDS.lounge);
  const response = await fetch(`${discord.url}/playground/reset`, { method: 'POST' });
  assert.equal(response.status, 204);
  await back;
  await alice.waitForEvent((event) => (event.t === 'reset' ? true : undefined));
  const state = await alice.state();
  assert.deepEqual(state.messages[CHANNELS.general], []);
  const lounge = state.guilds.find(({ id }) => id === GUILDS.lounge);
  assert.deepEqual(lounge?.voice, {});
  assert.equal(
    lounge?.channels.some(({ name }) => name === 'Gone soon'),
    false,
  );
  assert.deepEqual(
    lounge?.commands.map(({ name }) => name),
    ['hello'],
  );
  assert.equal(client.guilds.cache.get(GUILDS.lounge)?.channels.cache.size, 5);
  const heard = next(client, 'messageCreate');
  await alice.say(CHANNELS.general, 'a new start');
  assert.equal((await heard)[0].content, 'a new start');
});
