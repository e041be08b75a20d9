import {
  type AnySelectMenuInteraction,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type UserContextMenuCommandInteraction,
} from 'discord.js';
import { UserError } from '../errors.ts';
import { meetUser } from '../operations/meetUser.ts';
import { expired, requireOwnAndFresh } from './buttons/confirm.ts';
import { formModal, written } from './buttons/form.ts';
import { actsOn, globalForm, globally } from './buttons/global.ts';
import { formBefore, isWhispered, mayBeCopied, mayOpenForm, press } from './buttons/press.ts';
import { decodeState, type State, type StateOf } from './buttons/state.ts';
import { readTip, tipModal } from './buttons/tip.ts';
import { writeEmbed } from './commands/announce.ts';
import { type Options, type Press, requireFeature, type Value } from './commands/command.ts';
import { askGift } from './commands/gift.ts';
import { addWrittenCodes } from './commands/item.ts';
import { COMMANDS } from './commands/list.ts';
import { MESSAGE_MENUS, USER_MENUS } from './commands/menus.ts';
import { savePin } from './commands/pin.ts';
import { decidePurchase, keepWish } from './commands/redemption.ts';
import { reviewNow } from './commands/review.ts';
import { submitNow } from './commands/tasks.ts';
import { putInNow } from './commands/trade.ts';
import { showLink } from './commands/wallet.ts';
import { type Community, requireCommunity } from './community.ts';
import { errorReply, isDuplicate, outcomeOf } from './errors.ts';
import type { Face } from './face.ts';
import { handed } from './files.ts';
import { en, type Key } from './locales/en.ts';
import { sayIn } from './locales/say.ts';
import { memberUnknown, personOf } from './person.ts';
import { present } from './present.ts';
import { showWaiting } from './privately.ts';
import { render } from './replies/render.ts';
import type { Place, Reply } from './replies/reply.ts';
import { type Bare, bareOf, isBare, planForm, planNow, planPage } from './setup/bare.ts';
import { wizardPage } from './setup/wizard.ts';

type Answerable =
  | ChatInputCommandInteraction
  | ButtonInteraction
  | AnySelectMenuInteraction
  | ModalSubmitInteraction
  | UserContextMenuCommandInteraction
  | MessageContextMenuCommandInteraction;

/** Discord takes a token for 15 minutes; what is sent in the last seconds might come too late. */
const TOKEN_MS = 14.5 * 60_000;

/** Answers slash commands, buttons, context menus and modals. The one place that decides how an error is shown. */
export async function onInteraction(face: Face, interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) return onAutocomplete(face, interaction);
  if (!isAnswerable(interaction)) return;
  const done = face.ctx.metrics.commandSeconds.startTimer({ command: commandOf(interaction) });
  try {
    if (!interaction.inGuild())
      throw new UserError('GuildOnly', 'This works on a server only: use it in one of its channels.');
    if (interaction.isChatInputCommand()) await onCommand(face, interaction);
    else if (interaction.isMessageComponent()) await onButton(face, interaction);
    else if (interaction.isModalSubmit()) await onModal(face, interaction);
    else if (interaction.commandName === en['tip.name'] && interaction.isUserContextMenuCommand())
      await interaction.showModal(tipModal(interaction, sayIn(interaction.locale)));
    else await onMenu(face, interaction);
    done({ outcome: 'ok' });
  } catch (error) {
    done({ outcome: outcomeOf(error) });
    if (isDuplicate(error)) return face.ctx.log.debug({ id: interaction.id }, 'an interaction was delivered twice');
    await answerError(face, interaction, error);
  }
}

const isAnswerable = (interaction: Interaction): interaction is Answerable =>
  interaction.isChatInputCommand() ||
  interaction.isMessageComponent() ||
  interaction.isModalSubmit() ||
  interaction.isContextMenuCommand();

const MENUS: Key[] = ['tip.name', ...[...USER_MENUS, ...MESSAGE_MENUS].map(({ title }) => title)];

/** What was used, in words that this code knows: others would be counted for ever. */
function commandOf(interaction: Answerable): string {
  if (interaction.isMessageComponent() || interaction.isModalSubmit())
    return decodeState(interaction.customId)?.verb ?? 'unknown';
  if (interaction.isContextMenuCommand())
    return MENUS.find((title) => en[title] === interaction.commandName)?.replace('.name', '') ?? 'unknown';
  return COMMANDS.find(({ name }) => name === interaction.commandName)?.name ?? 'unknown';
}

