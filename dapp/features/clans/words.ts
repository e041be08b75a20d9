/** A name of 2 to so many characters, as the server takes it. */
export const MOST_LETTERS = 32;

export const nameOf = ({ name, clan }: { name: string | null; clan: number }) => name ?? `Clan ${clan}`;
export const sizeWords = (size: number) => (size === 1 ? 'one member' : `${size.toLocaleString()} members`);
