import type { Messages } from '@lingui/core';

/** What a first visit shows comes at once, the rest with the pages that say it. */
export const shell = import.meta.glob<Messages>('./de/shell.po', { eager: true, import: 'messages' })['./de/shell.po']!;
export const catalogs = import.meta.glob<Messages>(['./de/*.po', '!./de/shell.po'], { import: 'messages' });
