import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Address, createWalletClient, erc20Abi, http, type PublicClient, type WalletClient } from 'viem';
import { guilds } from '../../bot/db/schema.ts';
import { FatalError } from '../../bot/errors.ts';
import { startIndexer } from '../../bot/indexer/start.ts';
import { exportPreset } from '../../bot/operations/exportPreset.ts';
import { forecastMark } from '../../bot/operations/forecastMark.ts';
import { PRESETS } from '../../bot/operations/planCommunity.ts';
import { shopAbi, wrappedTokenAbi } from '../../contracts/generated/abi.ts';
import { createCommunity } from '../../scripts/deploy/community.ts';
import { placesOf } from '../../scripts/deploy/jsonPlaces.ts';
import { type Figures, figuresOf, presetOf, readFigures } from '../../scripts/deploy/preset.ts';
import { fillBudget, requireMasterWallet, underlyingOf } from '../../scripts/deploy/underlying.ts';
import { run } from '../../scripts/run.ts';
import { artifactOf } from '../support/artifacts.ts';
import { testDatabase } from '../support/database.ts';
import { contextOf, type Economy, lower, startEconomy } from '../support/economy.ts';

const text = (name: string) => readFileSync(`scripts/presets/${name}.json`, 'utf8');
const faultsOf = (written: string): string[] => {
  try {
    figuresOf('ours.json', written);
    return [];
  } catch (error) {
    assert.ok(error instanceof FatalError);
    return error.message.split('\n').slice(1);
  }
};

describe('a preset’s faults', () => {
  it('are named with the line and the column of the figure', () => {
    const written = text('broski')
      .replace('"price": 75', '"price": -75')
      .replace('"closed": false', '"closed": "no"')
      .replace('"grace"', '"grease"');
    const lines = written.split('\n');
    const placeOf = (word: string, value: string) => {
      const line = lines.findIndex((each) => each.includes(word));
      return `${line + 1}:${lines[line]!.indexOf(value) + 1}`;
    };
    assert.deepEqual(faultsOf(written), [
      `  ours.json:${placeOf('"closed"', '"no"')} token.closed Invalid input: expected boolean, received string`,
      `  ours.json:1:1 grace is missing: boolean`,
      `  ours.json:${placeOf('-75', '-75')} items.1.price Too small: expected number to be >=0`,
      `  ours.json:${placeOf('"grease"', 'true')} grease is no word of a preset: look at schema.json`,
    ]);
  });

  it('in its very form are told as the reader of JSON sees them', () => {
    const wrong: [text: string, place: string, words: string][] = [
      ['{ "token": }', '1:12', 'a value is missing before }'],
      ['{\n  "token": {},\n}', '3:1', 'a name in quotes is missing before }'],
      ['{ "items": [1,\n 2 3] }', '2:4', '"," or "]" is missing before 3'],
      ['{ "grace" true }', '1:11', '":" is missing before true'],
      ['{ "grace": yes }', '1:12', '"y" cannot stand here'],
      ['{ "grace": true,\n  "grace": false }', '2:3', '"grace" stands here for the second time'],
      ['{} {}', '1:4', 'more stands here than one value'],
      ['{ "a": [', '1:9', 'a value is missing before the end'],
    ];
    for (const [written, place, words] of wrong)
      assert.throws(() => figuresOf('ours.json', written), { message: `ours.json:${place} is no JSON: ${words}.` });
  });

  it('are looked for wherever JSON is read as everybody reads it', () => {
    const texts = [
      '{"a":[1,-2.5e+3,true,false,null,"x\\u00e9\\"\\\\"],"b":{"c":{}},"d":[]}',
      '  7 ',
      '"\t"',
      '01',
      '[1,]',
      '{"a" : .5}',
      '["\n"]',
      '\u00a01',
    ];
    const accepts = (read: (text: string) => unknown) =>
      texts.map((each) => {
        try {
          read(each);
          return true;
        } catch {
          return false;
        }
      });
    assert.deepEqual(accepts(placesOf), accepts(JSON.parse));
  });

  type Change = (preset: Figures & Record<string, never>) => void;
  const impossible: [name: string, change: Change, words: RegExp][] = [
    ['tiers that fall', (p) => Object.assign(p.tiers, { gold: 50 }), /tiers\.gold is below silver’s 100/],
    [
      'streaks that pay less',
      (p) => Object.assign(p.multipliers, { streak: [2, 1, 1, 1] }),
      /streak\.1 is below the one/,
    ],
    [
      'a week below its day',
      (p) => Object.assign(p.caps, { memberDay: 9000, memberWeek: 10 }),
      /caps\.memberWeek is below/,
    ],
    [
      'a member above all',
      (p) => Object.assign(p.caps, { memberDay: 60_000 }),
      /caps\.memberDay is above communityDay/,
    ],
    [
      'a community that issues nothing',
      (p) => Object.assign(p.caps, { communityDay: 0 }),
      /caps\.communityDay Too small/,
    ],
    ['pay above the day’s cap', (p) => Object.assign(p.caps, { memberDay: 40 }), /earn\.registration is above the 40/],
    [
      'a limit of what pays nothing',
      (p) => Object.assign(p.limits, { room_moderator: 3 }),
      /limits\.room_moderator limits/,
    ],
    [
      'a price beyond any balance',
      (p) => Object.assign(p.token, { maxBalance: 70 }),
      /items\.1\.price is above the 70/,
    ],
    [
      'a broken price of whole coins',
      (p) => Object.assign(p, { wholeCoins: true, items: [{ ...p.items[0], price: 1.5 }] }),
      /items\.0\.price is no whole/,
    ],
    ['figures finer than tokens', (p) => Object.assign(p.earn, { daily: 0.0001 }), /earn\.daily has more than three/],
    ['rewards that no contract holds', (p) => Object.assign(p.earn, { daily: 5e6 }), /earn\.daily Too big/],
    ['two items of one key', (p) => Object.assign(p, { items: [p.items[0], p.items[0]] }), /items must have keys/],
  ];
  for (const [name, change, words] of impossible)
    it(`include ${name}`, () => {
      const preset = JSON.parse(text('broski'));
      change(preset);
      const faults = faultsOf(JSON.stringify(preset));
      assert.match(faults.join('\n'), words);
      assert.match(faults[0]!, /^ {2}ours\.json:1:\d+ /);
    });
});

