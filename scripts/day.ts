// Plays a day in two communities at the local Discord, in which every command and every button is used, and writes it
// down in docs/DAY.md. `--faults` plays it again for each thing that may go wrong on Discord's side and writes
// docs/DAY_FAULTS.md; `--pictures` takes pictures of the main replies for docs/REPLIES.md, and of the dApp
// for docs/PAGES.md; `--chapter` plays some chapters
// alone and prints them. Fails where something was left unused, where Discord refused a call or the bot failed, and where a
// fault left its mark on what people have.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { openCamera } from './day/camera.ts';
import type { Day } from './day/stage.ts';
import { root } from './run.ts';

const HELP = `npm run day -- [options]

  --chapter a,b  only these chapters, printed and not kept
  --faults       again with each kind of fault before every deed
  --fault a,b    with these of them, by their place in the list: not kept either
  --pictures     takes pictures of the main replies, and of the dApp's pages at the end, which axe judges
  --json         at last a line of JSON: what was wrong, balances in base units, deeds`;

const { values } = parseArgs({
  options: {
    chapter: { type: 'string' },
    fault: { type: 'string' },
    faults: { type: 'boolean' },
    help: { type: 'boolean' },
    json: { type: 'boolean' },
    pictures: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
await build({ dapp: values.pictures === true });
const [{ play }, { openPage }, { picturePages }, { broken, compareAll, FAULTS, table }] = await Promise.all([
  import('./day/play.ts'),
  import('./day/page.ts'),
  import('./day/pages.ts'),
  import('./day/faults.ts'),
]);

const only = values.chapter === undefined ? {} : { only: values.chapter.split(',') };
const page = openPage(values.json ? undefined : console.log);
let camera: Awaited<ReturnType<typeof openCamera>> | undefined;
const watch = async ({ url, clock }: { url: string; clock: () => number }) => {
  camera = await openCamera({ url, clock, dir: join(root, 'docs/pictures/discord') });
  return camera.see;
};
const ofPages: string[] = [];
const last = async (day: Day) => {
  const shown = { dir: join(root, 'docs/pictures/dapp'), page: join(root, 'docs/PAGES.md') };
  ofPages.push(...(await picturePages(day, shown)));
};
const pictured = values.pictures ? { watch, last } : {};
const played = await play({ ...only, hear: page.hear, ...pictured });
const wrong = [...broken(played).map((reason) => `Discord refused ${reason}`), ...played.failures, ...ofPages];
const unseen = (await camera?.close(join(root, 'docs/REPLIES.md'))) ?? [];
wrong.push(...unseen.map((title) => `There is no picture of “${title}”.`));
if (!values.chapter) {
  writeFileSync(join(root, 'docs/DAY.md'), page.text());
  wrong.push(...played.unused.map((name) => `Nobody used ${name}.`));
}

const places = values.fault?.split(',').map(Number);
const chosen = Object.keys(FAULTS).filter((_, place) => places?.includes(place + 1) ?? values.faults);
const results = await compareAll(played, chosen, {
  ...only,
  hear: ({ name, differs }) => {
    if (!values.json) console.log(`When ${name}: ${differs.join(' ') || 'the same day.'}`);
  },
});
wrong.push(...results.flatMap(({ differs }) => differs));
if (values.faults && !values.chapter && !values.fault) writeFileSync(join(root, 'docs/DAY_FAULTS.md'), table(results));

for (const what of wrong) console.error(what);
if (values.json) {
  const amounts = Object.fromEntries(Object.entries(played.balances).map(([name, amount]) => [name, `${amount}`]));
  console.log(JSON.stringify({ wrong, balances: amounts, deeds: played.deeds }));
}
process.exit(wrong.length > 0 ? 1 : 0);
