// the sentinel
// ├── leaves alone what this server asked for, also where a stranger carries it or a reorganisation repeats it
// ├── leaves alone what the guardian and members' own keys may do
// ├── pauses when a batch, a graduation, a recovery or a cancelling has no row of ours
// ├── pauses when the guardian proposes a signer whose key is not ours
// └── pauses once, also with several servers, and not again for what the guardian has looked at
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import pino from 'pino';
import type { Hex } from 'viem';
import { startSentinel } from '../../../bot/chain/sentinel.ts';
import { openSigner, type Signer } from '../../../bot/custody/client.ts';
import { readPassphrase, rotateKeystore } from '../../../bot/custody/keystore.ts';
import { batches, transactions } from '../../../bot/db/schema.ts';
import { openMetrics } from '../../../bot/metrics.ts';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { openThief, type Thief } from '../../../scripts/drill/thief.ts';
import { startTestChain, type TestChain } from '../../support/chain.ts';
import { silent, testDatabase } from '../../support/database.ts';
import { reached } from '../../support/reached.ts';

describe('the sentinel', () => {
  let economy: TestChain;
  let signer: Signer;
  let thief: Thief;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let chain: Awaited<ReturnType<TestChain['open']>> | null;
  let snapshot: unknown;
  let sentinels: ReturnType<typeof startSentinel>[];
  let said: { level: number; msg: string; event?: string }[];
  const at = () => ({ address: economy.deployment.custodian, abi: custodianAbi }) as const;

  before(async () => {
    economy = await startTestChain();
    const { keystore, deploymentFile } = economy.config;
    signer = await openSigner({ keystore, deploymentFile, log: silent });
    thief = await openThief({ ...economy, account: economy.people.outsider });
  });
  after(async () => {
    await signer.close();
    await economy.stop();
  });
  beforeEach(async () => {
    snapshot = await economy.rpc('evm_snapshot');
    database = await testDatabase();
    chain = null;
    [sentinels, said] = [[], []];
  });
  afterEach(async () => {
    for (const sentinel of sentinels) await sentinel.close();
    await chain?.close();
    await database.close();
    await economy.rpc('evm_revert', [snapshot]);
  });

  async function watch() {
    const log = pino({ level: 'warn' }, { write: (line: string) => void said.push(JSON.parse(line)) });
    const { client, deployment } = economy;
    const { db } = database;
    const sentinel = startSentinel({
      log,
      metrics: openMetrics(),
      clock: Date.now,
      client,
      db,
      deployment,
      signer,
      pollMs: 20,
    });
    sentinels.push(sentinel);
    await seen(sentinel);
    return sentinel;
  }
  /** Until it has judged everything that has happened. */
  async function seen(sentinel: ReturnType<typeof startSentinel>) {
    const head = Number(await economy.client.getBlockNumber());
    while (sentinel.state().block < head) await economy.client.getBlockNumber();
    return sentinel.state();
  }
  async function paused() {
    while ((await economy.client.readContract({ ...at(), functionName: 'pausedUntil' })) === 0)
      await economy.client.getBlockNumber();
  }
  async function mined(hash: Promise<Hex>) {
    const receipt = await economy.client.waitForTransactionReceipt({ hash: await hash });
    assert.equal(receipt.status, 'success');
  }
  const by = (account: Hex) => ({ ...at(), account, chain: null }) as const;

  const forgedBatch = () => {
    const { target, data, gas } = economy.claim('', 'victim');
    return thief.batch([{ userId: 'victim', target: economy.deployment[target], data, gas }]);
  };

  it('leaves alone what this server sent, and what a stranger carries of it', async () => {
    const sentinel = await watch();
    chain = await economy.open(database);
    chain.startRelayer();
    await chain.submit(economy.claim('ours', 'alice'));
    await reached(chain, 'ours', 'final');
    assert.equal((await seen(sentinel)).alarms, 0);
    await chain.close();

    // Stored and never sent by us: the batch that a crash left behind, and that somebody found.
    const faults = {
      async at(step: string) {
        if (step !== 'committed') return;
        const [batch] = (await database.db.select().from(batches)).slice(-1);
        const { outsider } = economy.people;
        await mined(
          economy.wallet.sendTransaction({
            account: outsider,
            to: batch!.to,
            data: batch!.data,
            chain: null,
            gas: 2_000_000n,
          }),
        );
      },
    };
    chain = await economy.open(database, { faults, timing: { resendMs: 50, patienceMs: 50 } });
    chain.startRelayer();
    await chain.submit(economy.claim('carried', 'bob'));
    await reached(chain, 'carried', 'final');
    assert.equal((await seen(sentinel)).alarms, 0);
  });

  it('leaves alone what a reorganisation repeats', async () => {
    const sentinel = await watch();
    const before = await economy.rpc('evm_snapshot');
    chain = await economy.open(database);
    chain.startRelayer();
    await chain.submit(economy.claim('first', 'alice'));
    const { txHash } = await reached(chain, 'first', 'final');
    const [sent] = await database.db.select().from(transactions);
    assert.equal(sent!.hash, txHash);
    await seen(sentinel);
    await economy.rpc('evm_revert', [before]);
    await economy.rpc('hardhat_mine', ['0x2']);
    await economy.rpc('eth_sendRawTransaction', [sent!.raw]);
    assert.equal((await seen(sentinel)).alarms, 0);
  });

  it('leaves alone what the guardian does, and tells of it', async () => {
    const sentinel = await watch();
    const guardian = by(economy.people.guardian);
    const { keystore } = economy.config;
    const next = signer.addresses.next ?? (await rotateKeystore(keystore.dir, readPassphrase(keystore), 2)).next!;
    await mined(economy.wallet.writeContract({ ...guardian, functionName: 'proposeSigner', args: [next, 0] }));
    await mined(economy.wallet.writeContract({ ...guardian, functionName: 'pause' }));
    await mined(economy.wallet.writeContract({ ...guardian, functionName: 'unpause' }));
    assert.deepEqual(await seen(sentinel), { ...sentinel.state(), alarms: 0, pausing: false });
    assert.deepEqual(
      said.map(({ event }) => event),
      ['SignerProposed', 'Paused'],
    );
  });

  it('pauses on a batch that nobody here made', async () => {
    const sentinel = await watch();
    await forgedBatch();
    await paused();
    assert.equal(sentinel.state().alarms, 1);
    assert.equal(said[0]?.level, 60);
    assert.equal(said[0]?.event, 'BatchExecuted');
    // The sentinel's own pause is seen as what it is.
    assert.equal((await seen(sentinel)).alarms, 1);
  });

  for (const [name, forge] of [
    ['graduation', () => thief.graduate('victim', economy.people.outsider)],
    ['recovery address', () => thief.recover('victim', economy.people.outsider)],
    ['cancelling', () => thief.cancel('victim')],
  ] as const)
    it(`pauses on a ${name} that nobody here asked for`, async () => {
      const sentinel = await watch();
      await forge();
      await paused();
      assert.equal(sentinel.state().alarms, 1);
    });

  it('pauses when a signer is proposed whose key is not here', async () => {
    await watch();
    const guardian = by(economy.people.guardian);
    const args = [economy.people.outsider, 0] as const;
    await mined(economy.wallet.writeContract({ ...guardian, functionName: 'proposeSigner', args }));
    await paused();
  });

  it('sees what happened while no server ran', async () => {
    const first = await watch();
    await first.close();
    await forgedBatch();
    await watch();
    await paused();
  });

  it('pauses once, however many servers watch, and not again once the guardian has let it go on', async () => {
    const [one, other] = [await watch(), await watch()];
    await forgedBatch();
    await paused();
    for (const sentinel of [one, other]) while (sentinel.state().pausing) await economy.client.getBlockNumber();
    const pauses = await economy.client.getContractEvents({ ...at(), eventName: 'Paused', fromBlock: 0n });
    assert.equal(pauses.length, 1);
    await mined(economy.wallet.writeContract({ ...by(economy.people.guardian), functionName: 'unpause' }));
    await Promise.all([one.close(), other.close()]);
    const later = await watch();
    assert.equal((await seen(later)).alarms, 0);
    assert.equal(await economy.client.readContract({ ...at(), functionName: 'pausedUntil' }), 0);
  });
});
