export const TIERS = ['bronze', 'silver', 'gold', 'platinum'] as const;
export const TIER_NAMES = { bronze: 'Bronze', silver: 'Silver', gold: 'Gold', platinum: 'Platinum' };