async function onCommand(face: Face, interaction: ChatInputCommandInteraction) {
  const command = COMMANDS.find(({ name }) => name === interaction.commandName);
  const leaf = command?.leaves[interaction.options.getSubcommand(false) ?? ''];
  if (!command || !leaf)
    throw new UserError('CommandUnknown', 'This command is gone: reload Discord to see what there is.');
  const ephemeral = leaf.visibility === 'private';
  const place = placeOf(face, interaction, ephemeral);
  const bare = leaf.bare && (await bareAsked(face, interaction));
  if (leaf.bare && bare) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    return present(face, place, await leaf.bare(face, bare), interaction.id);
  }
  const preparing = whoAndWhere(face, interaction);
  if (leaf.form) {
    const call = { ...(await preparing), prefixed: false, place };
    requireFeature(command, call.community);
    const form = await leaf.form(face, { ...call, args: readOptions(interaction, leaf.options) });
    await interaction.showModal(formModal(form));
    return;
  }
  // Should it fail, that is told once the interaction is acknowledged.
  preparing.catch(() => undefined);
  await interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {});
  const call = { ...(await preparing), prefixed: false, place };
  requireFeature(command, call.community);
  const reply = await leaf.run(face, { ...call, args: readOptions(interaction, leaf.options) });
  await present(face, place, reply, interaction.id);
  await showWaiting(face, call.author.id, interaction.token);
}

/** What was chosen from the menu of a member or a message. */
async function onMenu(
  face: Face,
  interaction: UserContextMenuCommandInteraction | MessageContextMenuCommandInteraction,
) {
  const preparing = whoAndWhere(face, interaction);
  preparing.catch(() => undefined);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const place = placeOf(face, interaction, true);
  await present(face, place, await answer({ ...(await preparing), place }), interaction.id);

  async function answer(pressed: Press): Promise<Reply> {
    if (interaction.isMessageContextMenuCommand()) {
      const menu = MESSAGE_MENUS.find(({ title }) => en[title] === interaction.commandName);
      if (menu) return menu.run(face, pressed, interaction.targetMessage);
    } else {
      const menu = USER_MENUS.find(({ title }) => en[title] === interaction.commandName);
      if (!interaction.targetMember) throw memberUnknown();
      if (menu) return menu.run(face, pressed, personOf(interaction.targetUser, interaction.targetMember));
    }
    throw new UserError('CommandUnknown', 'This command is gone: reload Discord to see what there is.');
  }
}

/** Discord shows at most so many, of at most so many characters, and waits three seconds for them. */
const MOST_SUGGESTED = 25;
const LONGEST_SUGGESTED = 100;
const SUGGEST_WITHIN_MS = 2_500;

/**
 * Suggests while a member types; nothing where that would take too long. What goes wrong is logged: the field stays free to
 * be filled by hand.
 */
async function onAutocomplete(face: Face, interaction: AutocompleteInteraction): Promise<void> {
  const { name, value: typed } = interaction.options.getFocused(true);
  const command = COMMANDS.find((each) => each.name === interaction.commandName);
  const option = command?.leaves[interaction.options.getSubcommand(false) ?? '']?.options[name];
  try {
    const found = await within(SUGGEST_WITHIN_MS, find(), []);
    const fitting = found.filter(({ name: shown, value }) => shown && value && value.length <= LONGEST_SUGGESTED);
    await interaction.respond(
      fitting.slice(0, MOST_SUGGESTED).map((each) => ({ ...each, name: each.name.slice(0, LONGEST_SUGGESTED) })),
    );
  } catch (error) {
    if (!isDuplicate(error)) face.ctx.log.warn({ err: error }, 'nothing could be suggested');
  }

  async function find() {
    const community = await face.communityOf(interaction.guildId ?? '');
    if (!community || option?.type !== 'text' || !option.suggest) return [];
    const asked = { community, userId: interaction.user.id, typed, say: sayIn(interaction.locale) };
    return option.suggest(face, asked);
  }
}

/** What the work comes to, or something else when it takes too long. Fails as the work does. */
async function within<T>(ms: number, work: Promise<T>, otherwise: T): Promise<T> {
  const late = Promise.withResolvers<T>();
  const timer = setTimeout(() => late.resolve(otherwise), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    // Fails too late to be told.
    work.catch(() => undefined);
  }
}

