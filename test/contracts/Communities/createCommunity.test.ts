// createCommunity
// ├── when a name is empty, too long or bears control characters, caps contradict themselves or a module is not in the catalogue, it reverts
// ├── it deploys the token, names the caller owner, and tells all of it in events
// ├── the same owner creates many with equal parameters; others' creations change no address
// └── through a forwarder the member is the owner, not the forwarder
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, getAddress, parseEventLogs, zeroAddress } from 'viem';
import { communitiesAbi } from '../../../contracts/generated/abi.ts';
import { createCommunity, deployEconomy, newCommunity } from '../support/deploy.ts';
import { caps } from '../support/figures.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { communities, earnings, gifts, actors } = economy;
  const params = newCommunity([earnings.address, gifts.address]);
  const create = (changed: Partial<typeof params> = {}) =>
    communities.write.createCommunity([{ ...params, ...changed }], { account: actors.carol });
  return { ...economy, params, create };
};

describe('Communities.createCommunity', () => {
  it('reverts for names that are empty or beyond 31 bytes', async () => {
    const { communities, create } = await setUp();
    for (const bad of ['', 'x'.repeat(32), 'ö'.repeat(16)]) {
      await assertions.revertWithCustomError(create({ name: bad }), communities, 'CommunitiesBadName');
      await assertions.revertWithCustomError(create({ symbol: bad }), communities, 'CommunitiesBadName');
    }
    await create({ name: 'x'.repeat(31), symbol: 'ö'.repeat(15) });
  });

  it('reverts for names that a database would refuse or that forge lines', async () => {
    const { communities, create } = await setUp();
    for (const bad of ['\0', 'Coin\0', 'Coin\nOfficial', '\x1fCoin', 'Co\x7fin']) {
      await assertions.revertWithCustomError(create({ name: bad }), communities, 'CommunitiesBadName');
      await assertions.revertWithCustomError(create({ symbol: bad }), communities, 'CommunitiesBadName');
    }
    await create({ name: ' ~\u0080', symbol: '🪙' });
  });

  it('reverts for caps that contradict themselves', async () => {
    const { communities, create } = await setUp();
    for (const bad of [{ memberDay: 2 ** 30 }, { communityDay: 0 }, { silver: 500_001 }, { gold: 1_000_001 }]) {
      await assertions.revertWithCustomError(create({ caps: { ...caps, ...bad } }), communities, 'CommunitiesBadCaps');
    }
    await create({ caps: { ...caps, memberDay: 2 ** 30 - 1, communityDay: 1, silver: 9, gold: 9, platinum: 9 } });
  });

  it('reverts for a module that is not in the catalogue', async () => {
    const { communities, earnings, actors, create } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(
      create({ modules: [earnings.address, actors.mallory] }),
      communities,
      'CommunitiesModuleUnknown',
      [getAddress(actors.mallory)],
    );
  });

  it('deploys the token and tells all', async () => {
    const { communities, earnings, client, actors, create } = await setUp();
    const asked = { name: 'N', symbol: 'S', supplyCap: 7n, maxBalance: 6n, closed: true, clawback: true };
    const hash = await create({ ...asked, modules: [earnings.address] });
    const { logs } = await client.public.getTransactionReceipt({ hash });
    const events = parseEventLogs({ abi: communitiesAbi, logs });
    const created = events.find((event) => event.eventName === 'CommunityCreated')!;
    const { token } = created.args;
    assert.deepEqual(
      events.map((event) => [event.eventName, event.args]),
      [
        [
          'CommunityCreated',
          { token, owner: getAddress(actors.carol), ...asked, decimals: 18, underlying: zeroAddress },
        ],
        ['CapsSet', { token, caps }],
        ['ModuleSet', { token, module: getAddress(earnings.address), enabled: true }],
      ],
    );
    assert.equal(await communities.read.isCommunity([token]), true);
    assert.equal(await communities.read.ownerOf([token]), getAddress(actors.carol));
    assert.equal(await communities.read.pendingOwnerOf([token]), zeroAddress);
    assert.equal(await communities.read.rolesOf([token, actors.carol]), 0n);
  });

  it('gives every community of an owner an address of its own, whatever others create before', async () => {
    const economy = await setUp();
    const { actors } = economy;
    const snapshot = await connection.networkHelpers.takeSnapshot();
    const first = await createCommunity(economy, {}, actors.carol);
    const second = await createCommunity(economy, {}, actors.carol);
    await snapshot.restore();
    const other = await createCommunity(economy, {}, actors.bob);
    const again = await createCommunity(economy, {}, actors.carol);
    assert.equal(again.address, first.address);
    assert.equal(new Set([first.address, second.address, other.address]).size, 3);
  });

  it('names the member owner where a forwarder brings the call', async () => {
    const { communities, actors, params, asMember, client } = await setUp();
    const data = encodeFunctionData({ abi: communitiesAbi, functionName: 'createCommunity', args: [params] });
    const hash = await asMember(actors.alice, communities.address, data);
    const { logs } = await client.public.getTransactionReceipt({ hash });
    const [created] = parseEventLogs({ abi: communitiesAbi, logs, eventName: 'CommunityCreated' });
    assert.equal(created!.args.owner, getAddress(actors.alice));
  });
});
