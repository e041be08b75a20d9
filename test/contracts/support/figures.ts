// The figures of the `securechat` preset, as the contracts take them.

/** Base units per token and per earning unit of a native token. */
export const TOKEN = 10n ** 18n;
export const UNIT = 10n ** 15n;
const UNLIMITED = 2 ** 48 - 1;

/** The counted activities; the number is the byte's place in a report. */
export const Activity = {
  message: 0,
  file: 1,
  createRoom: 2,
  joinRoom: 3,
  popular: 4,
  helpful: 5,
  media: 6,
  moderateRoom: 7,
};
export type ActivityName = keyof typeof Activity;

export const Role = { admin: 1n, moderator: 2n, reporter: 4n, fulfiller: 8n, pauser: 16n };

/** Puts `values` side by side, the first lowest, `bits` each. */
export const pack = (bits: bigint, values: readonly (number | bigint)[]): bigint =>
  values.reduce<bigint>((word, value, at) => word | (BigInt(value) << (bits * BigInt(at))), 0n);

const units = (tokens: number) => Math.round(tokens * 1000);

export const caps = {
  memberDay: units(500),
  memberWeek: units(3_000),
  communityDay: units(50_000),
  silver: units(100),
  gold: units(500),
  platinum: units(1_000),
  tierByBalance: false,
};

export const rates = {
  rewards: pack(32n, [1, 3, 10, 5, 5, 10, 2, 0].map(units)),
  limits: pack(8n, [100, 20, 0, 10, 0, 0, 0, 0]),
  streakBps: pack(16n, [11_000, 12_500, 15_000, 20_000]),
  tierBps: pack(16n, [10_000, 11_000, 12_500, 15_000]),
  seasonBps: 10_000,
  registration: units(10),
  daily: units(10),
  grace: true,
  counted: true,
};

export const giftPolicy = {
  limits: [units(50), units(200), units(500), UNLIMITED] as const,
  bonusBps: 1_000,
  perDay: 10,
};

/** One word: how often a member did what, and whether it has just registered. */
export function report(member: string, counts: Partial<Record<ActivityName, number>>, registration = false): bigint {
  const packed = pack(
    8n,
    Object.keys(Activity).map((name) => counts[name as ActivityName] ?? 0),
  );
  return (BigInt(member) << 96n) | (packed << 32n) | (registration ? 1n : 0n);
}
