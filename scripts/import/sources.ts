/** What other bots' files hold, in one shape: balances, items and tasks, each with its place in its file. */
import { basename } from 'node:path';
import { z } from 'zod';
import { FatalError } from '../../bot/errors.ts';
import { JsonFault, placesOf } from '../deploy/jsonPlaces.ts';

/** Names the bot that a file comes from in reasons and in the ids of what is paid. */
export type Origin = 'UnbelievaBoat' | 'TaskBot' | 'BROski' | 'SecureChat';
type At = { origin: Origin; at: string };
/** Amounts as they are written: what they are worth, the token's decimals say. */
export type Balance = At & { member: string; amount: string };
export type Item = At & {
  key: string;
  name: string;
  category: string;
  description: string;
  emoji: string | null;
  price: string;
  /** Null: no end. */
  stock: number | null;
  /** How often a unit can be used; 0: it is not consumable. */
  uses: number;
  /** Discord role that it hands out. */
  roleId: string | null;
  /** Unix seconds; null: never. */
  closes: number | null;
  active: boolean;
};
export type Task = At & {
  id: string;
  title: string;
  description: string;
  category: string;
  reward: string;
  slots: number | null;
  hours: number;
  proofRequired: boolean;
  roleName: string | null;
};
export type Fault = { at: string; says: string };
export type Found = {
  balances: Balance[];
  items: Item[];
  tasks: Task[];
  faults: Fault[];
  /** What stays behind, in a sentence each. */
  left: string[];
};

const NAME_LENGTH = 64;
const DESCRIPTION_LENGTH = 500;

/** Numbers are read as the text has them. */
const number = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number');
const count = z
  .string()
  .regex(/^-?\d{1,9}$/, 'must be a whole number')
  .transform(Number);
const text = z.string().nullish();
const time = z.iso.datetime({ offset: true, local: true }).nullish();

const boat = {
  users: z.array(z.object({ user_id: z.string(), total: number.optional(), cash: number, bank: number })),
  items: z.array(
    z.object({
      id: z.string().optional(),
      name: z.string().min(1),
      price: number,
      description: text,
      emoji_unicode: text,
      is_usable: z.boolean().default(false),
      unlimited_stock: z.boolean().default(true),
      stock_remaining: count.nullish(),
      expires_at: time,
      requirements: z.array(z.unknown()).default([]),
      actions: z
        .array(z.object({ type: z.union([z.string(), z.number()]), ids: z.array(z.string()).optional() }))
        .default([]),
    }),
  ),
};
const taskBot = {
  currency: z.object({
    users: z.record(z.string(), z.object({ balance: number })),
    inventory: z.record(z.string(), z.record(z.string(), count)).default({}),
    shop_items: z
      .record(
        z.string(),
        z.object({
          name: z.string().min(1),
          description: text,
          price: number,
          category: text,
          stock: count.default(-1),
          is_active: z.boolean().default(true),
        }),
      )
      .default({}),
  }),
  tasks: z.object({
    tasks: z.record(
      z.string(),
      z.object({
        name: z.string().min(1),
        description: text,
        reward: number,
        duration_hours: count,
        status: z.string(),
        expires_at: time,
        max_claims: count.default(-1),
        current_claims: count.default(0),
        category: text,
        role_name: text,
      }),
    ),
    user_tasks: z.record(z.string(), z.record(z.string(), z.object({ status: z.string() }))).default({}),
    settings: z.object({ require_proof: z.boolean().default(true) }).default({ require_proof: true }),
  }),
};
const broski = z.record(
  z.string(),
  z
    .object({ name: text, description: text, cost: number.optional(), price: number.optional() })
    .refine(({ cost, price }) => cost !== undefined || price !== undefined, 'must say its cost'),
);
const secureChat = z.array(z.object({ id: z.string(), username: text, tokens: number }));

type Where = (...path: PropertyKey[]) => string;
type Reader = (value: unknown, where: Where, now: number) => Partial<Found>;
type Kind = { is: (value: unknown) => boolean; read: Reader };

const isObject = (value: unknown): value is Record<string, unknown> =>
  z.record(z.string(), z.unknown()).safeParse(value).success;
