// How long after a block is mined its events are told on the live stream, and read by whoever was told: indexer, feed and
// HTTP API of the real server with its usual settings, beside Hardhat's node. The clock starts when mining is asked for, so
// that the node's own time to mine and to tell is in it.
import { createWalletClient, http } from 'viem';
import { hardhat } from 'viem/chains';
import { startApi } from '../../bot/api/start.ts';
import { startIndexer } from '../../bot/indexer/start.ts';
import { getHistory } from '../../bot/operations/getHistory.ts';
import { tokenAbi } from '../../contracts/generated/abi.ts';
import { testDatabase } from '../../test/support/database.ts';
import { coins, contextOf, startEconomy } from '../../test/support/economy.ts';
import type { Figure } from './figure.ts';

const BLOCKS = 100;
const WARM_UP = 10;
const BAR_MS = 50;

export async function visible(): Promise<Figure[]> {
  const [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
  const ctx = contextOf(database.db, economy, { env: { POLL_MS: '250' }, clock: () => economy.noon });
  const indexer = await startIndexer(ctx);
  const api = await startApi(ctx);
  try {
    const [alice, bob] = economy.members;
    if (!alice || !bob) throw new Error('The local chain has no accounts.');
    await economy.settle([[alice, [100]]]);
    await indexer.caughtUp();
    const wallet = createWalletClient({ chain: hardhat, transport: http(economy.url), account: alice });
    const transfer = { address: economy.token, abi: tokenAbi, functionName: 'transfer' } as const;
    const stream = await listenTo(`${api.url}/api/stream`);
    await stream.until('event: ready');
    await economy.control.setAutomine(false);

    const told: number[] = [];
    const read: number[] = [];
    for (let i = 0; i < BLOCKS; i++) {
      const hash = await wallet.writeContract({ ...transfer, args: [bob, coins(0.001)], gas: 500_000n });
      const began = performance.now();
      const mining = economy.control.mine({ blocks: 1 });
      await stream.until(hash);
      told.push(performance.now() - began);
      const { entries } = await getHistory(ctx, { token: economy.token, who: { address: bob }, limit: 1 });
      if (entries[0]?.txHash !== hash) throw new Error('What the stream told of cannot be read.');
      read.push(performance.now() - began);
      await mining;
    }
    await stream.close();
    const figure = (name: string, took: number[], part: number): Figure => {
      const sorted = took.slice(WARM_UP).sort((a, b) => a - b);
      const value = sorted[Math.floor((sorted.length - 1) * part)]!;
      return { name: `visible after its block: ${name}`, value, unit: 'ms', baseline: BAR_MS, ratio: value / BAR_MS };
    };
    return [
      figure('told on the stream, p50', told, 0.5),
      figure('told and read, p50', read, 0.5),
      figure('told and read, p95', read, 0.95),
    ];
  } finally {
    await api.close();
    await indexer.close();
    await database.close();
    await economy.close();
  }
}

async function listenTo(url: string) {
  const response = await fetch(url);
  if (!response.body) throw new Error('The stream has no body.');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    /** Resolves when it has said this. */
    async until(wanted: string) {
      while (!text.includes(wanted)) {
        const { value, done } = await reader.read();
        if (done) throw new Error('The stream ended.');
        text += value;
      }
      text = text.slice(text.indexOf(wanted) + wanted.length);
    },
    close: () => reader.cancel(),
  };
}
