/** How members stand, and what they claim for it: tier, streak, achievements, figures. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { achievementsAbi, earningsAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import { type Address, type Hex, zeroHash } from 'viem';
import { joins, signals } from '../../../bot/db/schema.ts';
import { CHANNELS, ROLES, USERS } from '../../../bot/local-discord/seed.ts';
import { claimDaily } from '../../../bot/operations/claimDaily.ts';
import { METRICS } from '../../../bot/operations/getProgress.ts';
import { gift } from '../../../bot/operations/gift.ts';
import { reportActivity } from '../../../bot/operations/reportActivity.ts';
import { setSettings } from '../../../bot/operations/settings.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, ONE, refusal, until, words } from './support.ts';

const { general } = CHANNELS;
const DAY = 86_400;
let stack: Stack;
let alice: Actor;
let bob: Actor;
let token: Address;
/** Added to the server's clock. */
let ahead = 0;

const funds = (who: Actor) => balanceOf(stack, token, who.userId);
const has = (who: Actor, tokens: bigint, why: string) =>
  eventually(stack, `${why}: ${tokens}`, async () => (await funds(who)) === tokens * ONE);
const mined = async (hash: Hex) => void (await stack.client.waitForTransactionReceipt({ hash }));

/** For the server; a block lets it look at once. */
async function passADay() {
  ahead += DAY * 1_000;
  await stack.control.mine({ blocks: 1 });
}

/** What the community's owner sets from a wallet. */
async function setGoals() {
  const { wallet, deployment } = stack;
  const [, owner] = await wallet.getAddresses();
  const base = { account: owner!, chain: null } as const;
  const milestones = { weeklyStreak: 30_000, monthlyActive: 100_000, invite: 20_000, rolling: false, awardBudget: 0n };
  const goals = [
    ['messages', 2n, 50_000],
    ['messages', 100n, 50_000],
    ['registered', 1n, 0],
    ['lifetimeEarned', 500_000n, 200_000],
  ] as const;
  await mined(
    await wallet.writeContract({
      ...base,
      ...{ address: deployment.earnings, abi: earningsAbi, functionName: 'setMilestones', args: [token, milestones] },
    }),
  );
  for (const [metric, threshold, reward] of goals)
    await mined(
      await wallet.writeContract({
        ...base,
        address: deployment.achievements,
        abi: achievementsAbi,
        functionName: 'defineAchievement',
        args: [token, METRICS.indexOf(metric), threshold, reward, 'https://example.org/badge.json'],
      }),
    );
}

before(async () => {
  stack = await startStack({ clock: () => Date.now() + ahead });
  token = stack.lounge.token;
  await setGoals();
  // What the bot hears of newcomers is decided when it connects.
  await setSettings(stack.server.ctx, { token, change: { inviteEarning: true } });
  await stack.restart();
  await stack.server.indexer.caughtUp();
  const tierRoleIds = [null, ROLES.loungeEarlyAccess, ROLES.loungeVip, null];
  await setSettings(stack.server.ctx, { token, change: { tiersChannelId: general, tierRoleIds } });
  alice = await actor(stack.discord.url, USERS.alice, 60_000);
  bob = await actor(stack.discord.url, USERS.bob, 60_000);
});
after(async () => {
  await alice?.close();
  await bob?.close();
  await stack?.close();
});

