// every function that the signer may call for members
// ├── they are exactly those of the deployment's allowlist
// ├── each takes the arguments that its ABI says, in the one layout, and nothing shorter, longer or wider
// ├── each is for members or for the operator's account that is there for it, within bounds of gas
// ├── what leaves an account is counted, at most as much as the arguments allow
// └── bytes at random and batches with a few bytes changed are refused, or still are what their ABI says
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Abi,
  type AbiFunction,
  type AbiParameter,
  concatHex,
  decodeAbiParameters,
  encodeAbiParameters,
  type Hex,
  maxUint96,
  numberToHex,
  parseAbiParameters,
  size,
  slice,
  toFunctionSelector,
  toFunctionSignature,
} from 'viem';
import { encodeOps } from '../../../bot/chain/encode.ts';
import { decodeOps } from '../../../bot/custody/ops.ts';
import { allOf, EVERYBODY, openPolicy } from '../../../bot/custody/policy.ts';
import { Refusal } from '../../../bot/custody/protocol.ts';
import { type Contract, RULES, type Rule } from '../../../bot/custody/rules.ts';
import {
  achievementsAbi,
  clansAbi,
  communitiesAbi,
  conductAbi,
  earningsAbi,
  giftsAbi,
  marketAbi,
  shopAbi,
  stashAbi,
  tasksAbi,
} from '../../../contracts/generated/abi.ts';
import { allowlist } from '../../../scripts/deploy/Guildmint.ts';
import { CEILING, policyDeployment as deployment, repeated } from '../../support/policy.ts';

const salts = {
  member: numberToHex(1, { size: 32 }),
  reporter: numberToHex(2, { size: 32 }),
  fulfiller: numberToHex(3, { size: 32 }),
};
type Actor = keyof typeof salts;
const now = 1_800_000_000;
const policy = openPolicy(deployment, salts, []);
const token = repeated('7');
const friend = repeated('8');

const entries = (Object.keys(RULES) as Contract[]).flatMap((contract) =>
  Object.entries<Rule>(RULES[contract]).map(([signature, rule]) => ({ contract, signature, rule })),
);
type Entry = (typeof entries)[number];

const abis: Record<Contract, Abi> = {
  ...{ achievements: achievementsAbi, clans: clansAbi, communities: communitiesAbi, conduct: conductAbi },
  ...{ earnings: earningsAbi, gifts: giftsAbi, market: marketAbi, shop: shopAbi, stash: stashAbi, tasks: tasksAbi },
};
function inputsOf({ contract, signature }: Entry): readonly AbiParameter[] {
  const found = abis[contract].find(
    (part): part is AbiFunction => part.type === 'function' && toFunctionSignature(part) === signature,
  );
  assert.ok(found, `${contract} has no ${signature}`);
  return found.inputs;
}

/** Some value of a type; lists have two elements, and the only addresses are a community's and a member's. */
function sample(type: AbiParameter, place: number): unknown {
  if (type.type.endsWith('[]')) {
    const of = { ...type, type: type.type.slice(0, -2) };
    return [sample(of, 1), sample(of, 2)];
  }
  if ('components' in type)
    return Object.fromEntries(
      // A collectible's collection is what the operator may not part with.
      type.components.map((part) => [part.name, part.name === 'collection' ? repeated('0') : sample(part, 1)]),
    );
  if (type.type === 'address') return place === 0 ? token : friend;
  if (type.type === 'bool') return false;
  if (type.type.startsWith('bytes')) return numberToHex(5, { size: 32 });
  return /int(8|16|32|40)$/.test(type.type) ? 3 : 3n;
}
const argsOf = (entry: Entry) => {
  const inputs = inputsOf(entry);
  return encodeAbiParameters(
    inputs,
    inputs.map((type, place) => sample(type, place)),
  );
};
const opsOf = (
  entry: Entry,
  args: Hex,
  { by = entry.rule.by[0]!, gas = entry.rule.gas[0] }: { by?: Actor; gas?: number } = {},
) =>
  encodeOps([
    {
      salt: salts[by],
      target: deployment[entry.contract],
      data: concatHex([toFunctionSelector(entry.signature), args]),
      gas,
    },
  ]);
