// Operations a second from queued rows to recorded receipts, through signer, relayer and node, beside the same batches,
// signed beforehand, sent one after the other as fast as the bare node mines them.
import { asc, eq, sql } from 'drizzle-orm';
import { type Address, createWalletClient, encodeFunctionData, http } from 'viem';
import { hardhat } from 'viem/chains';
import type { Call } from '../../bot/chain/chain.ts';
import { transactions } from '../../bot/db/schema.ts';
import { earningsAbi } from '../../contracts/generated/abi.ts';
import { startTestChain } from '../../test/support/chain.ts';
import { testDatabase } from '../../test/support/database.ts';
import { reached } from '../../test/support/reached.ts';
import { createCommunity } from '../deploy/community.ts';
import { readPreset } from '../deploy/preset.ts';
import type { Figure } from './figure.ts';

const OPERATIONS = 4500;
/** Before that a server is as slow as it is in its first second; the bare node, which runs last, is warm by then. */
const WARM_UP = 500;
/** A community issues 50,000 tokens a day, a claim takes 100 of them: all succeed. */
const COMMUNITIES = 10;

export async function relay(): Promise<Figure[]> {
  const [economy, database] = await Promise.all([startTestChain({ POLL_MS: '250' }), testDatabase()]);
  try {
    const transport = http(economy.url);
    const owner = createWalletClient({ account: economy.people.owner, chain: hardhat, transport });
    const tokens = [economy.token];
    while (tokens.length < COMMUNITIES)
      tokens.push(await createCommunity(economy.client, owner, economy.deployment, readPreset('taskbot')));
    const claim = (id: string, token: Address): Call => ({
      ...economy.claim(id, id),
      token,
      data: encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token] }),
    });
    const chain = await economy.open(database);
    const queue = async (name: string, count: number) => {
      const ids = Array.from({ length: count }, (_, n) => `${name} ${n}`);
      await database.db.transaction(async (tx) => {
        for (const [n, id] of ids.entries()) await chain.submit(claim(id, tokens[n % COMMUNITIES]!), tx);
      });
      return ids.at(-1)!;
    };
    let snapshot: unknown;
    let relaying: number;
    try {
      const first = await queue('warm-up', WARM_UP);
      chain.startRelayer();
      await reached(chain, first, 'final');
      snapshot = await economy.rpc('evm_snapshot');
      const last = await queue('operation', OPERATIONS);
      const began = performance.now();
      await reached(chain, last, 'final');
      relaying = performance.now() - began;
    } finally {
      await chain.close();
    }

    const { rows } = await database.db.execute<{ open: string }>(
      sql`select count(*) as open from app.outbox where state <> 'final'`,
    );
    if (rows[0]!.open !== '0') throw new Error(`${rows[0]!.open} operations were not carried, or failed.`);
    const sent = await database.db
      .select()
      .from(transactions)
      .where(eq(transactions.wallet, economy.relayer))
      .orderBy(asc(transactions.nonce));
    await economy.rpc('evm_revert', [snapshot]);
    const nonce = await economy.client.getTransactionCount({ address: economy.relayer });
    const batches = sent.filter((transaction) => transaction.nonce >= nonce);
    const bare = performance.now();
    for (const { raw } of batches) await economy.rpc('eth_sendRawTransaction', [raw]);
    const mining = performance.now() - bare;
    const mined = await economy.client.getTransactionCount({ address: economy.relayer });
    if (mined !== nonce + batches.length) throw new Error('The bare node did not mine every batch.');

    const perSecond = (ms: number) => (OPERATIONS * 1000) / ms;
    const [value, baseline] = [perSecond(relaying), perSecond(mining)];
    return [
      { name: 'relay: operations from queued to recorded', value, unit: '1/s', baseline, ratio: value / baseline },
    ];
  } finally {
    await database.close();
    await economy.stop();
  }
}
