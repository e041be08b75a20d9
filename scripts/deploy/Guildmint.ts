import { buildModule } from '@nomicfoundation/hardhat-ignition/modules';
import { toFunctionSelector } from 'viem';

/** What the Custodian may do for members from the first day; everything later waits for its time-lock. */
const allowlist = {
  Earnings: ['settle(address,uint64,uint256[])', 'claimDaily(address)'],
  Gifts: ['gift(address,address,uint256,bytes32)'],
  // Fulfilling takes a role, which the operator's own account holds, as reporting does.
  Shop: [
    'buy(address,uint256,uint256,uint256)',
    'use(address,uint256,uint256)',
    'refund(address,uint256,uint256)',
    'fulfil(address,uint256)',
    'refuse(address,uint256,bytes32)',
  ],
  Communities: ['setCeiling(address,uint96)'],
} as const;

/**
 * One deployment of the contracts. Order matters: the Custodian first, since accounts' addresses rest on its own; the
 * allowlist before {seal}, after which widening is slow. Addresses come from receipts: MintMe counts nonces its own way.
 */
export default buildModule('Guildmint', (m) => {
  const forwarder = m.contract('ERC2771Forwarder', ['Guildmint']);
  const custodian = m.contract('Custodian', [
    m.getParameter('signer'),
    m.getParameter('guardian'),
    m.getParameter('sentinel'),
    m.getParameter('delays'),
  ]);
  const communities = m.contract('Communities', [
    forwarder,
    custodian,
    m.getParameter('curator'),
    m.getParameter('delay'),
    m.contract('WrappedTokenFactory'),
  ]);
  const earnings = m.contract('Earnings', [forwarder, custodian, communities]);
  const gifts = m.contract('Gifts', [forwarder, custodian, communities]);
  const shop = m.contract('Shop', [forwarder, custodian, communities]);
  const targets = { Earnings: earnings, Gifts: gifts, Shop: shop, Communities: communities };

  const added = [
    m.call(communities, 'addModule', [earnings, bytes32('Earnings')], { id: 'addEarnings' }),
    m.call(communities, 'addModule', [gifts, bytes32('Gifts')], { id: 'addGifts' }),
    m.call(communities, 'addModule', [shop, bytes32('Shop')], { id: 'addShop' }),
  ];
  const allowed = Object.entries(allowlist).flatMap(([name, signatures]) =>
    signatures.map((signature, index) =>
      m.call(custodian, 'allow', [targets[name as keyof typeof targets], toFunctionSelector(signature), true], {
        id: `allow${name}${index}`,
      }),
    ),
  );
  m.call(custodian, 'seal', [], { after: [...added, ...allowed] });
  return { forwarder, custodian, communities, earnings, gifts, shop };
});

function bytes32(text: string) {
  return `0x${Buffer.from(text).toString('hex').padEnd(64, '0')}`;
}
