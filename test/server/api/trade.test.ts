import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { clansAbi, marketAbi } from '@guildmint/contracts/abi.ts';
import { type Address, concat, type Hex, keccak256, parseEther, stringToHex } from 'viem';
import { z } from 'zod';
import { GUILDS, USERS } from '../../../bot/local-discord/seed.ts';
import { award } from '../../../bot/operations/award.ts';
import { getBalance } from '../../../bot/operations/getBalance.ts';
import { meetUser } from '../../../bot/operations/meetUser.ts';
import { submitTask } from '../../../bot/operations/submitTask.ts';
import { watchHeldConnections } from '../../support/heldConnections.ts';
import { signedIn } from '../../support/session.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { eventually, makeAdmin, makeModerator } from '../discord/support.ts';

type Json = Record<string, unknown>;
type Who = 'owner' | 'alice' | 'bob' | 'carol';
const problem = z.object({ type: z.string(), detail: z.string() });
const prepared = problem.extend({
  transaction: z.object({
    from: z.templateLiteral(['0x', z.string()]),
    to: z.templateLiteral(['0x', z.string()]),
    data: z.templateLiteral(['0x', z.string()]),
  }),
});
const rows = (body: Json, name: string) => z.array(z.record(z.string(), z.unknown())).parse(body[name]);

