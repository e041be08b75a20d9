/** A module is replaced: time-locks are waited for, nothing is done twice, and what the old version told remains history. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { earningsAbi, giftsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { asc, eq } from 'drizzle-orm';
import { type Address, createWalletClient, type Hex, http, type LocalAccount, zeroHash } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { Deployment } from '../../../bot/chain/chain.ts';
import { communities, entries, outbox } from '../../../bot/db/schema.ts';
import { FatalError } from '../../../bot/errors.ts';
import { openFollower } from '../../../bot/indexer/follower.ts';
import { verify } from '../../../bot/indexer/verify/verify.ts';
import { createCommunity } from '../../../scripts/deploy/community.ts';
import { deploy } from '../../../scripts/deploy/deploy.ts';
import { readPreset } from '../../../scripts/deploy/preset.ts';
import { sendingOnce } from '../../../scripts/deploy/sending.ts';
import { whyNot } from '../../../scripts/upgrade/modules.ts';
import { readCommunities, requireQuiet, switched } from '../../../scripts/upgrade/switch.ts';
import { advance, gasOfUpgrade, isCurrent, retire } from '../../../scripts/upgrade/upgrade.ts';
import { testDatabase } from '../../support/database.ts';
import { coins, contextOf, type Economy, lower, startEconomy } from '../../support/economy.ts';

const DAY = 86_400;
/** The first account of every Hardhat network, which the economy calls its operator. */
const account: LocalAccount = privateKeyToAccount('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80');

