import { buildModule } from '@nomicfoundation/hardhat-ignition/modules';
import { toFunctionSelector } from 'viem';

/** What the Custodian may do for members from the first day; everything later waits for its time-lock. */
export const allowlist = {
  Earnings: [
    'settle(address,uint64,uint256[])',
    'claimDaily(address)',
    'claimWeeklyStreak(address)',
    'claimMonthlyActive(address)',
    'rewardInvite(address,address,address)',
    // The staff's, each bounded on-chain by a budget of the day.
    'award(address,address,uint256,bytes32)',
    'deduct(address,address,uint256,bytes32)',
    'setLower(address,address,uint256,bytes32)',
  ],
  Gifts: ['gift(address,address,uint256,bytes32)'],
  // Fulfilling takes a role, which the operator's own account holds, as reporting does.
  Shop: [
    'buy(address,uint256,uint256,uint256)',
    'use(address,uint256,uint256)',
    'refund(address,uint256,uint256)',
    'fulfil(address,uint256)',
    'refuse(address,uint256,bytes32)',
  ],
  Achievements: ['claimAchievement(address,uint256)'],
  Tasks: [
    'createTask(address,(uint96,uint32,uint16,uint8,bool,bool,bytes32,bytes32),bool)',
    'editTask(address,uint256,(uint96,uint32,uint16,uint8,bool,bool,bytes32,bytes32))',
    'cancelTask(address,uint256)',
    'claimTask(address,uint256)',
    'submitTask(address,uint256,bytes32)',
    'abandonTask(address,uint256)',
    'expireTask(address,uint256)',
    'reviewTask(address,uint256,bool,bytes32)',
    'escalateTask(address,uint256)',
  ],
  // Winners withdraw to an own wallet by their own hand alone.
  Stash: [
    'commit(address,bytes32[],uint96)',
    'cancelCommitment(address,uint256)',
    'requestDraw(address,uint256)',
    'reveal(address,uint256,bytes32)',
    'forfeit(address,uint256)',
    'settle(address,uint256)',
  ],
  // A challenge's pool may be issued without a budget of its own: announcing one takes an own wallet.
  Clans: [
    'createClan(address,bytes32)',
    'invite(address,uint256,address)',
    'joinClan(address,uint256)',
    'leaveClan(address)',
    'expel(address,address)',
    'setLeader(address,address)',
    'dissolveClan(address)',
    'tally(address,uint256,address[])',
    'close(address,uint256)',
    'payBonus(address,uint256,address[])',
  ],
  // Collectibles and what has no price are parted with by own wallets alone, and promises end with the operator's signer.
  Market: [
    'list(address,(address,uint256,uint32),uint96,uint40,uint16)',
    'cancelListing(address,uint256)',
    'buy(address,uint256,(address,uint256,uint32),uint256)',
    'propose(address,address,(uint96,(address,uint256,uint32)[]),(uint96,(address,uint256,uint32)[]),uint40)',
    'counter(address,uint256,address,uint32,(uint96,(address,uint256,uint32)[]),(uint96,(address,uint256,uint32)[]),uint40)',
    'accept(address,uint256,address,uint32,(uint96,(address,uint256,uint32)[]),(uint96,(address,uint256,uint32)[]))',
    'cancelTrade(address,uint256)',
    'offerSwap(address,uint96,address,uint96,address,uint40)',
    'takeSwap(uint256,address,uint96,address,uint96)',
    'cancelSwap(uint256)',
  ],
  Conduct: [
    'penalise(address,address,bytes32)',
    'ban(address,address,bytes32)',
    'appeal(address,uint256,bytes32)',
    'lift(address,uint256,bytes32)',
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
  const tasks = m.contract('Tasks', [forwarder, custodian, communities]);
  const achievements = m.contract('Achievements', [forwarder, custodian, communities, tasks]);
  const stash = m.contract('Stash', [forwarder, custodian, communities, shop]);
  const clans = m.contract('Clans', [forwarder, custodian, communities]);
  const conduct = m.contract('Conduct', [forwarder, custodian, communities]);
  const market = m.contract('Market', [forwarder, custodian, communities, shop, stash]);
  const modules = {
    ...{ Earnings: earnings, Gifts: gifts, Shop: shop, Achievements: achievements },
    ...{ Tasks: tasks, Stash: stash, Clans: clans, Conduct: conduct, Market: market },
  };
  const targets = { ...modules, Communities: communities };

  const added = Object.entries(modules).map(([name, module]) =>
    m.call(communities, 'addModule', [module, bytes32(name)], { id: `add${name}` }),
  );
  const allowed = Object.entries(allowlist).flatMap(([name, signatures]) =>
    signatures.map((signature, index) =>
      m.call(custodian, 'allow', [targets[name as keyof typeof targets], toFunctionSelector(signature), true], {
        id: `allow${name}${index}`,
      }),
    ),
  );
  m.call(custodian, 'seal', [], { after: [...added, ...allowed] });
  return {
    forwarder,
    custodian,
    communities,
    earnings,
    gifts,
    shop,
    achievements,
    tasks,
    stash,
    clans,
    conduct,
    market,
  };
});

function bytes32(text: string) {
  return `0x${Buffer.from(text).toString('hex').padEnd(64, '0')}`;
}
