import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { usePlayground } from '../context.tsx';
import type { Message } from '../discord.ts';

type ThreadDialogProps = { open: boolean; onClose: () => void; channelId: string; message?: Message };

/** Discord's limit for the name of a channel or thread. */
const MAX_NAME = 100;

export function ThreadDialog({ open, onClose, channelId, message }: ThreadDialogProps) {
  const { perform, openChannel } = usePlayground();
  const [error, setError] = useState<string>();

  async function create(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    if (!name) return setError('Give the thread a name.');
    const result = await perform({
      do: 'thread',
      channel_id: channelId,
      name,
      ...(message && { message_id: message.id }),
    });
    if (!result) return;
    onClose();
    if (result.channel) openChannel(result.channel.id);
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Create a thread"
      description={message ? 'It begins with the message you chose.' : 'A side conversation of this channel.'}
    >
      <form noValidate onSubmit={create} className="flex flex-col gap-4">
        <Field label="Thread name" required error={error}>
          {(control) => (
            <input {...control} name="name" maxLength={MAX_NAME} autoComplete="off" className={inputClass} />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="accent">
            Create the thread
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
