import {
  ComponentType,
  type ModalComponentData,
  type ModalSubmitInteraction,
  TextInputStyle,
  type UserContextMenuCommandInteraction,
} from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Person } from '../commands/command.ts';
import type { Say } from '../locales/say.ts';
import { fetchMember, memberUnknown, personOf } from '../person.ts';
import { encodeState, type StateOf } from './state.ts';

/** Asks for the amount of a tip; shown at once, as a modal cannot follow a deferral. @throws UserError for a bot */
export function tipModal(interaction: UserContextMenuCommandInteraction, say: Say): ModalComponentData {
  const { targetUser, targetMember, user } = interaction;
  if (targetUser.bot) throw new UserError('RecipientBot', 'Bots have no account: choose a person.');
  if (targetUser.id === user.id)
    throw new UserError('GiftsToSelf', 'You cannot give to yourself: choose somebody else.');
  const { name } = personOf(targetUser, targetMember);
  const input = (customId: string, label: string, required: boolean, maxLength: number) => ({
    type: ComponentType.ActionRow as const,
    components: [
      {
        type: ComponentType.TextInput as const,
        style: TextInputStyle.Short as const,
        customId,
        label,
        required,
        maxLength,
      },
    ],
  });
  return {
    customId: encodeState({ verb: 'tip', author: user.id, to: targetUser.id }),
    title: say('tip.title', { name }).slice(0, 45),
    components: [
      input('amount', say('gift.amount').slice(0, 45), true, 40),
      input('message', say('gift.message').slice(0, 45), false, 200),
    ],
  };
}

/** @throws UserError if the recipient has left the server meanwhile */
export async function readTip(
  interaction: ModalSubmitInteraction,
  { to }: StateOf<'tip'>,
): Promise<{ member: Person; amount: string; message: string | null }> {
  if (!interaction.guild) throw memberUnknown();
  const member = await fetchMember(interaction.guild, to);
  return {
    member: personOf(member.user, member),
    amount: interaction.fields.getTextInputValue('amount'),
    message: interaction.fields.getTextInputValue('message') || null,
  };
}
