import type { Messages } from '@lingui/core';

/** What a first visit shows comes at once, the rest with the pages that say it. */
export const shell = import.meta.glob<Messages>('./en/shell.po', { eager: true, import: 'messages' })['./en/shell.po']!;
export const catalogs = import.meta.glob<Messages>(['./en/*.po', '!./en/shell.po'], { import: 'messages' });
