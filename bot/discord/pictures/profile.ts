/** A member's standing as a picture. Runs beside the server's own thread: drawing takes longer than a reply may wait. */
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { createCanvas, GlobalFonts, loadImage, type SKRSContext2D } from '@napi-rs/canvas';

/** All words are the caller's, in the reader's language. */
export type Profile = {
  name: string;
  /** As it was fetched; null draws an initial. */
  avatar: Uint8Array | null;
  /** 0 bronze … 3 platinum. */
  tier: number;
  tierName: string;
  /** Of the way to the next tier, 0 to 1, and what is said of it. */
  progress: number;
  progressText: string;
  balance: string;
  rank: string | null;
  /** Each a figure and what it counts. */
  figures: { value: string; label: string }[];
};

const [WIDTH, HEIGHT, SCALE] = [600, 260, 2];
const TIER_COLOURS = ['#d08a4e', '#c3cad3', '#f2c14e', '#8fe3ff'];
const [BACKGROUND, PANEL, TEXT, FAINT] = ['#1b1d23', '#2a2d36', '#ffffff', '#b9bec9'];
const MARGIN = 28;
const AVATAR = 92;

/** The scripts that the font comes in, each a file of its own; what none of them has is left to the system's fonts. */
const SCRIPTS = ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese'];
const FAMILIES = `${SCRIPTS.map((script) => `"inter ${script}"`).join(', ')}, sans-serif`;
let isReady = false;

function registerFonts(): void {
  if (isReady) return;
  const fonts = import.meta.resolve('@fontsource/inter/package.json');
  for (const script of SCRIPTS)
    for (const weight of [400, 700]) {
      const file = new URL(`files/inter-${script}-${weight}-normal.woff2`, fonts);
      GlobalFonts.registerFromPath(fileURLToPath(file), `inter ${script}`);
    }
  isReady = true;
}

/** @returns a PNG at twice its size */
export async function drawProfile(profile: Profile): Promise<Uint8Array> {
  registerFonts();
  const canvas = createCanvas(WIDTH * SCALE, HEIGHT * SCALE);
  const pen = canvas.getContext('2d');
  pen.scale(SCALE, SCALE);
  const accent = TIER_COLOURS[profile.tier] ?? TIER_COLOURS[0]!;

  box(pen, 0, 0, WIDTH, HEIGHT, 18, BACKGROUND);
  pen.save();
  pen.beginPath();
  pen.roundRect(0, 0, WIDTH, HEIGHT, 18);
  pen.clip();
  pen.fillStyle = accent;
  pen.fillRect(0, 0, WIDTH, 6);
  pen.restore();

  await drawAvatar(pen, profile, accent);
  const left = MARGIN + AVATAR + 20;
  const rankWidth = profile.rank ? write(pen, profile.rank, WIDTH - MARGIN, 62, 26, 700, TEXT, 'right') + 16 : 0;
  write(pen, fitting(pen, plain(profile.name), WIDTH - MARGIN - left - rankWidth, 28, 700), left, 62, 28, 700, TEXT);
  write(pen, profile.balance, left, 94, 20, 400, FAINT);
  const tierWidth = measure(pen, profile.tierName, 15, 700);
  box(pen, left, 106, tierWidth + 20, 24, 12, accent);
  write(pen, profile.tierName, left + 10, 123, 15, 700, BACKGROUND);

  const wide = WIDTH - 2 * MARGIN;
  box(pen, MARGIN, 146, wide, 12, 6, PANEL);
  const done = Math.min(1, Math.max(0, profile.progress));
  if (done > 0) box(pen, MARGIN, 146, Math.max(12, wide * done), 12, 6, accent);
  write(pen, profile.progressText, MARGIN, 178, 14, 400, FAINT);

  const column = wide / Math.max(1, profile.figures.length);
  for (const [place, { value, label }] of profile.figures.entries()) {
    const x = MARGIN + place * column;
    write(pen, fitting(pen, value, column - 12, 20, 700), x, 216, 20, 700, TEXT);
    write(pen, fitting(pen, label, column - 12, 13, 400), x, 236, 13, 400, FAINT);
  }
  return canvas.encode('png');
}

async function drawAvatar(pen: SKRSContext2D, { avatar, name }: Profile, accent: string): Promise<void> {
  const middle = { x: MARGIN + AVATAR / 2, y: 34 + AVATAR / 2 };
  const circle = () => {
    pen.beginPath();
    pen.arc(middle.x, middle.y, AVATAR / 2, 0, 2 * Math.PI);
  };
  const image = avatar ? await loadImage(avatar).catch(() => null) : null;
  pen.save();
  circle();
  pen.clip();
  pen.fillStyle = PANEL;
  pen.fillRect(MARGIN, 34, AVATAR, AVATAR);
  if (image) pen.drawImage(image, MARGIN, 34, AVATAR, AVATAR);
  pen.restore();
  if (!image) {
    const [first] = new Intl.Segmenter().segment(plain(name) || '?');
    write(pen, first?.segment.toUpperCase() ?? '?', middle.x, middle.y + 15, 42, 700, accent, 'center');
  }
  pen.lineWidth = 3;
  pen.strokeStyle = accent;
  circle();
  pen.stroke();
}

function box(pen: SKRSContext2D, x: number, y: number, width: number, height: number, radius: number, colour: string) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(x, y, width, height, radius);
  pen.fill();
}

/** @returns its width */
function write(
  pen: SKRSContext2D,
  text: string,
  x: number,
  y: number,
  size: number,
  weight: number,
  colour: string,
  align: 'left' | 'right' | 'center' = 'left',
): number {
  const width = measure(pen, text, size, weight);
  pen.fillStyle = colour;
  pen.textAlign = align;
  pen.fillText(text, x, y);
  return width;
}

function measure(pen: SKRSContext2D, text: string, size: number, weight: number): number {
  pen.font = `${weight} ${size}px ${FAMILIES}`;
  return pen.measureText(text).width;
}

function fitting(pen: SKRSContext2D, text: string, width: number, size: number, weight: number): string {
  if (measure(pen, text, size, weight) <= width) return text;
  const letters = [...text];
  while (letters.length > 0 && measure(pen, `${letters.join('')}…`, size, weight) > width) letters.pop();
  return `${letters.join('')}…`;
}

/** A name on one line: nothing that turns the direction of writing, stacks marks, or is invisible. */
export const plain = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/\p{C}/gu, '')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 64);

export type Asked = { id: number; profile: Profile };
export type Drawn = { id: number; png: Uint8Array } | { id: number; error: string };

parentPort?.on('message', async ({ id, profile }: Asked) => {
  try {
    const png = await drawProfile(profile);
    parentPort?.postMessage({ id, png } satisfies Drawn);
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) } satisfies Drawn);
  }
});