/** Who asks, where there is no community yet; null where there is. */
async function bareAsked(face: Face, interaction: Answerable): Promise<Bare | null> {
  const known = bareOf(interaction);
  if (!known || (await face.communityOf(known.guildId))) return null;
  return { ...known, author: personOf(interaction.user, null), say: sayIn(interaction.locale) };
}

/** The button under the bot's first message, and those of the plan that it leads to. */
async function onBare(
  face: Face,
  interaction: ButtonInteraction | AnySelectMenuInteraction,
  state: StateOf<'setUpHere'> | StateOf<'planCommunity'>,
) {
  const bare = await bareAsked(face, interaction);
  if (bare && state.verb === 'planCommunity')
    return void (await interaction.showModal(formModal(planForm(bare, state))));
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const place = placeOf(face, interaction, true);
  const reply = bare
    ? await planPage(face, bare)
    : await wizardPage(face, { ...(await whoAndWhere(face, interaction)), place }, 'channels');
  await present(face, place, reply, interaction.id);
}

/** Buttons and menus. */
async function onButton(face: Face, interaction: ButtonInteraction | AnySelectMenuInteraction) {
  const state = decodeState(interaction.customId);
  if (!state) throw expired();
  const foreign = 'author' in state && state.author !== interaction.user.id;
  const values = interaction.isButton() ? [] : interaction.values;
  if (!foreign || !mayBeCopied(state)) requireOwnAndFresh(state, interaction.user.id, face.ctx.clock());
  if (isBare(state)) return onBare(face, interaction, state);
  if ((foreign && mayBeCopied(state)) || isWhispered(state)) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const place = placeOf(face, interaction, true);
    const pressed = { ...(await whoAndWhere(face, interaction, state)), place, values };
    return present(face, place, await pressIn(face, pressed, state), interaction.id);
  }
  if (mayOpenForm(state)) {
    const asking = { ...(await whoAndWhere(face, interaction, state)), place: placeOf(face, interaction, true) };
    const form = await formBefore(face, asking, state);
    if (form) return void (await interaction.showModal(formModal(globalForm(asking.community, form))));
  }
  await interaction.deferUpdate();
  const ephemeral = interaction.message.flags.has(MessageFlags.Ephemeral);
  const place = { ...placeOf(face, interaction, ephemeral), messageId: interaction.message.id };
  const pressed = { ...(await whoAndWhere(face, interaction, state)), place, values };
  await present(face, place, await pressIn(face, pressed, state), interaction.id);
}

async function onModal(face: Face, interaction: ModalSubmitInteraction) {
  const state = decodeState(interaction.customId);
  if (!state) throw expired();
  requireOwnAndFresh(state, interaction.user.id, face.ctx.clock());
  if (state.verb === 'planCommunity') {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const bare = await bareAsked(face, interaction);
    if (!bare) throw expired();
    const fields = { name: written(interaction, 'name'), symbol: written(interaction, 'symbol') };
    return present(face, placeOf(face, interaction, true), await planNow(face, bare, state, fields), interaction.id);
  }
  const pin = written(interaction, 'pin');
  if (pin !== null && 'operation' in state && interaction.isFromMessage()) {
    // The PIN that a button asked for: from here on as if the button had done its work at once.
    await interaction.deferUpdate();
    const ephemeral = interaction.message.flags.has(MessageFlags.Ephemeral);
    const place = { ...placeOf(face, interaction, ephemeral), messageId: interaction.message.id };
    const pressed = { ...(await whoAndWhere(face, interaction, state)), place, pin };
    return present(face, place, await pressIn(face, pressed, state), interaction.id);
  }
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const place = placeOf(face, interaction, true);
  const call = { ...(await whoAndWhere(face, interaction, state)), prefixed: false, place, pin };
  await present(face, place, globally(call.community, await answer()), interaction.id);

  async function answer(): Promise<Reply> {
    switch (state?.verb) {
      case 'addCodes':
        return addWrittenCodes(face, call, state, written(interaction, 'text') ?? '');
      case 'tip':
        return askGift(face, { ...call, args: await readTip(interaction, state) });
      case 'setPin':
        return savePin(face, call, { pin: pin ?? '', old: written(interaction, 'old') });
      case 'link':
        return showLink(face, call);
      case 'submitTask':
        return submitNow(face, call, Number(state.claim), { proof: written(interaction, 'text') });
      case 'rejectTask':
        return reviewNow(face, call, {
          claim: Number(state.claim),
          accept: false,
          reason: written(interaction, 'text'),
        });
      case 'wish':
        return keepWish(face, call, state, {
          ...{ colour: written(interaction, 'colour'), text: written(interaction, 'text') },
        });
      case 'refusePurchase':
        return decidePurchase(face, call, { ...state, refused: written(interaction, 'text') ?? '' });
      case 'putIn':
        return putInNow(face, call, state, {
          amount: written(interaction, 'amount'),
          items: written(interaction, 'items'),
        });
      case 'writeEmbed':
        return writeEmbed(face, call, state, {
          ...{ title: written(interaction, 'title'), text: written(interaction, 'text') },
          ...{ colour: written(interaction, 'colour'), image: written(interaction, 'image') },
          footer: written(interaction, 'footer'),
        });
      default:
        throw expired();
    }
  }
}

