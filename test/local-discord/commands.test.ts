import assert from 'node:assert/strict';
import { ApplicationCommandType, type Client, MessageFlags, MessageType, SlashCommandBuilder } from 'discord.js';
import { CHANNELS, GUILDS, USERS } from '../../bot/local-discord/seed.ts';
import { next, scene } from './harness.ts';

const gift = new SlashCommandBuilder()
  .setName('gift')
  .setDescription('Send tokens')
  .addUserOption((option) => option.setName('member').setDescription('To whom').setRequired(true))
  .addIntegerOption((option) => option.setName('amount').setDescription('How many').setMinValue(1).setRequired(true));
const item = new SlashCommandBuilder()
  .setName('shop')
  .setDescription('The shop')
  .addSubcommand((sub) =>
    sub
      .setName('buy')
      .setDescription('Buy something')
      .addStringOption((option) =>
        option.setName('item').setDescription('Which').setAutocomplete(true).setRequired(true),
      ),
  );

const register = (client: Client<true>) =>
  client.application.commands.set([gift.toJSON(), item.toJSON()]).then((commands) => commands.map(({ name }) => name));

scene('a slash command reaches the bot with everything it names, and its reply reaches the channel', async (s) => {
  const client = await s.bot();
  assert.deepEqual((await register(client)).sort(), ['gift', 'shop']);
  const [alice, bob] = [await s.as(USERS.alice), await s.as(USERS.bob)];
  client.on('interactionCreate', async (it) => {
    if (!it.isChatInputCommand()) return;
    const member = it.options.getMember('member');
    const amount = it.options.getInteger('amount');
    assert.equal(it.guildId, GUILDS.lounge);
    assert.equal(it.locale, 'en-US');
    assert.ok(it.memberPermissions?.has('SendMessages'));
    assert.ok(it.appPermissions.has('ManageRoles'));
    assert.ok(member && 'displayName' in member);
    await it.reply({ content: `${it.user.displayName} sends ${amount} to ${member.displayName}` });
  });
  const use = await alice.command(CHANNELS.general, 'gift', { member: USERS.bob, amount: 10 });
  const reply = await use.reply();
  assert.equal(reply.content, 'Alice sends 10 to Bob');
  assert.equal(reply.type, MessageType.ChatInputCommand);
  assert.equal(reply.interaction_metadata?.user.id, USERS.alice);
  assert.equal((await bob.waitForMessage((message) => message.id === reply.id)).content, reply.content);
});

scene('a deferred reply thinks, then is edited, then followed up', async (s) => {
  const client = await s.bot();
  await register(client);
  const alice = await s.as(USERS.alice);
  client.on('interactionCreate', async (it) => {
    if (!it.isChatInputCommand()) return;
    await it.deferReply();
    await it.editReply({ embeds: [{ title: 'Submitted', fields: [{ name: 'Amount', value: '10' }] }] });
    await it.followUp('Confirmed');
    await it.editReply({ embeds: [{ title: 'Done' }] });
  });
  const use = await alice.command(CHANNELS.general, 'gift', { member: USERS.bob, amount: 10 });
  const reply = await use.reply();
  assert.equal(reply.embeds[0]?.title, 'Submitted');
  assert.equal(reply.embeds[0]?.type, 'rich');
  const followUp = await alice.waitForMessage((message) => message.content === 'Confirmed');
  assert.equal(followUp.message_reference?.message_id, reply.id);
  const done = await alice.waitForMessage((message) => message.embeds[0]?.title === 'Done');
  assert.equal(done.id, reply.id);
  const versions = alice.events.flatMap((event) =>
    event.t === 'message' && event.message.id === reply.id ? [event] : [],
  );
  assert.equal(versions[0]?.message.thinking, true);
  assert.equal(versions.at(-1)?.message.thinking, undefined);
});

scene('an ephemeral reply is shown to its addressee alone and is no message to anybody else', async (s) => {
  const client = await s.bot();
  await register(client);
  const [alice, bob] = [await s.as(USERS.alice), await s.as(USERS.bob)];
  client.on('interactionCreate', async (it) => {
    if (!it.isChatInputCommand()) return;
    await it.deferReply({ flags: MessageFlags.Ephemeral });
    await it.editReply('For your eyes only');
    await it.followUp({ content: 'This too', flags: MessageFlags.Ephemeral });
    await it.followUp('This is for all');
  });
  const use = await alice.command(CHANNELS.general, 'gift', { member: USERS.bob, amount: 1 });
  const reply = await use.reply();
  assert.equal(reply.content, 'For your eyes only');
  assert.equal((reply.flags ?? 0) & MessageFlags.Ephemeral, MessageFlags.Ephemeral);
  await alice.waitForMessage((message) => message.content === 'This too');
  await bob.waitForMessage((message) => message.content === 'This is for all');
  const contents = (who: typeof bob) =>
    who.events.flatMap((event) => (event.t === 'message' ? [event.message.content] : []));
  assert.deepEqual(contents(bob), ['This is for all']);
  const history = async (who: typeof bob) =>
    (await who.state()).messages[CHANNELS.general]?.map((message) => message.content);
  assert.deepEqual(await history(bob), ['This is for all']);
  assert.deepEqual(await history(alice), ['For your eyes only', 'This too', 'This is for all']);
  const listed = await s.call('GET', `/channels/${CHANNELS.general}/messages`);
  assert.deepEqual(
    (listed.body as unknown as { content: string }[]).map(({ content }) => content),
    ['This is for all'],
  );
});

