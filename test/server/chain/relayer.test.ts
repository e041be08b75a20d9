import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { eq } from 'drizzle-orm';
import { decodeFunctionData, parseEther } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { Outcome } from '../../../bot/chain/chain.ts';
import { notify } from '../../../bot/db/notify.ts';
import { batches, cursor, outbox } from '../../../bot/db/schema.ts';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { startTestChain, type TestChain } from '../../support/chain.ts';
import { testDatabase } from '../../support/database.ts';
import { proofOf } from '../../support/pin.ts';
import { reached } from '../../support/reached.ts';

describe('the relayer', () => {
  let economy: TestChain;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let chain: Awaited<ReturnType<TestChain['open']>>;
  const done = (id: string) => reached(chain, id, 'final', 'failed');
  const custodian = () => ({ address: economy.deployment.custodian, abi: custodianAbi }) as const;

  before(async () => {
    [economy, database] = await Promise.all([startTestChain(), testDatabase()]);
    chain = await economy.open(database);
    chain.startRelayer();
  });
  after(async () => {
    await chain.close();
    await database.close();
    await economy.stop();
  });

  it('derives the account that the Custodian derives', async () => {
    for (const userId of ['reporter', '80351110224678912']) {
      await chain.submit(economy.claim(`derive-${userId}`, userId === 'reporter' ? 'someone' : userId));
      const [row] = await database.db
        .select()
        .from(outbox)
        .where(eq(outbox.id, `derive-${userId}`));
      const account = await chain.accountOf(row!.userId);
      await done(`derive-${userId}`);
      // The claim reached the very address that was derived here.
      assert.equal(await economy.balanceOf(account), parseEther('100'));
    }
  });

  it('carries a claim and a gift, in the order of arrival', async () => {
    const [alice, bob] = [await chain.accountOf('alice'), await chain.accountOf('bob')];
    assert.equal(await chain.submit(economy.claim('c1', 'alice')), true);
    assert.equal(await chain.submit(economy.gift('g1', 'alice', bob, parseEther('10'))), true);
    const gift = await done('g1');
    assert.equal(gift.error, null);
    assert.equal(await economy.balanceOf(alice), parseEther('90'));
    assert.equal(await economy.balanceOf(bob), parseEther('11'));
    const receipt = await economy.client.getTransactionReceipt({ hash: gift.txHash! });
    assert.equal(Number(receipt.blockNumber), gift.block);
  });

  it('takes an id once, whatever comes with it the second time', async () => {
    const carol = await chain.accountOf('carol');
    const both = await Promise.all([
      chain.submit(economy.claim('twice', 'carol')),
      chain.submit(economy.claim('twice', 'dave')),
    ]);
    assert.deepEqual(both.sort(), [false, true]);
    await done('twice');
    assert.equal(await chain.submit(economy.gift('twice', 'carol', carol, 1n)), false);
    const total = (await economy.balanceOf(carol)) + (await economy.balanceOf(await chain.accountOf('dave')));
    assert.equal(total, parseEther('100'));
  });

  it('takes an operation only if the transaction around it commits', async () => {
    await assert.rejects(
      database.db.transaction(async (tx) => {
        await chain.submit(economy.claim('rolled back', 'erin'), tx);
        throw new Error('no');
      }),
    );
    assert.equal(await chain.outcome('rolled back'), null);
  });

  it('tells a failing call from the good ones beside it', async () => {
    const friend = await chain.accountOf('friend');
    await chain.submit(economy.claim('good 1', 'frank'));
    await chain.submit(economy.claim('bad 1', 'frank'));
    await chain.submit(economy.gift('bad 2', 'frank', friend, 0n));
    await chain.submit(economy.gift('good 2', 'frank', friend, parseEther('5')));
    const outcomes = await Promise.all(['good 1', 'bad 1', 'bad 2', 'good 2'].map(done));
    assert.deepEqual(
      outcomes.map(({ state, error }) => error?.name ?? state),
      ['final', 'TokenAlreadyClaimed', 'GiftsZeroAmount', 'final'],
    );
    assert.equal(outcomes[2]!.error!.sentence, 'The amount must be more than zero.');
    assert.equal(await economy.balanceOf(friend), parseEther('5.5'));
  });

  it('groups what waits, and carries each exactly once', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `crowd-${index}`);
    await database.db.transaction(async (tx) => {
      for (const id of ids) await chain.submit(economy.claim(id, id), tx);
    });
    const outcomes = await Promise.all(ids.map(done));
    assert.ok(outcomes.every(({ state }) => state === 'final'));
    assert.ok(new Set(outcomes.map(({ txHash }) => txHash)).size <= 3);
    for (const id of [ids[0]!, ids[60]!, ids[119]!])
      assert.equal(await economy.balanceOf(await chain.accountOf(id)), parseEther('100'));
  });

  it('drops what the signer refuses, and carries the rest', async () => {
    const friend = await chain.accountOf('friend');
    await database.db.transaction(async (tx) => {
      await chain.submit(economy.claim('kept 1', 'grace'), tx);
      await chain.submit(economy.gift('refused', 'grace', friend, parseEther('501')), tx);
      await chain.submit(economy.gift('kept 2', 'grace', friend, parseEther('1')), tx);
    });
    const refused = await done('refused');
    assert.equal(refused.state, 'failed');
    assert.equal(refused.txHash, null);
    assert.deepEqual([refused.error!.name, refused.error!.args.rule], ['SignerRefused', 'day-limit']);
    assert.equal((await done('kept 1')).state, 'final');
    assert.equal((await done('kept 2')).state, 'final');
  });

  it('tells every listener the states in their order', async () => {
    const seen: Outcome['state'][] = [];
    const stop = chain.onOutcome(({ id, state }) => id === 'watched' && seen.push(state));
    await chain.submit(economy.claim('watched', 'heidi'));
    await done('watched');
    stop();
    const order = ['queued', 'signed', 'broadcast', 'mined', 'final'];
    assert.equal(seen.at(-1), 'final');
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
  });

  it('settles when the indexer has passed the block, and not before', async () => {
    await chain.submit(economy.claim('indexed', 'ivan'));
    const { block } = await done('indexed');
    assert.equal((await chain.settled('indexed', 50)).state, 'final', 'a time-out gives the state as it is');
    let settled = false;
    const waiting = chain.settled('indexed', 30_000).then((outcome) => {
      settled = true;
      return outcome;
    });
    const index = async (number: number) => {
      await database.db.transaction(async (tx) => {
        const hash = economy.deployment.genesis;
        const at = { chainId: 31_337, genesis: hash, deployment: hash, projection: hash, number, hash, at: new Date() };
        await tx.insert(cursor).values(at).onConflictDoUpdate({ target: cursor.id, set: at });
        await notify(tx, 'guildmint_indexed', String(number));
      });
    };
    await index(block! - 1);
    await reached(chain, 'indexed', 'final');
    assert.equal(settled, false);
    await index(block!);
    assert.equal((await waiting).block, block);
  });

  it('says beforehand what would become of a call', async () => {
    const friend = await chain.accountOf('friend');
    await chain.submit(economy.claim('rich', 'judy'));
    await done('rich');
    assert.equal(await chain.check(economy.gift('', 'judy', friend, parseEther('1'))), null);
    const faults = [
      await chain.check(economy.claim('', 'judy')),
      await chain.check(economy.gift('', 'judy', await chain.accountOf('judy'), 1n)),
      await chain.check(economy.gift('', 'poor', friend, parseEther('2.5'))),
    ];
    assert.deepEqual(
      faults.map((fault) => fault?.name),
      ['TokenAlreadyClaimed', 'GiftsToSelf', 'ERC20InsufficientBalance'],
    );
    assert.equal(faults[2]!.sentence, 'You have 0 $ and need 2.5 $: earn some more or choose a smaller amount.');
  });

  it('goes on when the signer process dies', async () => {
    await database.db.transaction(async (tx) => {
      await chain.submit(economy.claim('survivor', 'kim'), tx);
    });
    await done('survivor');
    const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
    const pid = Number(
      children
        .split('\n')
        .find((line) => line.includes('custody/signer.ts'))!
        .trim()
        .split(' ')[0],
    );
    process.kill(pid, 'SIGKILL');
    await chain.submit(economy.claim('after', 'kim'));
    await chain.submit(economy.claim('after 2', 'lena'));
    assert.equal((await done('after')).error!.name, 'TokenAlreadyClaimed');
    assert.equal((await done('after 2')).state, 'final');
  });

  it('waits while the Custodian is paused, and warns beforehand', async () => {
    const guardian = { ...custodian(), account: economy.people.guardian, chain: null };
    await economy.wallet.writeContract({ ...guardian, functionName: 'pause' });
    assert.equal((await chain.check(economy.claim('', 'mike')))!.name, 'CustodianPaused');
    await chain.submit(economy.claim('paused', 'mike'));
    assert.equal((await reached(chain, 'paused', 'queued')).state, 'queued');
    await economy.wallet.writeContract({ ...guardian, functionName: 'unpause' });
    assert.equal((await done('paused')).state, 'final');
  });

  it('graduates an account: its tokens stay, and the operator’s power ends', async () => {
    const nina = await chain.accountOf('nina');
    const owner = privateKeyToAccount(`0x${'5'.repeat(64)}`);
    await economy.control.setBalance({ address: owner.address, value: parseEther('1') });
    await chain.submit(economy.claim('nina 1', 'nina'));
    const proof = await proofOf(chain.pins, 'nina', { kind: 'graduate', address: owner.address });
    const asked = { id: 'leave', token: economy.token, userId: 'nina', owner: owner.address, proof };
    await chain.submitGraduation(asked);
    assert.equal(await chain.submitGraduation({ ...asked, owner: nina }), false);
    const request = await done('leave');
    assert.deepEqual([request.verb, request.state, request.error], ['graduate', 'final', null]);
    const [pending] = await economy.client.readContract({
      ...custodian(),
      functionName: 'pendingGraduation',
      args: [nina],
    });
    assert.equal(pending, owner.address);

    const [row] = await database.db.select().from(batches).where(eq(batches.kind, 'direct'));
    const { args } = decodeFunctionData({ abi: custodianAbi, data: row!.data });
    await economy.control.impersonateAccount(owner);
    const finished = await economy.wallet.writeContract({
      ...custodian(),
      account: owner.address,
      chain: null,
      functionName: 'finishGraduation',
      args: [args![0] as `0x${string}`, '0x'],
    });
    await economy.client.waitForTransactionReceipt({ hash: finished });

    assert.equal((await chain.check(economy.gift('', 'nina', owner.address, 1n)))!.name, 'CustodianGraduated');
    await chain.submit(economy.gift('too late', 'nina', owner.address, 1n));
    const late = await done('too late');
    assert.equal(late.error!.name, 'CustodianGraduated');
    assert.equal(late.error!.sentence, 'Your account is your own now: use your wallet in the dApp.');
    assert.equal(await economy.balanceOf(nina), parseEther('100'));
  });

  it('refuses a function that the guardian took off the allowlist, and nothing else', async () => {
    const guardian = { ...custodian(), account: economy.people.guardian, chain: null };
    const gift = economy.gift('not allowed', 'alice', await chain.accountOf('friend'), 1n);
    const selector = gift.data.slice(0, 10) as `0x${string}`;
    await economy.wallet.writeContract({
      ...guardian,
      functionName: 'allow',
      args: [economy.deployment.gifts, selector, false],
    });
    await chain.submit(gift);
    await chain.submit(economy.claim('still allowed', 'oscar'));
    assert.equal((await done('not allowed')).error!.name, 'CustodianNotAllowed');
    assert.equal((await done('still allowed')).state, 'final');
  });
});
