// The day as a page, written as it happens.
import { print } from './print.ts';
import type { Line } from './stage.ts';

const HEAD =
  '# A day in two communities\n\nWritten by `npm run day`: every command and every button of the bot, used once.\n';

/** @param echo is told of every piece of the page at once */
export function openPage(echo: (piece: string) => void = () => undefined) {
  const pieces = [HEAD];
  return {
    hear(line: Line, now: number): void {
      const piece = print(line, now);
      echo(piece);
      pieces.push(piece);
    },
    text: (): string => pieces.join('\n'),
  };
}
