/** Buttons of what members do with one another: their letters, and what each carries; see state.ts. */
export const SOCIAL_SHAPES = {
  /** Confirms what its operation's row asks; `cost` in base units leaves the account by it. */
  confirm: ['cf', { operation: 'snowflake', author: 'snowflake', expires: 'time', cost: 'number' }],
  market: ['ma', { author: 'snowflake', offset: 'number', own: 'number' }],
  buyListing: ['mb', { author: 'snowflake', listing: 'number' }],
  cancelListing: ['mc', { author: 'snowflake', listing: 'number' }],
  clans: ['cl', { author: 'snowflake', offset: 'number' }],
  joinClan: ['cj', { author: 'snowflake', clan: 'number' }],
  challenges: ['ch', { author: 'snowflake', offset: 'number' }],
  /** Under a trade's message, for its two members. */
  putIn: ['ti', { draft: 'number' }],
  acceptTrade: ['ta', { author: 'snowflake', draft: 'number', version: 'number' }],
  cancelTrade: ['tc', { draft: 'number' }],
  swaps: ['ts', { author: 'snowflake', offset: 'number' }],
  takeSwap: ['tt', { author: 'snowflake', swap: 'number' }],
  cancelSwap: ['tx', { author: 'snowflake', swap: 'number' }],
  notify: ['no', { author: 'snowflake', kind: 'text', to: 'number' }],
} as const;
