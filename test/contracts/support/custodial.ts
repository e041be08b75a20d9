// The economy behind the real Custodian: members without wallets beside holders with theirs. Alice has 100 tokens in her
// account; the wallets of `cast` and `actors` are the same.
import {
  type Address,
  encodeFunctionData,
  getAddress,
  getContract,
  type Hex,
  toFunctionSelector,
  zeroHash,
} from 'viem';
import { communitiesAbi, earningsAbi, forwarderAbi, giftsAbi, shopAbi } from '../../../contracts/generated/abi.ts';
import { by, type Connection, deployCustody, type Wallet } from './custody.ts';
import { deployEconomy } from './deploy.ts';
import { TOKEN } from './figures.ts';
import { asModule } from './module.ts';
import { group, saltOf, signTyped } from './signed.ts';

export async function deployCustodial(connection: Connection) {
  const custody = await deployCustody(connection);
  const { custodian, cast } = custody;
  const economy = await deployEconomy(connection, { custodian: custodian.address });
  const { communities, earnings, gifts, shop, token, actors, client } = economy;
  const verbs: [{ address: Address }, string][] = [
    [communities, 'setCeiling(address,uint96)'],
    [earnings, 'claimDaily(address)'],
    [gifts, 'gift(address,address,uint256,bytes32)'],
    [shop, 'buy(address,uint256,uint256,uint256)'],
  ];
  for (const [{ address }, verb] of verbs) {
    await custodian.write.allow([address, toFunctionSelector(verb), true], by(cast.guardian));
  }
  const module = await asModule(economy);
  const alice = await custody.accountOf('alice');
  await token.write.earn([alice, 100n * TOKEN], module);
  const balance = (account: Address) => token.read.balanceOf([account]);

  const giving = (to: Address, amount: bigint, of: Address = token.address) => [of, to, amount, zeroHash] as const;
  /** A batch's gifts by members, and the operator's call for a ceiling. */
  const giftOf = (member: string, to: Address, amount: bigint) =>
    group({ abi: giftsAbi, address: gifts.address }, 'gift', [[saltOf(member), giving(to, amount)]], 400_000);
  const ceilingOf = (member: string, ceiling: bigint) =>
    group(
      { abi: communitiesAbi, address: communities.address },
      'setCeiling',
      [[saltOf(member), [token.address, ceiling]]],
      200_000,
    );
  /** What accounts and wallets call themselves. */
  const calls = {
    gift: (to: Address, amount: bigint, of?: Address): [Address, Hex] => [
      gifts.address,
      encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: giving(to, amount, of) }),
    ],
    claimDaily: (): [Address, Hex] => [
      earnings.address,
      encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token.address] }),
    ],
    buy: (item: bigint): [Address, Hex] => [
      shop.address,
      encodeFunctionData({ abi: shopAbi, functionName: 'buy', args: [token.address, item, 1n, 2n ** 200n] }),
    ],
    refund: (purchase: bigint): [Address, Hex] => [
      shop.address,
      encodeFunctionData({ abi: shopAbi, functionName: 'refund', args: [token.address, purchase, 1n] }),
    ],
  };

  /** Has the owner sign an order of the account, and somebody without a part in it bring it. */
  async function order(account: Address, owner: Wallet, [to, data]: [Address, Hex]) {
    const own = custody.memberAccount(account);
    const message = { to, value: 0n, data, nonce: await own.read.nonce(), deadline: await custody.soon() };
    const domain = { ...custody.domain, name: 'Guildmint Member', verifyingContract: account };
    const signature = await signTyped(owner, domain, 'Execute', message);
    return own.write.executeSigned([to, 0n, data, message.deadline, signature], by(cast.mallory));
  }

  const forwarder = getContract({ abi: forwarderAbi, address: economy.forwarder, client });
  /** Has a wallet sign a request in somebody's name, its own unless told otherwise, and somebody else bring it. */
  async function forward(signer: Wallet, [to, data]: [Address, Hex], from: Address = signer.address) {
    const request = { from, to, value: 0n, gas: 400_000n, deadline: await custody.soon(), data };
    const domain = { ...custody.domain, name: 'Guildmint Forwarder', verifyingContract: forwarder.address };
    const message = { ...request, nonce: await forwarder.read.nonces([from]) };
    const signature = await signTyped(signer, domain, 'ForwardRequest', message);
    return forwarder.write.execute([{ ...request, signature }], by(cast.mallory));
  }

  return {
    ...custody,
    ...{ communities, earnings, gifts, shop, token, forwarder, economy, module, actors, alice, balance },
    ...{ giftOf, ceilingOf, calls, order, forward, tokenOf: getAddress(token.address) },
  };
}
