import { Paperclip, SendHorizontal, X } from 'lucide-react';
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { IconButton } from '../../../components/button.tsx';
import { encodeMentions, type SlashCommand, slashCommands } from '../commands.ts';
import { usePlayground } from '../context.tsx';
import { AttachDialog, type MadeUpFile } from '../dialogs/attach-dialog.tsx';
import { type Channel, userName } from '../discord.ts';
import { authorName } from '../names.ts';
import { CommandForm } from './command-form.tsx';
import { FileChips } from './file-chips.tsx';
import { Listbox, optionId, steppedIndex } from './listbox.tsx';
import { suggest } from './suggestions.tsx';

export type ComposerHandle = { fill: (text: string, mode: 'replace' | 'append') => void };

/** Discord's limit for a message. */
const MAX_LENGTH = 2_000;

/** Where messages are written and commands chosen. */
export function Composer({ channel, handle }: { channel: Channel; handle: RefObject<ComposerHandle | null> }) {
  const { names, guild, commands: usable, state, replyTo, setReplyTo, perform } = usePlayground();
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [cursor, setCursor] = useState(0);
  const [command, setCommand] = useState<SlashCommand | null>(null);
  const [files, setFiles] = useState<MadeUpFile[]>([]);
  const [attaching, setAttaching] = useState(false);
  const [active, setActive] = useState(0);
  const [closedFor, setClosedFor] = useState<string | null>(null);

  const commands = useMemo(() => slashCommands(usable), [usable]);
  const people = useMemo(
    () => (guild ? guild.members.map(({ user }) => user) : [...state.users, ...state.bots]),
    [guild, state],
  );
  const found = suggest(
    text.slice(0, cursor),
    commands,
    people.map((user) => user.id),
    guild,
    names,
  );
  const suggestions = found && found.entries.length > 0 && closedFor !== text ? found : null;
  const noCommand = found?.entries.length === 0 && text.startsWith('/') && text.length > 1;
  const at = Math.min(active, Math.max((suggestions?.entries.length ?? 0) - 1, 0));

  useImperativeHandle(handle, () => ({
    fill(next, mode) {
      setCommand(null);
      setClosedFor(null);
      const value = mode === 'append' ? `${text}${text && !/\s$/.test(text) ? ' ' : ''}${next}` : next;
      write(value, value.length);
      // After a menu or drawer that this was chosen in has given the focus back.
      requestAnimationFrame(() => input.current?.focus());
    },
  }));
  useEffect(() => {
    if (replyTo) input.current?.focus();
  }, [replyTo]);

  function write(value: string, position: number) {
    // Drawn at once, so that the cursor can be placed in it.
    flushSync(() => {
      setText(value);
      setCursor(position);
      setActive(0);
    });
    input.current?.setSelectionRange(position, position);
  }

  function pick(index: number) {
    const chosen = suggestions?.entries[index]?.pick;
    if (!chosen) return;
    if ('command' in chosen) {
      setCommand(chosen.command);
      return write('', 0);
    }
    const before = text.slice(0, cursor).replace(/[@#][\p{L}\p{N}_-]*$/u, chosen.text);
    write(before + text.slice(cursor), before.length);
  }

  async function send() {
    const content = encodeMentions(
      text.trim(),
      guild,
      people.map((user) => ({ id: user.id, names: [names.nameOf(user.id), user.username, userName(user)] })),
    );
    if (!content && files.length === 0) return;
    const sent = { text, files };
    write('', 0);
    setFiles([]);
    setReplyTo(null);
    const result = await perform({
      do: 'message',
      channel_id: channel.id,
      content,
      ...(replyTo && { reply_to: replyTo.id }),
      ...(files.length > 0 && { files }),
    });
    if (result) return;
    // A refusal must not cost people what they wrote.
    setText(sent.text);
    setFiles(sent.files);
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    const next = suggestions ? steppedIndex(event.key, at, suggestions.entries.length) : undefined;
    if (next !== undefined) setActive(next);
    else if (suggestions && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) pick(at);
    else if (event.key === 'Escape' && suggestions) setClosedFor(text);
    else if (event.key === 'Escape' && replyTo) setReplyTo(null);
    else if (event.key === 'Enter' && !event.shiftKey) void send();
    else return;
    event.preventDefault();
  }

  if (command) {
    const close = () => {
      setCommand(null);
      requestAnimationFrame(() => input.current?.focus());
    };
    return <CommandForm key={command.key} slash={command} channel={channel} onClose={close} />;
  }
  const place = guild ? `#${names.channelName(channel)}` : names.channelName(channel);
  return (
    <div className="relative">
      {suggestions && (
        <Listbox
          id={id}
          label={suggestions.label}
          entries={suggestions.entries}
          active={at}
          onChoose={pick}
          onActivate={setActive}
          className="inset-x-0"
        />
      )}
      {noCommand && (
        <p role="status" className="px-2 pb-1.5 text-sm text-muted">
          No command is called that. Enter sends it as a message.
        </p>
      )}
      <div className="rounded-xl border border-line bg-field focus-within:border-accent">
        {replyTo && (
          <div className="flex items-center gap-2 border-b border-line py-0.5 pr-1 pl-3.5 text-sm text-muted">
            <span className="min-w-0 flex-1 truncate">
              Replying to <span className="font-medium text-ink">{authorName(names, replyTo)}</span>
            </span>
            <IconButton label="Do not reply" onClick={() => setReplyTo(null)}>
              <X />
            </IconButton>
          </div>
        )}
        <FileChips files={files} onRemove={(index) => setFiles(files.toSpliced(index, 1))} />
        <div className="flex items-end gap-1 p-1.5">
          <IconButton label="Attach a file" onClick={() => setAttaching(true)}>
            <Paperclip />
          </IconButton>
          <textarea
            ref={input}
            rows={1}
            value={text}
            maxLength={MAX_LENGTH}
            aria-label={`Message ${place}`}
            aria-autocomplete="list"
            aria-controls={suggestions ? id : undefined}
            aria-activedescendant={suggestions ? optionId(id, at) : undefined}
            placeholder={`Message ${place}`}
            onChange={({ target }) => {
              setText(target.value);
              setCursor(target.selectionStart);
              setActive(0);
            }}
            onSelect={({ currentTarget }) => setCursor(currentTarget.selectionStart)}
            onKeyDown={onKeyDown}
            className="field-sizing-content max-h-48 min-h-9 min-w-0 flex-1 resize-none bg-transparent px-1.5 py-1.5 outline-none placeholder:text-muted pointer-coarse:min-h-11 pointer-coarse:py-2.5"
          />
          <IconButton label="Send" disabled={!text.trim() && files.length === 0} onClick={send} tone="accent">
            <SendHorizontal />
          </IconButton>
        </div>
      </div>
      <AttachDialog
        open={attaching}
        onClose={() => setAttaching(false)}
        onAttach={(file) => setFiles([...files, file])}
      />
    </div>
  );
}
