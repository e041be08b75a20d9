import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eq, like } from 'drizzle-orm';
import { type Address, encodeEventTopics, encodeFunctionData, getAddress, type Hex, pad, parseEther } from 'viem';
import { type ZodType, z } from 'zod';
import { problemSchema } from '../../../bot/api/problem.ts';
import { chainSchema, challengeSchema, operationSchema, walletSchema } from '../../../bot/api/shopSchemas.ts';
import { startApi } from '../../../bot/api/start.ts';
import type { Sponsored } from '../../../bot/chain/chain.ts';
import type { Context } from '../../../bot/context.ts';
import { challenges, links, outbox } from '../../../bot/db/schema.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { openMetrics } from '../../../bot/metrics.ts';
import { cancelGraduation } from '../../../bot/operations/cancelGraduation.ts';
import { getLinkedWallet } from '../../../bot/operations/getLinkedWallet.ts';
import { getPin } from '../../../bot/operations/getPin.ts';
import { graduate } from '../../../bot/operations/graduate.ts';
import { meetUser } from '../../../bot/operations/meetUser.ts';
import { startLink } from '../../../bot/operations/startLink.ts';
import { communitiesAbi, earningsAbi, memberAccountAbi, shopAbi, tokenAbi } from '../../../contracts/generated/abi.ts';
import { startTestChain, type TestChain } from '../../support/chain.ts';
import { silent, testDatabase } from '../../support/database.ts';
import { PIN, withPin } from '../../support/pin.ts';
import { testWallet, type Wallet } from '../../support/wallet.ts';

/** Seconds until a graduation can be finished. */
const DELAY = 172_800;

