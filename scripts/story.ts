// Plays one story through every module on a fresh local network and prints each event. Fails where an event that the
// contracts declare was not seen, or where what everybody holds does not add up to a token's supply.
import { build } from './build.ts';

await build({ dapp: false });
const [{ onHardhat }, { play }, { balancesOf, line }, { unheard, unbalanced }] = await Promise.all([
  import('./story/hardhat.ts'),
  import('./story/play.ts'),
  import('./story/print.ts'),
  import('./story/reckoning.ts'),
]);

const { chapters, decimals } = await play(await onHardhat(), {
  heard: {
    chapter: (title) => console.log(`\n# ${title}`),
    step: ({ title, events }, decimalsSoFar) => {
      console.log(`\n${title}`);
      for (const event of events) console.log(`  ${line(event, decimalsSoFar)}`);
    },
  },
});

console.log('\n# At the end\n');
for (const held of balancesOf(chapters.at(-1)!, decimals)) console.log(`  ${held}`);
const count = chapters.flatMap(({ steps }) => steps.flatMap(({ events }) => events)).length;
console.log(`\n${count} events in ${chapters.length} chapters.`);
const faults = [...unheard(chapters), ...unbalanced(chapters)];
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
