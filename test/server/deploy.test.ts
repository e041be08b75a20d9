import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Address, createWalletClient, http, keccak256, parseEther, parseEventLogs, stringToHex } from 'viem';
import { codes, guilds, itemSettings } from '../../bot/db/schema.ts';
import { FatalError } from '../../bot/errors.ts';
import { achievementsAbi, communitiesAbi, earningsAbi, shopAbi } from '../../contracts/generated/abi.ts';
import { grantRole, ROLES } from '../../scripts/deploy/community.ts';
import { itemSchema } from '../../scripts/deploy/items.ts';
import { readPreset } from '../../scripts/deploy/preset.ts';
import { applySettings } from '../../scripts/deploy/settings.ts';
import { testDatabase } from '../support/database.ts';
import { coins, type Economy, lower, startEconomy } from '../support/economy.ts';

const DAY = 86_400;

describe('the items of a preset', () => {
  const cookie = { key: 'cookie', name: 'Cookie', category: 'treats', price: 100 };
  const pathsOf = (item: object) => itemSchema.safeParse(item).error?.issues.map(({ path }) => path.join('.'));

  it('take durations in words or in seconds', () => {
    const lasting = (duration: unknown) => itemSchema.parse({ ...cookie, duration }).duration;
    assert.deepEqual(['30 days', '1 day', '12 hours', '2 weeks', 90].map(lasting), [
      30 * DAY,
      DAY,
      43_200,
      14 * DAY,
      90,
    ]);
    for (const duration of ['30', 'a day', '1 month', -1, 1.5])
      assert.deepEqual(pathsOf({ ...cookie, duration }), ['duration']);
  });

  it('are refused where parts do not go together', () => {
    assert.deepEqual(pathsOf({ ...cookie, kind: 'role' }), ['role']);
    assert.deepEqual(pathsOf({ ...cookie, role: 'VIP' }), ['role']);
    assert.deepEqual(pathsOf({ ...cookie, fulfilWithin: '7 days' }), ['fulfilWithin']);
    assert.deepEqual(pathsOf({ ...cookie, soon: true }), ['soon']);
    assert.deepEqual(pathsOf({ ...cookie, key: 'Cookie!' }), ['key']);
  });

  it('give redemptions a week unless they say otherwise', () => {
    const { items } = readPreset('broski');
    const within = Object.fromEntries(items.map(({ key, terms }) => [key, terms.fulfilWithin]));
    assert.equal(within.vip_role, 7 * DAY);
    assert.equal(within.lucky_badge, 0);
  });
});

describe('the figures of securechat', () => {
  it('are the plan’s: 17 items, 16 achievements, and what streaks, months and invitations bring', () => {
    const { items, achievements, milestones } = readPreset('securechat');
    const price = Object.fromEntries(items.map(({ key, terms }) => [key, terms.price / coins(1)]));
    assert.equal(items.length, 17);
    assert.deepEqual(
      [price.tier_upgrade, price.priority_support, price.custom_theme, price.custom_avatar_frame],
      [500n, 300n, 400n, 150n],
    );
    assert.equal(achievements.length, 16);
    assert.ok(achievements.every(({ reward }) => reward >= 50_000 && reward <= 500_000));
    assert.deepEqual(
      [milestones?.weeklyStreak, milestones?.monthlyActive, milestones?.invite],
      [50_000, 200_000, 25_000],
    );
  });

  it('have a second table of earnings with limits of its own', () => {
    const [current, recommended] = [readPreset('securechat'), readPreset('securechat:recommended')];
    const [first, second] = [0n, 8n];
    const limit = ({ limits }: typeof current.rates, at: bigint) => (limits >> at) & 0xffn;
    assert.deepEqual(
      [current, recommended].map(({ rates, milestones }) => [
        rates.registration,
        limit(rates, first),
        limit(rates, second),
        milestones?.weeklyStreak,
        milestones?.monthlyActive,
      ]),
      [
        [10_000, 100n, 20n, 50_000, 200_000],
        [50_000, 50n, 30n, 100_000, 200_000],
      ],
    );
    assert.throws(() => readPreset('taskbot:recommended'), /taskbot has no table recommended/);
  });
});

