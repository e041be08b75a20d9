import { ExternalLink } from 'lucide-react';
import { Button, type ButtonVariant, buttonClass } from '../../../components/button.tsx';
import { Dots } from '../../../components/states.tsx';
import { usePlayground } from '../context.tsx';
import type { ActionRow, Message, MessageButton } from '../discord.ts';
import { SelectControl } from './select.tsx';

const VARIANTS: Record<number, ButtonVariant> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' };

function ButtonFace({ button }: { button: MessageButton }) {
  const label = 'label' in button ? button.label : undefined;
  const emoji = 'emoji' in button ? button.emoji : undefined;
  return (
    <>
      {emoji && <span aria-hidden={label ? true : undefined}>{emoji.id ? `:${emoji.name}:` : emoji.name}</span>}
      {label}
    </>
  );
}

export function ButtonControl({ button, message }: { button: MessageButton; message: Message }) {
  const { interact, feed } = usePlayground();
  if ('url' in button) {
    return (
      <a
        href={button.url}
        target="_blank"
        rel="noreferrer"
        aria-disabled={button.disabled || undefined}
        className={buttonClass('secondary')}
      >
        <ButtonFace button={button} />
        <ExternalLink className="size-3.5" aria-label="opens in a new tab" />
      </a>
    );
  }
  if (!('custom_id' in button)) return null; // Premium buttons sell Discord's own products: there is nothing to show.
  const { custom_id } = button;
  const pending = feed.pending.some((each) => each.messageId === message.id && each.customId === custom_id);
  const press = () =>
    interact(
      { do: 'component', channel_id: message.channel_id, message_id: message.id, custom_id },
      { channelId: message.channel_id, messageId: message.id, customId: custom_id },
    );
  return (
    <Button
      variant={VARIANTS[button.style] ?? 'secondary'}
      disabled={button.disabled}
      aria-busy={pending}
      onClick={pending ? undefined : press}
    >
      {pending ? <Dots /> : null}
      <ButtonFace button={button} />
    </Button>
  );
}

export function ActionRowControl({ row, message }: { row: ActionRow; message: Message }) {
  return (
    <div className="flex flex-wrap gap-2">
      {row.components.map((control, index) =>
        control.type === 2 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: link buttons have no id of their own
          <ButtonControl key={index} button={control} message={message} />
        ) : (
          <SelectControl key={control.custom_id} select={control} message={message} />
        ),
      )}
    </div>
  );
}
