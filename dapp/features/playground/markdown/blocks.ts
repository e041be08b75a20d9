import { type Inline, parseInline } from './inline.ts';

/** The block half of Discord's dialect of Markdown. */
export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { kind: 'subtext'; children: Inline[] }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: { depth: number; children: Inline[] }[] }
  | { kind: 'code'; language: string; text: string };

const FENCE = /```(?:([\w+#-]*)\n)?([\s\S]*?)```/g;
const HEADING = /^(#{1,3})\s+(.+)$/;
const SUBTEXT = /^-#\s+(.+)$/;
const QUOTE = /^>(?: |$)(.*)$/;
const ITEM = /^(\s*)(?:[-*]|(\d{1,9})\.)\s+(.+)$/;

/** Takes lines from the front as long as the pattern matches them. */
function takeWhile(lines: string[], pattern: RegExp): RegExpExecArray[] {
  const taken: RegExpExecArray[] = [];
  for (let match = pattern.exec(lines[0] ?? ''); lines.length > 0 && match; match = pattern.exec(lines[0] ?? '')) {
    taken.push(match);
    lines.shift();
  }
  return taken;
}

function parseList(matches: RegExpExecArray[]): Block {
  const first = matches[0];
  return {
    kind: 'list',
    ordered: first?.[2] !== undefined,
    start: Number(first?.[2] ?? 1),
    items: matches.map((match) => ({
      depth: Math.min(Math.floor((match[1]?.length ?? 0) / 2), 4),
      children: parseInline(match[3] ?? ''),
    })),
  };
}

function parseLines(source: string): Block[] {
  const blocks: Block[] = [];
  const lines = source.split('\n');
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.some((line) => line.trim())) {
      blocks.push({ kind: 'paragraph', children: parseInline(paragraph.join('\n').replace(/^\n+|\n+$/g, '')) });
    }
    paragraph = [];
  };
  while (lines.length > 0) {
    const line = lines[0] ?? '';
    const heading = HEADING.exec(line);
    const subtext = SUBTEXT.exec(line);
    if (heading || subtext || QUOTE.test(line) || ITEM.test(line) || line.startsWith('>>> ')) flush();
    if (line.startsWith('>>> ')) {
      blocks.push({ kind: 'quote', children: parseLines(lines.join('\n').slice(4)) });
      return blocks;
    }
    if (QUOTE.test(line)) {
      const inner = takeWhile(lines, QUOTE).map((match) => match[1] ?? '');
      blocks.push({ kind: 'quote', children: parseLines(inner.join('\n')) });
    } else if (ITEM.test(line)) {
      blocks.push(parseList(takeWhile(lines, ITEM)));
    } else {
      lines.shift();
      if (heading) {
        const level = (heading[1]?.length ?? 1) as 1 | 2 | 3;
        blocks.push({ kind: 'heading', level, children: parseInline(heading[2] ?? '') });
      } else if (subtext) blocks.push({ kind: 'subtext', children: parseInline(subtext[1] ?? '') });
      else paragraph.push(line);
    }
  }
  flush();
  return blocks;
}

/** Parses a whole message or embed text. */
export function parseBlocks(source: string): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  for (const fence of source.matchAll(FENCE)) {
    blocks.push(...parseLines(source.slice(at, fence.index).replace(/\n$/, '')));
    blocks.push({ kind: 'code', language: fence[1] ?? '', text: (fence[2] ?? '').replace(/\n$/, '') });
    at = fence.index + fence[0].length;
    if (source[at] === '\n') at += 1;
  }
  return [...blocks, ...parseLines(source.slice(at))];
}

/** Whether a text consists of up to 27 emoji alone, which are shown larger. */
export function isOnlyEmoji(source: string): boolean {
  return /^(?:\p{RGI_Emoji}|<a?:\w{2,32}:\d{5,20}>|\s){1,27}$/v.test(source) && source.trim() !== '';
}