describe('an upgrade of Gifts', { timeout: 240_000 }, () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let deployment: Deployment;
  let token: Address;
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-upgrade-'));
  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    const [signer, sentinel] = economy.members.slice(-2) as [Address, Address];
    const keys = { signer, guardian: economy.operator, sentinel, curator: economy.operator };
    // Communities that wait a day for whatever raises power, as on a real chain.
    deployment = await deploy(economy.url, keys, { raise: DAY });
    token = lower(await createCommunity(economy.client, owners(), deployment, readPreset('taskbot')));
    const { client } = economy;
    const address = deployment.gifts;
    const code = (await client.getCode({ address }))!;
    // An older version, by the hash of its sources.
    await economy.control.setCode({
      address,
      bytecode: `${code.slice(0, -20)}${'0'.repeat(8)}${code.slice(-12)}` as Hex,
    });
  });
  after(async () => {
    await database?.close();
    await economy?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const owners = () => createWalletClient({ account, transport: http(economy.url) });
  const sending = () => sendingOnce(economy.client, account, join(folder, 'sent.jsonl'));
  const spent = () => economy.client.getTransactionCount({ address: account.address });
  const placeOf = (of: Deployment) => ({
    ...{ client: economy.client, deployment: of, wallet: account.address },
    communities: [{ token, owner: account.address as Address }],
  });
  async function later(seconds: number) {
    await economy.control.increaseTime({ seconds });
    await economy.control.mine({ blocks: 1 });
  }
  async function send(to: Address, data: Hex) {
    const hash = await owners().sendTransaction({ chain: null, type: 'legacy', to, data });
    await economy.client.waitForTransactionReceipt({ hash });
  }
  async function gift(module: Address, from: Address, to: Address, amount: bigint) {
    const args = [token, to, amount, zeroHash] as const;
    const wallet = createWalletClient({ transport: http(economy.url) });
    const call = { address: module, abi: giftsAbi, functionName: 'gift', args } as const;
    const hash = await wallet.writeContract({ ...call, chain: null, type: 'legacy', account: from });
    await economy.client.waitForTransactionReceipt({ hash });
  }
  const isModule = (address: Address) =>
    economy.client.readContract({ address: token, abi: tokenAbi, functionName: 'isModule', args: [address] });

  it('waits for guardian and time-locks, goes on wherever it was, and ends with the compiled code and the same policy', async () => {
    const [alice, bob] = economy.members as [Address, Address];
    const award = { address: deployment.earnings, abi: earningsAbi, functionName: 'award' } as const;
    const { request } = await economy.client.simulateContract({
      ...award,
      args: [token, alice, coins(30), zeroHash],
      account,
    });
    const hash = await owners().writeContract(request);
    await economy.client.waitForTransactionReceipt({ hash });
    await gift(deployment.gifts, alice, bob, coins(5));

    const place = placeOf(deployment);
    assert.equal(await isCurrent(place), false);
    const gas = await gasOfUpgrade(place);
    const before = await economy.client.getBalance({ address: account.address });

    const first = await advance(place, sending());
    const module = first.module!;
    assert.deepEqual(
      first.waits.map(({ who }) => who),
      ['guardian', 'time-lock'],
    );
    const paid = await spent();
    const again = await advance(place, sending());
    assert.deepEqual([again.module, again.waits.length, await spent()], [module, 2, paid]);

    await later(DAY);
    const second = await advance(place, sending());
    assert.deepEqual(
      second.waits.map(({ who }) => who),
      ['guardian'],
    );
    assert.equal(await isModule(module), true);
    const price = await economy.client.getGasPrice();
    const cost = before - (await economy.client.getBalance({ address: account.address }));
    assert.ok(cost > 0n && cost < gas * price * 2n, `${cost} beside ${gas * price}`);

    const [allowing] = second.waits;
    await send(allowing!.call!.to, allowing!.call!.data);
    assert.equal((await advance(place, sending())).waits.length, 1);
    await later(2 * DAY);
    await send(allowing!.call!.to, allowing!.call!.data);
    const last = await advance(place, sending());
    assert.deepEqual(last.waits, []);

    const policy = (address: Address) =>
      economy.client.readContract({ address, abi: giftsAbi, functionName: 'policyOf', args: [token] });
    assert.deepEqual(await policy(module), await policy(deployment.gifts));

    const next = switched(deployment, module);
    assert.equal(await isCurrent(placeOf(next)), true);
    await gift(module, alice, bob, coins(7));
    const gone = await retire(placeOf(next), sending(), deployment.gifts);
    assert.equal(gone.done.length, 1);
    assert.equal(await isModule(deployment.gifts), false);
    assert.deepEqual((await retire(placeOf(next), sending(), deployment.gifts)).done, []);

    // The tables are built from both versions' events, and differ from the contracts in nothing.
    const ctx = contextOf(database.db, { ...economy, deployment: next });
    const follower = openFollower(ctx);
    while (await follower.step());
    const rows = await database.db
      .select({ type: entries.type, amount: entries.amount })
      .from(entries)
      .where(eq(entries.type, 'gift_received'))
      .orderBy(asc(entries.amount));
    assert.deepEqual(
      rows.map(({ amount }) => BigInt(amount)),
      [coins(5), coins(7)],
    );
    const differences: object[] = [];
    const verdict = await verify({
      ...{ db: database.db, client: economy.client, deployment: next, deep: false, replay: false },
      progress: () => undefined,
      tell: (difference) => differences.push(difference),
    });
    assert.deepEqual([verdict.differences, differences], [0, []]);
    assert.deepEqual(await readCommunities(database.db), [{ token, owner: lower(account.address) }]);
  });

  it('is refused while operations are on their way to the old version', async () => {
    const { db } = database;
    const at = new Date(economy.noon);
    await db.insert(outbox).values({
      ...{ id: 'on-its-way', verb: 'gift', token, userId: '1', account: lower(economy.operator), kind: 'call' },
      ...{ target: lower(deployment.gifts), data: '0x', gas: 1, createdAt: at, updatedAt: at },
    });
    await assert.rejects(requireQuiet(db, deployment.gifts), /1 operation\(s\) are on their way to the old version/);
    await db.update(outbox).set({ state: 'final' });
    await requireQuiet(db, deployment.gifts);
    assert.equal(await db.$count(communities), 1);
  });

  it('leaves another owner’s community to its owner, and refuses a wallet that may not list modules', async () => {
    const other = economy.members[3]!;
    const place = { ...placeOf(deployment), communities: [{ token, owner: other }] };
    const { waits } = await advance(place, sending());
    assert.deepEqual(waits, []);
    const stranger = { ...place, wallet: other };
    await assert.rejects(advance(stranger, sending()), FatalError);
    const { waits: theirs } = await retire(
      { ...place, deployment: switched(deployment, other) },
      sending(),
      (await advance(place, sending())).module!,
    );
    assert.deepEqual(
      theirs.map(({ who }) => who),
      ['owner'],
    );
  });

  it('says of every other contract why it stays, and what to do instead', () => {
    for (const name of [
      'Custodian',
      'Communities',
      'Token',
      'Shop',
      'Tasks',
      'Earnings',
      'Market',
      'Stash',
      'Clans',
      'Conduct',
      'Achievements',
    ])
      assert.match(whyNot(name)!, new RegExp(`^${name} cannot be upgraded: .*deployment of its own`));
    assert.equal(whyNot('Nothing'), null);
  });
});
