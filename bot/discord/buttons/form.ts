import { ComponentType, type ModalComponentData, TextInputStyle } from 'discord.js';
import type { Form } from '../commands/command.ts';
import { encodeState } from './state.ts';

const FIELD = 'text';
/** Discord's own limit. */
const MOST = 4_000;

/** A form as Discord shows it. */
export const formModal = ({ title, label, hint, submit }: Form): ModalComponentData => ({
  customId: encodeState(submit),
  title: title.slice(0, 45),
  components: [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.TextInput,
          style: TextInputStyle.Paragraph,
          customId: FIELD,
          label: label.slice(0, 45),
          placeholder: hint.slice(0, 100),
          required: true,
          maxLength: MOST,
        },
      ],
    },
  ],
});

/** What was written into it. */
export const readForm = ({ fields }: { fields: { getTextInputValue(customId: string): string } }): string =>
  fields.getTextInputValue(FIELD);
