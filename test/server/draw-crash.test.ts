/**
 * The main process dies as by `kill -9` between any two steps of a draw and is started again: commit, request, reveal, award.
 * The member is charged once, wins one picture, and reads of it once; no secret that was committed is lost.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { communitiesAbi, earningsAbi, shopAbi, stashAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { and, count, eq, isNull, ne, notInArray } from 'drizzle-orm';
import { type Address, createWalletClient, encodeFunctionData, http, parseEther, zeroHash } from 'viem';
import { hardhat } from 'viem/chains';
import { enqueue } from '../../bot/chain/outbox.ts';
import { commitments, draws, fulfilments, outbox, purchases, seeds, users } from '../../bot/db/schema.ts';
import { CHANNELS, USERS } from '../../bot/local-discord/seed.ts';
import { KINDS } from '../../bot/operations/getItems.ts';
import { grantRole } from '../../scripts/deploy/community.ts';
import { operatorAccounts } from '../../scripts/deploy/install.ts';
import { artifactOf } from '../support/artifacts.ts';
import { type Killable, startKillable } from '../support/killable.ts';
import { type Actor, actor } from '../support/local-discord.ts';
import { shopping } from '../support/shopping.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { words } from './discord/support.ts';

const relayed = ['beforeSign', 'committed', 'broadcast', 'recorded'];
/** The purchase is the first operation. The request follows; the reveal with the award, and a new commitment in its place. */
const steps = [
  'fulfilmentTaken#1',
  ...[2, 3].flatMap((operation) => relayed.map((step) => `${step}#${operation}`)),
  'fulfilmentHandedOver#1',
  'fulfilmentGiven#1',
  'fulfilmentTold#1',
  ...relayed.map((step) => `${step}#4`),
];
const PRICE = parseEther('0.1');
/** Secrets that lie ready. The fulfiller has tokens for so many bonds, so that the next waits for a bond's return. */
const READY = 3;

