import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { asc, eq, isNotNull } from 'drizzle-orm';
import {
  getAbiItem,
  type Hex,
  keccak256,
  parseEther,
  parseGwei,
  parseTransaction,
  recoverTransactionAddress,
  toFunctionSelector,
} from 'viem';
import { batches, transactions } from '../../../bot/db/schema.ts';
import { openOperatorHook } from '../../../bot/operatorHook.ts';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { openThief } from '../../../scripts/drill/thief.ts';
import { startTestChain, type TestChain } from '../../support/chain.ts';
import { silent, testDatabase } from '../../support/database.ts';
import { startFaultyNode } from '../../support/faultyNode.ts';
import { reached } from '../../support/reached.ts';

/** Nothing is sent again by itself unless a test wants it. */
const patient = { groupMs: 0, resendMs: 600_000, stuckMs: 600_000, patienceMs: 100 };

describe('the relayer, when what it sent does not get through', () => {
  let economy: TestChain;
  let node: Awaited<ReturnType<typeof startFaultyNode>>;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let chain: Awaited<ReturnType<TestChain['open']>>;
  let member = 0;

  before(async () => {
    economy = await startTestChain();
    node = await startFaultyNode(economy.url);
  });
  after(async () => {
    await node.close();
    await economy.stop();
  });
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    node.behave();
    await chain.close();
    await database.close();
  });

  const start = async (options: Parameters<TestChain['open']>[1] = {}) => {
    chain = await economy.open(database, { timing: patient, nodeUrl: node.url, ...options });
    chain.startRelayer();
  };
  const mining = (on: boolean) => economy.rpc('evm_setAutomine', [on]);
  const done = (id: string) => reached(chain, id, 'final', 'failed');
  const sent = () =>
    database.db.select().from(transactions).orderBy(asc(transactions.createdAt), asc(transactions.nonce));
  const payerOf = async (hash: Hex) => (await economy.client.getTransaction({ hash })).from;

  /** A member with 100 tokens, and three gifts of 10 of them, each in a batch of its own and none mined. */
  async function threeOnTheirWay(hold: () => unknown) {
    const giver = `giver ${member++}`;
    const [account, friend] = [await chain.accountOf(giver), await chain.accountOf('friend')];
    await chain.submit(economy.claim(`claim of ${giver}`, giver));
    await done(`claim of ${giver}`);
    await hold();
    const ids = [1, 2, 3].map((number) => `gift ${number} of ${giver}`);
    for (const id of ids) {
      await chain.submit(economy.gift(id, giver, friend, parseEther('10')));
      await reached(chain, id, 'broadcast');
    }
    const rows = (await database.db.select().from(batches).orderBy(asc(batches.id))).slice(-3);
    return { ids, account, rows };
  }
  /** Each was carried, and no token moved twice. */
  async function onceEach({ ids, account }: { ids: string[]; account: Hex }) {
    const outcomes = await Promise.all(ids.map(done));
    assert.deepEqual(
      outcomes.map(({ state, error }) => [state, error]),
      ids.map(() => ['final', null]),
    );
    assert.equal(await economy.balanceOf(account), parseEther('70'));
    return outcomes;
  }

  it('has the second wallet carry what waits behind a transaction of the first that nobody mines', async () => {
    const [first, second] = economy.relayers.map((address) => address.toLowerCase());
    /** What the node takes of the first wallet and nobody mines, the newest of each nonce. */
    const swallowed = new Map<number, Hex>();
    let later = 0;
    await start({
      timing: { ...patient, resendMs: 100, stuckMs: 300, failoverMs: 60_000 },
      clock: () => Date.now() + later,
    });
    const three = await threeOnTheirWay(() =>
      node.withhold(async ({ method, params }) => {
        if (method !== 'eth_sendRawTransaction') return undefined;
        const serializedTransaction = params[0] as `0x02${string}`;
        const from = await recoverTransactionAddress({ serializedTransaction });
        if (from.toLowerCase() !== first) return undefined;
        swallowed.set(parseTransaction(serializedTransaction).nonce!, serializedTransaction);
        return keccak256(serializedTransaction);
      }),
    );
    const replaced = async () => (await sent()).filter(({ batch }) => batch === three.rows[0]!.id).length > 1;
    while (!(await replaced())) await economy.client.getBlockNumber();
    // A better price did not help.
    assert.equal(swallowed.size, 3);
    later = 60_000;
    for (const { txHash } of await onceEach(three)) assert.equal(await payerOf(txHash!), second);

    // The stuck line comes through after all: what it carried has happened, and does not happen again.
    node.behave();
    await mining(false);
    for (const [, raw] of [...swallowed].sort(([a], [b]) => a - b)) await economy.rpc('eth_sendRawTransaction', [raw]);
    await economy.rpc('hardhat_mine', ['0x1']);
    await mining(true);
    for (const raw of swallowed.values())
      assert.equal((await economy.client.getTransactionReceipt({ hash: keccak256(raw) })).status, 'reverted');
    await onceEach(three);
    await chain.submit(economy.claim('first again', 'first again'));
    assert.equal(await payerOf((await done('first again')).txHash!), first);
  });

  it('has the second wallet carry what waits when the first has lost its coins', async () => {
    const [first, second] = economy.relayers;
    await start({ timing: { ...patient, resendMs: 100 } });
    const three = await threeOnTheirWay(async () => {
      await mining(false);
      await economy.control.setBalance({ address: first!, value: 1n });
    });
    await mining(true);
    await economy.rpc('hardhat_mine', ['0x1']);
    for (const { txHash } of await onceEach(three)) assert.equal(await payerOf(txHash!), second!.toLowerCase());
    await economy.control.setBalance({ address: first!, value: parseEther('1000') });
  });

  it('replaces a stuck transaction where the chain knows no base fee', async () => {
    node.misbehave(({ method }, result) => {
      if (method !== 'eth_getBlockByNumber' || !result) return undefined;
      const { baseFeePerGas: _, ...block } = result as { baseFeePerGas?: Hex };
      return block;
    });
    await start({ timing: { ...patient, stuckMs: 300 } });
    await mining(false);
    await chain.submit(economy.claim('legacy', 'legacy'));
    let attempts = await sent();
    while (attempts.length < 2) attempts = await sent();
    const [one, two] = attempts;
    const known = (hash: Hex) => economy.rpc('eth_getTransactionByHash', [hash]);
    while (!(await known(two!.hash))) await economy.client.getBlockNumber();
    assert.equal(await known(one!.hash), null, 'the node let the first go');
    const [old, next] = [parseTransaction(one!.raw), parseTransaction(two!.raw)];
    assert.deepEqual([old.type, next.type], ['legacy', 'legacy']);
    assert.deepEqual([next.nonce, next.data, next.chainId], [old.nonce, old.data, old.chainId]);
    assert.ok(next.gasPrice! * 100n >= old.gasPrice! * 112n);
    await mining(true);
    await economy.rpc('hardhat_mine', ['0x1']);
    const { state, txHash } = await done('legacy');
    assert.equal(state, 'final');
    assert.notEqual(txHash, one!.hash);
    assert.equal((await economy.client.getTransaction({ hash: txHash! })).typeHex, '0x0');
    assert.equal(await economy.balanceOf(await chain.accountOf('legacy')), parseEther('100'));
  });

  it('sends every batch again that reverted as a whole, in order', async () => {
    await start();
    const three = await threeOnTheirWay(() => mining(false));
    const guardian = { address: economy.deployment.custodian, abi: custodianAbi, account: economy.people.guardian };
    // Better paid than they are, so it runs before them in the same block.
    const fees = { maxFeePerGas: parseGwei('1000'), maxPriorityFeePerGas: parseGwei('100') };
    await economy.wallet.writeContract({ ...guardian, ...fees, chain: null, functionName: 'pause', gas: 200_000n });
    await economy.rpc('hardhat_mine', ['0x1']);
    await mining(true);
    for (const { hash } of (await sent()).slice(-3))
      assert.equal((await economy.client.getTransactionReceipt({ hash })).status, 'reverted');
    const reverted = () => database.db.select().from(transactions).where(isNotNull(transactions.block));
    // The claim before them, and these three.
    while ((await reverted()).length < 4) await economy.client.getBlockNumber();
    await economy.wallet.writeContract({ ...guardian, chain: null, functionName: 'unpause' });
    await onceEach(three);
    for (const { id, sequence } of three.rows) {
      const [now] = await database.db.select().from(batches).where(eq(batches.id, id));
      assert.deepEqual([now!.state, now!.sequence], ['final', sequence]);
    }
  });

  it('sends what reverted behind an expired batch again when that one has run, and not before', async () => {
    await start();
    const three = await threeOnTheirWay(() => mining(false));
    const execute = toFunctionSelector(getAbiItem({ abi: custodianAbi, name: 'execute' }));
    const looks = new Map<unknown, number>();
    let rehearsals = 0;
    node.misbehave(({ method, params }) => {
      const [asked] = params as [Hex | { data?: Hex }];
      if (method === 'eth_getTransactionReceipt') looks.set(asked, (looks.get(asked) ?? 0) + 1);
      if (method === 'eth_call' && typeof asked === 'object' && asked.data?.startsWith(execute)) rehearsals++;
    });
    await economy.rpc('evm_increaseTime', [7200]);
    await economy.rpc('hardhat_mine', ['0x1']);
    let attempts = await sent();
    while (attempts.length < 5) attempts = await sent();
    const again = attempts.at(-1)!;
    assert.equal(again.batch, three.rows[0]!.id);
    // It waits for a block, and the others for it, however often they are looked at.
    while ((looks.get(again.hash) ?? 0) < 20) await economy.client.getBlockNumber();
    assert.equal(rehearsals, 1);
    await mining(true);
    await economy.rpc('hardhat_mine', ['0x1']);
    await onceEach(three);
    assert.equal(rehearsals, 3);
    attempts = await sent();
    assert.deepEqual(
      attempts.slice(-3).map(({ batch }) => batch),
      three.rows.map(({ id }) => id),
    );
    assert.equal(attempts.length, 7);
  });

  it('carries anew what stood in a batch whose sequence a stranger’s took in the same block, and those behind it', async () => {
    await start();
    const three = await threeOnTheirWay(() => mining(false));
    const raws = (await sent()).slice(-3);
    // They go behind the stranger's.
    for (const { hash } of raws) await economy.rpc('hardhat_dropTransaction', [hash]);
    const thief = await openThief({ ...economy, account: economy.people.outsider });
    const { target, data, gas } = economy.claim('', 'victim');
    const stolen = thief.batch([{ userId: 'victim', target: economy.deployment[target], data, gas }]);
    const pending = async () => (await economy.client.getBlock({ blockTag: 'pending' })).transactions.length;
    while ((await pending()) < 1) await economy.client.getBlockNumber();
    for (const { raw } of raws) await economy.rpc('eth_sendRawTransaction', [raw]);
    await economy.rpc('hardhat_mine', ['0x1']);
    await mining(true);
    await stolen;
    const statuses = raws.map(async ({ hash }) => (await economy.client.getTransactionReceipt({ hash })).status);
    assert.deepEqual(await Promise.all(statuses), ['reverted', 'success', 'success']);
    await onceEach(three);
    const [lost] = await database.db.select().from(batches).where(eq(batches.id, three.rows[0]!.id));
    assert.equal(lost!.state, 'failed');
  });

  it('tells the operator’s webhook what the signer refuses, and of the sentinel’s alarm', async () => {
    const heard: { kind: string; text: string }[] = [];
    const both = Promise.withResolvers<void>();
    const server = createServer(async (request, response) => {
      heard.push(JSON.parse((await request.toArray()).join('')));
      response.writeHead(204).end();
      if (heard.length === 2) both.resolve();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    const operator = openOperatorHook({ url, log: silent, clock: Date.now });
    try {
      await start({ tell: operator.tell });
      await chain.submit(economy.claim('claim', 'refused giver'));
      const { block } = await done('claim');
      await chain.submit(economy.gift('too much', 'refused giver', economy.people.outsider, parseEther('501')));
      assert.equal((await done('too much')).error!.name, 'SignerRefused');
      const sentinel = chain.startSentinel();
      while (sentinel.state().block < block!) await economy.client.getBlockNumber();
      const thief = await openThief({ ...economy, account: economy.people.outsider });
      await thief.cancel('victim');
      await both.promise;
      assert.deepEqual(
        heard.map(({ kind }) => kind),
        ['signer-refusal', 'sentinel-alarm'],
      );
      assert.match(heard[0]!.text, /“day-limit”/);
      assert.match(heard[1]!.text, /a key is stolen, the service pauses itself/);
    } finally {
      await operator.close();
      server.closeAllConnections();
      server.close();
    }
  });
});