const judge = (ops: Hex) => policy.judgeBatch({ lane: 0n, sequence: 0, deadline: now, ops }, now);
const ruleOf = (ops: Hex) => {
  try {
    judge(ops);
    return 'signed';
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.rule;
  }
};

describe('the signer’s rules and the allowlist', () => {
  it('name exactly the same functions of the same contracts', () => {
    const listed = Object.entries(allowlist).flatMap(([name, signatures]) =>
      signatures.map((signature) => `${name[0]!.toLowerCase()}${name.slice(1)}.${signature}`),
    );
    assert.deepEqual(entries.map(({ contract, signature }) => `${contract}.${signature}`).sort(), listed.sort());
  });
});

for (const entry of entries)
  describe(`${entry.contract}.${entry.signature}`, () => {
    const args = argsOf(entry);
    it('is signed for whom it is there, within its gas', () => {
      for (const by of entry.rule.by) judge(opsOf(entry, args, { by }));
      judge(opsOf(entry, args, { gas: entry.rule.gas[1] }));
    });
    it('is signed for nobody else', () => {
      for (const by of Object.keys(salts) as Actor[])
        if (!entry.rule.by.includes(by)) assert.match(ruleOf(opsOf(entry, args, { by })), /reporter|fulfiller/);
    });
    it('is refused with other gas', () => {
      for (const gas of [entry.rule.gas[0] - 1, entry.rule.gas[1] + 1])
        assert.equal(ruleOf(opsOf(entry, args, { gas })), 'gas');
    });
    it('is refused with words missing or left over', () => {
      for (let bytes = 0; bytes < size(args); bytes += 32)
        assert.match(ruleOf(opsOf(entry, bytes === 0 ? '0x' : slice(args, 0, bytes))), /length|arguments/);
      assert.equal(ruleOf(opsOf(entry, concatHex([args, numberToHex(0, { size: 32 })]))), 'length');
      assert.equal(ruleOf(opsOf(entry, concatHex([args, '0x00']))), 'length');
    });
    it('is refused with any word beyond its type, or a list that stands elsewhere', () => {
      for (let at = 0; at < size(args); at += 32) {
        const changed = concatHex([
          ...(at > 0 ? [slice(args, 0, at)] : []),
          numberToHex(2n ** 256n - 1n, { size: 32 }),
          ...(at + 32 < size(args) ? [slice(args, at + 32)] : []),
        ]);
        const rule = ruleOf(opsOf(entry, changed));
        if (rule === 'signed') assert.deepEqual(roundTrip(entry, changed), changed);
      }
    });
  });

/** What its ABI reads, written again. */
function roundTrip(entry: Entry, args: Hex): Hex {
  const inputs = inputsOf(entry);
  return encodeAbiParameters(inputs, decodeAbiParameters(inputs, args) as readonly unknown[]);
}

