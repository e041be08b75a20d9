// Gas of the hot paths, whole transactions, under MintMe's rules and under Hardhat's: beside OpenZeppelin's plain batch
// mint, a claim with a Merkle proof, and the floor.
import {
  type Address,
  encodeDeployData,
  encodeFunctionData,
  keccak256,
  parseEventLogs,
  toHex,
  zeroAddress,
} from 'viem';
import { communitiesAbi, earningsAbi, giftsAbi } from '../../contracts/generated/abi.ts';
import { newCommunity } from '../../test/contracts/support/deploy.ts';
import { caps, giftPolicy, Role, rates, report, TOKEN } from '../../test/contracts/support/figures.ts';
import { artifactOf } from '../../test/support/artifacts.ts';
import { onMintMe } from '../../test/support/mintme-stage.ts';
import { onHardhat } from '../story/hardhat.ts';
import type { Stage } from '../story/stage.ts';
import type { Figure } from './figure.ts';
import { merkleClaim, plainMint } from './plain.ts';

const MEMBERS = 200;
const DAY = 86_400;
/** What a settlement may cost a member, set for MintMe's rules. */
const bar = { total: 10_400, limits: 16_000 };
/** The least on paper: a storage word read and written, the Transfer's log, and the report's own call data. */
type Floor = { existing: number; fresh: number; counted: number };
const mintMeFloor: Floor = { existing: 7_968, fresh: 22_968, counted: 13_768 };
/** A word read costs 2,100 and written then 2,900, for 800 and 5,000 under MintMe's rules; a fresh one 20,000 under both. */
const hardhatFloor: Floor = { existing: 7_168, fresh: 24_268, counted: 12_168 };

const members = Array.from({ length: MEMBERS }, (_, at): Address => `0x${keccak256(toHex(`member ${at}`)).slice(26)}`);
const usual = { message: 6, file: 2, joinRoom: 1, popular: 1 };
const every = { message: 2, file: 1, createRoom: 1, joinRoom: 1, popular: 1, helpful: 1, media: 1, moderateRoom: 1 };

/** The economy with the `securechat` figures, a reporter, and what creating the community cost. */
async function found(stage: Stage, counted: boolean) {
  const [deployer, owner, reporter] = stage.accounts.map(({ address }) => address) as [Address, Address, Address];
  const keys = { signer: reporter, guardian: deployer, sentinel: owner, curator: deployer };
  const { communities, custodian: _, forwarder: __, ...modules } = (await stage.install(keys)).contracts;
  const { earnings, gifts } = modules as Record<'earnings' | 'gifts', Address>;
  const params = { ...newCommunity(Object.values(modules)), caps };
  const create = (underlying: Address) => {
    const args = [{ ...params, underlying }] as const;
    return stage.send(
      owner,
      communities!,
      encodeFunctionData({ abi: communitiesAbi, functionName: 'createCommunity', args }),
    );
  };
  const created = await create(zeroAddress);
  const [event] = parseEventLogs({ abi: communitiesAbi, eventName: 'CommunityCreated', logs: created.logs as never });
  const { token } = event!.args;
  const grant = () => {
    const args = [token, reporter, Role.reporter] as const;
    return stage.send(
      owner,
      communities!,
      encodeFunctionData({ abi: communitiesAbi, functionName: 'grantRoles', args }),
    );
  };
  await grant();
  stage.advance(DAY);
  await grant();
  const set = counted ? rates : { ...rates, counted: false, limits: 0n };
  const setRates = encodeFunctionData({ abi: earningsAbi, functionName: 'setRates', args: [token, set] });
  await stage.send(owner, earnings, setRates);
  const setPolicy = encodeFunctionData({ abi: giftsAbi, functionName: 'setPolicy', args: [token, giftPolicy] });
  await stage.send(owner, gifts, setPolicy);
  return { owner, reporter, token, earnings, gifts, create, createGas: Number(created.gas) };
}

