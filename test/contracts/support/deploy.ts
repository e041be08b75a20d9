// Deploys the economy on Hardhat's in-process chain and creates a community with the `securechat` figures.
import type { network } from 'hardhat';
import { type Address, concat, encodeFunctionData, getContract, type Hex, parseEventLogs, zeroAddress } from 'viem';
import { communitiesAbi, earningsAbi, giftsAbi, shopAbi, tokenAbi } from '../../../contracts/generated/abi.ts';
import { caps, giftPolicy, Role, rates } from './figures.ts';

/** A Monday, midnight UTC: every test begins twelve hours later, so no edge is met by accident. */
export const MONDAY = Date.UTC(2040, 0, 2) / 1000;
export const DAY = 86_400;
export const NOON = MONDAY + DAY / 2;

export type Connection = Awaited<ReturnType<typeof network.create>>;
export type Economy = Awaited<ReturnType<typeof deployEconomy>>;

export type Options = {
  /** The second trusted forwarder; an ordinary account unless given, so that tests may speak as the operator. */
  custodian?: Address;
  /** Seconds that a raise of power waits. */
  delay?: number;
};

/** The contracts without any community. `Actors` are Hardhat's accounts by the part they play. */
async function deployContracts({ viem }: Connection, { custodian, delay = DAY }: Options = {}) {
  const publicClient = await viem.getPublicClient();
  const wallets = await viem.getWalletClients();
  const wallet = wallets[0]!;
  const [curator, owner, admin, reporter, pauser, operator, alice, bob, carol, mallory] = wallets.map(
    (client) => client.account.address,
  ) as [Address, Address, Address, Address, Address, Address, Address, Address, Address, Address];
  const client = { public: publicClient, wallet };

  const forwarder = (await viem.deployContract('ERC2771Forwarder', ['Guildmint Forwarder'])).address;
  const trusted = custodian ?? operator;
  const wrappedFactory = (await viem.deployContract('WrappedTokenFactory')).address;
  const registry = (await viem.deployContract('Communities', [forwarder, trusted, curator, delay, wrappedFactory]))
    .address;
  const communities = getContract({ abi: communitiesAbi, address: registry, client });
  const module = async (name: 'Earnings' | 'Gifts' | 'Shop') => {
    const { address } = await viem.deployContract(name, [forwarder, trusted, registry]);
    await communities.write.addModule([address, `0x${Buffer.from(name.padEnd(32, '\0')).toString('hex')}`]);
    return address;
  };
  const earnings = getContract({ abi: earningsAbi, address: await module('Earnings'), client });
  const gifts = getContract({ abi: giftsAbi, address: await module('Gifts'), client });
  const shop = getContract({ abi: shopAbi, address: await module('Shop'), client });

  return {
    client,
    wallets,
    forwarder,
    custodian: trusted,
    communities,
    earnings,
    gifts,
    shop,
    actors: { curator, owner, admin, reporter, pauser, operator, alice, bob, carol, mallory },
  };
}

/** The parameters of a community with these modules and the figures of `securechat`. */
export function newCommunity(modules: readonly Address[]) {
  return {
    name: 'SecureChat Tokens',
    symbol: 'SCT',
    supplyCap: 0n,
    maxBalance: 0n,
    closed: false,
    clawback: false,
    caps,
    underlying: zeroAddress as Address,
    modules,
  };
}
export type NewCommunity = ReturnType<typeof newCommunity>;

type Contracts = Awaited<ReturnType<typeof deployContracts>>;

/** Creates a community owned by `owner` and returns its token. */
export async function createCommunity(contracts: Contracts, params: Partial<NewCommunity> = {}, owner?: Address) {
  const { client, communities, earnings, gifts, shop, actors } = contracts;
  const hash = await communities.write.createCommunity(
    [{ ...newCommunity([earnings.address, gifts.address, shop.address]), ...params }],
    { account: owner ?? actors.owner },
  );
  const { logs } = await client.public.getTransactionReceipt({ hash });
  const created = parseEventLogs({ abi: communitiesAbi, logs, eventName: 'CommunityCreated' })[0]!;
  return getContract({ abi: tokenAbi, address: created.args.token, client });
}

/**
 * The contracts and one community: owner, admin, reporter and pauser hold their roles, rates and gift policy are set,
 * and it is noon of a Monday.
 */
export async function deployEconomy(connection: Connection, options: Options = {}, params: Partial<NewCommunity> = {}) {
  const { networkHelpers } = connection;
  const contracts = await deployContracts(connection, options);
  const { communities, earnings, gifts, actors } = contracts;
  const token = await createCommunity(contracts, params);
  const by = { account: actors.owner };

  await communities.write.grantRoles([token.address, actors.admin, Role.admin], by);
  await communities.write.grantRoles([token.address, actors.pauser, Role.pauser], by);
  await networkHelpers.time.increaseTo(NOON - 2 * DAY);
  await communities.write.grantRoles([token.address, actors.reporter, Role.reporter], by);
  await networkHelpers.time.increaseTo(NOON - DAY);
  await communities.write.grantRoles([token.address, actors.reporter, Role.reporter], by);
  await earnings.write.setRates([token.address, rates], by);
  await gifts.write.setPolicy([token.address, giftPolicy], by);
  await networkHelpers.time.increaseTo(NOON);

  /** Settles the reports with the reporter's next number. */
  const settle = async (...reports: bigint[]) =>
    earnings.write.settle(
      [token.address, await earnings.read.nextSettlement([token.address, actors.reporter]), reports],
      { account: actors.reporter },
    );

  /** Calls a module as the operator does for a member: the member's address follows the call (ERC-2771). */
  const asMember = (member: Address, to: Address, data: Hex) =>
    contracts.wallets
      .find((client) => client.account.address === actors.operator)!
      .sendTransaction({ to, data: concat([data, member]) });

  return { ...contracts, connection, token, settle, asMember };
}

/** A gift's call data. */
export const giftCall = (token: Address, to: Address, amount: bigint): Hex =>
  encodeFunctionData({
    abi: giftsAbi,
    functionName: 'gift',
    args: [token, to, amount, `0x${'00'.repeat(32)}`],
  });