test('a tier shows what it brings, and how far the next one is', async () => {
  await alice.say(general, 'hello');
  await alice.say(general, 'hello again');
  await has(alice, 52n, 'registration and two messages');
  await stack.server.indexer.caughtUp();
  const reply = await (await alice.command(general, 'tier')).reply();
  assert.ok(isEphemeral(reply));
  const said = words(reply);
  assert.match(said, /## 🥉 Bronze\n▰▰▰▰▰▱▱▱▱▱ 48 BROski\$ to 🥈 Silver/);
  assert.match(said, /\*\*🥉 Bronze\*\* ◀ here\n-# from 0 BROski\$ · gifts up to 50 BROski\$ a day/);
  assert.match(said, /💎 Platinum\n-# from 1,000 BROski\$ · gifts without a limit/);
  assert.match(said, /spending never lowers them/);
});

test('achievements are listed by what they ask for, claimed once, and become a badge', async () => {
  const list = await (await alice.command(general, 'achievements')).reply();
  const said = words(list);
  assert.match(said, /0 of 4 badges/);
  assert.match(said, /⭐ \*\*2 messages\*\* · 50 BROski\$\n▰{10} 2 \/ 2/);
  assert.match(said, /▫️ \*\*100 messages\*\* · 50 BROski\$\n▱{10} 2 \/ 100/);
  assert.match(said, /⭐ \*\*Joined the economy\*\* · a badge/);
  assert.match(said, /\*\*500 BROski\$ earned\*\* · 200 BROski\$\n▰▱{9} 52 \/ 500/);
  assert.ok(said.indexOf('2 messages') < said.indexOf('100 messages'), 'what can be claimed stands first');

  const claim = await alice.click(list, 'Claim');
  const claimed = words(await until(alice, await claim.reply(), /Confirmed/));
  assert.match(
    claimed,
    /\*\*2 messages\*\*: you received \*\*50 BROski\$\*\* and badge #\d+\.[\s\S]*New balance \*\*102/,
  );
  assert.equal(await funds(alice), 102n * ONE);
  assert.match(await refusal(await alice.click(list, 'Claim')), /claimed this achievement already/);
  const after = words(await (await alice.command(general, 'achievements')).reply());
  assert.match(after, /1 of 4 badges[\s\S]*🏅 \*\*2 messages\*\*\n-# badge #\d+/);
});

test('who reaches a tier is told of, and bears its role instead of the one before', async () => {
  const news = await alice.waitForMessage((message) => /A new tier!/.test(words(message)));
  assert.match(words(news), /<@\d+> reached \*\*🥈 Silver\*\*/);
  assert.deepEqual(
    news.mentions.map(({ id }) => id),
    [USERS.alice],
  );
  const bears = (role: string) => async () => {
    const { guilds } = await alice.state();
    const here = guilds.find(({ id }) => id === stack.lounge.guildId);
    return here?.members.find(({ user }) => user.id === USERS.alice)?.roles.join() === role;
  };
  await eventually(stack, 'silver’s role', bears(ROLES.loungeEarlyAccess));
  const change = { tierRoleIds: [null, ROLES.loungeVip, null, null] };
  await setSettings(stack.server.ctx, { token, change });
  await eventually(stack, 'the role that the server chose instead', bears(ROLES.loungeVip));
});

test('a streak of seven days is claimed once, and its days are counted by the token', async () => {
  const { ctx } = stack.server;
  for (let day = 0; day < 7; day++) {
    await stack.control.increaseTime({ seconds: DAY });
    await stack.control.mine({ blocks: 1 });
    await claimDaily(ctx, { id: `day-${day}`, token, userId: USERS.bob });
    await ctx.chain.settled(`day-${day}`, 60_000);
  }
  await stack.server.indexer.caughtUp();
  const shown = await (await bob.command(general, 'streak')).reply();
  assert.match(words(shown), /## 🔥 7 days\nClaimed today/);
  assert.match(words(shown), /streak of 7 days pays \*\*30 BROski\$\*\*, once in 7 days\n▰{10} 7\/7/);
  assert.match(words(shown), /20 of 30 days pays \*\*100 BROski\$\*\*, once in 30 days\n▰▰▰▱{7} 7\/20/);
  const before = await funds(bob);
  const use = await bob.click(shown, 'Claim the week');
  assert.match(words(await until(bob, await use.reply(), /Confirmed/)), /You received \*\*30 BROski\$\*\*/);
  assert.equal(await funds(bob), before + 30n * ONE);
  assert.match(await refusal(await bob.click(shown, 'Claim the week')), /too early/);
});

test('figures show what was earned and done, of oneself and of others', async () => {
  const { ctx } = stack.server;
  const did = [{ activity: 'shareFile' as const, count: 2 }];
  await reportActivity(ctx, { token, userId: USERS.alice, source: 'files', did });
  await alice.say(general, 'and now the figures');
  await has(alice, 109n, 'two files and a message');
  await stack.server.indexer.caughtUp();
  const said = words(await (await bob.command(general, 'stats', { member: USERS.alice })).reply());
  assert.match(said, /Figures of Alice\nRank \*\*#\d\*\* · Earned \*\*109 BROski\$\*\* · Spent \*\*0 BROski\$\*\*/);
  assert.match(said, /3 messages · 2 files shared/);
  assert.match(said, /Achievement ×1: \*\*50 BROski\$\*\*/);
  assert.match(words(await (await bob.command(general, 'stats', { period: 'day' })).reply()), /\*\*today\*\*/);
});

test('a profile is a picture that says in words what it shows, from the menu and by command', async () => {
  const shown = await (await bob.command(general, 'profile', { member: USERS.alice })).reply();
  assert.ok(!isEphemeral(shown));
  const [file] = shown.attachments;
  assert.equal(file?.filename, 'profile.png');
  const bytes = Buffer.from(await (await fetch(file.url)).arrayBuffer());
  assert.deepEqual([...bytes.subarray(0, 4)], [0x89, ...Buffer.from('PNG')]);
  assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [1200, 520], 'twice its size');
  assert.match(
    JSON.stringify(shown.components),
    /"description":"Alice · Silver · 109 BROski\$ · Rank #\d · 391 BROski\$ to Gold · Streak: \d+ days? · Badges: 1 \/ 4/,
  );
  const whispered = await (await bob.command(general, 'View profile', {}, USERS.alice)).reply();
  assert.ok(isEphemeral(whispered));
  assert.equal(whispered.attachments.length, 1);
  assert.match(await refusal(await bob.command(general, 'View profile', {}, USERS.guildmint)), /Bots have no account/);
});

test('who brings a friend is paid once the friend was active on three days, and never for coming back', async () => {
  const { ctx } = stack.server;
  const [mine, bobs] = [await alice.invite(general), await bob.invite(general)];
  const eve = await actor(stack.discord.url, USERS.eve, 60_000);
  await eve.joinGuild(stack.lounge.guildId, mine);
  const joined = async () => (await ctx.db.select().from(joins).where(eq(joins.userId, USERS.eve)))[0];
  await eventually(stack, 'the join is noted', async () => (await joined())?.inviterId === USERS.alice);
  await eve.say(general, 'Alice told me of this place');
  await has(eve, 51n, 'registration and message');
  const before = await funds(alice);
  for (let day = 0; day < 2; day++) {
    await stack.control.increaseTime({ seconds: DAY });
    await stack.control.mine({ blocks: 1 });
    await claimDaily(ctx, { id: `eve-${day}`, token, userId: USERS.eve });
    await ctx.chain.settled(`eve-${day}`, 60_000);
    await passADay();
    if (day === 0)
      await eventually(stack, 'looked at again', async () => (await joined())!.nextAt.getTime() > Date.now() + ahead);
    if (day === 0) assert.equal(await funds(alice), before, 'two days are not three');
  }
  await eventually(stack, 'Alice is paid 20', async () => (await funds(alice)) === before + 20n * ONE);

  await eve.leaveGuild(stack.lounge.guildId);
  await eve.joinGuild(stack.lounge.guildId, bobs);
  await passADay();
  await eventually(stack, 'paid for good', async () => (await joined())?.state === 'submitted');
  assert.equal((await joined())?.inviterId, USERS.alice);
  assert.equal(await funds(alice), before + 20n * ONE);
  await eve.close();
});

test('gifts that go round between two are a sign about both', async () => {
  const { ctx } = stack.server;
  const pairs = [
    [USERS.alice, USERS.bob],
    [USERS.bob, USERS.alice],
  ] as const;
  for (let round = 0; round < 3; round++)
    for (const [userId, to] of pairs) {
      const id = `gift-${round}-${userId}`;
      await gift(ctx, { id, token, from: userId, to, amount: 10n * ONE, message: null, pin: null });
      assert.notEqual((await ctx.chain.settled(id, 60_000))?.state, 'failed');
    }
  await passADay();
  const found = () => ctx.db.select().from(signals).where(eq(signals.kind, 'ring'));
  await eventually(stack, 'a sign about each', async () => (await found()).length === 2);
  const about = (await found()).find(({ userId }) => userId === USERS.alice);
  assert.deepEqual(about?.others, [USERS.bob]);
  assert.deepEqual(about?.evidence, { count: '6', amount: `${60n * ONE}` });
});

test('who stands in the highest tier has a profile like everybody', async () => {
  const [, owner] = await stack.wallet.getAddresses();
  const account = await stack.server.ctx.chain.accountOf(USERS.bob);
  const call = { address: stack.deployment.earnings, abi: earningsAbi, functionName: 'award' } as const;
  const args = [token, account, 1_000n * ONE, zeroHash] as const;
  await mined(await stack.wallet.writeContract({ ...call, args, account: owner!, chain: null }));
  await stack.server.indexer.caughtUp();
  const shown = await (await bob.command(general, 'profile')).reply();
  assert.match(JSON.stringify(shown.components), /"description":"Bob · Platinum · [^"]*Highest tier reached/);
});