describe('a deployed community', () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let token: Address;
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-settings-'));
  const guild = '770012345';

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    token = await economy.create('broski');
    await database.db.insert(guilds).values({ id: guild, name: 'Lounge', token, settings: { wholeCoins: false } });
  });
  after(async () => {
    await database?.close();
    await economy?.close();
    rmSync(folder, { recursive: true });
  });

  const shop = () => ({ address: economy.deployment.shop, abi: shopAbi }) as const;
  const itemOf = (item: bigint) =>
    economy.client.readContract({ ...shop(), functionName: 'itemOf', args: [token, item] });

  it('has all that securechat lists, accepted by the contracts', async () => {
    const made = await economy.create('securechat');
    const { client, deployment } = economy;
    const achievements = { address: deployment.achievements, abi: achievementsAbi, args: [made] } as const;
    assert.equal(await client.readContract({ ...achievements, functionName: 'achievementCount' }), 16n);
    assert.equal(await client.readContract({ ...shop(), functionName: 'itemCount', args: [made] }), 17n);
    const earnings = { address: deployment.earnings, abi: earningsAbi, args: [made] } as const;
    const { weeklyStreak, invite } = await client.readContract({ ...earnings, functionName: 'milestonesOf' });
    assert.deepEqual([weeklyStreak, invite], [50_000, 25_000]);
  });

  it('sells what its preset lists, at these prices', async () => {
    const count = await economy.client.readContract({ ...shop(), functionName: 'itemCount', args: [token] });
    assert.equal(count, 6n);
    const items = await Promise.all([1n, 2n, 3n, 4n, 5n, 6n].map(itemOf));
    assert.deepEqual(
      items.map(({ terms }) => terms.price),
      [50, 75, 100, 60, 80, 20].map((price) => parseEther(String(price))),
    );
    assert.deepEqual(
      items.map(({ terms }) => terms.duration / DAY),
      [0, 0, 30, 7, 14, 0],
    );
    assert.deepEqual(
      items.map(({ terms }) => terms.active),
      [true, false, true, true, true, true],
    );
    assert.equal(items[5]!.left, 500);
    assert.equal(items[5]!.terms.transferable, true);
  });

  it('carries its items’ metadata in their events, under the hash that they are recorded with', async () => {
    const logs = await economy.client.getLogs({ address: economy.deployment.shop, fromBlock: 0n });
    const set = parseEventLogs({ abi: shopAbi, eventName: 'ItemSet', logs, args: { token } });
    const nft = set.find(({ args }) => args.item === 2n)!;
    const text = decodeURIComponent(nft.args.uri.replace(/^data:application\/json,/, ''));
    assert.deepEqual(
      { ...JSON.parse(text), description: null },
      { key: 'random_nft', description: null, emoji: '🎁', soon: true },
    );
    assert.equal(keccak256(stringToHex(text)), (await itemOf(2n)).contentHash);
  });

  it('gives a role once, and says so when it is there', async () => {
    const transport = http(economy.url);
    const wallet = createWalletClient({ account: economy.operator, transport });
    const account = economy.members[0]!;
    const grant = () => grantRole(economy.client, wallet, economy.deployment, token, account, 'fulfiller');
    assert.equal(await grant(), null);
    const args = [token, account, ROLES.fulfiller] as const;
    const read = {
      address: economy.deployment.communities,
      abi: communitiesAbi,
      functionName: 'hasRole',
      args,
    } as const;
    assert.equal(await economy.client.readContract(read), true);
    const block = await economy.client.getBlockNumber();
    assert.equal(await grant(), null);
    assert.equal(await economy.client.getBlockNumber(), block);
  });

  const place = () => ({
    ...{ client: economy.client, db: database.db, deployment: economy.deployment },
    ...{ guild, token, preset: 'broski' },
  });

  it('is told roles, codes and the staff’s channel, again and again', async () => {
    const file = join(folder, 'codes.txt');
    writeFileSync(file, 'A\r\nB\n\nA\n');
    const settings = { role: ['vip_role=123456'], codes: [`discount_code=${file}`], staff: '777777' };
    await applySettings(place(), { ...settings, role: ['vip_role=99999'] });
    const done = await applySettings(place(), settings);
    assert.deepEqual(done, [
      'vip_role hands out role 123456.',
      'discount_code has 0 more codes; 3 were known.',
      'The staff is told of trouble in channel 777777.',
    ]);
    assert.deepEqual(await database.db.select().from(itemSettings), [
      { token: lower(token), item: 3, roleId: '123456', channelId: null, webhookUrl: null },
    ]);
    const stack = await database.db.select().from(codes);
    assert.deepEqual(
      stack.map(({ item, code }) => [item, code]),
      [
        [1, 'A'],
        [1, 'B'],
      ],
    );
    const [row] = await database.db.select().from(guilds);
    assert.deepEqual(row?.settings, { wholeCoins: false, staffChannelId: '777777' });
  });

  const none = { role: [], codes: [], staff: undefined };
  const wrong: [name: string, change: object, words: RegExp][] = [
    ['an item that there is not', { role: ['nope=123456'] }, /no item nope; the preset has discount_code/],
    ['a role without its id', { role: ['vip_role'] }, /write it as key=value/],
    ['a role’s name instead of its id', { role: ['vip_role=VIP'] }, /id of a Discord role/],
    ['a file that is not there', { codes: ['discount_code=/nowhere/at/all'] }, /cannot be read/],
    ['a channel’s name', { staff: '#staff' }, /no Discord id/],
  ];
  for (const [name, change, words] of wrong)
    it(`refuses ${name}, in one sentence`, async () => {
      await assert.rejects(
        applySettings(place(), { ...none, ...change }),
        (error) => error instanceof FatalError && words.test(error.message),
      );
    });

  it('refuses the items of another preset', async () => {
    await assert.rejects(
      applySettings({ ...place(), preset: 'taskbot' }, { ...none, role: ['cookie=123456'] }),
      /item 1 is not cookie of taskbot/,
    );
  });
});