describe('the main process is killed during a draw', () => {
  let stack: Stack;
  let alice: Actor;
  let server: Killable;
  let account: Address;
  let item: number;

  before(async () => {
    stack = await startStack({ server: false });
    const shop = await shopping(stack);
    const terms = { price: PRICE, kind: KINDS.indexOf('nft'), fulfilWithin: 86_400, duration: 0, uses: 0, refund: 0 };
    item = await shop.add({ key: 'picture', name: 'picture' }, { ...terms, transferable: false });
    await fillStash();
    server = await startKillable(stack.env);
    alice = await actor(stack.discord.url, USERS.alice, 120_000);
    const reply = await (await alice.command(CHANNELS.general, 'daily')).reply();
    await alice.waitForMessage((message) => message.id === reply.id && /Confirmed/.test(words(message)));
    const [member] = await stack.database.db.select().from(users).where(eq(users.id, USERS.alice));
    account = member!.address;
    await atRest();
  });
  after(async () => {
    await server?.stop();
    await alice?.close();
    await stack?.close();
  });

  for (const [place, step] of steps.entries())
    it(`at ${step}: everything happens exactly once`, { timeout: 300_000 }, async () => {
      const { db } = stack.database;
      const earlier = await balance();
      const killed = server.killAt(step);
      await db.transaction((tx) => enqueue(db, tx, buy(step), new Date()));
      await mining(killed);
      assert.equal(await killed, 'SIGKILL');
      server = await startKillable(stack.env);
      await mining(atRest());

      assert.equal(earlier - (await balance()), PRICE);
      const [bought] = await db
        .select({ purchase: purchases.purchase, onChain: purchases.state, state: fulfilments.state })
        .from(outbox)
        .innerJoin(purchases, eq(purchases.txHash, outbox.txHash))
        .innerJoin(fulfilments, eq(fulfilments.purchase, purchases.purchase))
        .where(eq(outbox.id, step));
      assert.deepEqual([bought?.state, bought?.onChain], ['fulfilled', 'fulfilled']);
      const drawn = await db.select({ state: draws.state, purchase: draws.purchase }).from(draws).orderBy(draws.draw);
      assert.equal(drawn.length, place + 1, 'one draw each');
      assert.deepEqual(drawn.at(-1), { state: 'drawn', purchase: bought?.purchase });
      assert.equal(await won(), place + 1, 'one picture each');
      assert.equal((await told()).length, place + 1, 'told once');
      const verbs = await db.select({ verb: outbox.verb, state: outbox.state }).from(outbox);
      for (const verb of ['requestDraw', 'reveal'])
        assert.equal(verbs.filter((each) => each.verb === verb).length, place + 1, `${verb} once`);
      assert.ok(verbs.every(({ state }) => state === 'final'));
      const unknown = await db
        .select({ commitment: commitments.commitment })
        .from(commitments)
        .leftJoin(seeds, eq(seeds.seedHash, commitments.seedHash))
        .where(isNull(seeds.seed));
      assert.deepEqual(unknown, [], 'no secret is lost');
    });

  /** Pictures for every draw, and bonds for as many as lie ready. */
  async function fillStash() {
    const { client, deployment, lounge, wallet } = stack;
    const { token } = lounge;
    const { stash } = deployment;
    const [, owner] = (await wallet.getAddresses()) as [Address, Address];
    const owners = createWalletClient({ account: owner, chain: hardhat, transport: http(stack.chain.url) });
    const mined = async (sent: Promise<`0x${string}`>) => client.waitForTransactionReceipt({ hash: await sent });
    const { abi, bytecode } = artifactOf('Nfts');
    const made = await mined(owners.deployContract({ abi, bytecode }));
    const nfts = { address: made.contractAddress!, abi } as const;
    const ids = steps.map((_, place) => BigInt(place + 1));
    for (const id of ids) await mined(owners.writeContract({ ...nfts, functionName: 'mint', args: [owner, id] }));
    await mined(owners.writeContract({ ...nfts, functionName: 'setApprovalForAll', args: [stash, true] }));
    const deposit = { address: stash, abi: stashAbi, functionName: 'deposit' } as const;
    await mined(owners.writeContract({ ...deposit, args: [token, nfts.address, ids] }));
    const roles = { address: deployment.communities, abi: communitiesAbi, functionName: 'grantRoles' } as const;
    await mined(owners.writeContract({ ...roles, args: [token, stash, 8n] }));
    const { fulfiller } = await operatorAccounts(stack.config, client, deployment);
    await grantRole(client, owners, deployment, token, fulfiller, 'fulfiller');
    const award = { address: deployment.earnings, abi: earningsAbi, functionName: 'award' } as const;
    const bonds = PRICE * BigInt(READY);
    await mined(owners.writeContract({ ...award, args: [token, fulfiller, bonds, zeroHash] }));
  }

  function buy(id: string) {
    const { token } = stack.lounge;
    const args = [token, BigInt(item), 1n, PRICE] as const;
    const data = encodeFunctionData({ abi: shopAbi, functionName: 'buy', args });
    const target = stack.deployment.shop;
    return { id, verb: 'buy', token, userId: USERS.alice, account, kind: 'call' as const, target, data, gas: 600_000 };
  }

  function balance() {
    const { token } = stack.lounge;
    return stack.client.readContract({ address: token, abi: tokenAbi, functionName: 'balanceOf', args: [account] });
  }

  /** Nothing else happens on this chain, and the block that decides a draw is one to come. */
  async function mining(work: Promise<unknown>) {
    let done = false;
    const ended = work.finally(() => {
      done = true;
    });
    while (!done) {
      const [open] = await stack.database.db.select({ rows: count() }).from(draws).where(eq(draws.state, 'open'));
      if (open?.rows) await stack.control.mine({ blocks: 1 });
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100))]);
    }
    await ended;
  }

  /** Resolves once all that was bought is handed over, and the secrets of the next draws lie ready. */
  async function atRest() {
    const { db } = stack.database;
    const deadline = AbortSignal.timeout(120_000);
    for (;;) {
      const left = await Promise.all([
        db.$count(outbox, notInArray(outbox.state, ['final', 'failed'])),
        db.$count(purchases, eq(purchases.state, 'requested')),
        db.$count(fulfilments, ne(fulfilments.state, 'fulfilled')),
        db.$count(commitments, and(eq(commitments.token, stack.lounge.token), eq(commitments.state, 'free'))),
      ]);
      if (left.join() === `0,0,0,${READY}`) return;
      assert.ok(!deadline.aborted, `operations, purchases, fulfilments, secrets: ${left}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function won(): Promise<number> {
    const { client, deployment, lounge } = stack;
    const stash = { address: deployment.stash, abi: stashAbi } as const;
    const logs = await client.getContractEvents({
      ...stash,
      eventName: 'Won',
      args: { token: lounge.token },
      fromBlock: 0n,
    });
    return logs.length;
  }

  /** What the bot said of pictures handed over, in all channels and messages that Alice sees. */
  async function told(): Promise<string[]> {
    const { messages } = await alice.state();
    return Object.values(messages)
      .flat()
      .map(words)
      .filter((text) => text.includes('**picture** was handed over'));
  }
});
