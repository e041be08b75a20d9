import { ComponentType, type ModalComponentData, type ModalSubmitInteraction, TextInputStyle } from 'discord.js';
import type { Form } from '../commands/command.ts';
import { encodeState } from './state.ts';

/** A form as Discord shows it, with what fits of its words. */
export const formModal = ({ title, fields, submit }: Form): ModalComponentData => ({
  customId: encodeState(submit),
  title: title.slice(0, 45),
  components: Object.entries(fields).map(([customId, { label, hint, value, optional, long, least, most }]) => ({
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.TextInput,
        style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
        customId,
        label: label.slice(0, 45),
        ...(hint ? { placeholder: hint.slice(0, 100) } : {}),
        ...(value ? { value: value.slice(0, most) } : {}),
        required: !optional,
        ...(least ? { minLength: least } : {}),
        maxLength: most,
      },
    ],
  })),
});

/** What was written into a field; null where the form has none of this name. */
export const written = ({ fields }: Pick<ModalSubmitInteraction, 'fields'>, field: string): string | null =>
  fields.fields.has(field) ? fields.getTextInputValue(field) : null;
