import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { usePlayground } from '../context.tsx';
import type { Feed } from '../feed.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { faultIn, type ModalField, readModal } from './modal-fields.ts';

function ModalInput({ field, error }: { field: ModalField; error: string | undefined }) {
  return (
    <Field label={field.label} hint={field.hint} required={field.required} error={error}>
      {(control) => {
        const shared = { ...control, name: field.customId, className: inputClass };
        if (field.kind === 'choice') {
          return (
            <select {...shared} defaultValue={field.preset}>
              <option value="">Choose …</option>
              {field.options.map(({ value, label, description }) => (
                <option key={value} value={value}>
                  {description ? `${label}: ${description}` : label}
                </option>
              ))}
            </select>
          );
        }
        const text = { ...shared, defaultValue: field.preset, placeholder: field.placeholder, autoComplete: 'off' };
        return field.long ? <textarea rows={4} {...text} /> : <input type="text" {...text} />;
      }}
    </Field>
  );
}

/** A modal that the bot opened, as a dialog. */
export function InteractionModal({ open }: { open: NonNullable<Feed['modal']> }) {
  const { dispatch, interact, channel } = usePlayground();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const content = readModal(open.modal);
  const fields = content.flatMap((each) => ('field' in each ? [each.field] : []));

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const answers = fields.map((field) => ({ field, value: String(data.get(field.customId) ?? '') }));
    const faults = answers.flatMap(({ field, value }) => {
      const fault = faultIn(field, value);
      return fault ? [[field.customId, fault] as const] : [];
    });
    setErrors(Object.fromEntries(faults));
    const first = faults[0];
    if (first) return form.querySelector<HTMLElement>(`[name="${CSS.escape(first[0])}"]`)?.focus();
    const accepted = await interact(
      {
        do: 'modal_submit',
        interaction_id: open.interactionId,
        fields: answers.map(({ field, value }) => ({ custom_id: field.customId, value })),
      },
      { channelId: channel?.id ?? '' },
    );
    if (accepted) dispatch({ do: 'close_modal' });
  }

  return (
    <Dialog open onClose={() => dispatch({ do: 'close_modal' })} title={open.modal.title}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        {content.map((each, index) => {
          if ('field' in each) {
            return <ModalInput key={each.field.customId} field={each.field} error={errors[each.field.customId]} />;
          }
          if ('text' in each) {
            // biome-ignore lint/suspicious/noArrayIndexKey: a modal never reorders
            return <Markdown key={index} source={each.text} />;
          }
          return (
            <p key={each.unknown} className="text-sm text-muted">
              “{each.unknown}” is of a kind that the Playground cannot show.
            </p>
          );
        })}
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={() => dispatch({ do: 'close_modal' })}>
            Cancel
          </Button>
          <Button type="submit" variant="accent">
            Submit
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
