import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eq } from 'drizzle-orm';
import { type Address, encodeFunctionData, type Hex, parseEther, zeroHash } from 'viem';
import type { Sponsored } from '../../../bot/chain/chain.ts';
import { batches, transactions } from '../../../bot/db/schema.ts';
import { earningsAbi, giftsAbi, memberAccountAbi, shopAbi, tokenAbi } from '../../../contracts/generated/abi.ts';
import { startTestChain, type TestChain } from '../../support/chain.ts';
import { testDatabase } from '../../support/database.ts';
import { proofOf } from '../../support/pin.ts';
import { reached } from '../../support/reached.ts';
import { testWallet, type Wallet } from '../../support/wallet.ts';

describe('sponsored transactions', () => {
  let economy: TestChain;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let chain: Awaited<ReturnType<TestChain['open']>>;
  const done = (id: string) => reached(chain, id, 'final', 'failed');
  const newWallet = () => testWallet(economy.client, economy.deployment);
  const calls = {
    claim: () => encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [economy.token] }),
    gift: (amount: bigint) =>
      encodeFunctionData({
        abi: giftsAbi,
        functionName: 'gift',
        args: [economy.token, economy.people.outsider, amount, zeroHash],
      }),
    buy: (quantity = 1n) =>
      encodeFunctionData({
        abi: shopAbi,
        functionName: 'buy',
        args: [economy.token, 1n, quantity, parseEther('100') * quantity],
      }),
  };
  const of = (id: string, wallet: { address: Hex }, sponsored: Sponsored['sponsored']): Sponsored => ({
    id,
    verb: 'test',
    token: economy.token,
    account: wallet.address,
    sponsored,
  });
  const claimFor = async (wallet: Wallet, id: string) => {
    const request = of(id, wallet, await wallet.request(economy.deployment.earnings, calls.claim()));
    assert.equal(await chain.checkSponsored(request), null);
    assert.equal(await chain.sponsor(request), true);
    return done(id);
  };
  const graduation = async (id: string, userId: string, owner: Address) => {
    const proof = await proofOf(chain.pins, userId, { kind: 'graduate', address: owner });
    return { id, token: economy.token, userId, owner, proof };
  };
  const graduated = async (userId: string) => {
    const wallet = newWallet();
    const account = await chain.accountOf(userId);
    await chain.submit(economy.claim(`${userId} claims`, userId));
    await chain.submitGraduation(await graduation(`${userId} asks`, userId, wallet.address));
    await done(`${userId} asks`);
    const claim = await wallet.claim(account, await chain.saltOf(userId));
    const finish = of(`${userId} finishes`, { address: account }, claim);
    assert.equal(await chain.checkSponsored(finish), null);
    await chain.sponsor(finish);
    assert.equal((await done(`${userId} finishes`)).error, null);
    return { wallet, account };
  };

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

  it('lets a wallet without coins claim and buy', async () => {
    const wallet = newWallet();
    const claimed = await claimFor(wallet, 'claim');
    assert.equal(claimed.error, null);
    assert.equal(await economy.balanceOf(wallet.address), parseEther('100'));
    const receipt = await economy.client.getTransactionReceipt({ hash: claimed.txHash! });
    assert.equal(Number(receipt.blockNumber), claimed.block);

    await chain.sponsor(of('buy', wallet, await wallet.request(economy.deployment.shop, calls.buy())));
    assert.equal((await done('buy')).error, null);
    assert.equal(await economy.balanceOf(wallet.address), 0n);
    const bought = await economy.client.readContract({
      address: economy.deployment.shop,
      abi: shopAbi,
      functionName: 'boughtBy',
      args: [economy.token, 1n, wallet.address],
    });
    assert.equal(bought, 1n);
  });

  it('tells why the call inside would fail, by the name of its own error', async () => {
    const wallet = newWallet();
    const poor = of('poor', wallet, await wallet.request(economy.deployment.shop, calls.buy()));
    const refusal = await chain.checkSponsored(poor);
    assert.equal(refusal?.name, 'ERC20InsufficientBalance');
    assert.match(refusal!.sentence, /You have 0 \$ and need 100 \$/);
    // Submitted all the same it ends without costing a transaction.
    await chain.sponsor(poor);
    const { error, txHash } = await done('poor');
    assert.equal(error?.name, 'ERC20InsufficientBalance');
    assert.equal(txHash, null);
  });

  it('tells why the call inside failed, when only the block showed it', async () => {
    const wallet = newWallet();
    await claimFor(wallet, 'rich for a moment');
    await economy.rpc('evm_setAutomine', [false]);
    try {
      await chain.sponsor(of('overtaken', wallet, await wallet.request(economy.deployment.shop, calls.buy())));
      await reached(chain, 'overtaken', 'broadcast');
      // Before the transaction is mined the tokens are gone, by a transaction that pays better.
      await economy.control.setBalance({ address: wallet.address, value: parseEther('1') });
      const data = encodeFunctionData({
        abi: tokenAbi,
        functionName: 'transfer',
        args: [economy.people.outsider, parseEther('100')],
      });
      const raw = await wallet.owner.signTransaction({
        to: economy.token,
        data,
        gas: 300_000n,
        gasPrice: parseEther('1') / 1_000_000n,
        chainId: economy.deployment.chainId,
        nonce: 0,
      });
      await economy.client.sendRawTransaction({ serializedTransaction: raw });
      await economy.rpc('evm_mine');
    } finally {
      await economy.rpc('evm_setAutomine', [true]);
    }
    const { error, state } = await done('overtaken');
    assert.equal(state, 'failed');
    assert.equal(error?.name, 'ERC20InsufficientBalance');
    assert.match(error!.sentence, /You have 0 \$ and need 100 \$/);
  });

  it('refuses what was used before, by whomever', async () => {
    const wallet = newWallet();
    const request = of('first', wallet, await wallet.request(economy.deployment.earnings, calls.claim()));
    await chain.sponsor(request);
    await done('first');
    const replay = { ...request, id: 'replay' };
    assert.equal((await chain.checkSponsored(replay))?.name, 'InvalidAccountNonce');
    await chain.sponsor(replay);
    assert.equal((await done('replay')).error?.name, 'InvalidAccountNonce');
    assert.equal(await chain.sponsor(request), false);
    assert.equal(await economy.balanceOf(wallet.address), parseEther('100'));
  });

  it('refuses what is about to expire', async () => {
    const wallet = newWallet();
    const now = Number((await economy.client.getBlock()).timestamp);
    const clock = Math.max(now, Math.floor(Date.now() / 1000));
    const late = await wallet.request(economy.deployment.earnings, calls.claim(), { deadline: clock + 30 });
    assert.equal((await chain.checkSponsored(of('late', wallet, late)))?.name, 'ERC2771ForwarderExpiredRequest');
  });

  it('refuses another wallet’s signature, and changed content', async () => {
    const [wallet, thief] = [newWallet(), newWallet()];
    const forged = await thief.request(economy.deployment.earnings, calls.claim(), { from: wallet.address });
    assert.equal((await chain.checkSponsored(of('forged', wallet, forged)))?.name, 'ERC2771ForwarderInvalidSigner');
    const honest = await wallet.request(economy.deployment.earnings, calls.claim());
    const changed = { ...honest, request: { ...honest.request, gas: 400_000n } };
    assert.equal((await chain.checkSponsored(of('changed', wallet, changed)))?.name, 'ERC2771ForwarderInvalidSigner');
  });

  it('ends what the signer refuses, and goes on with the rest', async () => {
    const wallet = newWallet();
    const data = encodeFunctionData({
      abi: shopAbi,
      functionName: 'setApprovalForAll',
      args: [economy.people.outsider, true],
    });
    await chain.sponsor(of('refused', wallet, await wallet.request(economy.deployment.shop, data)));
    assert.equal((await done('refused')).error?.name, 'SignerRefused');
    assert.equal((await claimFor(wallet, 'after the refusal')).error, null);
  });

  it('finishes a graduation, and acts for the account as its owner signs', async () => {
    const { wallet, account } = await graduated('nina');
    const owner = await economy.client.readContract({ address: account, abi: memberAccountAbi, functionName: 'owner' });
    assert.equal(owner, wallet.address);
    const buy = of('nina buys', { address: account }, await wallet.act(account, economy.deployment.shop, calls.buy()));
    assert.equal(await chain.checkSponsored(buy), null);
    await chain.sponsor(buy);
    assert.equal((await done('nina buys')).error, null);
    assert.equal(await economy.balanceOf(account), 0n);

    // The nonce is used: the same signature is somebody else's now.
    assert.equal((await chain.checkSponsored({ ...buy, id: 'again' }))?.name, 'MemberAccountBadSignature');
    const poor = await wallet.act(account, economy.deployment.shop, calls.buy());
    assert.equal((await chain.checkSponsored(of('p', { address: account }, poor)))?.name, 'ERC20InsufficientBalance');
    const stranger = await newWallet().act(account, economy.deployment.shop, calls.buy());
    assert.equal(
      (await chain.checkSponsored(of('s', { address: account }, stranger)))?.name,
      'MemberAccountBadSignature',
    );
  });

  it('acts for nothing but members’ accounts', async () => {
    const wallet = newWallet();
    const { account } = await graduated('oscar');
    const signed = await wallet.act(account, economy.deployment.shop, calls.buy());
    for (const address of [economy.token, await chain.accountOf('custodial still')])
      assert.equal((await chain.checkSponsored(of('x', { address }, signed)))?.name, 'AccountNotGraduated');
  });

  it('refuses to finish a graduation that nobody asked for, or with a stranger’s signature', async () => {
    const [wallet, stranger] = [newWallet(), newWallet()];
    const account = await chain.accountOf('quinn');
    const salt = await chain.saltOf('quinn');
    const finish = async (signer: Wallet) =>
      chain.checkSponsored(of('f', { address: account }, await signer.claim(account, salt)));
    assert.equal((await finish(wallet))?.name, 'CustodianNothingPending');
    await chain.submitGraduation(await graduation('quinn asks', 'quinn', wallet.address));
    await done('quinn asks');
    assert.equal((await finish(stranger))?.name, 'CustodianBadSigner');
  });

  it('is sent again when a reorg undoes it', async () => {
    const careful = await testDatabase();
    const waiting = await economy.open(careful, { confirmations: 3 });
    await chain.close();
    try {
      waiting.startRelayer();
      const wallet = newWallet();
      const snapshot = await economy.rpc('evm_snapshot');
      const request = of('undone', wallet, await wallet.request(economy.deployment.earnings, calls.claim()));
      await waiting.sponsor(request);
      await reached(waiting, 'undone', 'mined');
      await economy.rpc('evm_revert', [snapshot]);
      assert.equal(await economy.balanceOf(wallet.address), 0n);
      await economy.rpc('hardhat_mine', ['0x2']);
      await reached(waiting, 'undone', 'broadcast');
      await reached(waiting, 'undone', 'mined', 'final');
      assert.equal(await economy.balanceOf(wallet.address), parseEther('100'));
    } finally {
      await waiting.close();
      await careful.close();
      chain = await economy.open(database);
      chain.startRelayer();
    }
  });

  it('lets members’ batches have every other turn', async () => {
    const wallets = [newWallet(), newWallet(), newWallet()];
    const ids = wallets.map((_, n) => `turn ${n}`);
    const requests = await Promise.all(
      wallets.map(async (wallet, n) =>
        of(ids[n]!, wallet, await wallet.request(economy.deployment.earnings, calls.claim())),
      ),
    );
    await database.db.transaction(async (tx) => {
      for (const request of requests) await chain.sponsor(request, tx);
      await chain.submit(economy.claim('a member’s turn', 'paula'), tx);
    });
    const all = await Promise.all([...ids, 'a member’s turn'].map(done));
    assert.deepEqual(
      all.map(({ state }) => state),
      Array(4).fill('final'),
    );
    const [first, second, third, member] = all.map(({ block }) => block!);
    assert.ok(first! < second! && second! < third!);
    assert.ok(member! < third!, 'the batch did not wait for all that came before it');
  });

  it('stores each transaction under the address that it goes to', async () => {
    const rows = await database.db
      .select({ to: batches.to })
      .from(batches)
      .innerJoin(transactions, eq(transactions.batch, batches.id));
    const { custodian, forwarder } = economy.deployment;
    const to = new Set(rows.map((row) => row.to.toLowerCase()));
    assert.ok(to.has(custodian.toLowerCase()) && to.has(forwarder.toLowerCase()));
  });
});
