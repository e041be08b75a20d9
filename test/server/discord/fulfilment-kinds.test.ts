import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, afterEach, before, test } from 'node:test';
import { communitiesAbi, stashAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import { type Address, encodeAbiParameters, type Hex, keccak256, parseAbiParameters } from 'viem';
import { commitments, draws } from '../../../bot/db/schema.ts';
import { CHANNELS, GUILDS, ROLES, USERS } from '../../../bot/local-discord/seed.ts';
import { KINDS } from '../../../bot/operations/getItems.ts';
import { artifactOf } from '../../support/artifacts.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { shopping } from '../../support/shopping.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, makeAdmin, ONE, refusal, until, words } from './support.ts';

const { general, staff, tradingFloor } = CHANNELS;
const HOUR_S = 3_600;
const [FULFILLED, REFUSED] = [2, 3];

let stack: Stack;
let shop: Awaited<ReturnType<typeof shopping>>;
let alice: Actor;
let bob: Actor;
let carol: Actor;

/** A new item that costs one token, lasts an hour and is handed over within a day. */
const newItem = (key: string, kind: (typeof KINDS)[number], changes: { duration?: number } = {}) =>
  shop.add(
    { key, name: key },
    {
      ...{ price: ONE, kind: KINDS.indexOf(kind), fulfilWithin: 24 * HOUR_S, duration: HOUR_S, uses: 0 },
      ...{ refund: 0, transferable: false, minTier: 0, heldItem: 0, perMember: 0, ...changes },
    },
  );
const reaches = (purchase: number, state: string) =>
  eventually(stack, `purchase ${purchase} is ${state}`, async () => (await shop.row(purchase))?.state === state);
const posted = (who: Actor, channel: string, saying: RegExp) =>
  who.waitForMessage((message) => message.channel_id === channel && saying.test(words(message)));
const lounge = async (who: Actor) => (await who.state()).guilds.find(({ id }) => id === GUILDS.lounge)!;
const answer = async (who: Actor, name: string, options: Record<string, string> = {}) =>
  words(await (await who.command(general, name, options)).reply());
/** Buys by command. @returns what the chain calls it */
async function buy(who: Actor, item: string): Promise<number> {
  const question = await (await who.command(general, 'buy', { item })).reply();
  await who.click(question, 'Confirm');
  const told = words(await until(who, question, /Confirmed/));
  return Number(/Receipt (\d+)/.exec(told)?.[1]);
}
/** Everything that was bought for an hour is over. */
async function anHourLater() {
  await stack.control.increaseTime({ seconds: 2 * HOUR_S });
  await stack.control.mine({ blocks: 1 });
}

before(async () => {
  stack = await startStack();
  shop = await shopping(stack);
  const sit = (id: string) => actor(stack.discord.url, id, 60_000);
  [alice, bob, carol] = await Promise.all([sit(USERS.alice), sit(USERS.bob), sit(USERS.carol)]);
  await makeAdmin(stack, shop.token, USERS.carol);
  await stack.server.indexer.caughtUp();
  const given = await (await carol.command(general, 'award', { member: USERS.bob, amount: '50' })).reply();
  await until(carol, given, /Confirmed/);
});
after(async () => {
  for (const who of [alice, bob, carol]) await who?.close();
  await stack?.close();
});
afterEach(() => {
  for (const who of [alice, bob, carol]) who.forget();
});