describe('HTTP API: shop, tasks, market and clans', { timeout: 180_000 }, () => {
  const held = watchHeldConnections();
  let stack: Stack;
  let as: Record<Who, { authorization: string }>;
  const s = `/api/${GUILDS.lounge}`;
  const here = { 'x-community': GUILDS.lounge };

  before(async () => {
    stack = await startStack({ env: { ADMIN_PASSWORD: 'a password for tests', JWT_SECRET_KEY: 'j'.repeat(32) } });
    const { token } = stack.lounge;
    const { ctx } = stack.server;
    await makeAdmin(stack, token, USERS.alice);
    await makeModerator(stack, token, USERS.bob);
    for (const member of [USERS.bob, USERS.carol]) {
      await meetUser(ctx, { id: member, name: member, avatar: null });
      const gift = {
        id: `award-${member}`,
        token,
        userId: USERS.alice,
        member,
        amount: parseEther('50'),
        reason: 'To begin',
      };
      await award(ctx, gift);
      const outcome = await ctx.chain.settled(gift.id, 60_000);
      if (outcome.state === 'failed') assert.fail(outcome.error?.sentence);
    }
    await stack.server.indexer.caughtUp();
    const [, owner] = (await stack.wallet.getAddresses()) as [Address, Address];
    as = {
      owner: await signedIn(ctx, { address: owner.toLowerCase() as Address }),
      alice: await signedIn(ctx, { userId: USERS.alice }),
      bob: await signedIn(ctx, { userId: USERS.bob }),
      carol: await signedIn(ctx, { userId: USERS.carol }),
    };
  });
  after(() => stack?.close());

  async function ask(who: Who | null, method: string, path: string, body?: Json) {
    const response = await fetch(stack.server.url + path, {
      method,
      headers: {
        ...here,
        ...(who ? as[who] : {}),
        ...(method === 'GET' ? {} : { prefer: 'wait=25' }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : null) as Json };
  }
  const codeOf = async (...asked: Parameters<typeof ask>) => {
    const { status, body } = await ask(...asked);
    return `${status} ${problem.parse(body).type.replace('urn:guildmint:problem:', '')}`;
  };
  /** Carried out and indexed. */
  async function done(...asked: Parameters<typeof ask>) {
    const { status, body } = await ask(...asked);
    assert.equal(status, 200, JSON.stringify(body));
    await stack.server.indexer.caughtUp();
  }
  /** What the answer hands over is sent by the wallet that it names. */
  async function byWallet(...asked: Parameters<typeof ask>) {
    const { status, body } = await ask(...asked);
    assert.equal(status, 409, JSON.stringify(body));
    const { type, transaction } = prepared.parse(body);
    assert.equal(type, 'urn:guildmint:problem:OwnWalletNeeded');
    const { from, to, data } = transaction as { from: Address; to: Address; data: Hex };
    const hash = await stack.wallet.sendTransaction({ account: from, to, data, type: 'legacy' });
    assert.equal((await stack.client.waitForTransactionReceipt({ hash })).status, 'success');
    await stack.server.indexer.caughtUp();
  }
  const balance = async (userId: string) => {
    const { balance: held } = await getBalance(stack.server.ctx, { token: stack.lounge.token, who: { userId } });
    return held / 10n ** 18n;
  };
  const named = async (name: string, query = '') =>
    rows((await ask(null, 'GET', `${s}/shop${query}`)).body, 'items').find((item) => item.name === name);

  describe('the shop for its staff', () => {
    it('is changed by the own wallet of an admin, to which the transaction is handed', async () => {
      const badge = { name: 'Badge', description: 'Shiny', price: 2, category: 'consumable', stock: -1, emoji: '🎖️' };
      await byWallet('owner', 'POST', `${s}/shop`, { ...badge, key: 'badge', transferable: true, refund: 'timed' });
      const made = await named('Badge', '?category=consumable');
      assert.deepEqual([made?.key, made?.left, made?.description, made?.emoji], ['badge', null, 'Shiny', '🎖️']);
      await byWallet('owner', 'PUT', `${s}/shop/badge`, { price: '1.5' });
      await byWallet('owner', 'PUT', `${s}/shop/badge/stock`, { quantity: 50, operation: 'set' });
      await byWallet('owner', 'PUT', `${s}/shop/badge/stock`, { quantity: 45, operation: 'subtract' });
      const { body } = await ask(null, 'GET', `${s}/shop/badge`);
      assert.deepEqual([(body.price as Json).formatted, body.left], ['1.5', 5]);
    });

    it('an item is retired and comes back; lists leave out what is asked to be left out', async () => {
      await byWallet('owner', 'DELETE', `${s}/shop/badge`);
      assert.equal((await named('Badge'))?.state, 'inactive');
      assert.equal(await named('Badge', '?active_only=true'), undefined);
      await byWallet('owner', 'PUT', `${s}/shop/badge`, { active: true });
      assert.equal((await named('Badge', '?active_only=true&include_out_of_stock=false'))?.state, 'open');
    });

    it('refuses before anything is sent: who may not, who has no wallet, and what the contract would', async () => {
      assert.deepEqual(
        await Promise.all([
          codeOf(null, 'POST', `${s}/shop`, { name: 'X', price: 1 }),
          codeOf('bob', 'POST', `${s}/shop`, { name: 'X', price: 1 }),
          codeOf('alice', 'POST', `${s}/shop`, { name: 'X', price: 1 }),
          codeOf('owner', 'POST', `${s}/shop`, { name: 'X' }),
          codeOf('owner', 'POST', `${s}/shop`, { name: 'X', price: -1 }),
          codeOf('owner', 'POST', `${s}/shop`, { name: 'X', price: 1, salePrice: 2 }),
          codeOf('owner', 'PUT', `${s}/shop/nothing`, { price: 1 }),
          codeOf('owner', 'PUT', `${s}/shop/badge/stock`, { quantity: 6, operation: 'subtract' }),
        ]),
        [
          ...['401 SignInNeeded', '403 RoleMissing', '409 WalletNeeded', '400 RequestInvalid', '400 AmountNegative'],
          ...['400 ShopBadItem', '404 ItemUnknown', '400 ShopBadQuantity'],
        ],
      );
    });

    it('what is handed over by hand waits in a list, with what it would pay back, until it is decided', async () => {
      await byWallet('owner', 'POST', `${s}/shop`, { name: 'Call', key: 'call', price: 1, kind: 'manual' });
      await done('carol', 'POST', '/api/shop/purchase', { item: 'call' });
      let waiting: Json | undefined;
      await eventually(stack, 'the redemption is taken up', async () => {
        [waiting] = rows((await ask('bob', 'GET', `${s}/shop/redemptions`)).body, 'redemptions');
        return (waiting?.handover as Json | null)?.state === 'taken';
      });
      assert.deepEqual([(waiting!.buyer as Json).userId, waiting!.state], [USERS.carol, 'requested']);
      assert.equal(await codeOf('carol', 'GET', `${s}/shop/redemptions`), '403 RoleMissing');
      const decision = `${s}/shop/redemptions/${waiting!.purchase}`;
      assert.equal((await ask('bob', 'POST', decision, { handedOver: true })).status, 204);
      assert.equal(await codeOf('bob', 'POST', decision, { refused: 'Too late' }), '409 PurchaseDecided');
      const [noted] = rows((await ask('bob', 'GET', `${s}/shop/redemptions`)).body, 'redemptions');
      assert.match(`${(noted?.handover as Json | undefined)?.state ?? 'fulfilled'}`, /^(given|fulfilled)$/);
    });
  });

  describe('a member’s own', () => {
    it('purchases and refunds by the plan’s words', async () => {
      const before = await balance(USERS.carol);
      await done('carol', 'POST', '/api/shop/purchase', { item_id: 'badge', quantity: 4 });
      assert.equal(await balance(USERS.carol), before - 6n);
      const { body } = await ask(null, 'GET', `/api/shop/owned/${USERS.carol}`);
      const [bought] = rows(body, 'purchases');
      assert.equal(bought!.quantity, 4);
      await done('carol', 'POST', '/api/shop/refund', { purchase: bought!.purchase, quantity: 2 });
      assert.equal(await balance(USERS.carol), before - 3n);
      assert.deepEqual(
        await Promise.all([
          codeOf(null, 'POST', '/api/shop/purchase', { item: 'badge' }),
          codeOf('owner', 'POST', '/api/shop/purchase', { item: 'badge' }),
          codeOf('carol', 'POST', '/api/shop/purchase', { item: 'badge', maxPrice: 1 }),
          codeOf('carol', 'POST', '/api/shop/purchase', { item: 'nothing' }),
          codeOf('carol', 'POST', '/api/shop/purchase', {}),
          codeOf('carol', 'POST', '/api/shop/purchase', { item: 'badge', quantity: 0 }),
          codeOf('bob', 'POST', '/api/shop/refund', { purchase: bought!.purchase }),
        ]),
        [
          ...['401 SignInNeeded', '409 WalletActsItself', '400 PriceAbove', '404 ItemUnknown', '400 FieldMissing'],
          ...['400 RequestInvalid', '400 ShopNotBuyer'],
        ],
      );
    });

    it('receipts are listed, bought and taken off the market', async () => {
      const { item } = (await named('Badge'))!;
      await done('carol', 'POST', `${s}/market/listings`, { item, quantity: 2, price: 3 });
      const [listing] = rows((await ask(null, 'GET', `${s}/market/listings`)).body, 'listings');
      assert.deepEqual([listing!.name, listing!.left, (listing!.seller as Json).userId], ['Badge', 2, USERS.carol]);
      const path = `${s}/market/listings/${listing!.listing}`;
      assert.equal(await codeOf('bob', 'POST', `${path}/purchase`, { quantity: 1, maxPrice: 2 }), '400 PriceAbove');
      await done('bob', 'POST', `${path}/purchase`, { quantity: 1 });
      assert.match(await codeOf('bob', 'DELETE', path), /^400 Market/);
      await done('carol', 'DELETE', path);
      assert.deepEqual(rows((await ask(null, 'GET', `${s}/market/listings`)).body, 'listings'), []);
      assert.equal(await codeOf('carol', 'DELETE', path), '404 MarketNoListing');
    });

    it('tokens are offered for another community’s, and the offer is withdrawn', async () => {
      await done('carol', 'POST', `${s}/swaps`, { amount: 2, wanted: GUILDS.taskforce, wantedAmount: 5 });
      const [swap] = rows((await ask('bob', 'GET', `${s}/swaps`)).body, 'swaps');
      assert.deepEqual(
        [((swap!.gives as Json).amount as Json).formatted, (swap!.maker as Json).userId],
        ['2', USERS.carol],
      );
      await done('carol', 'DELETE', `${s}/swaps/${swap!.swap}`);
      assert.equal(await codeOf('carol', 'DELETE', `${s}/swaps/${swap!.swap}`), '404 MarketNoSwap');
      assert.deepEqual((await ask('carol', 'GET', `${s}/trades`)).body, { trades: [], next: null });
      assert.deepEqual((await ask('carol', 'GET', `${s}/trades/drafts`)).body, { drafts: [] });
    });

    it('what a wallet trades and belongs to is told to everybody, as the chain shows it', async () => {
      const [, , , , wallet] = (await stack.wallet.getAddresses()) as Address[];
      const { token } = stack.lounge;
      const { clans, market } = stack.deployment;
      const path = `${s}/users/${wallet}`;
      const give = { amount: 0n, assets: [] };
      const propose = await stack.wallet.writeContract({
        ...{ address: market, abi: marketAbi, functionName: 'propose', account: wallet! },
        args: [token, clans, give, { ...give, amount: 5n }, Math.floor(Date.now() / 1000) + 86_400],
      });
      await stack.client.waitForTransactionReceipt({ hash: propose });
      const salt = `0x${'07'.repeat(32)}` as const;
      const found = await stack.wallet.writeContract({
        ...{ address: clans, abi: clansAbi, functionName: 'createClan', account: wallet! },
        args: [token, keccak256(concat([salt, stringToHex('The Owls')]))],
      });
      await stack.client.waitForTransactionReceipt({ hash: found });
      await stack.server.indexer.caughtUp();

      const [trade] = rows((await ask(null, 'GET', `${path}/trades`)).body, 'trades');
      assert.deepEqual([trade!.state, trade!.version], ['open', 1]);
      assert.equal((trade!.proposer as Json).address, wallet!.toLowerCase());
      assert.equal(((trade!.want as Json).amount as Json).value, '5');
      assert.deepEqual((await ask(null, 'GET', `${path}/collectibles`)).body, { collectibles: [] });
      const standing = async () => (await ask(null, 'GET', `${path}/clan`)).body.clan as Json;
      const { clan, name } = await standing();
      assert.equal(name, null);
      const tell = (body: Json) => ask(null, 'POST', `${s}/clans/${clan}/name`, body);
      assert.match(`${(await tell({ salt, name: 'The Hawks' })).body.type}`, /ClansOtherName/);
      assert.equal((await tell({ salt, name: 'The Owls' })).status, 204);
      assert.equal((await tell({ salt, name: 'The Owls' })).status, 204);
      assert.equal((await standing()).name, 'The Owls');
    });

    it('clans are founded, joined and left', async () => {
      await done('carol', 'POST', `${s}/clans`, { name: 'The Foxes' });
      await done('carol', 'POST', `${s}/clan/invitations`, { member: USERS.bob });
      const [open] = rows((await ask('bob', 'GET', `${s}/clans/invitations`)).body, 'invitations');
      await done('bob', 'POST', `${s}/clan/membership`, { clan: open!.clan });
      const { body } = await ask(null, 'GET', `${s}/clans/${open!.clan}`);
      assert.deepEqual(
        [body.name, rows(body, 'members').map(({ userId }) => userId)],
        ['The Foxes', [USERS.carol, USERS.bob]],
      );
      await done('carol', 'POST', `${s}/clan/leader`, { member: USERS.bob });
      await done('bob', 'POST', `${s}/clan/expulsions`, { member: USERS.carol });
      const [left] = rows((await ask(null, 'GET', `${s}/clans?sort=earned`)).body, 'clans');
      assert.deepEqual([left!.size, (left!.leader as Json).userId], [1, USERS.bob]);
      await done('bob', 'DELETE', `${s}/clan/membership`);
      const names = rows((await ask(null, 'GET', `${s}/clans`)).body, 'clans').map(({ name }) => name);
      assert.ok(!names.includes('The Foxes'));
      assert.equal(await codeOf(null, 'GET', `${s}/clans/${open!.clan}`), '404 ClanUnknown');
    });

    it('a challenge is announced by the own wallet of an admin; seasons are told', async () => {
      await byWallet('owner', 'POST', `${s}/challenges`, { title: 'Spring', pool: 20, issued: true });
      const [challenge] = rows((await ask(null, 'GET', `${s}/challenges`)).body, 'challenges');
      assert.deepEqual(
        [challenge!.title, (challenge!.pool as Json).formatted, challenge!.state],
        ['Spring', '20', 'open'],
      );
      assert.equal(await codeOf('alice', 'POST', `${s}/challenges`, { title: 'S', pool: 20 }), '409 WalletNeeded');
      assert.equal((await ask(null, 'GET', `${s}/seasons`)).status, 200);
    });
  });

  describe('a task', () => {
    let task: unknown;
    let claim: unknown;

    it('is created by the plan’s words, changed by its creator alone, and announced', async () => {
      const welcome = { name: 'Welcome Members', description: 'Welcome 5 new members', reward: 10 };
      await done('alice', 'POST', `${s}/tasks`, { ...welcome, duration_hours: 24, max_claims: -1 });
      const [made] = rows((await ask(null, 'GET', `${s}/tasks`)).body, 'tasks');
      assert.deepEqual(
        [made!.title, made!.description, made!.slots, made!.hours, made!.issued, made!.category],
        ['Welcome Members', 'Welcome 5 new members', null, 24, true, 'General'],
      );
      task = made!.task;
      await done('alice', 'PUT', `${s}/tasks/${task}`, { reward: 5, category: 'Social' });
      const { body } = await ask(null, 'GET', `${s}/tasks/${task}`);
      assert.deepEqual(
        [(body.reward as Json).formatted, body.category, body.title],
        ['5', 'Social', 'Welcome Members'],
      );
      assert.match(await codeOf('carol', 'PUT', `${s}/tasks/${task}`, { reward: 1 }), /^400 Tasks/);
      assert.equal(await codeOf('carol', 'PUT', `${s}/tasks/999`, { reward: 1 }), '404 TasksUnknown');
      const { body: config } = await ask('alice', 'GET', `${s}/channels`);
      const channelId = rows(config, 'channels').find(({ name }) => name === 'general')?.id;
      const announced = await ask('alice', 'POST', `${s}/announcements/task/${task}`, { channelId });
      assert.deepEqual([announced.status, (announced.body.embed as Json).title], [201, 'Welcome Members']);
    });

    it('is claimed and handed in, and waits for those who may review it', async () => {
      await done('carol', 'POST', `${s}/tasks/${task}/claims`);
      const [own] = rows((await ask('carol', 'GET', `${s}/claims`)).body, 'claims');
      claim = own!.claim;
      const files = [{ name: '1-proof.html', type: 'text/html', bytes: Buffer.from('<script>alert(1)</script>') }];
      const handed = {
        id: 'hand-in',
        token: stack.lounge.token,
        userId: USERS.carol,
        claim: Number(claim),
        proof: 'Done.',
        files,
      };
      await submitTask(stack.server.ctx, handed);
      await stack.server.ctx.chain.settled('hand-in', 30_000);
      await stack.server.indexer.caughtUp();
      const queueOf = async (who: Who) => rows((await ask(who, 'GET', `${s}/reviews`)).body, 'reviews');
      const [waiting] = await queueOf('bob');
      assert.deepEqual(
        [waiting!.claim, waiting!.state, (waiting!.claimant as Json).userId],
        [claim, 'submitted', USERS.carol],
      );
      assert.match(String(waiting!.proof), /^Done\.\n📎 1-proof\.html · 25 bytes$/);
      const [file] = waiting!.files as Json[];
      assert.deepEqual([file!.name, file!.size, String(file!.sha256).length], ['1-proof.html', 25, 64]);
      assert.deepEqual(await queueOf('carol'), []);
    });

    it('its files are for who handed in and who reviews, and never run', async () => {
      const path = `${stack.server.url}${s}/reviews/${claim}/files/0`;
      const response = await fetch(path, { headers: as.bob });
      assert.equal(await response.text(), '<script>alert(1)</script>');
      assert.equal(response.headers.get('content-type'), 'application/octet-stream');
      assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename="1-proof\.html"$/);
      assert.equal((await fetch(path, { headers: as.carol })).status, 200);
      assert.equal((await fetch(path)).status, 401);
      await done('carol', 'POST', `${s}/tasks`, { title: 'Mine', reward: 1, hours: 24 });
      assert.equal((await fetch(path.replace('/files/0', '/files/7'), { headers: as.bob })).status, 404);
    });

    it('a rejection says why, and an acceptance pays', async () => {
      const path = `${s}/reviews/${claim}`;
      assert.equal(await codeOf('bob', 'POST', path, { accept: false }), '400 ReasonMissing');
      assert.match(await codeOf('carol', 'POST', path, { accept: true }), /^400 Tasks/);
      await done('bob', 'POST', path, { accept: false, reason: 'Only four.' });
      const [rejected] = rows((await ask('carol', 'GET', `${s}/claims`)).body, 'claims');
      assert.deepEqual([rejected!.state, rejected!.reason], ['rejected', 'Only four.']);
      await done('carol', 'POST', `${s}/claims/${claim}/submission`, { proof: 'Five now.' });
      const before = await balance(USERS.carol);
      await done('bob', 'POST', path, { accept: true });
      assert.equal(await balance(USERS.carol), before + 5n);
      await done('alice', 'DELETE', `${s}/tasks/${task}`);
      assert.equal((await ask(null, 'GET', `${s}/tasks/${task}`)).body.state, 'cancelled');
    });

    it('of a member’s own it is that member who reviews; strangers to a community do nothing in it', async () => {
      const [own] = rows((await ask(null, 'GET', `${s}/tasks?state=open`)).body, 'tasks');
      assert.deepEqual([own!.title, own!.issued], ['Mine', false]);
      await done('bob', 'POST', `${s}/tasks/${own!.task}/claims`);
      const [claimed] = rows((await ask('bob', 'GET', `${s}/claims`)).body, 'claims');
      const submission = `${s}/claims/${claimed!.claim}/submission`;
      const picture = { name: 'my-work.png', type: 'image/png', content: Buffer.from('a picture').toString('base64') };
      const huge = { ...picture, content: Buffer.alloc(5 * 1024 * 1024).toString('base64') };
      assert.equal(
        await codeOf('bob', 'POST', submission, { files: [{ ...picture, name: '../x' }] }),
        '400 RequestInvalid',
      );
      assert.equal(await codeOf('bob', 'POST', submission, { files: [huge, huge] }), '413 RequestTooLarge');
      await done('bob', 'POST', submission, { proof: 'Here.', files: [picture] });
      const [waiting] = rows((await ask('carol', 'GET', `${s}/reviews`)).body, 'reviews');
      assert.equal(waiting!.claim, claimed!.claim);
      assert.match(String(waiting!.proof), /^Here\.\n📎 1-my-work\.png · 9 bytes$/);
      const handedIn = await fetch(`${stack.server.url}${s}/reviews/${claimed!.claim}/files/0`, { headers: as.carol });
      assert.equal(await handedIn.text(), 'a picture');
      await done('carol', 'POST', `${s}/reviews/${claimed!.claim}`, { accept: true });
      const foreign = `/api/${GUILDS.taskforce}`;
      assert.equal(await codeOf('bob', 'POST', `${foreign}/tasks`, { title: 'X', reward: 1 }), '403 RoleMissing');
      assert.equal(await codeOf('carol', 'DELETE', `${foreign}/tasks/${own!.task}`), '403 RoleMissing');
    });
  });

  it('never asks for a connection while it holds one: as many at once as there are would wait for ever', () => {
    assert.deepEqual(held, []);
  });
});
