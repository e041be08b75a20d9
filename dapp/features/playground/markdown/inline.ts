/** The inline half of Discord's dialect of Markdown. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'user' | 'role' | 'channel'; id: string }
  | { kind: 'everyone'; text: string }
  | { kind: 'command'; name: string }
  | { kind: 'time'; at: number; style: string }
  | { kind: 'emoji'; name: string };

type Rule = { pattern: RegExp; read: (match: RegExpExecArray) => Inline };

const wrap =
  (kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler') =>
  (match: RegExpExecArray): Inline => ({
    kind,
    children: parseInline(match[1] ?? ''),
  });
const plainLink = (match: RegExpExecArray): Inline => {
  const href = match[1] ?? match[0];
  return { kind: 'link', href, children: [{ kind: 'text', text: href }] };
};

/** Tried in order at each position. All are sticky; none can match nothing. */
const RULES: Rule[] = [
  { pattern: /\\([^\sA-Za-z0-9])/y, read: (m) => ({ kind: 'text', text: m[1] ?? '' }) },
  { pattern: /(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/y, read: (m) => ({ kind: 'code', text: (m[2] ?? '').trim() }) },
  { pattern: /\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/sy, read: wrap('strong') },
  { pattern: /__((?:\\.|[^\\])+?)__(?!_)/sy, read: wrap('underline') },
  { pattern: /\*(?=\S)((?:\*\*|\\.|[^*\\])+?)(?<=\S)\*(?!\*)/sy, read: wrap('em') },
  { pattern: /(?<!\w)_(?=\S)((?:__|\\.|[^_\\])+?)_(?!\w)/sy, read: wrap('em') },
  { pattern: /~~((?:\\.|[^\\])+?)~~/sy, read: wrap('strike') },
  { pattern: /\|\|((?:\\.|[^\\])+?)\|\|/sy, read: wrap('spoiler') },
  {
    pattern: /\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?(?:\s+"[^"\n]*")?\)/y,
    read: (m) => ({ kind: 'link', href: m[2] ?? '', children: parseInline(m[1] ?? '') }),
  },
  { pattern: /<(https?:\/\/[^\s>]+)>/y, read: plainLink },
  { pattern: /https?:\/\/[^\s<>]*[^\s<>.,:;!?'")\]*_~|]/y, read: plainLink },
  { pattern: /<@!?(\d{5,20})>/y, read: (m) => ({ kind: 'user', id: m[1] ?? '' }) },
  { pattern: /<@&(\d{5,20})>/y, read: (m) => ({ kind: 'role', id: m[1] ?? '' }) },
  { pattern: /<#(\d{5,20})>/y, read: (m) => ({ kind: 'channel', id: m[1] ?? '' }) },
  { pattern: /<\/([\p{L}\p{N}_ -]{1,100}):\d+>/uy, read: (m) => ({ kind: 'command', name: m[1] ?? '' }) },
  { pattern: /@(?:everyone|here)\b/y, read: (m) => ({ kind: 'everyone', text: m[0] }) },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    read: (m) => ({ kind: 'time', at: Number(m[1]) * 1000, style: m[2] ?? 'f' }),
  },
  { pattern: /<a?:(\w{2,32}):\d{5,20}>/y, read: (m) => ({ kind: 'emoji', name: m[1] ?? '' }) },
];

/** Parses one run of text. What matches no rule stays text, so nothing a person wrote gets lost. */
export function parseInline(source: string): Inline[] {
  const nodes: Inline[] = [];
  let text = '';
  let at = 0;
  const flush = () => {
    if (text) nodes.push({ kind: 'text', text });
    text = '';
  };
  scan: while (at < source.length) {
    for (const { pattern, read } of RULES) {
      pattern.lastIndex = at;
      const match = pattern.exec(source);
      if (!match) continue;
      // Copied before read(): rules recurse and share their patterns' positions.
      const end = at + match[0].length;
      const node = read(match);
      if (node.kind === 'text') text += node.text;
      else {
        flush();
        nodes.push(node);
      }
      at = end;
      continue scan;
    }
    text += source[at];
    at += 1;
  }
  flush();
  return nodes;
}
