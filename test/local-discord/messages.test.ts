import assert from 'node:assert/strict';
import { AttachmentBuilder, GatewayIntentBits as I, TextChannel } from 'discord.js';
import { CHANNELS, USERS } from '../../bot/local-discord/seed.ts';
import { next, type Scene, scene } from './harness.ts';

async function general(s: Scene, intents?: number[]) {
  const client = await s.bot(intents);
  const channel = client.channels.cache.get(CHANNELS.general);
  assert.ok(channel instanceof TextChannel);
  return { client, channel, alice: await s.as(USERS.alice) };
}

scene('a prefix message reaches the bot with its words, its author and its files', async (s) => {
  const { client, alice } = await general(s);
  const heard = next(client, 'messageCreate');
  const sent = await alice.say(CHANNELS.general, '!sendbroski <@1100000000000000002> 10', [
    { filename: 'proof.png', size: 2048, content_type: 'image/png' },
  ]);
  const [message] = await heard;
  assert.equal(message.content, '!sendbroski <@1100000000000000002> 10');
  assert.equal(message.member?.displayName, 'Alice');
  assert.ok(message.mentions.users.has(USERS.bob));
  assert.equal(message.attachments.first()?.size, 2048);
  const served = await fetch(sent.attachments[0]?.url ?? '');
  assert.equal((await served.arrayBuffer()).byteLength, 2048);
  assert.equal(served.headers.get('content-type'), 'image/png');
});

scene(
  'without the content intent messages arrive empty, except direct ones and those that mention the bot',
  async (s) => {
    const { client, alice } = await general(s, [I.Guilds, I.GuildMessages, I.DirectMessages]);
    const heard: string[] = [];
    client.on('messageCreate', (message) => heard.push(message.content));
    await alice.say(CHANNELS.general, '!balance');
    await alice.say(CHANNELS.general, `<@${USERS.guildmint}> hello`);
    const last = next(client, 'messageCreate', (message) => message.content === 'psst');
    await alice.say((await alice.openDm(USERS.guildmint)).id, 'psst');
    await last;
    assert.deepEqual(heard, ['', `<@${USERS.guildmint}> hello`, 'psst']);
  },
);

scene('without the message intent no message arrives at all', async (s) => {
  const { client, alice } = await general(s, [I.Guilds, I.GuildVoiceStates]);
  let heard = 0;
  client.on('messageCreate', () => {
    heard += 1;
  });
  const voice = next(client, 'voiceStateUpdate');
  await alice.say(CHANNELS.general, 'anybody?');
  await alice.joinVoice(CHANNELS.hangout);
  await voice;
  assert.equal(heard, 0);
});

scene('the bot sends files and embeds that show them, edits, replies and deletes', async (s) => {
  const { client, channel, alice } = await general(s);
  const file = new AttachmentBuilder(Buffer.from('<svg/>'), { name: 'card.svg', description: 'A card' });
  const sent = await channel.send({
    files: [file],
    embeds: [{ title: 'Card', image: { url: 'attachment://card.svg' }, timestamp: '2026-01-01T00:00:00Z' }],
  });
  const url = sent.attachments.first()?.url ?? '';
  assert.equal(sent.embeds[0]?.image?.url, url);
  assert.equal(await (await fetch(url)).text(), '<svg/>');
  await sent.edit({ content: 'edited', embeds: [] });
  const edited = await alice.waitForMessage((message) => message.content === 'edited');
  assert.equal(edited.attachments.length, 1);
  assert.ok(edited.edited_timestamp);
  const asked = await alice.say(CHANNELS.general, 'and now?');
  const reply = await (await channel.messages.fetch(asked.id)).reply('now this');
  const shown = await alice.waitForMessage((message) => message.id === reply.id);
  assert.equal(shown.referenced_message?.content, 'and now?');
  assert.deepEqual(
    shown.mentions.map(({ id }) => id),
    [USERS.alice],
  );
  await reply.delete();
  await alice.waitForEvent((event) => (event.t === 'message_delete' && event.id === reply.id ? true : undefined));
  await assert.rejects(channel.messages.fetch({ message: reply.id, force: true }), { code: 10008 });
  const gone = next(client, 'messageDelete', (message) => message.id === asked.id);
  await alice.deleteMessage(asked);
  await gone;
});