test('a colour is what its buyer chooses: a role made for them, shown above others, and gone when its time is', async () => {
  await newItem('paint', 'colourRole');
  await stack.server.indexer.caughtUp();
  assert.match(await answer(carol, 'item show', { item: 'paint' }), /Handed out: a role in the colour that its buyer/);
  const purchase = await buy(bob, 'paint');
  const asked = await posted(bob, general, /which colour shall \*\*paint\*\* have\?/);
  assert.match(await refusal(await alice.click(asked, 'Choose colour')), /belongs to somebody else/);
  const wrong = await (await bob.click(asked, 'Choose colour')).modal();
  assert.match(await refusal(await bob.submitModal(wrong, { colour: 'mauve-ish' })), /“mauve-ish” is no colour/);
  const form = await (await bob.click(asked, 'Choose colour')).modal();
  assert.match(words(await (await bob.submitModal(form, { colour: 'Purple' })).reply()), /is being handed over/);
  await reaches(purchase, 'fulfilled');
  assert.equal((await shop.onChain(purchase)).state, FULFILLED);
  const { roles, members } = await lounge(bob);
  const made = roles.find(({ name }) => name === `Colour #${purchase}`)!;
  assert.equal(made.color, 0x9b59b6);
  assert.equal(made.permissions, '0');
  const own = roles.find(({ id }) => id === ROLES.loungeGuildmint)!;
  assert.equal(made.position, own.position - 1, 'right below the bot’s own');
  assert.ok(members.find(({ user }) => user.id === USERS.bob)?.roles.includes(made.id));
  await posted(bob, general, /now has \*\*Colour #\d+\*\* until/);
  const again = await (await bob.click(asked, 'Choose colour')).modal();
  assert.match(await refusal(await bob.submitModal(again, { colour: 'red' })), /waits for nothing of yours/);

  await anHourLater();
  await reaches(purchase, 'ended');
  assert.ok(!(await lounge(bob)).roles.some(({ id }) => id === made.id));
});

test('what its buyer never wrote is refunded when its time is over', async () => {
  const before = await balanceOf(stack, shop.token, USERS.bob);
  const purchase = await buy(bob, 'paint');
  await posted(bob, general, /which colour/);
  await eventually(stack, 'asked', async () => (await shop.row(purchase))?.reason === 'Asked');
  await stack.control.increaseTime({ seconds: 24 * HOUR_S });
  await stack.control.mine({ blocks: 1 });
  await reaches(purchase, 'refused');
  assert.equal(await balanceOf(stack, shop.token, USERS.bob), before);
});

test('a private channel is made for its buyer, or a private thread where the staff chose a channel; both end', async () => {
  await newItem('den', 'channel');
  await stack.server.indexer.caughtUp();
  const own = await buy(bob, 'den');
  await reaches(own, 'fulfilled');
  const theirs = (await lounge(bob)).channels.find(({ id }) => !Object.values<string>(CHANNELS).includes(id))!;
  assert.match(theirs.name ?? '', new RegExp(`^den-${own}$`));
  assert.ok(!(await lounge(alice)).channels.some(({ id }) => id === theirs.id), 'nobody else sees it');
  await posted(bob, general, new RegExp(`now has <#${theirs.id}> until`));

  const chosen = await answer(carol, 'item channel', { item: 'den', channel: tradingFloor });
  assert.match(chosen, new RegExp(`den.*<#${tradingFloor}> from now on`));
  const thread = await buy(bob, 'den');
  await reaches(thread, 'fulfilled');
  const { channelId } = (await shop.row(thread))!;
  await posted(bob, general, new RegExp(`now has <#${channelId}> until`));
  const seen = async (who: Actor) => JSON.stringify(await lounge(who)).includes(`"${channelId}"`);
  assert.deepEqual([await seen(bob), await seen(alice)], [true, false]);
  await anHourLater();
  await reaches(own, 'ended');
  await reaches(thread, 'ended');
  assert.ok(!(await lounge(bob)).channels.some(({ id }) => id === theirs.id));
  assert.equal(await seen(bob), false);
});

test('a message is written by its buyer, pinned in the item’s channel, and unpinned when its time is over', async () => {
  await newItem('billboard', 'pin');
  await stack.server.indexer.caughtUp();
  const early = await bob.command(general, 'buy', { item: 'billboard' });
  assert.match(await refusal(early), /No channel is set for this item yet/);
  await answer(carol, 'item channel', { item: 'billboard', channel: tradingFloor });
  const purchase = await buy(bob, 'billboard');
  await posted(bob, general, /what shall be pinned for \*\*billboard\*\*/);
  // The inventory has the same button.
  const inventory = await (await bob.command(general, 'inventory')).reply();
  const form = await (await bob.click(inventory, 'Write message')).modal();
  await (await bob.submitModal(form, { text: `Buy my hats! <@${USERS.carol}> @everyone` })).reply();
  const pinned = await bob.waitForMessage(
    (message) => message.channel_id === tradingFloor && message.pinned && /Buy my hats/.test(words(message)),
  );
  assert.match(words(pinned), new RegExp(`by <@${USERS.bob}>, for billboard`));
  assert.deepEqual([pinned.mentions, pinned.mention_everyone], [[], false]);
  await reaches(purchase, 'fulfilled');
  await anHourLater();
  await reaches(purchase, 'ended');
  await bob.waitForMessage((message) => message.id === pinned.id && !message.pinned);
});

test('the staff hand over themselves, or refuse with a reason that its buyer reads', async () => {
  await newItem('portrait', 'manual', { duration: 0 });
  await stack.server.indexer.caughtUp();
  const first = await buy(bob, 'portrait');
  const asked = await posted(carol, staff, new RegExp(`Purchase #${first}, \\*\\*portrait\\*\\*`));
  await carol.click(asked, 'Done');
  await until(carol, asked, /handed over by <@\d+>/);
  await reaches(first, 'fulfilled');
  assert.equal((await shop.onChain(first)).state, FULFILLED);
  await posted(bob, general, /\*\*portrait\*\* was handed over/);

  const before = await balanceOf(stack, shop.token, USERS.bob);
  const second = await buy(bob, 'portrait');
  const again = await posted(carol, staff, new RegExp(`Purchase #${second}, \\*\\*portrait\\*\\*`));
  const why = await (await carol.click(again, 'Refuse')).modal();
  await (await carol.submitModal(why, { text: 'The painter is ill' })).reply();
  await reaches(second, 'refused');
  assert.equal((await shop.onChain(second)).state, REFUSED);
  assert.equal(await balanceOf(stack, shop.token, USERS.bob), before);
  await bob.waitForMessage((message) => /The staff refused it: The painter is ill/.test(words(message)));
  assert.match(await refusal(await carol.click(again, 'Done')), /decided already/);
});

test('a server of the staff’s hands over by a signed request, repeated under one name until it answers', async () => {
  const requests: { headers: IncomingHttpHeaders; body: string }[] = [];
  const answers = [500, 200, 410];
  const server = createServer(async (request, response) => {
    requests.push({ headers: request.headers, body: await text(request) });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  try {
    const item = await newItem('parcel', 'webhook');
    await stack.server.indexer.caughtUp();
    assert.match(await refusal(await bob.command(general, 'buy', { item: 'parcel' })), /Nothing is set yet/);
    const wrong = await carol.command(general, 'item webhook', { item: 'parcel', url: 'ftp://example.org' });
    assert.match(await refusal(wrong), /must begin with https/);
    const set = await answer(carol, 'item webhook', { item: 'parcel', url: `http://127.0.0.1:${port}/redeem` });
    const key = /`([\da-f]{64})`/.exec(set)?.[1] ?? '';
    const purchase = await buy(bob, 'parcel');
    await reaches(purchase, 'fulfilled');
    await posted(bob, general, /\*\*parcel\*\* was handed over/);
    assert.equal(requests.length, 2);
    const names = new Set(requests.map(({ headers }) => headers['idempotency-key']));
    assert.deepEqual([...names], [`${shop.token.toLowerCase()}:${purchase}`]);
    for (const { headers, body } of requests) {
      const [, at, signature] = /^t=(\d+),v1=([\da-f]{64})$/.exec(String(headers['x-guildmint-signature'])) ?? [];
      assert.equal(signature, createHmac('sha256', key).update(`${at}.${body}`).digest('hex'));
      const { event, purchase: number, discordId, units } = JSON.parse(body);
      assert.deepEqual([event, number, discordId, units], ['redeemed', purchase, USERS.bob, 1]);
      assert.equal(JSON.parse(body).item, item);
    }
    const before = await balanceOf(stack, shop.token, USERS.bob);
    const refused = await buy(bob, 'parcel');
    await reaches(refused, 'refused');
    assert.equal(await balanceOf(stack, shop.token, USERS.bob), before);
    await posted(carol, staff, /Its webhook refused/);
  } finally {
    server.close();
  }
});

test('an NFT is drawn by a secret that was committed before, and everybody can work out that it was this one', async () => {
  const { client, wallet, deployment } = stack;
  const [, owner] = (await wallet.getAddresses()) as [Address, Address];
  const sent = async (hash: Hex) => client.waitForTransactionReceipt({ hash });
  const { abi, bytecode } = artifactOf('Nfts');
  const made = await sent(await wallet.deployContract({ abi, bytecode, account: owner }));
  const nfts = { address: made.contractAddress!, abi } as const;
  const ids = [7n, 8n, 9n];
  for (const id of ids)
    await sent(await wallet.writeContract({ ...nfts, functionName: 'mint', args: [owner, id], account: owner }));
  const { stash } = deployment;
  const approve = { ...nfts, functionName: 'setApprovalForAll', args: [stash, true], account: owner };
  await sent(await wallet.writeContract(approve));
  const deposit = { address: stash, abi: stashAbi, functionName: 'deposit' } as const;
  await sent(await wallet.writeContract({ ...deposit, args: [shop.token, nfts.address, ids], account: owner }));
  const role = { address: deployment.communities, abi: communitiesAbi, functionName: 'grantRoles' } as const;
  await sent(await wallet.writeContract({ ...role, args: [shop.token, stash, 8n], account: owner }));
  await newItem('picture', 'nft', { duration: 0 });
  await stack.server.indexer.caughtUp();
  assert.match(await refusal(await bob.command(general, 'buy', { item: 'picture' })), /not prepared yet/);

  const bond = await (await carol.command(general, 'item bond', { amount: '5' })).reply();
  await until(carol, bond, /Confirmed/);
  const { db } = stack.database;
  await eventually(stack, 'secrets are committed', async () => {
    const rows = await db.select().from(commitments).where(eq(commitments.token, shop.token));
    return rows.length === 3;
  });
  const purchase = await buy(bob, 'picture');
  await eventually(stack, 'the draw is asked for', async () => (await db.select().from(draws)).length === 1);
  // Nothing else happens on this chain, and the block that decides is one to come.
  await stack.control.mine({ blocks: 2 });
  await reaches(purchase, 'fulfilled');
  const told = words(await posted(bob, general, /\*\*picture\*\* was handed over/));
  const [, id = ''] = /\*\*#(\d+)\*\*/.exec(told) ?? [];
  const [, seed, block, blockHash] = /secret `(0x[\da-f]{64})`, block (\d+) `(0x[\da-f]{64})`/.exec(told) ?? [];
  const of = await client.getBlock({ blockNumber: BigInt(block!) });
  assert.equal(of.hash, blockHash);
  const [used] = await db
    .select()
    .from(commitments)
    .where(eq(commitments.seedHash, keccak256(seed as Hex)));
  assert.equal(used?.state, 'used');
  const kinds = parseAbiParameters('bytes32, bytes32, address, uint256');
  const random = keccak256(encodeAbiParameters(kinds, [seed as Hex, blockHash as Hex, shop.token, 1n]));
  const place = BigInt(keccak256(encodeAbiParameters(parseAbiParameters('bytes32, uint256'), [random, 0n]))) % 3n;
  assert.equal(id, `${ids[Number(place)]}`);
  const [account] = await client.readContract({
    ...{ address: stash, abi: stashAbi, functionName: 'ownerOf' },
    args: [nfts.address, BigInt(id)],
  });
  assert.equal(account, await stack.server.ctx.chain.accountOf(USERS.bob));
});