async function economy(stage: Stage, counted: boolean) {
  const on = await found(stage, counted);
  let settlement = 0n;
  const settle = async (reports: bigint[]) => {
    const args = [on.token, settlement++, reports] as const;
    const data = encodeFunctionData({ abi: earningsAbi, functionName: 'settle', args });
    return Number((await stage.send(on.reporter, on.earnings, data)).gas) / reports.length;
  };
  // So that neither the supply nor the reporter's number is new.
  await settle([report(on.owner, { message: 50, popular: 10 })]);
  const fresh = await settle(members.map((member) => report(member, usual, true)));
  const onNextDay = async (counts: typeof every | typeof usual) => {
    stage.advance(DAY);
    await settle([report(on.owner, { message: 50, popular: 10 })]);
    return settle(members.map((member) => report(member, counts)));
  };
  return { ...on, fresh, existing: await onNextDay(usual), widest: await onNextDay(every) };
}

/** @param rules appended to each name */
async function under(rules: string, open: () => Promise<Stage>, floor: Floor): Promise<Figure[]> {
  const figure = (name: string, value: number, baseline: number): Figure => ({
    name: name + rules,
    value: Math.round(value),
    unit: 'gas',
    baseline: Math.round(baseline),
    ratio: value / baseline,
  });
  const plain = await plainMint(await open(), members);
  const merkle = await merkleClaim(await open(), members);
  const total = await economy(await open(), false);
  const stage = await open();
  const limits = await economy(stage, true);

  const { owner, token, earnings, gifts } = limits;
  const underlying = await stage.deploy(owner, encodeDeployData({ ...artifactOf('Underlying'), args: [] }));
  const wrapped = await limits.create(underlying);
  const daily = encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token] });
  const claimed = Number((await stage.send(owner, earnings, daily)).gas);
  const args = [token, members[0]!, TOKEN, keccak256('0x')] as const;
  const gift = encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args });
  await stage.send(owner, gifts, gift);
  const given = Number((await stage.send(owner, gifts, gift)).gas);

  return [
    figure('settle, existing member, total caps / bar', total.existing, bar.total),
    figure('settle, existing member, total caps / OZ batch mint', total.existing, plain.existing),
    figure('settle, existing member, total caps / Merkle claim', total.existing, merkle.existing),
    figure('settle, existing member, total caps / paper floor', total.existing, floor.existing),
    figure('settle, existing member, total caps, all 8 activities', total.widest, floor.existing),
    figure('settle, new member, total caps / OZ batch mint', total.fresh, plain.fresh),
    figure('settle, new member, total caps / Merkle claim', total.fresh, merkle.fresh),
    figure('settle, new member, total caps / paper floor', total.fresh, floor.fresh),
    figure('settle, existing member, limits / bar', limits.existing, bar.limits),
    figure('settle, existing member, limits / OZ batch mint', limits.existing, plain.existing),
    figure('settle, existing member, limits / Merkle claim', limits.existing, merkle.existing),
    figure('settle, existing member, limits / paper floor', limits.existing, floor.counted),
    figure('settle, existing member, limits, all 8 activities', limits.widest, floor.counted),
    figure('settle, new member, limits / OZ batch mint', limits.fresh, plain.fresh),
    figure('claim daily / OZ batch mint of one', claimed, 21_000 + plain.existing),
    figure('claim daily / Merkle claim', claimed, merkle.existing),
    figure('gift with bonus / two OZ batch mints', given, 21_000 + 2 * plain.existing),
    figure('create community / limit', limits.createGas, 3_000_000),
    figure('create community that wraps a token / limit', Number(wrapped.gas), 3_000_000),
  ];
}

/** Measures everything anew. */
export const gas = async (): Promise<Figure[]> => [
  ...(await under('', onMintMe, mintMeFloor)),
  ...(await under(`, Hardhat's rules`, onHardhat, hardhatFloor)),
];
