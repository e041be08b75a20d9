// Plays a day in two communities at the local Discord, in which every command and every button is used, and writes it
// down in docs/DAY.md. `--faults` plays it again for each thing that may go wrong on Discord's side; `--chapter NAME`
// plays one chapter alone and prints it; `--pictures` takes pictures of the main replies for docs/REPLIES.md. Fails where something was left unused, or where Discord refused a call.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { openCamera } from './day/camera.ts';
import { root } from './run.ts';

const { values } = parseArgs({
  options: { faults: { type: 'boolean' }, chapter: { type: 'string' }, pictures: { type: 'boolean' } },
});
await build({ dapp: values.pictures === true });
const [{ play }, { print }, { FAULTS }] = await Promise.all([
  import('./day/play.ts'),
  import('./day/print.ts'),
  import('./day/faults.ts'),
]);

const only = values.chapter ? { only: values.chapter } : {};
const pages: string[] = [];
const said = (line: Parameters<typeof print>[0], now: number) => {
  const page = print(line, now);
  console.log(page);
  pages.push(page);
};
let camera: Awaited<ReturnType<typeof openCamera>> | undefined;
const watch = async ({ url, clock }: { url: string; clock: () => number }) => {
  camera = await openCamera({ url, clock, dir: join(root, 'docs/pictures/discord') });
  return camera.see;
};
const { unused, refused, failures, balances } = await play({
  ...only,
  hear: said,
  watch: values.pictures ? watch : undefined,
});
const wrong = [...refused.map((reason) => `Discord refused ${reason}`), ...failures];
const unseen = (await camera?.close(join(root, 'docs/REPLIES.md'))) ?? [];
wrong.push(...unseen.map((title) => `There is no picture of “${title}”.`));
if (!values.chapter) {
  const head =
    '# A day in two communities\n\nWritten by `npm run day`: every command and every button of the bot, used once.\n';
  writeFileSync(join(root, 'docs/DAY.md'), [head, ...pages].join('\n'));
  wrong.push(...unused.map((name) => `Nobody used ${name}.`));
}
for (const [name, fault] of Object.entries(values.faults ? FAULTS : {})) {
  try {
    const played = await play({ ...only, hear: () => undefined, fault: () => ({ clear: true, ...fault }) });
    for (const [who, amount] of Object.entries(balances))
      if (played.balances[who as keyof typeof balances] !== amount)
        wrong.push(
          `${who} should have ${amount}, and has ${played.balances[who as keyof typeof balances]}, when ${name}.`,
        );
    console.log(`The same day when ${name}.`);
  } catch (error) {
    wrong.push(`When ${name}: ${(error as Error).message}`);
  }
}
for (const what of wrong) console.error(what);
process.exit(wrong.length > 0 ? 1 : 0);
