type Rgb = [number, number, number];

/** The least favourable surfaces a name is written on, per theme (see styles.css). */
const SURFACE: Record<'light' | 'dark', Rgb> = { light: [0xe0, 0xe9, 0xe5], dark: [0x26, 0x33, 0x2e] };

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((channel) => {
    const c = channel / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function readableOn(colour: Rgb, theme: 'light' | 'dark'): string {
  const target = theme === 'dark' ? 255 : 0;
  let mixed = colour;
  for (let share = 0; share <= 1 && contrast(mixed, SURFACE[theme]) < 4.6; share += 0.05) {
    mixed = colour.map((channel) => Math.round(channel + (target - channel) * share)) as Rgb;
  }
  return `rgb(${mixed.join(' ')})`;
}

const cache = new Map<number, Record<string, string>>();

/**
 * CSS variables for `.role-ink` from a role's colour (0xRRGGBB): people choose any colour for a role, so it is mixed
 * with white or black until text in it reaches a contrast of 4.6:1. Empty for 0, Discord's "no colour".
 */
export function roleInk(colour: number): Record<string, string> {
  if (colour === 0) return {};
  const known = cache.get(colour);
  if (known) return known;
  const rgb: Rgb = [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
  const ink = { '--ink-light': readableOn(rgb, 'light'), '--ink-dark': readableOn(rgb, 'dark') };
  cache.set(colour, ink);
  return ink;
}

/** `#rrggbb` of a Discord colour. */
export function cssColour(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
