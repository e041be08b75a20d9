import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWalletClient, http } from 'viem';
import { verify } from '../../bot/indexer/verify/verify.ts';
import { tokenAbi } from '../../contracts/generated/abi.ts';
import { ours } from '../../scripts/bakeoff/ours.ts';
import { fullGas, hoursOf, pageOf, shareOf, tableOf } from '../../scripts/bakeoff/page.ts';
import { forwarded, plain } from '../../scripts/bakeoff/wallets.ts';
import { countsAt, FULL, foundCommunities, KINDS, type Result } from '../../scripts/bakeoff/workload.ts';
import { node } from '../../scripts/run.ts';
import { startStack } from '../support/stack.ts';

const MINTME = { name: 'MintMe', blockSeconds: 13, blockGas: 30_000_000, gwei: 2 };
/** Every kind takes so much gas, and a second for each operation. */
const taking = (gas: number, scale: number) =>
  Object.fromEntries(
    KINDS.map((kind) => {
      const operations = countsAt(scale)[kind];
      return [kind, { operations, gas: gas * operations, seconds: operations }];
    }),
  ) as Result;

describe('bake-off', () => {
  it('scales every kind of the workload alike', () => {
    assert.deepEqual(countsAt(1), FULL);
    assert.deepEqual(countsAt(100), { claim: 1000, transfer: 1000, subscription: 250, burn: 750 });
  });

  it('reckons what the full workload takes from what a part of it took', () => {
    const gas = fullGas(taking(50_000, 1000));
    assert.equal(gas, 300_000 * 50_000);
    // 500 full blocks of 13 seconds, of the 33,230 that five days have.
    assert.equal(hoursOf(gas, MINTME), (500 * 13) / 3600);
    assert.equal(shareOf(gas, MINTME).toFixed(5), '0.01505');
  });

  it('shows each way beside the others, and says where cache and chain differ', () => {
    const ways = { Guildmint: taking(50_000, 1000), plain: taking(100_000, 1000) };
    const baked = { scale: 1000, ways, compared: { contracts: 10, replay: 20 }, differences: 0 };
    const table = tableOf(baked, MINTME);
    assert.match(table, /\| gas of a claim \| 50,000 \| 100,000 \|/);
    assert.match(table, /\| gas of the full workload \| 15 billion \| 30 billion \|/);
    assert.match(table, /\| operations a second, here \| 1 \| 1 \|/);
    assert.match(table, /at 2 gwei \| 30 \| 60 \|/);
    assert.match(pageOf(baked, MINTME, 'npm run bakeoff'), /nothing differs/);
    assert.match(pageOf({ ...baked, differences: 3 }, MINTME, 'npm run bakeoff'), /3 differ\./);
  });

  it('answers a scale that cannot be with a sentence', async () => {
    const { code, output } = await node(['scripts/bakeoff.ts', '--scale', '0'], { quiet: true });
    assert.equal(code, 2);
    assert.match(output, /--scale must be a number from 1 to 1000\./);
  });

  it('is done by the server, through the forwarder and by wallets alone, with the same tokens in the end', async () => {
    await using opened = new AsyncDisposableStack();
    const stack = opened.adopt(await startStack(), ({ close }) => close());
    const { client, deployment, server } = stack;
    const [account] = await stack.wallet.getAddresses();
    const wallet = createWalletClient({ account: account!, transport: http(stack.chain.url) });
    const counts = { claim: 8, transfer: 8, subscription: 3, burn: 5 };
    const found = () => foundCommunities(client, wallet, deployment, 2);
    const url = stack.chain.url;
    const tokens = await found();
    const others = { forwarded: await found(), plain: await found() };
    await server.indexer.caughtUp();

    const results = {
      ours: await ours(server, tokens, counts, () => {}),
      forwarded: await forwarded({ url, deployment, tokens: others.forwarded }, counts),
      plain: await plain({ url, deployment, tokens: others.plain }, counts),
    };
    for (const result of Object.values(results))
      for (const kind of KINDS) {
        assert.equal(result[kind].operations, counts[kind]);
        // More than a bare transfer of a token takes where each has a transaction of its own, and never nothing.
        assert.ok(result[kind].gas > counts[kind] * 20_000);
      }
    const supplyOf = (address: `0x${string}`) =>
      client.readContract({ address, abi: tokenAbi, functionName: 'totalSupply' });
    const supplies = await Promise.all(tokens.map(supplyOf));
    assert.deepEqual(await Promise.all(others.forwarded.map(supplyOf)), supplies);
    assert.deepEqual(await Promise.all(others.plain.map(supplyOf)), supplies);
    await server.indexer.caughtUp();
    const { db } = stack.database;
    const checking = { db, client, deployment, deep: false, replay: true };
    const { differences } = await verify({
      ...checking,
      tell: (difference) => assert.fail(JSON.stringify(difference)),
    });
    assert.equal(differences, 0);
  });
});
