import type { Messages } from '@lingui/core';

/** What a first visit shows comes at once, the rest with the pages that say it. */
export const shell = import.meta.glob<Messages>('./es/shell.po', { eager: true, import: 'messages' })['./es/shell.po']!;
export const catalogs = import.meta.glob<Messages>(['./es/*.po', '!./es/shell.po'], { import: 'messages' });
