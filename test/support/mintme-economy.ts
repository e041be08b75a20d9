// The economy on an EVM under MintMe's rules, with one community of the `securechat` figures.
import { type Address, decodeEventLog, encodeEventTopics, encodeFunctionData, stringToHex, zeroAddress } from 'viem';
import { communitiesAbi, earningsAbi, giftsAbi } from '../../contracts/generated/abi.ts';
import { caps, giftPolicy, Role, rates } from '../contracts/support/figures.ts';
import { initCode } from './artifacts.ts';
import { createMintMe } from './mintme-evm.ts';

type Options = {
  timestamp: number;
  /** The second trusted forwarder; an account of the chain unless deployed by this. */
  custodian?: (chain: Awaited<ReturnType<typeof createMintMe>>) => Promise<Address>;
  counted?: boolean;
};

/** Deploys everything; `createGas` is what creating the community cost. */
export async function deployOnMintMe({ timestamp, custodian, counted = true }: Options) {
  const chain = await createMintMe(timestamp);
  const [owner, reporter, operator] = chain.accounts as [Address, Address, Address];
  const deploy = async (path: string, args: readonly unknown[]) =>
    (await chain.deploy(owner, initCode(path, args))).address;

  const forwarder = await deploy('@openzeppelin/contracts/metatx/ERC2771Forwarder.sol/ERC2771Forwarder', ['Guildmint']);
  const trusted = custodian === undefined ? operator : await custodian(chain);
  const communities = await deploy('contracts/Communities.sol/Communities', [
    ...[forwarder, trusted, owner, 0],
    await deploy('contracts/WrappedTokenFactory.sol/WrappedTokenFactory', []),
  ]);
  const earnings = await deploy('contracts/Earnings.sol/Earnings', [forwarder, trusted, communities]);
  const gifts = await deploy('contracts/Gifts.sol/Gifts', [forwarder, trusted, communities]);
  const shop = await deploy('contracts/Shop.sol/Shop', [forwarder, trusted, communities]);
  const modules = [earnings, gifts, shop];
  for (const [at, name] of ['Earnings', 'Gifts', 'Shop'].entries()) {
    const args = [modules[at]!, stringToHex(name, { size: 32 })] as const;
    await chain.send(owner, communities, encodeFunctionData({ abi: communitiesAbi, functionName: 'addModule', args }));
  }

  const params = {
    name: 'SecureChat Tokens',
    symbol: 'SCT',
    supplyCap: 0n,
    maxBalance: 0n,
    closed: false,
    clawback: false,
    underlying: zeroAddress,
    caps,
    modules,
  };
  const created = await chain.send(
    owner,
    communities,
    encodeFunctionData({ abi: communitiesAbi, functionName: 'createCommunity', args: [params] }),
  );
  const [topic] = encodeEventTopics({ abi: communitiesAbi, eventName: 'CommunityCreated' });
  const event = created.logs.find((log) => log.topics[0] === topic)!;
  const { token } = decodeEventLog({ abi: communitiesAbi, eventName: 'CommunityCreated', ...event }).args;

  const set = counted ? rates : { ...rates, counted: false, limits: 0n };
  for (const [to, data] of [
    [
      communities,
      encodeFunctionData({ abi: communitiesAbi, functionName: 'grantRoles', args: [token, reporter, Role.reporter] }),
    ],
    [earnings, encodeFunctionData({ abi: earningsAbi, functionName: 'setRates', args: [token, set] })],
    [gifts, encodeFunctionData({ abi: giftsAbi, functionName: 'setPolicy', args: [token, giftPolicy] })],
  ] as const) {
    await chain.send(owner, to, data);
  }
  return {
    chain,
    owner,
    reporter,
    operator,
    forwarder,
    communities,
    earnings,
    gifts,
    shop,
    token,
    createGas: created.gas,
  };
}
