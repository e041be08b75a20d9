import { plural, t } from '@lingui/core/macro';
/** A name of 2 to so many characters, as the server takes it. */
export const MOST_LETTERS = 32;

export const nameOf = ({ name, clan }: { name: string | null; clan: number }) => name ?? t`Clan ${clan}`;
export const sizeWords = (size: number) => plural(size, { one: 'one member', other: '# members' });
