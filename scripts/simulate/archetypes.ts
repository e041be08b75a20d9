// Who takes part in a simulated community, as shares of its members and habits. The figures of `average` and `power` are
// those of the plan's token flow (31 and 112 tokens a day before any multiplier); the others are set against them.

/** In the order of IEarnings.Activity. */
export const ACTIVITIES = [
  ...(['send_message', 'share_file', 'create_room', 'join_room', 'popular_message', 'helpful_content'] as const),
  ...(['media_shared', 'room_moderator'] as const),
] as const;
type Activity = (typeof ACTIVITIES)[number];

export type Archetype = {
  /** How many of a hundred members. */
  share: number;
  /** Chance of being there on a day. */
  presence: number;
  /** How often each activity is done on such a day, on average. */
  does: Partial<Record<Activity, number>>;
  /** Chance, on such a day, of claiming the daily reward, of buying something and of giving something. */
  claims: number;
  buys: number;
  gives: number;
  /** Tokens given, from and to. `ring`: as much as may be given, to the next of the same kind, for the bonus on it. */
  gift: readonly [number, number] | 'ring';
  /** Buys the dearest that it can afford, not whatever it likes. */
  dearest?: boolean;
};

export const ARCHETYPES = {
  idle: { share: 40, presence: 0.07, does: { send_message: 2 }, claims: 0.2, buys: 0.05, gives: 0, gift: [1, 5] },
  casual: {
    ...{ share: 25, presence: 0.45, does: { send_message: 4, share_file: 0.3, join_room: 0.3 } },
    ...{ claims: 0.6, buys: 0.1, gives: 0.03, gift: [1, 10] as const },
  },
  average: {
    ...{ share: 20, presence: 0.95, does: { send_message: 10, share_file: 2, join_room: 1 } },
    ...{ claims: 1, buys: 1 / 7, gives: 0.05, gift: [5, 20] as const },
  },
  power: {
    ...{ share: 8, presence: 0.98, does: { send_message: 50, share_file: 10, join_room: 3 } },
    ...{ claims: 1, buys: 2 / 7, gives: 0.1, gift: [5, 40] as const },
  },
  whale: {
    ...{ share: 2, presence: 0.98, does: { send_message: 50, share_file: 10, join_room: 3, popular_message: 2 } },
    ...{ claims: 1, buys: 0.8, gives: 0.4, gift: [20, 100] as const, dearest: true },
  },
  farmer: {
    ...{ share: 5, presence: 1, claims: 1, buys: 0, gives: 1, gift: 'ring' as const },
    // What one person with a few accounts and a script brings about; reactions and votes come from the other accounts.
    does: {
      ...{ send_message: 200, share_file: 40, create_room: 20, join_room: 20 },
      ...{ popular_message: 20, helpful_content: 10, media_shared: 20 },
    },
  },
} satisfies Record<string, Archetype>;

export type ArchetypeName = keyof typeof ARCHETYPES;
export const NAMES = Object.keys(ARCHETYPES) as ArchetypeName[];

/** So many members by archetype, in the shares above; what rounding leaves is idle. */
export function crowdOf(members: number): ArchetypeName[] {
  const crowd = NAMES.flatMap((name) =>
    Array<ArchetypeName>(name === 'idle' ? 0 : Math.floor((members * ARCHETYPES[name].share) / 100)).fill(name),
  );
  return [...crowd, ...Array<ArchetypeName>(members - crowd.length).fill('idle')];
}
