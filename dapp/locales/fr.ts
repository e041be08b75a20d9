import type { Messages } from '@lingui/core';

/** What a first visit shows comes at once, the rest with the pages that say it. */
export const shell = import.meta.glob<Messages>('./fr/shell.po', { eager: true, import: 'messages' })['./fr/shell.po']!;
export const catalogs = import.meta.glob<Messages>(['./fr/*.po', '!./fr/shell.po'], { import: 'messages' });
