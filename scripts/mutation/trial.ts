// Tries one mutant after the other with the test files named, up to the first failure. What the tests import is loaded
// once for all of them; the test files themselves, with their chains, are loaded anew for each mutant.
import { registerHooks } from 'node:module';
import { run } from 'node:test';

/** What the tests said: the first that failed, or how many passed. */
type Outcome = { killedBy: string; file: string; why: string } | { passed: number };
/** With the bytes that the process holds by now. */
export type Answer = Outcome & { bytes: number };

process.env.HH_TEST = 'true';
// Whoever asked is gone, and nobody else will.
process.on('disconnect', () => process.exit());
const { network } = await import('hardhat');
const chains: { close(): Promise<void> }[] = [];
network.create = new Proxy(network.create, {
  async apply(create, of, parameters) {
    const chain = await (Reflect.apply(create, of, parameters) as ReturnType<typeof create>);
    chains.push(chain);
    return chain;
  },
});

let trials = 0;
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    return resolved.url.endsWith('.test.ts') ? { ...resolved, url: `${resolved.url}?trial=${trials}` } : resolved;
  },
});

function outcomeOf(file: string) {
  return new Promise<Outcome>((resolve) => {
    const stop = new AbortController();
    let passed = 0;
    let failed: Outcome | undefined;
    run({ files: [file], concurrency: false, isolation: 'none', signal: stop.signal })
      .on('test:fail', ({ name, details }) => {
        failed ??= { killedBy: name, file, why: String(details.error.cause ?? details.error).slice(0, 300) };
        stop.abort();
      })
      .on('test:pass', () => passed++)
      // Not before what was broken off has ended: the next mutant must not meet it.
      .on('test:summary', () => resolve(failed ?? { passed }))
      .resume();
  });
}

function answer(outcome: Outcome) {
  process.channel?.ref();
  process.send?.({ ...outcome, bytes: process.memoryUsage.rss() } satisfies Answer);
}

process.on('message', async (files: string[]) => {
  trials++;
  let passed = 0;
  // Tests have ended when nothing is left to wait for, and a parent that may speak again would be something.
  process.channel?.unref();
  // One after the other: most mutants are told by the first, and the others need not even be loaded.
  for (const file of files) {
    const outcome = await outcomeOf(file);
    // A chain that nobody closes stays in memory.
    await Promise.all(chains.splice(0).map((chain) => chain.close()));
    if ('killedBy' in outcome) return answer(outcome);
    passed += outcome.passed;
  }
  answer({ passed });
});
