import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { asc, eq } from 'drizzle-orm';
import { parseEther, parseTransaction } from 'viem';
import { encodeOps } from '../../../bot/chain/encode.ts';
import { openSigner } from '../../../bot/custody/client.ts';
import { batches, gas, outbox, transactions } from '../../../bot/db/schema.ts';
import { getGasSpent } from '../../../bot/operations/getGasSpent.ts';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { startTestChain, type TestChain } from '../../support/chain.ts';
import { silent, testDatabase } from '../../support/database.ts';
import { reached } from '../../support/reached.ts';

/** Everything on its way is looked at quickly, so that nothing here waits long. */
const quick = { resendMs: 100, stuckMs: 60_000, patienceMs: 100 };

describe('the relayer, when the chain misbehaves', () => {
  let economy: TestChain;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let chain: Awaited<ReturnType<TestChain['open']>>;
  /** Set by a test: what happens at a step of the relayer. */
  let at: (step: string) => void | Promise<void>;
  let member = 0;
  const someone = () => `member ${member++}`;

  before(async () => {
    economy = await startTestChain();
  });
  after(() => economy.stop());
  beforeEach(async () => {
    at = () => undefined;
    database = await testDatabase();
  });
  afterEach(async () => {
    await chain.close();
    await database.close();
  });

  const start = async (options: Parameters<TestChain['open']>[1] = {}) => {
    chain = await economy.open(database, { timing: quick, faults: { at: (step) => at(step) }, ...options });
    chain.startRelayer();
  };
  /** Runs once, at the first time that the step is reached. */
  const onceAt = (step: string, action: () => Promise<unknown>) => {
    let done = false;
    at = async (now) => {
      if (done || now !== step) return;
      done = true;
      await action();
    };
  };
  const attempts = (batch: number) =>
    database.db.select().from(transactions).where(eq(transactions.batch, batch)).orderBy(asc(transactions.createdAt));
  const only = async () => {
    const [batch, more] = await database.db.select().from(batches);
    assert.equal(more, undefined, 'there is one batch');
    return batch!;
  };

  it('replaces a transaction that is stuck by one that pays at least 12 % more', async () => {
    await start({ timing: { ...quick, stuckMs: 300 } });
    await economy.rpc('evm_setAutomine', [false]);
    try {
      await chain.submit(economy.claim('stuck', someone()));
      await reached(chain, 'stuck', 'broadcast');
      const batch = await only();
      while ((await attempts(batch.id)).length < 2) await economy.client.getBlockNumber();
      const [first, second] = (await attempts(batch.id)).map(({ raw }) => parseTransaction(raw));
      assert.equal(first!.nonce, second!.nonce);
      assert.equal(first!.data, second!.data);
      assert.ok(second!.maxFeePerGas! * 100n >= first!.maxFeePerGas! * 112n);
      assert.ok(second!.maxPriorityFeePerGas! * 100n >= first!.maxPriorityFeePerGas! * 112n);
    } finally {
      await economy.rpc('evm_setAutomine', [true]);
      await economy.rpc('hardhat_mine', ['0x1']);
    }
    const { state, txHash } = await reached(chain, 'stuck', 'final', 'failed');
    assert.equal(state, 'final');
    const hashes = (await attempts((await only()).id)).map(({ hash }) => hash as string);
    assert.ok(hashes.includes(txHash!), 'the receipt was found under one of the attempted hashes');
  });

  it('hands a transaction that the node forgot to it again', async () => {
    await start();
    await economy.rpc('evm_setAutomine', [false]);
    await chain.submit(economy.claim('dropped', someone()));
    const { txHash } = await reached(chain, 'dropped', 'broadcast');
    await economy.rpc('hardhat_dropTransaction', [txHash]);
    await economy.rpc('evm_setAutomine', [true]);
    assert.equal((await reached(chain, 'dropped', 'final')).txHash, txHash);
    assert.equal((await attempts((await only()).id)).length, 1);
  });

  it('signs the same calls again, under the same sequence, when their deadline has passed', async () => {
    const user = someone();
    onceAt('committed', () => economy.rpc('evm_increaseTime', [7200]));
    await start();
    await chain.submit(economy.claim('late', user));
    assert.equal((await reached(chain, 'late', 'final', 'failed')).state, 'final');
    assert.equal(await economy.balanceOf(await chain.accountOf(user)), parseEther('100'));
    const made = await attempts((await only()).id);
    assert.equal(made.length, 2);
    assert.notEqual(made[0]!.nonce, made[1]!.nonce);
  });

  it('finds its batch by its event when somebody else carried it', async () => {
    const user = someone();
    onceAt('committed', async () => {
      const { data, to } = await only();
      const account = economy.people.outsider;
      const hash = await economy.wallet.sendTransaction({ account, to, data, chain: null, gas: 2_000_000n });
      await economy.client.waitForTransactionReceipt({ hash });
    });
    await start();
    await chain.submit(economy.claim('carried', user));
    const { state, txHash } = await reached(chain, 'carried', 'final', 'failed');
    assert.equal(state, 'final');
    const transaction = await economy.client.getTransaction({ hash: txHash! });
    assert.equal(transaction.from, economy.people.outsider.toLowerCase());
    assert.equal(await economy.balanceOf(await chain.accountOf(user)), parseEther('100'));
  });

  it('carries its calls under the next sequence when a stranger’s batch took theirs', async () => {
    const [user, other] = [someone(), someone()];
    onceAt('committed', async () => {
      const { keystore, deploymentFile } = economy.config;
      // Who holds the signer's key can do this; the relayer must neither lose nor double anything.
      const thief = await openSigner({ keystore, deploymentFile, log: silent });
      const [salt] = await thief.salts([other]);
      const { target, ...call } = economy.claim('', other);
      const { sequence } = await only();
      const deadline = Number((await economy.client.getBlock()).timestamp) + 600;
      const batch = { lane: 0n, sequence: sequence!, deadline };
      const ops = encodeOps([{ ...call, salt: salt!, target: economy.deployment[target] }]);
      const signature = await thief.signBatch({ ...batch, ops });
      await thief.close();
      const hash = await economy.wallet.writeContract({
        address: economy.deployment.custodian,
        abi: custodianAbi,
        functionName: 'execute',
        args: [0n, BigInt(sequence!), deadline, ops, signature],
        account: economy.people.outsider,
        chain: null,
      });
      await economy.client.waitForTransactionReceipt({ hash });
    });
    await start();
    await chain.submit(economy.claim('overtaken', user));
    assert.equal((await reached(chain, 'overtaken', 'final', 'failed')).state, 'final');
    for (const who of [user, other])
      assert.equal(await economy.balanceOf(await chain.accountOf(who)), parseEther('100'));
    const states = await database.db.select({ state: batches.state }).from(batches).orderBy(asc(batches.id));
    assert.deepEqual(
      states.map(({ state }) => state),
      ['failed', 'final'],
    );
  });

  it('takes another nonce when its own was used elsewhere', async () => {
    const user = someone();
    onceAt('committed', async () => {
      await economy.control.impersonateAccount({ address: economy.relayer });
      const self = { account: economy.relayer, to: economy.relayer, chain: null };
      const hash = await economy.wallet.sendTransaction(self);
      await economy.client.waitForTransactionReceipt({ hash });
    });
    await start();
    await chain.submit(economy.claim('elsewhere', user));
    assert.equal((await reached(chain, 'elsewhere', 'final', 'failed')).state, 'final');
    assert.equal(await economy.balanceOf(await chain.accountOf(user)), parseEther('100'));
    const [first, second] = await attempts((await only()).id);
    assert.equal(second!.nonce, first!.nonce + 1);
  });

  it('waits for funds, and goes on when there are some', async () => {
    const give = (value: bigint) =>
      Promise.all(economy.relayers.map((address) => economy.control.setBalance({ address, value })));
    await give(1n);
    onceAt('broke', async () => {
      assert.equal((await chain.outcome('unpaid'))!.state, 'queued');
      await give(parseEther('1000'));
    });
    await start();
    await chain.submit(economy.claim('unpaid', someone()));
    assert.equal((await reached(chain, 'unpaid', 'final', 'failed')).state, 'final');
  });

  it('lets the next wallet pay while the first cannot, and the first again when it can', async () => {
    const [first, second] = economy.relayers;
    const payer = async (id: string) => {
      const { txHash } = await reached(chain, id, 'final', 'failed');
      return (await economy.client.getTransaction({ hash: txHash! })).from;
    };
    await economy.control.setBalance({ address: first!, value: 1n });
    await start();
    await chain.submit(economy.claim('by the second', someone()));
    assert.equal(await payer('by the second'), second!.toLowerCase());
    await economy.control.setBalance({ address: first!, value: parseEther('1000') });
    await chain.submit(economy.claim('by the first', someone()));
    assert.equal(await payer('by the first'), first!.toLowerCase());
  });

  it('hands a signed batch to the next wallet when the first lost its coins in between', async () => {
    const [first, second] = economy.relayers;
    const user = someone();
    onceAt('committed', () => economy.control.setBalance({ address: first!, value: 1n }));
    await start();
    await chain.submit(economy.claim('passed on', user));
    const { txHash } = await reached(chain, 'passed on', 'final', 'failed');
    assert.equal((await economy.client.getTransaction({ hash: txHash! })).from, second!.toLowerCase());
    assert.equal(await economy.balanceOf(await chain.accountOf(user)), parseEther('100'));
    await economy.control.setBalance({ address: first!, value: parseEther('1000') });
  });

  it('has several batches on their way, which run in order, each once', async () => {
    const users = Array.from({ length: 4 }, someone);
    await start({ timing: { ...quick, groupMs: 0, stuckMs: 600_000 } });
    await economy.rpc('evm_setAutomine', [false]);
    try {
      for (const user of users) {
        await chain.submit(economy.claim(`claim ${user}`, user));
        await reached(chain, `claim ${user}`, 'broadcast');
      }
      // A later one rests on what an earlier one brings.
      const rows = await database.db.select().from(batches).orderBy(asc(batches.id));
      assert.deepEqual(
        rows.map(({ sequence }) => sequence! - rows[0]!.sequence!),
        [0, 1, 2, 3],
      );
    } finally {
      await economy.rpc('evm_setAutomine', [true]);
      await economy.rpc('hardhat_mine', ['0x1']);
    }
    for (const user of users) {
      assert.equal((await reached(chain, `claim ${user}`, 'final', 'failed')).state, 'final');
      assert.equal(await economy.balanceOf(await chain.accountOf(user)), parseEther('100'));
    }
  });

  it('brings several batches through when the first is forgotten by the node and another’s nonce is used elsewhere', async () => {
    const users = Array.from({ length: 3 }, someone);
    await start({ timing: { ...quick, groupMs: 0, stuckMs: 600_000 } });
    await economy.rpc('evm_setAutomine', [false]);
    for (const user of users) {
      await chain.submit(economy.claim(`through ${user}`, user));
      await reached(chain, `through ${user}`, 'broadcast');
    }
    const hashes = (await database.db.select().from(transactions).orderBy(asc(transactions.nonce))).map(
      ({ hash }) => hash,
    );
    for (const hash of hashes) await economy.rpc('hardhat_dropTransaction', [hash]);
    await economy.control.impersonateAccount({ address: economy.relayer });
    const elsewhere = { account: economy.relayer, to: economy.relayer, chain: null };
    await economy.rpc('evm_setAutomine', [true]);
    await economy.wallet.sendTransaction(elsewhere);
    for (const user of users) {
      assert.equal((await reached(chain, `through ${user}`, 'final', 'failed')).state, 'final');
      assert.equal(await economy.balanceOf(await chain.accountOf(user)), parseEther('100'));
    }
  });

  it('enters what each operation cost, to the last wei, and takes it back with the block', async () => {
    await start({ confirmations: 3, timing: { ...quick, patienceMs: 1000 } });
    const snapshot = await economy.rpc('evm_snapshot');
    const ids = ['cost 1', 'cost 2', 'cost 3'];
    await database.db.transaction(async (tx) => {
      for (const id of ids) await chain.submit(economy.claim(id, id), tx);
    });
    const spent = async () => {
      const rows = await database.db.select().from(gas);
      const all = await getGasSpent(database, { from: new Date(0), to: new Date(Date.now() + 60_000) }, economy.token);
      const [only] = all;
      assert.deepEqual(
        [all.length, only!.verb, only!.operations, only!.sponsored],
        [1, 'claimDaily', ids.length, false],
      );
      const wei = rows.reduce((sum, row) => sum + row.wei, 0n);
      assert.equal(only!.wei, wei);
      return { operations: rows.map(({ operation }) => operation).sort(), wei };
    };
    const paid = async (id: string) => {
      const { txHash } = await reached(chain, id, 'mined');
      const { gasUsed, effectiveGasPrice } = await economy.client.getTransactionReceipt({ hash: txHash! });
      return gasUsed * effectiveGasPrice;
    };
    const hashes = await Promise.all(
      ids.map(async (id) => [(await reached(chain, id, 'mined')).txHash, await paid(id)] as const),
    );
    const sums = [...new Map(hashes).values()].reduce((sum, wei) => sum + wei, 0n);
    assert.deepEqual(await spent(), { operations: ids, wei: sums });
    await economy.rpc('evm_revert', [snapshot]);
    await reached(chain, 'cost 1', 'broadcast');
    await reached(chain, 'cost 1', 'mined');
    const again = new Map(
      await Promise.all(ids.map(async (id) => [(await reached(chain, id, 'mined')).txHash, await paid(id)] as const)),
    );
    assert.deepEqual(await spent(), { operations: ids, wei: [...again.values()].reduce((sum, wei) => sum + wei, 0n) });
  });

  it('sends a batch again that a reorg undid before it was final', async () => {
    const user = someone();
    await start({ confirmations: 3 });
    const account = await chain.accountOf(user);
    const snapshot = await economy.rpc('evm_snapshot');
    await chain.submit(economy.claim('undone', user));
    const mined = await reached(chain, 'undone', 'mined');
    await economy.rpc('evm_revert', [snapshot]);
    assert.equal(await economy.balanceOf(account), 0n);
    // Another block in its place: the receipt is of another one from now on.
    await reached(chain, 'undone', 'broadcast');
    const again = await reached(chain, 'undone', 'mined');
    assert.equal(again.txHash, mined.txHash);
    assert.equal(await economy.balanceOf(account), parseEther('100'));
    await economy.rpc('hardhat_mine', ['0x3']);
    assert.equal((await reached(chain, 'undone', 'final')).state, 'final');
    assert.equal(await economy.balanceOf(account), parseEther('100'));
  });

  it('runs a call that failed before a reorg again, and tells its new end', async () => {
    const user = someone();
    await start({ confirmations: 3, timing: { ...quick, patienceMs: 1000 } });
    await chain.submit(economy.claim('today', user));
    await reached(chain, 'today', 'mined');
    await economy.rpc('hardhat_mine', ['0x3']);
    await reached(chain, 'today', 'final');

    const snapshot = await economy.rpc('evm_snapshot');
    await chain.submit(economy.claim('again', user));
    assert.equal((await reached(chain, 'again', 'failed')).error!.name, 'TokenAlreadyClaimed');
    await economy.rpc('evm_revert', [snapshot]);
    await economy.rpc('evm_increaseTime', [86_400]);
    const outcome = await reached(chain, 'again', 'mined');
    assert.equal(outcome.error, null);
    assert.equal(await economy.balanceOf(await chain.accountOf(user)), parseEther('200'));
  });

  it('sends even final batches again if the chain goes back behind them, before anything new', async () => {
    const [first, second] = [someone(), someone()];
    await start();
    const snapshot = await economy.rpc('evm_snapshot');
    await chain.submit(economy.claim('first', first));
    await reached(chain, 'first', 'final');
    await economy.rpc('evm_revert', [snapshot]);
    await chain.submit(economy.claim('second', second));
    assert.equal((await reached(chain, 'second', 'final', 'failed')).state, 'final');
    assert.equal((await reached(chain, 'first', 'final', 'failed')).state, 'final');
    for (const user of [first, second])
      assert.equal(await economy.balanceOf(await chain.accountOf(user)), parseEther('100'));
    const rows = await database.db.select().from(outbox).orderBy(asc(outbox.position));
    assert.ok(rows[0]!.block! <= rows[1]!.block!);
  });

  it('lets another server take over when the leader goes, and never two at once', async () => {
    await start();
    const standby = await economy.open(database, { timing: quick });
    standby.startRelayer();
    try {
      await chain.submit(economy.claim('by the first', someone()));
      await reached(standby, 'by the first', 'final');
      await chain.close();
      await standby.submit(economy.claim('by the second', someone()));
      assert.equal((await reached(standby, 'by the second', 'final')).state, 'final');
    } finally {
      await standby.close();
    }
    await start();
  });
});