scene('allowed mentions decide who is pinged', async (s) => {
  const { channel } = await general(s);
  const content = `<@${USERS.bob}> <@${USERS.carol}>`;
  const open = await channel.send(content);
  assert.equal(open.mentions.users.size, 2);
  const closed = await channel.send({ content, allowedMentions: { parse: [] } });
  assert.equal(closed.mentions.users.size, 0);
  const one = await channel.send({ content, allowedMentions: { users: [USERS.bob] } });
  assert.deepEqual([...one.mentions.users.keys()], [USERS.bob]);
  const everyone = await channel.send('@everyone look');
  assert.equal(everyone.mentions.everyone, false, 'the bot may not mention everyone');
});

scene('history is listed newest first and paged, pins are listed and announced', async (s) => {
  const { client, channel, alice } = await general(s);
  for (const word of ['one', 'two', 'three', 'four']) await alice.say(CHANNELS.general, word);
  const newest = await channel.messages.fetch({ limit: 2 });
  assert.deepEqual(
    newest.map(({ content }) => content),
    ['four', 'three'],
  );
  const older = await channel.messages.fetch({ limit: 10, before: newest.last()?.id ?? '' });
  assert.deepEqual(
    older.map(({ content }) => content),
    ['two', 'one'],
  );
  const pinned = next(client, 'channelPinsUpdate');
  await older.first()?.pin();
  await pinned;
  const pins = await channel.messages.fetchPins();
  assert.deepEqual(
    pins.items.map(({ message }) => message.content),
    ['two'],
  );
  await older.first()?.unpin();
  assert.equal((await channel.messages.fetchPins()).items.length, 0);
});

scene('reactions are counted, told and taken back', async (s) => {
  const { client, channel, alice } = await general(s);
  const message = await channel.send('Vote');
  const added = next(client, 'messageReactionAdd', (_, user) => user.id === USERS.alice);
  await alice.react(await alice.waitForMessage(({ id }) => id === message.id), '👍');
  const [reaction] = await added;
  assert.equal(reaction.emoji.name, '👍');
  await message.react('👍');
  assert.deepEqual((await reaction.users.fetch()).map(({ id }) => id).sort(), [USERS.alice, USERS.guildmint].sort());
  const shown = await alice.waitForMessage(({ id, reactions }) => id === message.id && reactions?.[0]?.count === 2);
  assert.equal(shown.reactions?.[0]?.me, true);
  const removed = next(client, 'messageReactionRemove', (_, user) => user.id === USERS.alice);
  await alice.unreact(shown, '👍');
  await removed;
});

scene('a direct message goes both ways, unless the member closed them', async (s) => {
  const { client, alice } = await general(s);
  const heard = next(client, 'messageCreate', (message) => message.channel.isDMBased());
  const dm = await alice.openDm(USERS.guildmint);
  await alice.say(dm.id, 'hello');
  const [message] = await heard;
  await message.reply('hello yourself');
  const answer = await alice.waitForMessage(({ content }) => content === 'hello yourself');
  assert.equal(answer.channel_id, dm.id);
  assert.deepEqual(
    (await alice.state()).dms.map(({ id }) => id),
    [dm.id],
  );
  s.discord.faults.inject({ closedDms: [USERS.bob] });
  await assert.rejects((await client.users.fetch(USERS.bob)).send('hi'), { code: 50007 });
  await assert.rejects((await client.users.fetch(USERS.beepbot)).send('hi'), { code: 50007 });
});

scene('a post whose answer was lost is not doubled when its nonce is enforced', async (s) => {
  const { channel, alice } = await general(s);
  s.discord.faults.inject({ loseNext: { route: 'POST /channels/:channel/messages' } });
  await channel.send({ content: 'once', nonce: '42', enforceNonce: true });
  const state = await alice.state();
  assert.equal(state.messages[CHANNELS.general]?.length, 1);
});