describe('the command for presets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-preset-'));
  after(() => rmSync(folder, { recursive: true }));
  const preset = (...args: string[]) => run(process.execPath, ['scripts/preset.ts', ...args], { quiet: true });

  it('finds the schema that editors read as it should be, and every preset without a fault', async () => {
    const files = PRESETS.map((name) => `scripts/presets/${name}.json`);
    const [schema, checked] = await Promise.all([preset('schema', '--check'), preset('check', ...files)]);
    assert.deepEqual([schema.code, schema.output], [0, 'scripts/presets/schema.json is as it should be.\n']);
    assert.equal(checked.code, 0, checked.output);
    for (const file of files) assert.equal(JSON.parse(readFileSync(file, 'utf8')).$schema, './schema.json');
  });

  it('ends with 1 for a faulty file, with 2 for what it cannot understand, and tells how it is used', async () => {
    const file = join(folder, 'faulty.json');
    writeFileSync(file, '{\n  "token": 3\n}');
    const [faulty, wrong, help] = await Promise.all([preset('check', file), preset('sell'), preset('--help')]);
    assert.equal(faulty.code, 1);
    assert.ok(faulty.output.includes(`${file}:2:12 token Invalid input`), faulty.output);
    assert.equal(wrong.code, 2);
    assert.match(wrong.output, /^Say what to do: check, export or schema\./);
    assert.equal(help.code, 0);
    assert.match(help.output, /npm run preset -- export --guild ID/);
  });
});