describe('what leaves an account', () => {
  const entryOf = (name: string) =>
    entries.find(({ contract, signature }) => `${contract}.${signature}`.startsWith(name))!;
  const taken = (name: string, values: unknown[]) => {
    const entry = entryOf(name);
    const { outflows, spends } = judge(opsOf(entry, encodeAbiParameters(inputsOf(entry), values)));
    const last = (key: string) => outflows.get(key)?.at(-1)?.sum;
    const all = [last(`${salts.member}:${token}`), last(allOf(token)), last(EVERYBODY)];
    return { all, pin: spends.map(({ amount }) => amount) };
  };
  const none = [undefined, undefined, undefined];
  const hash = numberToHex(0, { size: 32 });
  const terms = (reward: bigint, slots: number) => ({
    ...{
      reward,
      slots,
      hours_: 1,
      reviewers: 1,
      proofRequired: true,
      repeatable: false,
      roleHash: hash,
      textHash: hash,
    },
  });
  const receipt = { collection: repeated('0'), id: 1n, quantity: 2 };
  const side = (amount: bigint, assets: unknown[] = []) => ({ amount, assets });

  it('is a gift’s amount', () => {
    assert.deepEqual(taken('gifts.gift', [token, friend, 7n, hash]), { all: [7n, 7n, 7n], pin: [7n] });
  });
  it('is nothing where the shop burns it, though a PIN may be asked for', () => {
    assert.deepEqual(taken('shop.buy', [token, 1n, 1n, 9n]), { all: none, pin: [9n] });
  });
  it('is a task’s reward for each slot, once where they have no end, and nothing where it is issued', () => {
    assert.deepEqual(taken('tasks.createTask', [token, terms(5n, 4), false]).all, [20n, 20n, 20n]);
    assert.deepEqual(taken('tasks.createTask', [token, terms(5n, 0xffff_ffff), false]).all, [5n, 5n, 5n]);
    assert.deepEqual(taken('tasks.createTask', [token, terms(5n, 4), true]).all, none);
  });
  it('is an edited task’s whole reward for the community, and nothing for a member, who may have put it up before', () => {
    assert.deepEqual(taken('tasks.editTask', [token, 1n, terms(5n, 4)]).all, [undefined, 20n, 20n]);
  });
  it('is the most that a buyer in the market agrees to', () => {
    assert.deepEqual(taken('market.buy', [token, 1n, receipt, 11n]).all, [11n, 11n, 11n]);
  });
  it('is what a proposer gives, and what somebody who accepts hands over', () => {
    const [give, want] = [side(3n, [receipt]), side(4n)];
    assert.deepEqual(taken('market.propose', [token, friend, give, want, 9]).all, [3n, 3n, 3n]);
    assert.deepEqual(taken('market.counter', [token, 1n, friend, 1, give, want, 9]).all, [3n, 3n, 3n]);
    assert.deepEqual(taken('market.accept', [token, 1n, friend, 1, give, want]).all, [4n, 4n, 4n]);
  });
  it('is what a swap offers, and of the other community what its taker gives', () => {
    assert.deepEqual(taken('market.offerSwap', [token, 6n, friend, 1n, friend, 9]).all, [6n, 6n, 6n]);
    assert.deepEqual(taken('market.takeSwap', [1n, friend, 1n, token, 8n]).all, [8n, 8n, 8n]);
  });
  it('is every bond of a draw', () => {
    const entry = entryOf('stash.commit');
    const args = encodeAbiParameters(inputsOf(entry), [token, [hash, hash, hash], 5n]);
    for (const by of ['member', 'fulfiller'] as const) {
      const { outflows, spends } = judge(opsOf(entry, args, { by }));
      assert.equal(outflows.get(`${salts[by]}:${token}`)?.at(-1)?.sum, 15n);
      // The operator's accounts have no PIN to ask for.
      assert.equal(spends.length, by === 'member' ? 1 : 0);
    }
  });
  it('does not overflow', () => {
    const most = maxUint96 * 0xffff_fffen;
    assert.deepEqual(taken('tasks.createTask', [token, terms(maxUint96, 0xffff_fffe), false]).all, [most, most, most]);
  });
  it('is never a collectible, and receipts are 1 to 65,535', () => {
    const collectible = { ...receipt, collection: friend };
    const rule = (name: string, values: unknown[]) => {
      const entry = entryOf(name);
      return ruleOf(opsOf(entry, encodeAbiParameters(inputsOf(entry), values)));
    };
    assert.equal(rule('market.list', [token, collectible, 1n, 9, 0]), 'collectible');
    assert.equal(rule('market.propose', [token, friend, side(0n, [collectible]), side(1n), 9]), 'collectible');
    assert.equal(rule('market.counter', [token, 1n, friend, 1, side(0n, [collectible]), side(1n), 9]), 'collectible');
    assert.equal(rule('market.accept', [token, 1n, friend, 1, side(1n), side(0n, [collectible])]), 'collectible');
    assert.equal(rule('market.accept', [token, 1n, friend, 1, side(0n, [collectible]), side(1n)]), 'signed');
    assert.equal(rule('market.list', [token, { ...receipt, quantity: 0 }, 1n, 9, 0]), 'arguments');
    assert.equal(rule('market.list', [token, { ...receipt, quantity: 65_536 }, 1n, 9, 0]), 'arguments');
  });

  it('adds up over communities whose tokens have other decimals', () => {
    const coarse = repeated('6');
    const scaled = openPolicy(deployment, salts, [], {
      ...{ memberDay: 500, communityDay: 1000, signerDay: 2000, decimals: { [coarse]: 12 } },
    });
    const gift = entryOf('gifts.gift');
    const ops = concatHex([
      opsOf(
        gift,
        encodeAbiParameters(parseAbiParameters('address,address,uint256,bytes32'), [coarse, friend, 10n ** 12n, hash]),
      ),
      opsOf(
        gift,
        encodeAbiParameters(parseAbiParameters('address,address,uint256,bytes32'), [token, friend, 10n ** 18n, hash]),
      ),
    ]);
    const { outflows } = scaled.judgeBatch({ lane: 0n, sequence: 0, deadline: now, ops }, now);
    assert.equal(outflows.get(EVERYBODY)!.at(-1)!.sum, 2n * 10n ** 18n);
    assert.equal(scaled.dayOf(`${salts.member}:${coarse}`), 500n * 10n ** 12n);
    assert.equal(scaled.dayOf(allOf(coarse)), 1000n * 10n ** 12n);
    assert.equal(scaled.dayOf(EVERYBODY), 2000n * 10n ** 18n);
    assert.equal(policy.dayOf(`${salts.member}:${token}`), CEILING);
  });
});

