// A day as a page to read: who did what, and what everybody or they alone saw then. What differs from day to day (ids,
// addresses, times) is named instead of shown, so that the page changes only where the bot does.
import type { PlaygroundMessage } from '../../bot/api/playground.ts';
import { CHANNELS, ROLES, USERS } from '../../bot/local-discord/seed.ts';
import type { Line, Name } from './stage.ts';

const capital = (name: string) => name[0]!.toUpperCase() + name.slice(1);
const spaced = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const names = new Map<string, string>([
  ...Object.entries(USERS).map(([name, id]): [string, string] => [id, `@${capital(name)}`]),
  ...Object.entries(CHANNELS).map(([name, id]): [string, string] => [id, `#${dashed(name)}`]),
  ...Object.entries(ROLES).map(([name, id]): [string, string] => [id, `@${spaced(name)}`]),
]);

const UNITS: [string, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** @param now seconds since 1970 by the day's clock, from which times are told */
function told(text: string, now: number): string {
  return text
    .replace(/<(?:@[!&]?|#)(\d+)>/g, (_, id: string) => names.get(id) ?? '@somebody')
    .replace(/<t:(\d+):R>/g, (_, at: string) => inWords(Number(at) - now))
    .replace(/<t:\d+(?::\w)?>/g, '(time)')
    .replace(/<\/([^:>]+):\d+>/g, '/$1')
    .replace(/https?:\/\/[^\s)>]+/g, '(link)')
    .replace(/0x[\da-fA-F]{2,}(?:…[\da-fA-F]+)?/g, '0x…')
    .replace(/`[\da-f]{64}`/g, '`…`')
    .replace(/\bBROSKI-10-[\dA-F]{4}\b/g, 'BROSKI-10-····')
    .replace(/\b(block|Block) [\d,]+/g, '$1 …')
    .replace(/\b\d{17,20}\b/g, (id) => names.get(id) ?? '…')
    .replace(/\b20\d\d-\d\d-\d\dT[\d:.]+Z/g, '(time)')
    .replace(/"at":\d{13}\b/g, '"at":(time)')
    .replace(/\b20\d\d-\d\d-\d\d\b/g, '(date)');
}

function inWords(seconds: number): string {
  // What has just happened happened up to some minutes ago, or ahead: the local chain gains a second a block.
  if (Math.abs(seconds) < 200) return 'now';
  const [unit, length] = UNITS.find(([, each]) => Math.abs(seconds) >= each * 0.9) ?? [
    'moment',
    Number.POSITIVE_INFINITY,
  ];
  if (unit === 'moment') return 'now';
  const count = Math.round(Math.abs(seconds) / length);
  const some = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return seconds > 0 ? `in ${some}` : `${some} ago`;
}

type Part = { type?: number; content?: string; label?: string; placeholder?: string; disabled?: boolean };

/** The words, pictures and buttons of a message, in reading order. */
function inside(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(inside);
  if (part === null || typeof part !== 'object') return [];
  const { content, label, placeholder, disabled } = part as Part;
  const { components, accessory, items, description, media } = part as Record<string, unknown>;
  const buttons = [label ?? (placeholder && `${placeholder} ▾`)]
    .filter((each) => each !== undefined)
    .map((each) => `\`[ ${each} ]\`${disabled ? ' (off)' : ''}`);
  const picture = media ? [`🖼 ${description ?? 'a picture'}`] : [];
  const nested = [components, accessory, items].flatMap(inside);
  // Buttons of one row stand on one line.
  const row = (part as Part).type === 1 ? [nested.join(' ')] : nested;
  return [...(content ? [content] : []), ...picture, ...buttons, ...row];
}

function shown(message: PlaygroundMessage): string[] {
  const embeds = message.embeds.flatMap(({ title, description, footer }) => [
    ...(title ? [`**${title}**`] : []),
    ...(description ? [description] : []),
    ...(footer ? [`-# ${footer.text}`] : []),
  ]);
  const files = message.attachments.map(({ filename, description }) => `🖼 ${description ?? filename}`);
  return [...(message.content ? [message.content] : []), ...embeds, ...inside(message.components ?? []), ...files];
}

const quote = (lines: string[]) =>
  lines
    .flatMap((line) => line.split('\n'))
    .map((line) =>
      `> ${line.replace(/^#+ (.*)$/, (_, title: string) => `**${title.replaceAll('**', '')}**`).replace(/^-# /, '')}  `.trimEnd(),
    )
    .map((line) => (line === '>' ? line : `${line}  `))
    .join('\n');

const person = (name: Name) => `**${capital(name)}**`;

/** One line of the day as Markdown. @param now milliseconds since 1970 by the day's clock */
export function print(line: Line, now: number): string {
  const tell = (text: string) => told(text, Math.floor(now / 1000));
  switch (line.kind) {
    case 'chapter':
      return `## ${line.title}\n`;
    case 'note':
      return `*${line.text}*\n`;
    case 'deed': {
      const where = line.where === null ? '' : ` in ${names.get(line.where) ?? 'a thread'}`;
      const what = line.what.startsWith('/') ? `\`${tell(line.what)}\`` : tell(line.what);
      return `${person(line.by)}${where}: ${what}\n`;
    }
    case 'form': {
      const fields = JSON.stringify(line.form.components).matchAll(/"label":"([^"]*)"/g);
      return `${quote([`*Only ${capital(line.to)} sees this form:* **${tell(line.form.title)}**`, ...[...fields].map(([, label]) => `${label}: ____`)])}\n`;
    }
    case 'answer': {
      const whom = line.to === null ? [] : [`*Only ${capital(line.to)} sees this:*`];
      return `${quote([...whom, ...shown(line.message).map(tell)])}\n`;
    }
  }
}