scene('autocomplete suggests to whoever types, and the choice arrives with the command', async (s) => {
  const client = await s.bot();
  await register(client);
  const [alice, bob] = [await s.as(USERS.alice), await s.as(USERS.bob)];
  client.on('interactionCreate', async (it) => {
    if (it.isAutocomplete()) {
      const typed = it.options.getFocused();
      await it.respond([{ name: `${typed}ie`, value: 'cookie' }]);
    } else if (it.isChatInputCommand()) {
      await it.reply(`${it.options.getSubcommand()}: ${it.options.getString('item')}`);
    }
  });
  const choices = await alice.autocomplete(CHANNELS.general, 'shop buy', { item: 'cook' }, 'item');
  assert.deepEqual(choices, [{ name: 'cookie', value: 'cookie' }]);
  const use = await alice.command(CHANNELS.general, 'shop buy', { item: 'cookie' });
  assert.equal((await use.reply()).content, 'buy: cookie');
  assert.equal(
    bob.events.some((event) => event.t === 'autocomplete'),
    false,
  );
});

scene('context menus carry the person or message they were opened on', async (s) => {
  const client = await s.bot();
  await client.application.commands.create({ name: 'Tip', type: ApplicationCommandType.User });
  await client.application.commands.create({ name: 'Vote helpful', type: ApplicationCommandType.Message });
  const alice = await s.as(USERS.alice);
  client.on('interactionCreate', async (it) => {
    if (it.isUserContextMenuCommand()) await it.reply(`tip ${it.targetUser.username}`);
    if (it.isMessageContextMenuCommand()) await it.reply(`vote for "${it.targetMessage.content}"`);
  });
  const tip = await alice.command(CHANNELS.general, 'Tip', {}, USERS.bob);
  assert.equal((await tip.reply()).content, 'tip bob');
  const message = await alice.say(CHANNELS.general, 'good advice');
  const vote = await alice.command(CHANNELS.general, 'Vote helpful', {}, message.id);
  assert.equal((await vote.reply()).content, 'vote for "good advice"');
});

scene('commands keep their ids when registered again and vanish when left out', async ({ bot }) => {
  const client = await bot();
  const { commands } = client.application;
  const first = await commands.set([gift.toJSON(), item.toJSON()]);
  const second = await commands.set([{ ...gift.toJSON(), description: 'Give tokens' }]);
  assert.equal(second.first()?.id, first.find(({ name }) => name === 'gift')?.id);
  assert.equal((await commands.fetch()).size, 1);
  const edited = await commands.edit(second.first()?.id ?? '', { description: 'Give' });
  assert.equal(edited.description, 'Give');
  await commands.delete(edited);
  assert.equal((await commands.fetch()).size, 0);
  await client.guilds.cache.get(GUILDS.lounge)?.commands.set([item.toJSON()]);
  assert.equal((await commands.fetch()).size, 0);
});

scene('the page is told in one sentence what is wrong with a command', async (s) => {
  const client = await s.bot();
  await client.application.commands.set([
    gift.toJSON(),
    new SlashCommandBuilder().setName('award').setDescription('Staff only').setDefaultMemberPermissions(0).toJSON(),
  ]);
  const [alice, carol] = [await s.as(USERS.alice), await s.as(USERS.carol)];
  const attempt = (options: Record<string, string | number>) => alice.command(CHANNELS.general, 'gift', options);
  await assert.rejects(attempt({ member: USERS.bob }), /^Error: Fill in "amount": the command needs it\.$/);
  await assert.rejects(attempt({ member: USERS.bob, amount: 0 }), /"amount" must be at least 1\./);
  await assert.rejects(attempt({ member: USERS.bob, amount: 1.5 }), /"amount" must be a whole number\./);
  await assert.rejects(attempt({ member: '1234567890123456789', amount: 1 }), /names nobody/);
  await assert.rejects(alice.command(CHANNELS.general, 'award'), /no command "award"/);
  assert.ok((await carol.state()).guilds[0]?.commands.some(({ name }) => name === 'award'));
  const interaction = next(client, 'interactionCreate');
  await carol.command(CHANNELS.general, 'award');
  assert.ok((await interaction)[0].isChatInputCommand());
});
