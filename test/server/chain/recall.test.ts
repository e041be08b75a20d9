// A signer whose journal of today is missing, as after a restore on another machine
// ├── it counts what the chain has run today against today's limits
// │   └── and goes on counting from there
// ├── it takes nothing in where its journal knows of today
// └── it counts nothing of what was told to a process that died meanwhile
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import { parseEther } from 'viem';
import { recallToday } from '../../../bot/chain/recall.ts';
import { openSigner } from '../../../bot/custody/client.ts';
import { journalDir } from '../../../bot/custody/journalDir.ts';
import { openRecall } from '../../../bot/custody/recall.ts';
import { startTestChain, type TestChain } from '../../support/chain.ts';
import { silent, testDatabase } from '../../support/database.ts';
import { reached } from '../../support/reached.ts';

const DAY = 86_400;

describe('a signer without a journal of today', () => {
  let economy: TestChain;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let chain: Awaited<ReturnType<TestChain['open']>> | null = null;
  before(async () => {
    [economy, database] = await Promise.all([startTestChain(), testDatabase()]);
    // Noon: neither the day's batches nor their deadlines fall on another day.
    const { timestamp } = await economy.client.getBlock();
    await economy.control.setNextBlockTimestamp({ timestamp: (timestamp / BigInt(DAY) + 2n) * BigInt(DAY) + 43_200n });
    await economy.control.mine({ blocks: 1 });
  });
  afterEach(async () => {
    await chain?.close();
    chain = null;
  });
  after(async () => {
    await database.close();
    await economy.stop();
  });

  const begin = async () => {
    chain = await economy.open(database, { timing: { groupMs: 0 } });
    chain.startRelayer();
    return chain;
  };
  const give = async (id: string, tokens: string) => {
    await chain!.submit(economy.gift(id, 'alice', await chain!.accountOf('bob'), parseEther(tokens)));
    const { state, error } = await reached(chain!, id, 'final', 'failed');
    return error?.args.rule ?? error?.name ?? state;
  };

  it('counts what the chain has run today', async () => {
    await begin();
    await chain!.submit(economy.claim('claim', 'alice'));
    await reached(chain!, 'claim', 'final');
    assert.equal(await give('before', '50'), 'final');
    await chain!.close();
    rmSync(journalDir(economy.config.keystore.dir), { recursive: true });

    await begin();
    // A member's day is 500 tokens: 450 are left, of which these would be one too many.
    assert.equal(await give('too much', '451'), 'day-limit');
    assert.equal(await give('after', '5'), 'final');
    assert.equal(await give('still too much', '446'), 'day-limit');
  });

  it('takes in nothing where the journal knows of today', async () => {
    const { keystore, deploymentFile } = economy.config;
    const { client, deployment } = economy;
    const signer = await openSigner({ keystore, deploymentFile, log: silent });
    try {
      assert.equal(await recallToday({ client, deployment, signer, log: silent }), 0);
      assert.ok((await signer.countsSince()) > 0);
      await signer.close();
      rmSync(journalDir(keystore.dir), { recursive: true });
      const fresh = await openSigner({ keystore, deploymentFile, log: silent });
      try {
        assert.equal(await fresh.countsSince(), 0);
        assert.equal(await recallToday({ client, deployment, signer: fresh, log: silent }), 3);
        assert.equal(await recallToday({ client, deployment, signer: fresh, log: silent }), 0);
      } finally {
        await fresh.close();
      }
    } finally {
      await signer.close();
    }
  });

  it('counts nothing of what a process was told that died meanwhile', () => {
    const of = (sum: bigint) => ({
      ...{ ceilings: [], spends: [], calls: 1 },
      outflows: new Map([['alice', [{ index: 0, sum }]]]),
    });
    const recall = openRecall((ops) => of(BigInt(ops)));
    recall.add('0x05', 0);
    recall.add('0x02', 1);
    assert.throws(() => recall.add('0x01', 1), /begin anew/);
    assert.throws(() => recall.sums(3), /begin anew/);
    assert.equal(recall.sums(2).get('alice'), 7n);
    recall.add('0x03', 0);
    assert.equal(recall.sums(1).get('alice'), 3n);
  });
});
