import type { PlaygroundOption } from '@guildmint/bot/api/playground.ts';
import { useEffect, useState } from 'react';
import type { SlashCommand } from '../commands.ts';
import { nestOptions } from '../commands.ts';
import { usePlayground } from '../context.tsx';
import type { CommandOption } from '../discord.ts';
import type { Choice } from '../session.tsx';

export type AskedChoices = { choices: Choice[]; status: 'loading' | 'ready' | 'failed' };

/** Long enough that typing a word asks once or twice, short enough not to be felt. */
const PAUSE_MS = 150;

/** The bot's suggestions for what stands in a field, asked anew as it changes; idle while `active` is false. */
export function useAskedChoices(
  slash: SlashCommand,
  option: CommandOption,
  text: string,
  others: PlaygroundOption[],
  active: boolean,
): AskedChoices {
  const { askChoices, channel } = usePlayground();
  const [asked, setAsked] = useState<AskedChoices>({ choices: [], status: 'loading' });
  const othersKey = JSON.stringify(others);
  const channelId = channel?.id;

  useEffect(() => {
    if (!active || !channelId) return;
    let current = true;
    const timer = setTimeout(async () => {
      const focused = { name: option.name, type: option.type, value: text, focused: true };
      const options = nestOptions(slash, [...(JSON.parse(othersKey) as PlaygroundOption[]), focused]);
      setAsked((before) => ({ ...before, status: 'loading' }));
      try {
        const choices = await askChoices({ channel_id: channelId, command_id: slash.command.id, options });
        if (current) setAsked({ choices, status: 'ready' });
      } catch {
        // The field says so; the person can still type a value, as in Discord.
        if (current) setAsked({ choices: [], status: 'failed' });
      }
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [active, askChoices, channelId, option, othersKey, slash, text]);

  return asked;
}
