// claimDaily's gas, as a Custodian forwards it, in the dearest state that there is: a community's first claim ever, by
// somebody who has nothing yet and rises by it, where claims roll, weekends pay more and every season is in use
// ├── it stays within what the server guarantees a claim by Hardhat's rules, of a native token and of a wrapped one
// └── it stays within it by MintMe's rules
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, concat, encodeFunctionData, type Hex, hexToBytes } from 'viem';
import { CLAIM_GAS } from '../../../bot/operations/claimDaily.ts';
import { earningsAbi } from '../../../contracts/generated/abi.ts';
import { deployOnMintMe } from '../../support/mintme-economy.ts';
import { createCommunity, DAY, deployEconomy, NOON } from '../support/deploy.ts';
import { rates } from '../support/figures.ts';
import { milestones } from '../support/milestones.ts';
import { at } from '../support/time.ts';
import { deployWrapped } from '../support/wrapped.ts';

const connection = await network.create();
const SATURDAY = 5;
const SEASONS = 16;
const NOBODY_YET: Address = '0x00000000000000000000000000000000000a11ce';
const abi = earningsAbi;

/** What makes a claim dear, as the community's owner sets it. */
const dearest = (token: Address): Hex[] => [
  // Platinum with the first claim.
  encodeFunctionData({ abi, functionName: 'setRates', args: [token, { ...rates, daily: 1_000_000 }] }),
  encodeFunctionData({ abi, functionName: 'setWeekend', args: [token, 12_000] }),
  encodeFunctionData({ abi, functionName: 'setMilestones', args: [token, { ...milestones, rolling: true }] }),
  ...Array.from({ length: SEASONS }, (_, season) =>
    encodeFunctionData({
      abi,
      functionName: 'setSeason',
      args: [token, BigInt(season), { opens: 0, closes: 2 ** 47, bps: 10_001 }],
    }),
  ),
];

const claimOf = (token: Address) =>
  concat([encodeFunctionData({ abi, functionName: 'claimDaily', args: [token] }), NOBODY_YET]);

/** What of a transaction's gas is left to the call that it makes. */
const withoutBase = (gas: bigint, data: Hex) =>
  hexToBytes(data).reduce((left, byte) => left - (byte === 0 ? 4n : 16n), gas - 21_000n);

describe('The gas of Earnings.claimDaily', () => {
  for (const kind of ['native', 'wrapped'] as const)
    it(`stays within what the server guarantees, of a ${kind} token`, async () => {
      const economy = await connection.networkHelpers.loadFixture(deployEconomy);
      const { client, earnings, actors, wallets } = economy;
      const { address: token } =
        kind === 'native' ? await createCommunity(economy) : (await deployWrapped(connection, { fund: 900n })).token;
      const owner = wallets.find(({ account }) => account.address === actors.owner)!;
      for (const data of dearest(token)) await owner.sendTransaction({ to: earnings.address, data });
      await at(connection, SATURDAY);
      await connection.networkHelpers.mine();
      const data = claimOf(token);
      const whole = await client.public.estimateGas({ account: actors.operator, to: earnings.address, data });
      assert.ok(withoutBase(whole, data) <= CLAIM_GAS, `${withoutBase(whole, data)} of ${CLAIM_GAS}`);
    });

  it('stays within it by MintMe’s rules', async () => {
    const { chain, owner, operator, earnings, token } = await deployOnMintMe({ timestamp: NOON + SATURDAY * DAY });
    for (const data of dearest(token)) await chain.send(owner, earnings, data);
    const data = claimOf(token);
    const { gas } = await chain.send(operator, earnings, data);
    // A call is given 63/64 of what is left (EIP-150): the one to the token has to be enough.
    assert.ok((withoutBase(gas, data) * 64n) / 63n <= CLAIM_GAS, `${withoutBase(gas, data)} of ${CLAIM_GAS}`);
  });
});