const listOf = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : value);
const rowsHave = (value: unknown, ...names: string[]) =>
  Array.isArray(value) && value.length > 0 && isObject(value[0]) && names.every((name) => name in (value[0] as object));
const valuesHave = (value: unknown, ...names: string[]) =>
  isObject(value) &&
  rowsHave(Object.values(value).slice(0, 1)) &&
  names.some((name) => rowsHave(Object.values(value), name));

/** By shape, since none of these files says what it is. */
const kinds: Kind[] = [
  { is: (value) => rowsHave(listOf(value, 'users'), 'user_id', 'cash'), read: boatUsers },
  { is: (value) => rowsHave(listOf(value, 'items'), 'name', 'price'), read: boatItems },
  { is: (value) => rowsHave(listOf(value, 'users'), 'id', 'tokens'), read: secureChatUsers },
  { is: (value) => isObject(value) && isObject(value.users), read: taskBotCurrency },
  { is: (value) => isObject(value) && isObject(value.tasks), read: taskBotTasks },
  { is: (value) => valuesHave(value, 'cost', 'price'), read: broskiRewards },
];

function boatUsers(value: unknown, where: Where) {
  const at = pathOf(value, 'users');
  return {
    balances: boat.users.parse(listOf(value, 'users')).map(({ user_id, cash, bank, total }, row) => ({
      origin: 'UnbelievaBoat' as const,
      at: where(...at, row),
      member: user_id,
      // In hand and at the bank is one balance here.
      amount: total ?? sum(cash, bank),
    })),
  };
}

function boatItems(value: unknown, where: Where) {
  const at = pathOf(value, 'items');
  const rows = boat.items.parse(listOf(value, 'items'));
  const bound = rows.filter(({ requirements }) => requirements.length > 0).length;
  return {
    items: rows.map((row, place): Item => {
      const roleId = row.actions.find(({ type }) => ['2', 'ADD_ROLES'].includes(String(type)))?.ids?.[0] ?? null;
      return {
        ...{ origin: 'UnbelievaBoat', at: where(...at, place), ...named(row.name, row.id ?? `${place + 1}`) },
        ...{ category: 'General', description: short(row.description), emoji: row.emoji_unicode ?? null },
        ...{ price: row.price, stock: row.unlimited_stock ? null : (row.stock_remaining ?? 0) },
        ...{ uses: row.is_usable && !roleId ? 1 : 0, roleId, active: true },
        closes: row.expires_at ? Math.floor(Date.parse(row.expires_at) / 1000) : null,
      };
    }),
    left: bound > 0 ? [`Requirements of ${bound} item(s): an admin sets them in the app’s shop.`] : [],
  };
}

function taskBotCurrency(value: unknown, where: Where) {
  const { users, inventory, shop_items } = taskBot.currency.parse(value);
  const held = Object.values(inventory)
    .flatMap((items) => Object.values(items))
    .filter((units) => units > 0).length;
  const origin = 'TaskBot' as const;
  return {
    balances: Object.entries(users).map(([member, { balance }]) => ({
      ...{ origin, at: where('users', member, 'balance'), member, amount: balance },
    })),
    items: Object.entries(shop_items).map(
      ([id, row]): Item => ({
        ...{ origin, at: where('shop_items', id), ...named(row.name, id) },
        ...{ category: row.category || 'General', description: short(row.description), emoji: null },
        ...{ price: row.price, stock: row.stock < 0 ? null : row.stock, uses: row.category === 'consumable' ? 1 : 0 },
        ...{ roleId: null, closes: null, active: row.is_active },
      }),
    ),
    left: held > 0 ? [`${held} entries of inventories: an admin’s wallet gives units by Shop.grant.`] : [],
  };
}

