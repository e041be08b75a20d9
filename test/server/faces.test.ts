/** One member on both faces: the pace is counted over all of them, and what a fork undoes is not left standing. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { communitiesAbi, earningsAbi, giftsAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, type Hex, zeroHash } from 'viem';
import { problemSchema } from '../../bot/api/problem.ts';
import { operationSchema } from '../../bot/api/shopSchemas.ts';
import { links } from '../../bot/db/schema.ts';
import { CHANNELS, USERS } from '../../bot/local-discord/seed.ts';
import { holding } from '../support/holding.ts';
import { type Actor, actor } from '../support/local-discord.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { testWallet } from '../support/wallet.ts';
import { balanceOf, eventually, ONE, refusal, until, words } from './discord/support.ts';

const { general } = CHANNELS;
const FINAL = 4;

describe('a member on both faces', () => {
  let stack: Stack;
  let alice: Actor;
  /** Added to the server's clock. */
  let ahead = 0;

  before(async () => {
    stack = await startStack({
      clock: () => Date.now() + ahead,
      env: { COMMANDS_A_MINUTE: '5', CONFIRMATIONS: `${FINAL}` },
    });
    const lounge = await holding(stack);
    await lounge.earn([await stack.server.ctx.chain.accountOf(USERS.alice), 200]);
    await stack.server.indexer.caughtUp();
    alice = await actor(stack.discord.url, USERS.alice, 60_000);
  });
  after(async () => {
    await stack?.control.setAutomine(true);
    await alice?.close();
    await stack?.close();
  });

  const asksToGive = async (amount: string) =>
    (await alice.command(general, 'gift', { member: USERS.bob, amount })).reply();
  async function gives(amount: string) {
    const question = await asksToGive(amount);
    await alice.click(question, 'Confirm');
    await until(alice, question, /Confirmed/);
    return question;
  }
  const bobs = () => balanceOf(stack, stack.lounge.token, USERS.bob);

  it('moves tokens five times a minute on Discord and over HTTP together', async () => {
    const wallet = testWallet(stack.client, stack.deployment);
    await stack.database.db.insert(links).values({
      address: wallet.address.toLowerCase() as Address,
      userId: USERS.alice,
      linkedAt: new Date(),
    });
    const forward = async (to: Address, data: Hex) => {
      const { request, signature } = await wallet.request(to, data);
      const body = { kind: 'request', ...request, gas: `${request.gas}`, nonce: `${request.nonce}`, signature };
      return fetch(`${stack.server.url}/api/forward`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    };
    const claimed = async (token: Address) => {
      const data = encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token] });
      const response = await forward(stack.deployment.earnings, data);
      const { id } = operationSchema.parse(await response.json());
      assert.equal(response.status, 202);
      await stack.server.ctx.chain.settled(id, 30_000);
    };
    await gives('1');
    await claimed(stack.lounge.token);
    await gives('2');
    await claimed(stack.taskforce.token);
    await gives('3');

    const to = await stack.server.ctx.chain.accountOf(USERS.bob);
    const args = [stack.lounge.token, to, ONE, zeroHash] as const;
    const gift = encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args });
    const sixth = await forward(stack.deployment.gifts, gift);
    assert.equal(sixth.status, 429);
    assert.match(problemSchema.parse(await sixth.json()).type, /TooManyCommands$/);
    assert.match(await refusal(await alice.command(general, 'daily')), /^Tokens can be moved 5 times a minute/);
    ahead += 61_000;
    assert.equal((await forward(stack.deployment.gifts, gift)).status, 202);
    await gives('4');
  });

  it('reads Confirmed no longer once a fork has undone it and it failed on the other branch', async () => {
    const had = await bobs();
    const snapshot = await stack.control.snapshot();
    const question = await gives('5');
    assert.ok((await bobs()) > had);

    // On the other branch the owner pauses the community before the gift's turn comes.
    await stack.control.setAutomine(false);
    await stack.control.revert({ id: snapshot });
    const [, owner] = await stack.wallet.getAddresses();
    const args = [stack.lounge.token] as const;
    const registry = { address: stack.deployment.communities, abi: communitiesAbi, account: owner! } as const;
    await stack.wallet.writeContract({ ...registry, functionName: 'pause', args, gasPrice: 10n ** 12n });
    await stack.control.mine({ blocks: 1 });
    await stack.control.setAutomine(true);
    await stack.control.mine({ blocks: 1 });
    assert.match(words(await until(alice, question, /Not done/)), /Nothing was changed/);
    assert.equal(await bobs(), had);

    await stack.wallet.writeContract({ ...registry, functionName: 'unpause', args });
    await stack.control.mine({ blocks: FINAL });
  });

  it('reads of the block in which it happened in the end', async () => {
    const snapshot = await stack.control.snapshot();
    const question = await gives('6');
    const blockIn = (text: string) => Number(/block ([\d,]+)/i.exec(text)![1]!.replaceAll(',', ''));
    const first = await stack.client.getBlockNumber();
    const had = await bobs();
    await stack.control.revert({ id: snapshot });
    // Longer than the branch that it replaces, so that the gift stands elsewhere.
    await stack.control.mine({ blocks: 3 });
    await eventually(stack, 'given again', async () => (await bobs()) === had);
    await stack.control.mine({ blocks: FINAL });
    const told = await until(alice, question, new RegExp(`Confirmed[\\s\\S]*block (?!${first}\\b)`, 'i'));
    assert.ok(blockIn(words(told)) > Number(first));
    assert.equal((await bobs()) - had, 0n);
    assert.ok(had >= 6n * ONE);
  });
});
