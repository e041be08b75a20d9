// settle
// ├── when the caller is no reporter, the community unknown, nothing reported, the number another, it reverts
// ├── when the token refuses, its reason comes through
// ├── it pays by the rates and says so in one event, after the Transfers, each reporter counting on its own
// ├── a batch sent twice pays once
// └── a disabled module pays nothing
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, getAddress, parseEventLogs, zeroAddress } from 'viem';
import { earningsAbi, tokenAbi } from '../../../contracts/generated/abi.ts';
import { DAY, deployEconomy } from '../support/deploy.ts';
import { caps, Role, report, TOKEN, UNIT } from '../support/figures.ts';
import { asRegistry } from '../support/module.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { earnings, token, actors } = economy;
  const send = (settlement: bigint, reports: bigint[], by: keyof typeof actors = 'reporter') =>
    earnings.write.settle([token.address, settlement, reports], { account: actors[by] });
  return { ...economy, send };
};

describe('Earnings.settle', () => {
  it('reverts for who is no reporter, owner and admins too', async () => {
    const { communities, earnings, token, actors, send } = await setUp();
    for (const by of ['mallory', 'admin', 'owner'] as const) {
      const call = send(0n, [report(actors.alice, { message: 1 })], by);
      const values = [token.address, getAddress(actors[by])] as const;
      await assertions.revertWithCustomErrorWithArgs(call, earnings, 'EarningsNotReporter', [...values]);
    }
    // Nor does taking the community over go round the time-lock on reporters.
    await communities.write.transferOwnership([token.address, actors.mallory], { account: actors.owner });
    await communities.write.acceptOwnership([token.address], { account: actors.mallory });
    const heir = send(0n, [report(actors.alice, { message: 1 })], 'mallory');
    await assertions.revertWithCustomError(heir, earnings, 'EarningsNotReporter');
    const unknown = earnings.write.settle([actors.carol, 0n, [1n]], { account: actors.reporter });
    await assertions.revertWithCustomError(unknown, earnings, 'EarningsNotReporter');
  });

  it('reverts without reports', async () => {
    const { earnings, send } = await setUp();
    await assertions.revertWithCustomError(send(0n, []), earnings, 'EarningsNothing');
  });

  it('reverts for another number than the next', async () => {
    const { earnings, actors, send } = await setUp();
    const reports = [report(actors.alice, { message: 1 })];
    await assertions.revertWithCustomErrorWithArgs(send(1n, reports), earnings, 'EarningsBadSettlement', [0n]);
    await send(0n, reports);
    await assertions.revertWithCustomErrorWithArgs(send(0n, reports), earnings, 'EarningsBadSettlement', [1n]);
    await assertions.revertWithCustomErrorWithArgs(send(2n, reports), earnings, 'EarningsBadSettlement', [1n]);
  });

  it('passes the token’s refusal on', async () => {
    const { token, communities, earnings, gifts, actors, send } = await setUp();
    const good = report(actors.alice, { message: 1 });
    const bad = send(0n, [good, report(zeroAddress, { message: 1 })]);
    await assertions.revertWithCustomErrorWithArgs(bad, token, 'TokenBadReport', [1n]);
    await communities.write.disableModule([token.address, earnings.address], { account: actors.owner });
    const values = [getAddress(earnings.address)] as const;
    await assertions.revertWithCustomErrorWithArgs(send(0n, [good]), token, 'TokenNotModule', [...values]);
    assert.equal(await token.read.isModule([gifts.address]), true);
  });

  it('pays by the rates and says so in one event after the Transfers', async () => {
    const economy = await setUp();
    const { token, earnings, actors, client, send } = economy;
    await token.write.setCaps([{ ...caps, memberDay: 20_000 }], await asRegistry(economy));
    const reports = [
      report(actors.alice, { message: 5, file: 1 }, true),
      report(actors.bob, { message: 120 }),
      report(actors.alice, { popular: 9 }),
      report(actors.alice, { helpful: 1 }),
    ];
    const { logs } = await client.public.getTransactionReceipt({ hash: await send(0n, reports) });
    const transfers = parseEventLogs({ abi: tokenAbi, logs, eventName: 'Transfer' });
    assert.deepEqual(
      transfers.map(({ args }) => [args.to, args.value]),
      [
        [getAddress(actors.alice), 18n * TOKEN],
        [getAddress(actors.bob), 20n * TOKEN],
        [getAddress(actors.alice), 2n * TOKEN],
      ],
    );
    const [settled, ...others] = parseEventLogs({ abi: earningsAbi, logs, eventName: 'Settled' });
    assert.deepEqual(others, []);
    assert.equal(settled!.logIndex, logs.length - 1);
    assert.deepEqual(settled!.args, {
      token: token.address,
      reporter: getAddress(actors.reporter),
      settlement: 0n,
      paid: [
        report(actors.alice, { message: 5, file: 1 }) | 18_000n,
        report(actors.bob, { message: 100 }) | 20_000n,
        report(actors.alice, { popular: 9 }) | 2_000n,
        report(actors.alice, { helpful: 1 }),
      ],
    });
    assert.equal(settled!.address, earnings.address);
    assert.equal(await token.read.totalSupply(), 40_000n * UNIT);
  });

  it('lets every reporter count on its own', async () => {
    const { communities, earnings, token, actors, send } = await setUp();
    const grant = () =>
      communities.write.grantRoles([token.address, actors.carol, Role.reporter], { account: actors.owner });
    await grant();
    await connection.networkHelpers.time.increase(DAY);
    await grant();
    await send(0n, [report(actors.alice, { message: 1 })]);
    await send(0n, [report(actors.alice, { message: 1 })], 'carol');
    await send(1n, [report(actors.alice, { message: 1 })]);
    const next = (by: keyof typeof actors) => earnings.read.nextSettlement([token.address, actors[by]]);
    assert.deepEqual([await next('reporter'), await next('carol'), await next('bob')], [2n, 1n, 0n]);
  });

  it('takes a reporter whose call a forwarder brings', async () => {
    const { earnings, token, actors, asMember } = await setUp();
    const args = [token.address, 0n, [report(actors.alice, { message: 1 })]] as const;
    const data = encodeFunctionData({ abi: earningsAbi, functionName: 'settle', args });
    await asMember(actors.reporter, earnings.address, data);
    assert.equal(await token.read.balanceOf([actors.alice]), TOKEN);
  });

  it('stays within block gas for 1,000 reports', async () => {
    const { token, actors, send } = await setUp();
    await send(0n, Array<bigint>(1_000).fill(report(actors.alice, { joinRoom: 1 })));
    assert.equal(await token.read.balanceOf([actors.alice]), 50n * TOKEN);
  });
});