/** What a button does, in the community that it belongs to. */
const pressIn = async (face: Face, pressed: Press, state: State) =>
  globally(pressed.community, await press(face, pressed, state));

async function whoAndWhere(face: Face, interaction: Answerable, state?: State) {
  const say = sayIn(interaction.locale);
  const home = requireCommunity(await face.communityOf(interaction.guildId ?? ''));
  const community = state ? await actsOn(face, home, state) : home;
  const author = personOf(interaction.user, interaction.inGuild() ? interaction.member : null);
  await meetUser(face.ctx, author);
  const permissions = interaction.memberPermissions?.bitfield ?? 0n;
  return { id: interaction.id, say, community, author, permissions };
}

const placeOf = (face: Face, { channelId, token }: Answerable, ephemeral: boolean): Place => ({
  channelId: channelId ?? '',
  messageId: null,
  interactionToken: token,
  expiresAt: new Date(face.ctx.clock() + TOKEN_MS),
  ephemeral,
});

/** @throws UserError for a person who is not on this server */
function readOptions(interaction: ChatInputCommandInteraction, options: Options): Record<string, Value> {
  const read = Object.entries(options).map(([name, option]): [string, Value] => {
    if (option.type === 'role') return [name, interaction.options.getRole(name)?.id ?? null];
    if (option.type === 'channel') return [name, interaction.options.getChannel(name)?.id ?? null];
    if (option.type === 'file') {
      const file = interaction.options.getAttachment(name);
      return [name, file && handed(file)];
    }
    if (option.type !== 'member') return [name, interaction.options.getString(name)];
    const user = interaction.options.getUser(name);
    const member = interaction.options.getMember(name);
    if (user && !member) throw memberUnknown();
    return [name, user && personOf(user, member as Parameters<typeof personOf>[1])];
  });
  return Object.fromEntries(read);
}

/** Whose amounts an answer to it would speak of. */
async function unitFor(face: Face, interaction: Answerable): Promise<Community | null> {
  const home = await face.communityOf(interaction.guildId ?? '');
  const state = 'customId' in interaction ? decodeState(interaction.customId) : null;
  return home && state ? actsOn(face, home, state) : home;
}

async function answerError(face: Face, interaction: Answerable, error: unknown) {
  const { deliver } = face;
  try {
    // Only the amounts in the sentence need it; whatever keeps it from being read is told by the error itself.
    const community = await unitFor(face, interaction).catch(() => null);
    const reply = errorReply(face.ctx.log, sayIn(interaction.locale), error, community, interaction.user.id);
    if (!interaction.deferred && !interaction.replied) {
      const { components } = render(reply);
      await interaction.reply({ components, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral });
    } else if ((interaction.isMessageComponent() || interaction.isModalSubmit()) && !interaction.ephemeral)
      await deliver.whisper(interaction.token, reply);
    else if (interaction.ephemeral || !(error instanceof UserError))
      // Where nobody knows what broke, the operation may have got through: its outcome needs this answer's place.
      await deliver.show(placeOf(face, interaction, interaction.ephemeral ?? false), reply, interaction.id);
    else {
      // An error is nobody else's business: the public answer that was begun is taken back.
      await deliver.withdraw(interaction.token);
      await deliver.whisper(interaction.token, reply);
    }
  } catch (failure) {
    if (isDuplicate(failure)) return;
    face.ctx.log.error({ err: failure, cause: error }, 'an error could not be told');
  }
}