describe('a community’s set-up', () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let wallet: WalletClient;
  let coin: Address;
  let over: Address;
  const made = new Map<string, Address>();
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-export-'));

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    wallet = createWalletClient({ account: economy.operator, transport: http(economy.url) });
    const client = economy.client as PublicClient;
    for (const [at, name] of PRESETS.entries()) {
      const figures = presetOf(readFigures(name));
      const token = lower(await createCommunity(client, wallet, economy.deployment, figures));
      made.set(name, token);
      await database.db.insert(guilds).values({ id: `5500${at}`, name, token, settings: figures.settings });
    }
    const hash = await wallet.deployContract({ ...artifactOf('Underlying'), account: economy.operator, chain: null });
    coin = (await economy.client.waitForTransactionReceipt({ hash })).contractAddress!;
    const wrapped = await underlyingOf(client, 'broski', { BROSKI_TOKEN_ADDRESS: coin.toLowerCase() });
    over = lower(await createCommunity(client, wallet, economy.deployment, presetOf(readFigures('broski'), wrapped)));
    const indexer = await startIndexer(contextOf(database.db, economy));
    await indexer.caughtUp();
    await indexer.close();
  });
  after(async () => {
    await database?.close();
    await economy?.close();
    rmSync(folder, { recursive: true });
  });

  const exported = async (token: Address) =>
    figuresOf('export.json', JSON.stringify(await exportPreset(database, { token })));
  /** What a preset says of itself alone: another table of earnings, and what Discord calls its roles. */
  const asExported = ({ recommended: _, ...figures }: Figures) => ({
    ...figures,
    items: figures.items.map(({ fulfilWithin, role, ...item }) => ({
      ...item,
      ...(item.kind === 'none' ? {} : { fulfilWithin: fulfilWithin ?? 604_800 }),
      ...(role === undefined ? {} : { role: item.name }),
    })),
  });

  for (const name of PRESETS)
    it(`made from ${name} is exported with every figure of ${name}`, async () => {
      const figures = await exported(made.get(name)!);
      assert.deepEqual(figures, asExported(readFigures(name)));
      assert.equal(forecastMark(figures), forecastMark(readFigures(name)), 'a forecast for one fits the other');
    });

  it('over another token is exported as it would be with its own', async () => {
    assert.deepEqual(await exported(over), asExported(readFigures('broski')));
  });

  it('comes out of the command as a file that the same command takes, and others begin with', async () => {
    const file = join(folder, 'ours.json');
    const env = { RPC_URL: economy.url, DATABASE_URL: database.url };
    const preset = (...args: string[]) => run(process.execPath, ['scripts/preset.ts', ...args], { quiet: true, env });
    const written = await preset('export', '--guild', '55000', '--out', file, '--json');
    assert.deepEqual([written.code, JSON.parse(written.output)], [0, { file, token: made.get('broski') }]);
    assert.deepEqual(readFigures(file), asExported(readFigures('broski')));
    const unknown = await preset('export', '--guild', '99999');
    assert.equal(unknown.code, 1);
    assert.match(unknown.output, /^No community belongs to the Discord server 99999/);
  });

  describe('over an existing token', () => {
    const read = <N extends 'underlying' | 'decimals' | 'budget'>(functionName: N) =>
      economy.client.readContract({ address: over, abi: wrappedTokenAbi, functionName });
    const client = () => economy.client as PublicClient;

    it('wraps it, with its decimals in every figure', async () => {
      assert.equal(lower(await read('underlying')), lower(coin));
      assert.equal(await read('decimals'), 12);
      const shop = { address: economy.deployment.shop, abi: shopAbi, functionName: 'itemOf' } as const;
      const { terms } = await economy.client.readContract({ ...shop, args: [over, 3n] });
      assert.equal(terms.price, 100n * 10n ** 12n);
    });

    it('has its budget filled up to what is asked, once', async () => {
      assert.equal(await fillBudget(client(), wallet, over, 250.5), '250.5');
      assert.equal(await fillBudget(client(), wallet, over, 250.5), '0');
      assert.equal(await fillBudget(client(), wallet, over, 300), '49.5');
      assert.equal(await read('budget'), 300n * 10n ** 12n);
      const held = { address: coin, abi: erc20Abi, functionName: 'balanceOf', args: [over] } as const;
      assert.equal(await economy.client.readContract(held), 300n * 10n ** 12n);
    });

    it('refuses what cannot be, in one sentence', async () => {
      const poor = createWalletClient({ account: economy.members[0]!, transport: http(economy.url) });
      const wrong: [work: () => Promise<unknown>, words: RegExp][] = [
        [() => underlyingOf(client(), 'broski', { BROSKI_TOKEN_ADDRESS: '0x12' }), /is 0x12, which is no address/],
        [
          () => underlyingOf(client(), 'broski', { BROSKI_TOKEN_ADDRESS: economy.operator }),
          /is no ERC-20 on this chain/,
        ],
        [() => fillBudget(client(), poor, over, 1000), /The budget lacks .* holds 0: send it more/],
        [() => fillBudget(client(), wallet, made.get('broski')!, 1), /this one issues its own/],
      ];
      for (const [work, words] of wrong)
        await assert.rejects(work, (error) => error instanceof FatalError && words.test(error.message));
    });

    it('is for the preset broski alone, and for who opens the wallet that is named', async () => {
      assert.equal(await underlyingOf(client(), 'taskbot', { BROSKI_TOKEN_ADDRESS: coin }), undefined);
      assert.equal(await underlyingOf(client(), 'broski', { BROSKI_TOKEN_ADDRESS: '' }), undefined);
      requireMasterWallet(economy.operator, { MASTER_WALLET_PUBLIC_ADDRESS: economy.operator.toLowerCase() });
      assert.throws(
        () => requireMasterWallet(economy.operator, { MASTER_WALLET_PUBLIC_ADDRESS: coin }),
        /MASTER_WALLET_PUBLIC_ADDRESS is .*, but MASTER_WALLET_PRIVATE_KEY opens/,
      );
    });
  });
});
