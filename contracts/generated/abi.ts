// Generated from the compiled contracts by `npm run compile`. Do not edit.

export { communitiesAbi } from './abi/communities.ts';
export { tokenAbi } from './abi/token.ts';
export { wrappedTokenAbi } from './abi/wrappedToken.ts';
export { earningsAbi } from './abi/earnings.ts';
export { giftsAbi } from './abi/gifts.ts';
export { shopAbi } from './abi/shop.ts';
export { clansAbi } from './abi/clans.ts';
export { conductAbi } from './abi/conduct.ts';
export { tasksAbi } from './abi/tasks.ts';
export { achievementsAbi } from './abi/achievements.ts';
export { marketAbi } from './abi/market.ts';
export { stashAbi } from './abi/stash.ts';
export { custodianAbi } from './abi/custodian.ts';
export { memberAccountAbi } from './abi/memberAccount.ts';
export { forwarderAbi } from './abi/forwarder.ts';
