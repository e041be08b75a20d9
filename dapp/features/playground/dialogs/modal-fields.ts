import type { Modal, ModalPart } from '../discord.ts';

/** A question of a modal, whichever of Discord's two ways it was written in. */
export type ModalField = {
  customId: string;
  label: string;
  hint?: string | undefined;
  required: boolean;
  preset: string;
} & (
  | { kind: 'text'; long: boolean; placeholder: string; minLength: number; maxLength: number }
  | { kind: 'choice'; options: { value: string; label: string; description?: string | undefined }[] }
);

export type ModalContent = { text: string } | { field: ModalField } | { unknown: string };

/** Discord's own limit for a text input. */
const MAX_TEXT = 4_000;

type LabelPart = Extract<ModalPart, { component: unknown }>;
type RowPart = Extract<ModalPart, { components: unknown }>;
type Answerable = LabelPart['component'] | RowPart['components'][number];

function readField(part: Answerable, label: string, hint?: string): ModalContent {
  if (part.type === 4) {
    const { custom_id: customId, value = '', placeholder = '', required = true } = part;
    const limits = { minLength: part.min_length ?? 0, maxLength: part.max_length ?? MAX_TEXT };
    return {
      field: {
        kind: 'text',
        customId,
        label,
        hint,
        required,
        preset: value,
        long: part.style === 2,
        placeholder,
        ...limits,
      },
    };
  }
  if (part.type === 3 || part.type === 21) {
    const { custom_id: customId, required = true, options } = part;
    const preset = options.find((option) => option.default)?.value ?? '';
    return { field: { kind: 'choice', customId, label, hint, required, preset, options } };
  }
  return { unknown: label };
}

/** Reads a modal from top to bottom. */
export function readModal(modal: Modal): ModalContent[] {
  return modal.components.flatMap((part): ModalContent[] => {
    if ('content' in part) return [{ text: part.content }];
    if ('component' in part) return [readField(part.component, part.label, part.description)];
    return part.components.map((input) => readField(input, input.label ?? input.custom_id));
  });
}

/** One sentence about what is wrong with an answer; undefined if nothing is. */
export function faultIn(field: ModalField, value: string): string | undefined {
  if (value === '') return field.required ? 'Fill this in.' : undefined;
  if (field.kind === 'choice') return undefined;
  if (value.length < field.minLength) return `Write at least ${field.minLength} characters; these are ${value.length}.`;
  if (value.length > field.maxLength) return `Write at most ${field.maxLength} characters; these are ${value.length}.`;
  return undefined;
}