describe('bytes that nobody encoded', () => {
  /** The same numbers in each run (mulberry32). */
  let state = 0x5eed;
  const random = (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  const known = new Map(
    entries.map((entry) => [`${deployment[entry.contract]}:${toFunctionSelector(entry.signature)}`, entry]),
  );

  /** A refusal, or calls that each are what their ABI says: never anything else. */
  function judged(ops: Hex) {
    if (ruleOf(ops) !== 'signed') return 0;
    for (const op of decodeOps(ops)) {
      const entry = known.get(`${op.target}:${op.selector}`);
      assert.ok(entry, 'a function outside the allowlist was signed');
      const args: Hex = `0x${op.args.toString('hex')}`;
      assert.equal(roundTrip(entry, args), args);
    }
    return 1;
  }

  it('are refused', () => {
    for (let round = 0; round < 2000; round++) {
      const bytes = Buffer.from(Array.from({ length: random(400) }, () => random(256)));
      assert.equal(judged(`0x${bytes.toString('hex')}`), 0);
    }
  });

  it('that were a batch before a few of them changed are refused, or are another batch within the rules', () => {
    let signed = 0;
    for (let round = 0; round < 8000; round++) {
      const parts = Array.from({ length: 1 + random(3) }, () => entries[random(entries.length)]!);
      const ops = Buffer.from(concatHex(parts.map((entry) => opsOf(entry, argsOf(entry)))).slice(2), 'hex');
      const changes = 1 + random(4);
      let bytes = ops;
      for (let change = 0; change < changes; change++) {
        const at = random(bytes.length);
        const kind = random(8);
        if (kind === 0) bytes = bytes.subarray(0, at);
        else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 32)]);
        else if (kind === 2)
          bytes = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(32, random(256)), bytes.subarray(at)]);
        else if (bytes.length > 0) bytes = Buffer.from(bytes).fill(random(256), at, at + 1);
        if (bytes.length === 0) break;
      }
      signed += judged(`0x${bytes.toString('hex')}`);
    }
    assert.ok(signed > 100, `some of them pass, or nothing was tried (${signed})`);
  });
});
