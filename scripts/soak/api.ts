import { fuzzServer } from '../../test/support/fuzzServer.ts';

/** @returns whether the server answered all of it as it should */
export async function soakApi(asked: { requests: number; seed: number; json: boolean }): Promise<boolean> {
  const began = Date.now();
  const { tried, routes, statuses, faults } = await fuzzServer(asked);
  const seconds = Math.round((Date.now() - began) / 1000);
  if (asked.json) console.log(JSON.stringify({ tried, routes, seconds, seed: asked.seed, statuses, faults }));
  else {
    for (const fault of faults) console.log(`✖ ${fault}\n`);
    const counts = Object.entries(statuses).map(([status, count]) => `${count} × ${status}`);
    console.log(`${tried} requests to ${routes} routes in ${seconds} s (seed ${asked.seed}): ${counts.join(', ')}`);
    console.log(`${faults.length} faults`);
  }
  return faults.length === 0;
}
