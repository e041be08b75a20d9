import { UserError } from '../errors.ts';

/** Colours that have names here: clear on Discord's light and dark themes alike. */
export const PALETTE = {
  red: 0xe74c3c,
  orange: 0xe67e22,
  yellow: 0xf1c40f,
  green: 0x2ecc71,
  teal: 0x1abc9c,
  blue: 0x3498db,
  purple: 0x9b59b6,
  pink: 0xeb459e,
  grey: 0x95a5a6,
} as const;

/** A colour as people write it: `#3498db`, `3498db` or a name of the palette. @returns 24 bits @throws UserError for none */
export function parseColour(typed: string): number {
  const text = typed.trim().toLowerCase();
  const named = Object.entries(PALETTE).find(([name]) => name === text);
  if (named) return named[1];
  const [, hex] = /^#?([\da-f]{6})$/.exec(text) ?? [];
  if (!hex)
    throw new UserError(
      'ColourUnclear',
      `“${typed.slice(0, 20)}” is no colour: write it like #3498db, or ${Object.keys(PALETTE).join(', ')}.`,
      { text: typed.slice(0, 20), names: Object.keys(PALETTE).join(', ') },
    );
  return Number.parseInt(hex, 16);
}

/** `#3498db` */
export const hexOf = (colour: number) => `#${colour.toString(16).padStart(6, '0')}`;
