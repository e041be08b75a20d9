import { escapeMarkdown } from 'discord.js';

/** Characters of codes in one message, of Discord's 4,000. */
const CODES_LENGTH = 3_000;

/** Codes as lines of their own, as they are copied; whatever is in them looks like nothing else. */
export function codePages(codes: string[]): string[] {
  const pages: string[] = [];
  for (const code of codes.map((code) => (code.includes('`') ? escapeMarkdown(code) : `\`${code}\``))) {
    const last = pages.at(-1);
    if (last !== undefined && last.length + code.length < CODES_LENGTH) pages[pages.length - 1] = `${last}\n${code}`;
    else pages.push(code);
  }
  return pages;
}
