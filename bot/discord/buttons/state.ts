/**
 * The state that a button carries in its `custom_id`, so that it outlives a restart. Discord allows 100 characters:
 * numbers are written in base 36. The first character is the format's version; what cannot be read is a button of an
 * older bot and is answered as expired.
 */
import type { Address } from 'viem';
import { SOCIAL_SHAPES } from './socialStates.ts';

const VERSION = '1';
/** Stands before the version of what is global. */
const GLOBAL = 'g';

/** How each kind of value is written. */
const KINDS = {
  number: { write: (value: bigint) => value.toString(36), read: (text: string) => readBase36(text) },
  snowflake: { write: (value: string) => BigInt(value).toString(36), read: (text: string) => `${readBase36(text)}` },
  /** Milliseconds, kept to the second. */
  time: {
    write: (value: number) => Math.floor(value / 1000).toString(36),
    read: (text: string) => Number(readBase36(text)) * 1000,
  },
  address: {
    write: (value: Address) => BigInt(value).toString(36),
    read: (text: string): Address => `0x${readBase36(text).toString(16).padStart(40, '0')}`,
  },
  text: { write: (value: string) => encodeURIComponent(value), read: (text: string) => decodeURIComponent(text) },
} as const;

/** Every button and modal: its letter, and what it carries. */
export const SHAPES = {
  confirmGift: [
    'g',
    { operation: 'snowflake', author: 'snowflake', expires: 'time', to: 'snowflake', amount: 'number' },
  ],
  confirmGraduation: ['w', { operation: 'snowflake', author: 'snowflake', expires: 'time', owner: 'address' }],
  confirmRecovery: ['y', { operation: 'snowflake', author: 'snowflake', expires: 'time', recovery: 'address' }],
  confirmBuy: [
    'b',
    {
      operation: 'snowflake',
      author: 'snowflake',
      expires: 'time',
      item: 'number',
      quantity: 'number',
      maxPrice: 'number',
    },
  ],
  confirmRefund: [
    'r',
    { operation: 'snowflake', author: 'snowflake', expires: 'time', purchase: 'number', quantity: 'number' },
  ],
  confirmUse: ['u', { operation: 'snowflake', author: 'snowflake', expires: 'time', purchase: 'number' }],
  confirmTask: ['j', { operation: 'snowflake', author: 'snowflake', expires: 'time', cost: 'number' }],
  confirmTaskEnd: ['d', { operation: 'snowflake', author: 'snowflake', expires: 'time', task: 'number' }],
  confirmAbandon: ['z', { operation: 'snowflake', author: 'snowflake', expires: 'time', claim: 'number' }],
  /** `like`: an item of the category that is shown, because a category's name has any length; 0 for all. */
  shop: ['s', { author: 'snowflake', like: 'number', offset: 'number' }],
  rewards: ['p', { author: 'snowflake', offset: 'number' }],
  inventory: ['i', { author: 'snowflake', before: 'text' }],
  codes: ['k', { author: 'snowflake', purchase: 'number', page: 'number' }],
  giveBack: ['f', { author: 'snowflake', purchase: 'number' }],
  useUp: ['v', { author: 'snowflake', purchase: 'number' }],
  addCodes: ['a', { author: 'snowflake', item: 'number' }],
  cancel: ['c', { operation: 'snowflake', author: 'snowflake', expires: 'time' }],
  leaderboard: ['l', { author: 'snowflake', by: 'text', period: 'text', offset: 'number', jump: 'text' }],
  history: ['h', { author: 'snowflake', before: 'text' }],
  tasks: ['q', { author: 'snowflake', offset: 'number' }],
  myTasks: ['o', { author: 'snowflake', offset: 'number' }],
  claimTask: ['m', { author: 'snowflake', task: 'number' }],
  submitTask: ['S', { author: 'snowflake', claim: 'number' }],
  abandonTask: ['G', { author: 'snowflake', claim: 'number' }],
  escalateTask: ['E', { author: 'snowflake', claim: 'number' }],
  reviews: ['Q', { author: 'snowflake', after: 'number' }],
  acceptTask: ['A', { author: 'snowflake', claim: 'number' }],
  rejectTask: ['R', { author: 'snowflake', claim: 'number' }],
  /** Under messages for everybody. */
  claimHere: ['C', { task: 'number' }],
  buyHere: ['B', { item: 'number' }],
  acceptHere: ['Y', { claim: 'number' }],
  rejectHere: ['N', { claim: 'number' }],
  grabHere: ['sg', { drop: 'number' }],
  /** A draft's fields, filled in; and under its preview. */
  writeEmbed: ['sw', { author: 'snowflake', announcement: 'number' }],
  wish: ['sW', { author: 'snowflake', purchase: 'number' }],
  handedOver: ['sh', { purchase: 'number' }],
  refusePurchase: ['sr', { purchase: 'number' }],
  proofFiles: ['sf', { author: 'snowflake', claim: 'number' }],
  editEmbed: ['se', { author: 'snowflake', announcement: 'number' }],
  postEmbed: ['sp', { author: 'snowflake', announcement: 'number' }],
  setPin: ['n', { author: 'snowflake' }],
  keepPin: ['e', { author: 'snowflake' }],
  link: ['x', { author: 'snowflake' }],
  achievements: ['ea', { author: 'snowflake', offset: 'number' }],
  claimAchievement: ['ec', { author: 'snowflake', achievement: 'number' }],
  claimMilestone: ['em', { author: 'snowflake', which: 'text' }],
  signals: ['es', { author: 'snowflake', offset: 'number' }],
  judgeSuspect: ['ej', { author: 'snowflake', member: 'snowflake', verdict: 'text', offset: 'number' }],
  help: ['Xh', { author: 'snowflake' }],
  /** Under the bot's first message on a server, for whoever manages it. */
  setUpHere: ['Xu', {}],
  planCommunity: ['Xc', { author: 'snowflake', preset: 'text' }],
  wizard: ['Xw', { author: 'snowflake', step: 'text' }],
  wizardSet: ['Xs', { author: 'snowflake', step: 'text', what: 'text' }],
  wizardTest: ['Xt', { author: 'snowflake' }],
  privacy: ['Xp', { author: 'snowflake' }],
  askErase: ['Xa', { author: 'snowflake' }],
  eraseMe: ['Xe', { author: 'snowflake', expires: 'time' }],
  ...SOCIAL_SHAPES,
  tip: ['t', { author: 'snowflake', to: 'snowflake' }],
} as const;

