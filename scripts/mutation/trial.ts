// Runs the test files named, once the parent says so, and ends at the first failure: 0 when all passed, else 1.
import { run } from 'node:test';

process.env.HH_TEST = 'true';
// What takes longest to load is loaded while the mutant still compiles.
await import('hardhat');
await import('viem');

process.once('message', (files: string[]) => {
  let passed = 0;
  run({ files, concurrency: false, isolation: 'none' })
    .on('test:fail', ({ name, file, details }) => {
      const why = String(details.error.cause ?? details.error).slice(0, 300);
      process.send?.({ killedBy: name, file, why }, () => process.exit(1));
    })
    .on('test:pass', () => passed++)
    .on('test:summary', () => process.exit(passed > 0 ? 0 : 2))
    .resume();
});
process.send?.('ready');