describe('wallets over HTTP', () => {
  let economy: TestChain;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let chain: Awaited<ReturnType<TestChain['open']>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let api: Awaited<ReturnType<typeof startApi>>;
  let ctx: Context;
  let now = Date.now();
  const newWallet = () => testWallet(economy.client, economy.deployment);
  const alice = { id: '1100000000000000001', name: 'Alice', avatar: null };
  const bob = { id: '1100000000000000002', name: 'Bob\nURI: https://evil.example', avatar: null };

  before(async () => {
    [economy, database] = await Promise.all([startTestChain({}, { wait: { graduation: DELAY } }), testDatabase()]);
    chain = await economy.open(database);
    chain.startRelayer();
    const config = {
      ...economy.config,
      api: { ...economy.config.api, host: '127.0.0.1', port: 0 },
      publicUrl: 'https://guild.example',
    };
    ctx = { config, log: silent, metrics: openMetrics(), clock: () => now, db: database.db, chain };
    indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    api = await startApi(ctx);
    await meetUser(ctx, alice);
    await meetUser(ctx, bob);
  });
  after(async () => {
    await api?.close();
    await indexer?.close();
    await chain?.close();
    await database?.close();
    await economy?.stop();
  });

  const read = async <T>(schema: ZodType<T>, response: Response) => schema.parse(await response.json());
  const post = (path: string, body: unknown) =>
    fetch(api.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const posted = async <T>(schema: ZodType<T>, path: string, body: unknown, status = 200) => {
    const response = await post(path, body);
    const text = await response.text();
    assert.equal(response.status, status, text);
    return schema.parse(JSON.parse(text));
  };
  const refused = async (code: string, path: string, body: unknown, status = 400) => {
    const { type, detail } = await posted(problemSchema, path, body, status);
    assert.equal(type, `urn:guildmint:problem:${code}`);
    return detail;
  };
  const settled = async (id: string) => {
    const response = await fetch(`${api.url}/api/operations/${id}?wait=25`);
    return read(operationSchema, response);
  };
  const linkFor = async (user: { id: string }) => {
    if ((await getPin(ctx, { userId: user.id })).state === 'none') await withPin(ctx, user.id);
    return startLink(ctx, { userId: user.id, pin: PIN });
  };
  const nonceFor = async (user: { id: string }) => (await linkFor(user)).url.split('#')[1]!;
  const askLink = (nonce: string, wallet: { address: Address }) =>
    posted(challengeSchema, '/api/challenges', { purpose: 'link', nonce, address: wallet.address });
  const linkTo = async (user: { id: string }, wallet: Wallet) => {
    const nonce = await nonceFor(user);
    const { message } = await askLink(nonce, wallet);
    return posted(walletSchema, '/api/link', { nonce, signature: await wallet.sign(message) });
  };
  /** On the chain, which alone counts the delay. */
  const passes = async (seconds: number) => {
    await economy.control.increaseTime({ seconds });
    await economy.control.mine({ blocks: 1 });
  };
  /** As the dApp sends it. */
  const bodyOf = (account: Address, sponsored: Sponsored['sponsored']) => {
    if (sponsored.kind !== 'request') return { account, ...sponsored };
    const { gas, nonce, ...rest } = sponsored.request;
    return {
      kind: 'request',
      ...rest,
      gas: String(gas),
      nonce: String(nonce),
      signature: sponsored.signature,
    };
  };
  const claim = () => encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [economy.token] });
  const buy = () =>
    encodeFunctionData({ abi: shopAbi, functionName: 'buy', args: [economy.token, 1n, 1n, parseEther('100')] });
  const forwarded = async (wallet: Wallet, to: Address, data: Hex, changes: { gas?: bigint; deadline?: number } = {}) =>
    bodyOf(wallet.address, await wallet.request(to, data, changes));

  describe('linking', () => {
    it('binds the wallet that signs to the member who was given the address', async () => {
      const wallet = newWallet();
      const { url, expiresAt } = await linkFor(alice);
      assert.match(url, /^https:\/\/guild\.example\/link#[0-9a-f]{32}$/);
      assert.equal(expiresAt.getTime(), now + 600_000);
      const nonce = url.split('#')[1]!;
      const challenge = await askLink(nonce, wallet);
      assert.deepEqual(challenge.user, alice);
      assert.match(challenge.message, /^guild\.example wants you to sign in with your Ethereum account:\n/);
      assert.match(challenge.message, /\nLink this wallet to the Discord account Alice \(1100000000000000001\)\.\n/);
      assert.ok(challenge.message.includes(`Nonce: ${nonce}`) && challenge.message.includes('Chain ID: 31337'));
      assert.ok(challenge.message.includes(getAddress(wallet.address)));

      const linked = await posted(walletSchema, '/api/link', {
        nonce,
        signature: await wallet.sign(challenge.message),
      });
      assert.equal(linked.address, wallet.address.toLowerCase());
      assert.deepEqual(linked.user, alice);
      assert.deepEqual(linked.account, {
        address: (await chain.accountOf(alice.id)).toLowerCase(),
        salt: await chain.saltOf(alice.id),
        owner: null,
        pending: null,
      });
      const asked = await fetch(`${api.url}/api/wallets/${wallet.address}`);
      assert.deepEqual(await read(walletSchema, asked), linked);
      assert.equal((await getLinkedWallet(ctx, { userId: alice.id }))?.address, wallet.address.toLowerCase());
    });

    it('refuses another wallet’s signature, and lets the right one go on', async () => {
      const [wallet, thief] = [newWallet(), newWallet()];
      const nonce = await nonceFor(alice);
      const { message } = await askLink(nonce, wallet);
      const detail = await refused('SignatureWrong', '/api/link', { nonce, signature: await thief.sign(message) });
      assert.ok(detail.includes(wallet.address));
      await refused('SignatureWrong', '/api/link', { nonce, signature: '0x1234' });
      await refused('SignatureWrong', '/api/link', { nonce, signature: await wallet.sign(`${message} `) });
      await posted(walletSchema, '/api/link', { nonce, signature: await wallet.sign(message) });
    });

    it('is good for one use', async () => {
      const wallet = newWallet();
      const nonce = await nonceFor(alice);
      const { message } = await askLink(nonce, wallet);
      const signature = await wallet.sign(message);
      const both = await Promise.all([
        post('/api/link', { nonce, signature }),
        post('/api/link', { nonce, signature }),
      ]);
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 400]);
      await refused('LinkExpired', '/api/link', { nonce, signature });
      await refused('LinkExpired', '/api/challenges', { purpose: 'link', nonce, address: wallet.address });
    });

    it('ends after ten minutes, and when a newer address was asked for', async () => {
      const wallet = newWallet();
      const [older, newer] = [await nonceFor(alice), await nonceFor(alice)];
      const link = (nonce: string) => ({ purpose: 'link', nonce, address: wallet.address });
      await refused('LinkExpired', '/api/challenges', link(older));
      const { message } = await askLink(newer, wallet);
      const signature = await wallet.sign(message);
      now += 600_000;
      try {
        assert.match(await refused('LinkExpired', '/api/link', { nonce: newer, signature }), /\/wallet link/);
        await refused('LinkExpired', '/api/challenges', link(newer));
      } finally {
        now -= 600_000;
      }
      await refused('LinkExpired', '/api/challenges', link('0'.repeat(32)));
    });

    it('needs a text to have been asked for', async () => {
      const nonce = await nonceFor(alice);
      await refused('LinkExpired', '/api/link', { nonce, signature: await newWallet().sign('anything') });
    });

    it('replaces the wallet that the member had, and takes a wallet from whom it was linked to', async () => {
      const [first, second] = [newWallet(), newWallet()];
      await linkTo(alice, first);
      await linkTo(alice, second);
      assert.equal((await getLinkedWallet(ctx, { userId: alice.id }))?.address, second.address.toLowerCase());
      const old = await read(walletSchema, await fetch(`${api.url}/api/wallets/${first.address}`));
      assert.deepEqual(old, { address: first.address.toLowerCase(), user: null, account: null });
      await linkTo(bob, second);
      assert.equal(await getLinkedWallet(ctx, { userId: alice.id }), null);
      assert.equal((await database.db.select().from(links).where(eq(links.userId, bob.id))).length, 1);
    });

    it('writes a member’s name as one line, whatever it holds', async () => {
      const { message } = await askLink(await nonceFor(bob), newWallet());
      assert.match(message, /\nLink this wallet to the Discord account Bob URI: https:\/\/evil\.example \(11.*2\)\.\n/);
      assert.equal(message.match(/^URI: /gm)?.length, 1);
    });

    it('refuses what is nobody’s own wallet', async () => {
      const nonce = await nonceFor(alice);
      for (const address of [await chain.accountOf(bob.id), economy.deployment.shop])
        await refused('WalletNotOwn', '/api/challenges', { purpose: 'link', nonce, address });
      await refused('RequestInvalid', '/api/challenges', { purpose: 'link', nonce, address: '0x12' });
      await refused('RequestInvalid', '/api/challenges', { purpose: 'link', nonce: 'short', address: alice.id });
    });
  });

  describe('graduating', () => {
    it('goes from a linked wallet’s signature to buying with the account, without any coins', async () => {
      const wallet = newWallet();
      await linkTo(bob, wallet);
      const account = await chain.accountOf(bob.id);
      await chain.submit(economy.claim('bob claims', bob.id));
      const ask = { purpose: 'graduate', address: wallet.address };
      const { nonce, message } = await posted(challengeSchema, '/api/challenges', ask);
      assert.ok(message.includes(getAddress(account)));
      // Whoever asks for the text gets the same one: nobody's is overwritten.
      assert.equal((await posted(challengeSchema, '/api/challenges', ask)).nonce, nonce);
      await refused('SignatureWrong', '/api/graduate', { nonce, signature: await newWallet().sign(message) });
      const signature = await wallet.sign(message);
      await refused('PinNeeded', '/api/graduate', { nonce, signature });
      await refused('PinWrong', '/api/graduate', { nonce, signature, pin: '0000' });
      const { id } = await posted(operationSchema, '/api/graduate', { nonce, signature, pin: PIN }, 202);
      assert.equal((await settled(id)).error, null);
      await refused('ChallengeExpired', '/api/graduate', { nonce, signature, pin: PIN });

      const pending = await read(walletSchema, await fetch(`${api.url}/api/wallets/${wallet.address}`));
      assert.equal(pending.account?.pending?.owner, wallet.address.toLowerCase());
      const finish = bodyOf(account, await wallet.claim(account, pending.account!.salt as Hex));
      await refused('CustodianTooEarly', '/api/forward', finish);
      await passes(DELAY);
      const finished = await posted(operationSchema, '/api/forward', finish, 202);
      assert.equal(finished.verb, 'finishGraduation');
      assert.equal((await settled(finished.id)).error, null);
      const owned = await read(walletSchema, await fetch(`${api.url}/api/wallets/${wallet.address}`));
      assert.equal(owned.account?.owner, wallet.address.toLowerCase());
      await refused('AccountGraduated', '/api/challenges', ask, 409);

      const purchase = bodyOf(account, await wallet.act(account, economy.deployment.shop, buy()));
      const bought = await posted(operationSchema, '/api/shop/purchase', purchase, 202);
      assert.equal(bought.verb, 'buy');
      assert.equal((await settled(bought.id)).error, null);
      assert.equal(await economy.balanceOf(account), 0n);
    });

    it('lets the account hand on tokens, and nothing that is not for members', async () => {
      const wallet = newWallet();
      const carol = { id: '1100000000000000003', name: 'Carol', avatar: null };
      await meetUser(ctx, carol);
      await linkTo(carol, wallet);
      const account = await chain.accountOf(carol.id);
      await chain.submit(economy.claim('carol claims', carol.id));
      await graduate(ctx, { id: 'carol asks', token: null, userId: carol.id, owner: wallet.address, pin: PIN });
      await chain.settled('carol asks', 60_000);
      const early = bodyOf(account, await wallet.claim(account, `0x${'1'.repeat(64)}`));
      await refused('SponsorOtherAccount', '/api/forward', early);
      await passes(DELAY);
      const finish = bodyOf(account, await wallet.claim(account, await chain.saltOf(carol.id)));
      await settled((await posted(operationSchema, '/api/forward', finish, 202)).id);

      const args = [economy.people.outsider, parseEther('40')] as const;
      const transfer = encodeFunctionData({ abi: tokenAbi, functionName: 'transfer', args });
      const sent = bodyOf(account, await wallet.act(account, economy.token, transfer));
      assert.equal((await settled((await posted(operationSchema, '/api/forward', sent, 202)).id)).error, null);
      assert.equal(await economy.balanceOf(account), parseEther('60'));
      const approve = encodeFunctionData({ abi: tokenAbi, functionName: 'approve', args });
      const others: [Address, Hex][] = [
        [economy.token, approve],
        [economy.people.outsider, '0x'],
        [
          account,
          encodeFunctionData({ abi: memberAccountAbi, functionName: 'transferOwnership', args: [wallet.address] }),
        ],
      ];
      for (const [to, data] of others)
        await refused('SponsorNotPaid', '/api/forward', bodyOf(account, await wallet.act(account, to, data)));
    });

    it('is off where the member cancels within the delay, for whoever has the wallet', async () => {
      const wallet = newWallet();
      const dave = { id: '1100000000000000004', name: 'Dave', avatar: null };
      await meetUser(ctx, dave);
      await linkTo(dave, wallet);
      const account = await chain.accountOf(dave.id);
      const ask = { purpose: 'graduate', address: wallet.address };
      const { nonce, message } = await posted(challengeSchema, '/api/challenges', ask);
      const signed = { nonce, signature: await wallet.sign(message), pin: PIN };
      const { id } = await posted(operationSchema, '/api/graduate', signed, 202);
      assert.equal((await settled(id)).error, null);
      const finish = bodyOf(account, await wallet.claim(account, await chain.saltOf(dave.id)));

      await passes(DELAY - 60);
      await cancelGraduation(ctx, { id: 'dave cancels', token: null, userId: dave.id });
      assert.equal((await settled('dave cancels')).error, null);
      await passes(DELAY);
      await refused('CustodianNothingPending', '/api/forward', finish);
      const kept = await read(walletSchema, await fetch(`${api.url}/api/wallets/${wallet.address}`));
      assert.deepEqual([kept.account?.owner, kept.account?.pending], [null, null]);
      await chain.submit(economy.claim('dave claims', dave.id));
      assert.equal((await settled('dave claims')).error, null);
      assert.equal(await economy.balanceOf(account), parseEther('100'));
    });

    it('is for linked wallets', async () => {
      const ask = { purpose: 'graduate', address: newWallet().address };
      assert.match(await refused('WalletNotLinked', '/api/challenges', ask), /\/wallet link/);
    });

    it('is not for a wallet whose link has changed since it asked', async () => {
      const [wallet, later] = [newWallet(), newWallet()];
      await linkTo(alice, wallet);
      const ask = { purpose: 'graduate', address: wallet.address };
      const { nonce, message } = await posted(challengeSchema, '/api/challenges', ask);
      await linkTo(alice, later);
      await refused('WalletNotLinked', '/api/graduate', { nonce, signature: await wallet.sign(message) });
      const [row] = await database.db.select().from(challenges).where(eq(challenges.nonce, nonce));
      assert.equal(row?.usedAt, null);
    });
  });

  describe('having calls paid for', () => {
    it('carries what a wallet signed, once', async () => {
      const wallet = newWallet();
      const body = await forwarded(wallet, economy.deployment.earnings, claim());
      const first = await posted(operationSchema, '/api/forward', body, 202);
      assert.equal(first.verb, 'claimDaily');
      const done = await settled(first.id);
      assert.equal(done.error, null);
      assert.ok(done.txHash && done.block !== null && done.state === 'final');
      const again = await posted(operationSchema, '/api/forward', body, 202);
      assert.deepEqual(again, done);
      assert.equal(await economy.balanceOf(wallet.address), parseEther('100'));
    });

    it('tells in words why the call would fail', async () => {
      const wallet = newWallet();
      const body = await forwarded(wallet, economy.deployment.shop, buy());
      const detail = await refused('ERC20InsufficientBalance', '/api/shop/purchase', body);
      assert.match(detail, /^You have 0 \$ and need 100 \$/);
    });

    it('refuses replays under another deadline, forgeries and requests about to expire', async () => {
      const [wallet, thief] = [newWallet(), newWallet()];
      const body = await forwarded(wallet, economy.deployment.earnings, claim());
      await settled((await posted(operationSchema, '/api/forward', body, 202)).id);
      await refused('InvalidAccountNonce', '/api/forward', { ...body, deadline: Number(Object(body).deadline) + 1 });
      const honest = await forwarded(thief, economy.deployment.earnings, claim());
      await refused('ERC2771ForwarderInvalidSigner', '/api/forward', { ...honest, from: newWallet().address });
      const late = await forwarded(thief, economy.deployment.earnings, claim(), { deadline: 1 });
      await refused('ERC2771ForwarderExpiredRequest', '/api/forward', late);
    });

    it('pays for members’ own calls only, of a sensible size', async () => {
      const wallet = newWallet();
      const { earnings, shop } = economy.deployment;
      const fulfil = encodeFunctionData({ abi: shopAbi, functionName: 'fulfil', args: [economy.token, 1n] });
      await refused('SponsorNotPaid', '/api/forward', await forwarded(wallet, shop, fulfil));
      const transfer = encodeFunctionData({ abi: tokenAbi, functionName: 'transfer', args: [wallet.address, 1n] });
      await refused('SponsorNotPaid', '/api/forward', await forwarded(wallet, economy.token, transfer));
      await refused('SponsorNotPaid', '/api/forward', await forwarded(wallet, earnings, `${claim()}00`));
      await refused('SponsorGas', '/api/forward', await forwarded(wallet, earnings, claim(), { gas: 500_001n }));
      const elsewhere = encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [shop] });
      await refused('CommunityUnknown', '/api/forward', await forwarded(wallet, earnings, elsewhere), 404);
      const body = await forwarded(wallet, earnings, claim());
      await refused('SponsorOtherCall', '/api/shop/purchase', body);
      await refused('SponsorOtherCall', '/api/shop/refund', body);
      await refused('RequestInvalid', '/api/forward', { ...body, signature: 'x' });
    });

    it('pays five times a minute for one account', async () => {
      const wallet = newWallet();
      const { communities } = economy.deployment;
      const raise = (amount: bigint) =>
        encodeFunctionData({
          abi: communitiesAbi,
          functionName: 'setCeiling',
          args: [economy.token, amount],
        });
      for (let n = 0n; n < 5n; n++) {
        const { id } = await posted(
          operationSchema,
          '/api/forward',
          await forwarded(wallet, communities, raise(n)),
          202,
        );
        assert.equal((await settled(id)).error, null);
      }
      const sixth = await forwarded(wallet, communities, raise(6n));
      assert.match(await refused('SponsorTooOften', '/api/forward', sixth, 429), /wait a minute/);
      const other = newWallet();
      await posted(operationSchema, '/api/forward', await forwarded(other, economy.deployment.earnings, claim()), 202);
    });

    it('pays for wallets that are nobody’s on Discord as far as one day’s allowance for all of them goes', async () => {
      const [stranger, member] = [newWallet(), newWallet()];
      await linkTo(alice, member);
      const at = new Date();
      const filler = { verb: 'claimDaily', kind: 'direct', state: 'final', data: '0x', gas: 0 } as const;
      const accounts = Array.from({ length: 500 }, () => newWallet().address);
      const rows = accounts.map((account, index) => ({
        ...{ ...filler, account, userId: account, target: account },
        ...{ id: `s:filler ${index}`, createdAt: at, updatedAt: at },
      }));
      await database.db.insert(outbox).values(rows);
      try {
        const { earnings } = economy.deployment;
        const body = await forwarded(stranger, earnings, claim());
        assert.match(await refused('SponsorStrangers', '/api/forward', body, 503), /\/wallet link/);
        await posted(operationSchema, '/api/forward', await forwarded(member, earnings, claim()), 202);
      } finally {
        await database.db.delete(outbox).where(like(outbox.id, 's:filler %'));
      }
    });

    it('knows no operation that there is not', async () => {
      const response = await fetch(`${api.url}/api/operations/s:unknown`);
      assert.equal(response.status, 404);
      assert.match((await read(problemSchema, response)).detail, /no such operation/);
    });
  });

  describe('the chain for browsers', () => {
    it('tells network and contracts', async () => {
      const body = await read(chainSchema, await fetch(`${api.url}/api/chain`));
      assert.equal(body.chainId, 31337);
      assert.equal(body.name, 'Guildmint local');
      assert.equal(body.currency.symbol, 'ETH');
      assert.equal(body.contracts.shop, economy.deployment.shop);
    });

    const answer = z.object({
      jsonrpc: z.literal('2.0'),
      id: z.union([z.string(), z.number()]),
      result: z.string().optional(),
      error: z.object({ code: z.number(), message: z.string() }).optional(),
    });
    const ask = (body: unknown) => posted(answer, '/api/rpc', body);
    const askMany = (body: unknown[]) => posted(z.array(answer), '/api/rpc', body);
    const call = (method: string, params: unknown[] = [], id: number | string = 1) => ({
      jsonrpc: '2.0',
      id,
      method,
      params,
    });

    it('answers reads as the node does', async () => {
      assert.deepEqual(await ask(call('eth_chainId')), { jsonrpc: '2.0', id: 1, result: '0x7a69' });
      const data = encodeFunctionData({ abi: tokenAbi, functionName: 'symbol' });
      const both = await askMany([
        call('eth_call', [{ to: economy.token, data }, 'latest'], 'symbol'),
        call('eth_getBalance', [economy.people.outsider, 'latest'], 7),
      ]);
      assert.deepEqual(
        both.map(({ id }) => id),
        ['symbol', 7],
      );
      assert.ok(both.every(({ result }) => /^0x[0-9a-f]+$/.test(result ?? '')));
    });

    const TRANSFER = encodeEventTopics({ abi: tokenAbi, eventName: 'Transfer' })[0];
    const logsOf = (member: Address) => ({
      address: economy.token,
      topics: [TRANSFER, null, pad(member)],
      fromBlock: '0x0',
      toBlock: '0xffff',
    });

    it('gives the events of one contract about somebody, over so many blocks as a node can bear', async () => {
      const member = economy.people.outsider;
      const known = await economy.client.getContractEvents({
        ...{ address: economy.token, abi: tokenAbi, eventName: 'Transfer', args: { to: member } },
        fromBlock: 0n,
      });
      const logs = z.object({ result: z.array(z.object({ transactionHash: z.string() })) });
      const { result } = await posted(logs, '/api/rpc', call('eth_getLogs', [logsOf(member)]));
      assert.deepEqual(
        result.map(({ transactionHash }) => transactionHash),
        known.map(({ transactionHash }) => transactionHash),
      );
      await refused('RequestInvalid', '/api/rpc', Array(5).fill(call('eth_getLogs', [logsOf(member)])));
    });

    it('passes nothing on that writes, controls the node or costs too much', async () => {
      const forbidden = [
        call('eth_sendTransaction', [{ from: economy.people.owner, to: economy.people.outsider, value: '0x1' }]),
        call('eth_sendRawTransaction', ['0x00']),
        call('eth_accounts'),
        call('hardhat_setBalance', [economy.people.outsider, '0x0']),
        call('evm_mine'),
        call('debug_traceTransaction', [`0x${'0'.repeat(64)}`]),
        call('constructor'),
        call('eth_getLogs', [{ fromBlock: '0x0' }]),
        call('eth_getLogs', [{ ...logsOf(economy.people.owner), toBlock: '0x7fffffff' }]),
        call('eth_getLogs', [{ ...logsOf(economy.people.owner), toBlock: 'latest' }]),
        call('eth_getLogs', [{ ...logsOf(economy.people.owner), topics: [TRANSFER, null, null] }]),
        call('eth_call', [{ to: economy.token, data: '0x' }, 'latest', {}]),
        call('eth_getBlockByNumber', ['latest', true]),
        call('eth_feeHistory', ['0x400', 'latest', []]),
      ];
      // Not the block's number: what was asked for before may still be on its way.
      const held = () => economy.client.getBalance({ address: economy.people.outsider });
      const before = await held();
      for (const { error } of await askMany(forbidden)) assert.ok([-32601, -32602].includes(error?.code ?? 0));
      assert.equal(await held(), before);
    });

    it('answers the good calls of a list beside the refused', async () => {
      const [refusal, answered] = await askMany([call('evm_mine', [], 'a'), call('eth_chainId', [], 'b')]);
      assert.equal(refusal?.id, 'a');
      assert.equal(refusal?.error?.code, -32601);
      assert.deepEqual(answered, { jsonrpc: '2.0', id: 'b', result: '0x7a69' });
    });

    it('refuses lists that are too long, bodies that are too large, and what is no call', async () => {
      await refused('RequestInvalid', '/api/rpc', Array(21).fill(call('eth_chainId')));
      await refused('RequestInvalid', '/api/rpc', []);
      await refused('RequestInvalid', '/api/rpc', { method: 'eth_chainId' });
      await refused('RequestTooLarge', '/api/rpc', call('eth_call', ['x'.repeat(70_000)]), 413);
    });
  });

  it('lets pages of other sites ask and send, without cookies', async () => {
    const response = await fetch(`${api.url}/api/forward`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    assert.match(response.headers.get('access-control-allow-methods') ?? '', /POST/);
    assert.match(response.headers.get('access-control-allow-headers') ?? '', /content-type/i);
    assert.equal(response.headers.get('access-control-allow-credentials'), null);
  });

  it('describes all of it in the OpenAPI document', async () => {
    const schema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
    const document = await read(schema, await fetch(`${api.url}/api/openapi.json`));
    for (const [path, method] of [
      ['/api/chain', 'get'],
      ['/api/forward', 'post'],
      ['/api/shop/purchase', 'post'],
      ['/api/shop/refund', 'post'],
      ['/api/operations/{id}', 'get'],
      ['/api/challenges', 'post'],
      ['/api/link', 'post'],
      ['/api/graduate', 'post'],
      ['/api/wallets/{address}', 'get'],
    ] as const)
      assert.ok(document.paths[path]?.[method], path);
  });
});
