import type { Chain } from '../../bot/chain/chain.ts';

/** Waits until an operation has reached one of the states. The test runner's own time limit ends a wait in vain. */
export async function reached(chain: Chain, id: string, ...states: string[]) {
  const { promise, resolve } = Promise.withResolvers<NonNullable<Awaited<ReturnType<Chain['outcome']>>>>();
  const stop = chain.onOutcome((outcome) => {
    if (outcome.id === id && states.includes(outcome.state)) resolve(outcome);
  });
  const now = await chain.outcome(id);
  if (now && states.includes(now.state)) resolve(now);
  return promise.finally(stop);
}
