/** A small real bot for the Playground to talk to: one command for each thing that a page must be able to show. */
import { once } from 'node:events';
import {
  ActionRowBuilder,
  ApplicationCommandType,
  type AutocompleteInteraction,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  ContainerBuilder,
  ContextMenuCommandBuilder,
  EmbedBuilder,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { LOCAL_DISCORD_TOKEN } from '../../../bot/local-discord/seed.ts';

const DRINKS = ['Coffee', 'Cocoa', 'Tea'];

const COMMANDS = [
  new SlashCommandBuilder()
    .setName('order')
    .setDescription('Order a drink')
    .addStringOption((o) => o.setName('drink').setDescription('Which drink').setRequired(true).setAutocomplete(true))
    .addIntegerOption((o) =>
      o.setName('cups').setDescription('How many').setRequired(true).setMinValue(1).setMaxValue(5),
    )
    .addUserOption((o) => o.setName('guest').setDescription('Whom it is for'))
    .addBooleanOption((o) => o.setName('sugar').setDescription('With sugar')),
  new SlashCommandBuilder().setName('secret').setDescription('Something for your eyes only'),
  new SlashCommandBuilder().setName('panel').setDescription('A card with a button'),
  new SlashCommandBuilder().setName('pick').setDescription('A menu under a message'),
  new SlashCommandBuilder().setName('feedback').setDescription('Opens a form'),
  new SlashCommandBuilder().setName('slow').setDescription('Thinks before it answers'),
  new SlashCommandBuilder().setName('silent').setDescription('Never answers'),
  new SlashCommandBuilder()
    .setName('clan')
    .setDescription('Clans')
    .addSubcommand((s) => s.setName('create').setDescription('Found a clan')),
  new ContextMenuCommandBuilder().setName('Greet').setType(ApplicationCommandType.User),
  new ContextMenuCommandBuilder().setName('Quote').setType(ApplicationCommandType.Message),
];

export type DemoBot = {
  /** Lets `/slow` answer. */
  release: () => void;
  close: () => Promise<void>;
};

function panel(text: string): ContainerBuilder {
  return new ContainerBuilder()
    .setAccentColor(0x37c98f)
    .addTextDisplayComponents((t) => t.setContent('## A card'))
    .addSeparatorComponents((s) => s)
    .addSectionComponents((s) =>
      s
        .addTextDisplayComponents((t) => t.setContent(text))
        .setButtonAccessory(
          new ButtonBuilder().setCustomId('approve').setLabel('Approve').setStyle(ButtonStyle.Success),
        ),
    );
}

function order({ options }: ChatInputCommandInteraction): EmbedBuilder {
  const guest = options.getUser('guest');
  return new EmbedBuilder()
    .setTitle('Order taken')
    .setColor(0xf0c560)
    .setDescription(`**${options.getInteger('cups', true)}** × ${options.getString('drink', true)}`)
    .addFields(
      { name: 'For', value: guest ? `<@${guest.id}>` : 'nobody', inline: true },
      { name: 'Sugar', value: String(options.getBoolean('sugar')), inline: true },
    )
    .setFooter({ text: 'The kitchen' });
}

async function suggest(interaction: AutocompleteInteraction) {
  const typed = interaction.options.getFocused().toLowerCase();
  const found = DRINKS.filter((drink) => drink.toLowerCase().startsWith(typed));
  await interaction.respond(found.map((drink) => ({ name: `${drink}, hot`, value: drink })));
}

async function runCommand(interaction: ChatInputCommandInteraction, released: Promise<void>): Promise<unknown> {
  switch (interaction.commandName) {
    case 'order':
      return interaction.reply({ embeds: [order(interaction)] });
    case 'secret':
      return interaction.reply({ content: 'The word is **mint**.', flags: MessageFlags.Ephemeral });
    case 'panel':
      return interaction.reply({ components: [panel('Waiting for a word')], flags: MessageFlags.IsComponentsV2 });
    case 'pick': {
      const menu = new StringSelectMenuBuilder()
        .setCustomId('season')
        .setPlaceholder('Choose a season')
        .addOptions({ label: 'Spring', value: 'spring' }, { label: 'Autumn', value: 'autumn' });
      return interaction.reply({
        content: 'When?',
        components: [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)],
      });
    }
    case 'feedback': {
      const input = new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Paragraph).setMinLength(5);
      const label = new LabelBuilder().setLabel('What did you like?').setTextInputComponent(input);
      return interaction.showModal(
        new ModalBuilder().setCustomId('feedback').setTitle('Tell us').addLabelComponents(label),
      );
    }
    case 'slow':
      await interaction.deferReply();
      await released;
      return interaction.editReply('It took a while.');
    case 'clan':
      return interaction.reply(`Founded by ${interaction.options.getSubcommand()}.`);
  }
}

function press(interaction: ButtonInteraction) {
  return interaction.update({ components: [panel(`Approved by <@${interaction.user.id}>`)] });
}

async function answer(interaction: Interaction, released: Promise<void>): Promise<unknown> {
  if (interaction.isAutocomplete()) return suggest(interaction);
  if (interaction.isChatInputCommand()) return runCommand(interaction, released);
  if (interaction.isButton()) return press(interaction);
  if (interaction.isStringSelectMenu()) return interaction.reply(`The season is ${interaction.values.join()}.`);
  if (interaction.isModalSubmit()) return interaction.reply(`Noted: ${interaction.fields.getTextInputValue('text')}`);
  if (interaction.isUserContextMenuCommand()) return interaction.reply(`Hello, <@${interaction.targetId}>!`);
  if (interaction.isMessageContextMenuCommand()) return interaction.reply(`“${interaction.targetMessage.content}”`);
}

/** Connects the bot to a local Discord and registers its commands. */
export async function startDemoBot(discordUrl: string): Promise<DemoBot> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    rest: { api: `${discordUrl}/api` },
  });
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  client.on('interactionCreate', (interaction) => void answer(interaction, released));
  const ready = once(client, 'clientReady');
  await client.login(LOCAL_DISCORD_TOKEN);
  await ready;
  await client.application?.commands.set(COMMANDS);
  return { release, close: () => client.destroy() };
}
