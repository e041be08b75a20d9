import { PRIVACY_KINDS } from '../../operations/erasable.ts';
import { erase, getStored, lookInside, type Stored } from '../../operations/privacy.ts';
import { ANSWER_WITHIN_MS } from '../buttons/confirm.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Reply } from '../replies/reply.ts';
import { when } from '../replies/text.ts';
import { type Command, leaf, type Press } from './command.ts';

/** Discord's limit for a message's text is 4,000; the rest is room for headings. */
const MOST_TEXT = 3_400;

export const privacyCommand: Command = {
  name: 'privacy',
  group: 'account',
  title: 'privacy.name',
  about: 'privacy.description',
  permissions: null,
  // Typed, everybody would read along.
  aliases: {},
  leaves: {
    '': leaf({
      about: 'privacy.description',
      options: {},
      visibility: 'private',
      run: (face, call) => privacyPage(face, call),
    }),
  },
};

/** What is stored off-chain about whoever asks, and what became of it where they looked inside. */
export async function privacyPage({ ctx }: Face, press: Press): Promise<Reply> {
  const { say, author, values } = press;
  const stored = await getStored(ctx, { userId: author.id });
  const kind = PRIVACY_KINDS.find((each) => each === values?.[0]);
  const kinds = PRIVACY_KINDS.filter((each) => stored.some((part) => part.kind === each));
  const inside = kind
    ? [`**${say(`privacy.kind.${kind}`)}**\n${shown(say, await lookInside(ctx, { userId: author.id, kind }))}`]
    : [];
  return {
    tone: 'info',
    title: say('privacy.title'),
    blocks: [say('privacy.intro'), list(say, stored), ...inside, say('privacy.chain')],
    selects: [
      {
        kind: 'text',
        placeholder: say('privacy.look'),
        options: kinds.map((each) => ({ label: say(`privacy.kind.${each}`), value: each })),
        chosen: kind ? [kind] : [],
        press: { verb: 'privacy', author: author.id },
      },
    ],
    buttons: [
      { label: say('privacy.erase'), emoji: '🗑️', look: 'danger', press: { verb: 'askErase', author: author.id } },
    ],
  };
}

/** Says what erasing means, and asks. */
export function askErase({ ctx }: Face, { say, author }: Press): Reply {
  const base = { author: author.id, expires: ctx.clock() + ANSWER_WITHIN_MS };
  return {
    tone: 'pending',
    title: say('privacy.askTitle'),
    blocks: [say('privacy.ask'), say('privacy.chain')],
    note: say('gift.expires', { when: when(base.expires) }),
    buttons: [
      { label: say('privacy.erase'), emoji: '🗑️', look: 'danger', press: { verb: 'eraseMe', ...base } },
      { label: say('button.cancel'), look: 'secondary', press: { verb: 'privacy', author: author.id } },
    ],
  };
}

export async function eraseNow({ ctx }: Face, { say, author }: Press): Promise<Reply> {
  const left = await erase(ctx, { userId: author.id });
  return {
    tone: 'success',
    title: say('privacy.title'),
    blocks: [
      say('privacy.erased'),
      ...(left.length > 0 ? [`${say('privacy.left')}\n${list(say, left)}`] : []),
      say('privacy.chain'),
    ],
  };
}

const list = (say: Say, stored: Stored[]) =>
  stored.length === 0
    ? say('privacy.nothing')
    : stored
        .map(
          ({ kind, becomes, count }) => `**${say(`privacy.kind.${kind}`)}** · ${count} · ${say(`privacy.${becomes}`)}`,
        )
        .join('\n');

/** Rows as they stand, as much as a message takes. */
function shown(say: Say, rows: Record<string, unknown>[]): string {
  if (rows.length === 0) return say('privacy.nothing');
  const plain = (_: string, value: unknown) => {
    if (typeof value === 'bigint') return `${value}`;
    // A buffer has turned into its bytes by now.
    return isBytes(value) ? `${value.data.length} bytes` : value;
  };
  const lines = rows.map((row) => JSON.stringify(row, plain).replaceAll('`', 'ˋ')).join('\n');
  return `\`\`\`json\n${lines.length > MOST_TEXT - 600 ? `${lines.slice(0, MOST_TEXT - 600)}…` : lines}\n\`\`\``;
}

const isBytes = (value: unknown): value is { data: number[] } =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  value.type === 'Buffer' &&
  'data' in value &&
  Array.isArray(value.data);
