// What every function that changes state costs, cheapest and dearest success in the tests, beside the figures kept in
// test/contracts/gas.snapshot.json, as `npm test` compares them. Fails where a figure rose by more than the tolerance, and
// where a function of any deployable contract is not measured or not kept. `npm run gas -- --update` writes them anew.
import { build } from './build.ts';
import { compare, HOW_TO_KEEP, keep, measuring } from './gas/snapshot.ts';
import { bin, node } from './run.ts';

await build({ dapp: false });
const { code, output } = await node([bin.hardhat, ...measuring(), 'test', 'nodejs', '--no-compile'], {
  quiet: true,
  env: { FORCE_COLOR: '0', NO_COLOR: '1' },
});
if (code !== 0) {
  console.error(output.slice(output.search(/^\s*\d+ failing/m)).slice(0, 20_000));
  console.error('A test fails, so its gas says nothing.');
  process.exit(1);
}
if (process.argv.includes('--update')) {
  const unmeasured = keep();
  for (const fault of unmeasured) console.error(fault);
  process.exit(unmeasured.length > 0 ? 1 : 0);
}
const { faults, fallen, count } = compare();
for (const line of fallen) console.log(line);
console.log(`${count} functions and deployments measured.`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) console.error(HOW_TO_KEEP);
process.exit(faults.length > 0 ? 1 : 0);