type Shapes = typeof SHAPES;
type Values<S> = { [K in keyof S]: S[K] extends keyof typeof KINDS ? ReturnType<(typeof KINDS)[S[K]]['read']> : never };
type Verb = keyof Shapes;
export const VERBS = Object.keys(SHAPES) as Verb[];
export type StateOf<V extends Verb> = { verb: V } & Values<Shapes[V][1]>;
/** `global`: it acts on the operator's own community, wherever it is pressed; see global.ts. */
export type State = { [V in Verb]: StateOf<V> }[Verb] & { global?: true };

/** @throws RangeError if the state does not fit into a `custom_id` */
export function encodeState(state: State): string {
  const [letter, shape] = SHAPES[state.verb];
  const values = state as unknown as Record<string, never>;
  const parts = Object.entries(shape).map(([name, kind]) =>
    KINDS[kind as keyof typeof KINDS].write(values[name] as never),
  );
  const encoded = `${state.global ? GLOBAL : ''}${VERSION}${letter}:${parts.join(':')}`;
  if (encoded.length > 100) throw new RangeError(`custom_id of ${encoded.length} characters: ${encoded}`);
  return encoded;
}

/** @returns null for what this version of the bot did not write */
export function decodeState(customId: string): State | null {
  const global = customId.startsWith(GLOBAL);
  const [head = '', ...parts] = customId.slice(global ? GLOBAL.length : 0).split(':');
  const found = Object.entries(SHAPES).find(([, [letter]]) => head === VERSION + letter);
  if (!found) return null;
  const [verb, [, shape]] = found;
  const fields = Object.entries(shape);
  // What carries nothing has one empty part.
  if (parts.length !== Math.max(1, fields.length)) return null;
  try {
    const values = fields.map(([name, kind], place) => [
      name,
      KINDS[kind as keyof typeof KINDS].read(parts[place] ?? ''),
    ]);
    return { verb, ...Object.fromEntries(values), ...(global && { global }) };
  } catch (error) {
    if (error instanceof RangeError || error instanceof URIError) return null;
    throw error;
  }
}

function readBase36(text: string): bigint {
  if (!/^[\da-z]{1,31}$/.test(text)) throw new RangeError(`not base 36: ${text}`);
  return [...text].reduce((value, digit) => value * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
}