function taskBotTasks(value: unknown, where: Where, now: number) {
  const { tasks, user_tasks, settings } = taskBot.tasks.parse(value);
  const open = Object.entries(tasks).filter(
    ([, { status, expires_at, max_claims, current_claims }]) =>
      status === 'active' &&
      (!expires_at || Date.parse(expires_at) > now) &&
      (max_claims < 0 || current_claims < max_claims),
  );
  const begun = Object.values(user_tasks)
    .flatMap((claims) => Object.values(claims))
    .filter(({ status }) => ['in_progress', 'submitted'].includes(status)).length;
  const over = Object.keys(tasks).length - open.length;
  return {
    tasks: open.map(
      ([id, row]): Task => ({
        ...{ origin: 'TaskBot', at: where('tasks', id), id, title: row.name, description: row.description ?? '' },
        ...{ category: row.category || 'General', reward: row.reward, hours: row.duration_hours },
        slots: row.max_claims < 0 ? null : row.max_claims - row.current_claims,
        ...{ proofRequired: settings.require_proof, roleName: row.role_name || null },
      }),
    ),
    left: [
      ...(over > 0 ? [`${over} task(s) that are over, or have no slot left.`] : []),
      ...(begun > 0 ? [`${begun} claim(s) under way: review them before, or let members claim again.`] : []),
    ],
  };
}

function broskiRewards(value: unknown, where: Where) {
  return {
    items: Object.entries(broski.parse(value)).map(
      ([key, { name, description, cost, price }]): Item => ({
        ...{ origin: 'BROski', at: where(key), ...named(name || description || key, key), key: slug(key) || 'reward' },
        ...{ category: 'Rewards', description: name ? short(description) : '', emoji: null },
        ...{ price: cost ?? price ?? '', stock: null, uses: 0, roleId: null, closes: null, active: true },
      }),
    ),
  };
}

function secureChatUsers(value: unknown, where: Where) {
  const at = pathOf(value, 'users');
  return {
    balances: secureChat.parse(listOf(value, 'users')).map(({ id, tokens }, row) => ({
      ...{ origin: 'SecureChat' as const, at: where(...at, row), member: id, amount: tokens },
    })),
  };
}

const pathOf = (value: unknown, name: string) => (Array.isArray(value) ? [] : [name]);
const short = (words: string | null | undefined) => (words ?? '').slice(0, DESCRIPTION_LENGTH);
const named = (name: string, id: string) => ({
  name: name.trim().slice(0, NAME_LENGTH),
  key: slug(name) || slug(`item_${id}`),
});
const slug = (words: string) =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 32);

/** Of two whole numbers; anything else stays as it stands, to be refused by its line. */
const sum = (a: string, b: string) =>
  /^-?\d+$/.test(a) && /^-?\d+$/.test(b) ? `${BigInt(a) + BigInt(b)}` : `${a} + ${b}`;

/**
 * Reads a file of UnbelievaBoat (leaderboard, items of the store), TaskBot (currency, tasks), BROski (rewards) or SecureChat
 * (users).
 * @param now milliseconds; what has expired by then stays behind
 * @throws FatalError for what is no JSON, or of none of these shapes
 */
export function readSource(path: string, content: string, now: number): Found {
  const file = basename(path);
  const { value, placeOf } = parsed(file, content);
  const where: Where = (...at) => `${file}:${placeOf(at).line}`;
  const kind = kinds.find(({ is }) => is(value));
  if (!kind)
    throw new FatalError(
      `${file} is none of the files that can be imported: a leaderboard or the items of UnbelievaBoat, currency.json or tasks.json of TaskBot, rewards_config.json of BROski, the users of SecureChat.`,
    );
  const nothing: Found = { balances: [], items: [], tasks: [], faults: [], left: [] };
  try {
    return { ...nothing, ...kind.read(value, where, now) };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const wrong = error.issues.map(({ path: at, message }) => {
      const inList =
        Array.isArray(value) || typeof at[0] !== 'number' ? at : [kind.read === boatItems ? 'items' : 'users', ...at];
      return { at: where(...inList), says: `${at.map(String).join('.')} ${message}.` };
    });
    return { ...nothing, faults: wrong };
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Numbers as the text has them, since an amount may be longer than a number can hold. */
function parsed(file: string, content: string) {
  try {
    const placeOf = placesOf(content);
    const value: unknown = JSON.parse(
      content.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"${token}"`)),
    );
    return { value, placeOf };
  } catch (cause) {
    if (!(cause instanceof JsonFault)) throw cause;
    throw new FatalError(`${file}:${cause.place.line}  ${cause.message}: correct it, and run the same command again.`, {
      cause,
    });
  }
}
