import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eq } from 'drizzle-orm';
import { openChain } from '../../../bot/chain/open.ts';
import type { Config } from '../../../bot/config.ts';
import { openSigner } from '../../../bot/custody/client.ts';
import { accountOf } from '../../../bot/custody/derive.ts';
import { createKeystore } from '../../../bot/custody/keystore.ts';
import { batches, outbox } from '../../../bot/db/schema.ts';
import type { FatalError } from '../../../bot/errors.ts';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { startTestChain, type TestChain } from '../../support/chain.ts';
import { silent, testDatabase } from '../../support/database.ts';
import { reached } from '../../support/reached.ts';

describe('opening the chain', () => {
  let economy: TestChain;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  before(async () => {
    [economy, database] = await Promise.all([startTestChain(), testDatabase()]);
  });
  after(async () => {
    await database.close();
    await economy.stop();
  });

  const open = (change: {
    config?: Partial<Config>;
    deployment?: Partial<TestChain['deployment']>;
    onFatal?: (error: FatalError) => void;
  }) =>
    openChain({
      config: { ...economy.config, ...change.config },
      log: silent,
      clock: Date.now,
      db: database.db,
      deployment: { ...economy.deployment, ...change.deployment },
      ...(change.onFatal && { onFatal: change.onFatal }),
    });

  it('derives the accounts that the Custodian derives', async () => {
    const signer = await openSigner({ keystore: economy.config.keystore, deploymentFile: null, log: silent });
    const users = ['reporter', '80351110224678912', '9'];
    const salts = await signer.salts(users);
    await signer.close();
    const custodian = { address: economy.deployment.custodian, abi: custodianAbi } as const;
    const implementation = await economy.client.readContract({ ...custodian, functionName: 'implementation' });
    for (const salt of salts)
      assert.equal(
        accountOf(economy.deployment.custodian, implementation, salt),
        await economy.client.readContract({ ...custodian, functionName: 'accountOf', args: [salt] }),
      );
  });

  it('refuses a node that does not answer', async () => {
    await assert.rejects(open({ config: { rpcUrls: ['http://127.0.0.1:9'] } }), {
      name: 'FatalError',
      message: 'The node does not answer: check RPC_URL and that the node runs.',
    });
  });

  it('refuses another chain', async () => {
    await assert.rejects(open({ deployment: { chainId: 24_734 } }), {
      name: 'FatalError',
      message: /serves chain 31337/,
    });
  });

  it('refuses a chain that began anew', async () => {
    await assert.rejects(open({ deployment: { genesis: `0x${'1'.repeat(64)}` } }), {
      name: 'FatalError',
      message: /start again to deploy anew/,
    });
  });

  it('refuses an address without a contract, by its name', async () => {
    await assert.rejects(open({ deployment: { gifts: `0x${'9'.repeat(40)}` } }), {
      name: 'FatalError',
      message: /There is no contract at 0x9+ \(gifts\)/,
    });
  });

  it('stops relaying, and says why, when the keystore is another installation’s', async () => {
    const dir = `${economy.config.keystore.dir}-foreign`;
    const keystore = { ...economy.config.keystore, dir };
    await createKeystore({ ...keystore, work: 2 });
    const { promise, resolve } = Promise.withResolvers<FatalError>();
    const chain = await open({ config: { keystore }, onFatal: resolve });
    await chain.submit(economy.claim('foreign', 'alice'));
    chain.startRelayer();
    assert.match((await promise).message, /put the current signer's key into the keystore/);
    await chain.close();
    await database.db.delete(outbox).where(eq(outbox.id, 'foreign'));
  });

  it('tells that what was on its way to a chain that is gone did not arrive', async () => {
    const [batch] = await database.db
      .insert(batches)
      .values({
        kind: 'call',
        genesis: `0x${'7'.repeat(64)}`,
        lane: 0n,
        sequence: 0,
        to: economy.deployment.custodian,
        data: '0x',
        state: 'broadcast',
        createdAt: new Date(),
      })
      .returning();
    const chain = await open({});
    await chain.submit(economy.claim('old chain', 'alice'));
    await database.db.update(outbox).set({ state: 'broadcast', batch: batch!.id, index: 0 });
    await chain.submit(economy.claim('new chain', 'bob'));
    chain.startRelayer();
    const lost = await reached(chain, 'old chain', 'failed', 'final');
    assert.equal(lost.error!.name, 'ChainRestarted');
    assert.equal(lost.error!.sentence, 'The network was restarted before this was done: please do it again.');
    // Its sequence 0 does not stand in the way of this chain's own.
    assert.equal((await reached(chain, 'new chain', 'failed', 'final')).state, 'final');
    await chain.close();
  });
});
