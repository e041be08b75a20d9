import assert from 'node:assert/strict';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextChannel,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';
import { CHANNELS, USERS } from '../../bot/local-discord/seed.ts';
import { type Scene, scene } from './harness.ts';

const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('gift:confirm').setLabel('Confirm').setStyle(ButtonStyle.Success),
  new ButtonBuilder().setCustomId('gift:cancel').setLabel('Cancel').setStyle(ButtonStyle.Secondary),
);

async function ready(s: Scene) {
  const client = await s.bot();
  const channel = client.channels.cache.get(CHANNELS.general);
  assert.ok(channel instanceof TextChannel);
  return { client, channel, alice: await s.as(USERS.alice) };
}

scene('a button names its message, and the bot updates that message in place', async (s) => {
  const { client, channel, alice } = await ready(s);
  const asked = await channel.send({ content: 'Send 10?', components: [buttons] });
  client.on('interactionCreate', async (it) => {
    if (!it.isButton()) return;
    assert.equal(it.message.id, asked.id);
    await it.update({ content: `${it.user.displayName} chose ${it.customId}`, components: [] });
  });
  const shown = await alice.waitForMessage((message) => message.id === asked.id);
  await alice.click(shown, 'Confirm');
  const updated = await alice.waitForMessage((message) => message.content === 'Alice chose gift:confirm');
  assert.equal(updated.id, asked.id);
  assert.deepEqual(updated.components, []);
  await assert.rejects(alice.click(shown, 'Cancel'), /no longer on the message/);
});

scene('a deferred update is edited later, and a button may answer with a message of its own', async (s) => {
  const { client, channel, alice } = await ready(s);
  const asked = await channel.send({ content: 'Send 10?', components: [buttons] });
  client.on('interactionCreate', async (it) => {
    if (!it.isButton()) return;
    if (it.customId === 'gift:cancel')
      return void (await it.reply({ content: 'Cancelled', flags: MessageFlags.Ephemeral }));
    await it.deferUpdate();
    await it.editReply({ content: 'Confirmed', components: [] });
  });
  const shown = await alice.waitForMessage((message) => message.id === asked.id);
  const cancelled = await (await alice.click(shown, 'Cancel')).reply();
  assert.equal(cancelled.content, 'Cancelled');
  assert.equal(cancelled.message_reference?.message_id, asked.id);
  await alice.click(shown, 'Confirm');
  assert.equal((await alice.waitForMessage((message) => message.content === 'Confirmed')).id, asked.id);
});

scene('buttons on an ephemeral message work for its addressee and for nobody else', async (s) => {
  const { client, channel, alice } = await ready(s);
  const bob = await s.as(USERS.bob);
  const asked = await channel.send({ content: 'Send 10?', components: [buttons] });
  client.on('interactionCreate', async (it) => {
    if (!it.isButton()) return;
    if (it.customId === 'gift:cancel') return void (await it.update({ content: 'Gone', components: [] }));
    await it.reply({ content: 'Sure?', components: [buttons], flags: MessageFlags.Ephemeral });
  });
  const shown = await alice.waitForMessage((message) => message.id === asked.id);
  const sure = await (await alice.click(shown, 'Confirm')).reply();
  await assert.rejects(bob.click(sure, 'Cancel'), /only visible to somebody else/);
  await alice.click(sure, 'Cancel');
  const gone = await alice.waitForMessage((message) => message.content === 'Gone');
  assert.equal(gone.id, sure.id);
  assert.equal((gone.flags ?? 0) & MessageFlags.Ephemeral, MessageFlags.Ephemeral);
});

scene('selects deliver what was chosen, with the people chosen', async (s) => {
  const { client, channel, alice } = await ready(s);
  const words = new StringSelectMenuBuilder()
    .setCustomId('page')
    .setPlaceholder('Which page')
    .addOptions({ label: 'First', value: '1' }, { label: 'Second', value: '2' });
  const people = new UserSelectMenuBuilder().setCustomId('who').setPlaceholder('Whom').setMaxValues(2);
  const rows = [
    new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(words),
    new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(people),
  ];
  const asked = await channel.send({ content: 'Choose', components: rows });
  client.on('interactionCreate', async (it) => {
    if (it.isStringSelectMenu()) await it.reply(`page ${it.values.join()}`);
    if (it.isUserSelectMenu()) await it.reply(it.users.map((user) => user.username).join(' and '));
  });
  const shown = await alice.waitForMessage((message) => message.id === asked.id);
  assert.equal((await (await alice.choose(shown, 'Which page', ['2'])).reply()).content, 'page 2');
  assert.equal((await (await alice.choose(shown, 'Whom', [USERS.bob, USERS.carol])).reply()).content, 'bob and carol');
  await assert.rejects(alice.choose(shown, 'Which page', ['3']), /not in the menu/);
  await assert.rejects(alice.choose(shown, 'Which page', []), /Choose exactly 1/);
});

scene('a modal opens for the member who asked, and its fields reach the bot', async (s) => {
  const { client, channel, alice } = await ready(s);
  const bob = await s.as(USERS.bob);
  const asked = await channel.send({ content: 'PIN?', components: [buttons] });
  const input = new TextInputBuilder()
    .setCustomId('pin')
    .setStyle(TextInputStyle.Short)
    .setMinLength(4)
    .setMaxLength(6);
  const modal = new ModalBuilder()
    .setCustomId('pin-form')
    .setTitle('Your PIN')
    .addLabelComponents(new LabelBuilder().setLabel('PIN').setTextInputComponent(input));
  client.on('interactionCreate', async (it) => {
    if (it.isButton()) await it.showModal(modal);
    if (!it.isModalSubmit() || !it.isFromMessage()) return;
    await it.update({ content: `${it.customId}: ${it.fields.getTextInputValue('pin')}`, components: [] });
  });
  const shown = await alice.waitForMessage((message) => message.id === asked.id);
  const form = await (await alice.click(shown, 'Confirm')).modal();
  assert.equal(form.modal.title, 'Your PIN');
  await assert.rejects(alice.submitModal(form, { pin: '12' }), /needs at least 4 characters/);
  await assert.rejects(bob.submitModal(form, { pin: '1234' }), /form is closed/);
  await alice.submitModal(form, { pin: '1234' });
  assert.equal((await alice.waitForMessage((message) => message.content === 'pin-form: 1234')).id, asked.id);
  assert.equal(
    bob.events.some((event) => event.t === 'modal'),
    false,
  );
});

scene('a Components V2 message holds its text in components and refuses content beside them', async (s) => {
  const { channel, alice } = await ready(s);
  const box = new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder().setContent('# Leaderboard'))
    .addActionRowComponents(buttons);
  const sent = await channel.send({ components: [box], flags: MessageFlags.IsComponentsV2 });
  const shown = await alice.waitForMessage((message) => message.id === sent.id);
  assert.equal(shown.content, '');
  assert.equal(shown.components?.[0]?.type, 17);
  await assert.rejects(channel.send({ content: 'and words', components: [box], flags: MessageFlags.IsComponentsV2 }), {
    code: 50035,
  });
});
