import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { clansAbi, marketAbi, shopAbi, tasksAbi } from '@guildmint/contracts/abi.ts';
import { ENTRY_TYPES } from '../../../bot/db/schema.ts';
import { en, type Key } from '../../../bot/discord/locales/en.ts';
import { errors } from '../../../bot/discord/locales/errors.ts';
import { sayIn, TABLES, tellIn } from '../../../bot/discord/locales/say.ts';
import { declaration, sameCommands } from '../../../bot/discord/register.ts';
import { summedAs } from '../../../bot/discord/replies/text.ts';

const holes = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

test('every language has every sentence, with the same values in it', () => {
  for (const [locale, table] of Object.entries(TABLES)) {
    assert.deepEqual(Object.keys(table).sort(), Object.keys(en).sort(), locale);
    for (const key of Object.keys(en) as Key[]) assert.deepEqual(holes(table[key]), holes(en[key]), `${locale} ${key}`);
  }
});

test('an error is told in the reader’s language, and in English where there is no translation', () => {
  assert.match(sayIn('de').error('AmountTooFine', '', { text: '1.5', decimals: '0' }), /„1\.5“.* 0 Nachkommastellen/);
  assert.equal(sayIn('de').error('Strange', 'Something else.'), 'Something else.');
  assert.equal(sayIn('en-GB').error('AmountZero', 'As thrown.'), 'As thrown.');
  assert.equal(sayIn('xx').locale, 'en-US');
  for (const [code, sentences] of Object.entries(errors))
    for (const sentence of Object.values(sentences)) assert.match(sentence, /^[^\n]+\.$/, code);
});

test('whatever shop, tasks, market and clans refuse is told in every language', () => {
  const refusals = [...shopAbi, ...tasksAbi, ...marketAbi, ...clansAbi].flatMap((part) =>
    part.type === 'error' && /^(Shop|Tasks|Market|Clans)/.test(part.name) ? [part.name] : [],
  );
  assert.ok(refusals.length > 60);
  for (const name of refusals) assert.ok(errors[name], name);
  const nothing = sayIn('de').error('ShopBadQuantity', 'As thrown.', { quantity: '1', most: '0' });
  assert.match(nothing, /^Davon ist nichts mehr da/);
});

test('whatever is refused by its name in the code is told in every language', () => {
  const root = join(import.meta.dirname, '../../../bot');
  const files = globSync('{api,operations,discord}/**/*.ts', { cwd: root });
  const named = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/new UserError\(\s*'(\w+)'/g)].map(([, code]) => code!),
  );
  assert.ok(new Set(named).size > 150);
  // What is wrong with a command is said by its own sentences.
  assert.deepEqual(
    [...new Set(named)].filter((code) => !errors[code] && code !== 'Usage'),
    [],
  );
});

test('the API tells a refusal without Discord’s marks, and nothing where only English has it', () => {
  const unit = { symbol: '$_$', decimals: 2 };
  const told = (language: string, code: string, details: Record<string, string>) =>
    tellIn(language, { code, message: 'As thrown.', details }, unit);
  assert.match(
    told('de', 'ERC20InsufficientBalance', { balance: '1250', needed: '123456' })!,
    /^Du hast 12,5 \$_\$ und brauchst 1\.234,56 \$_\$:/,
  );
  assert.match(told('fr', 'TokenAlreadyClaimed', { nextDayStartsAt: '1795305600' })!, /22 nov\. 2026, 00:00 UTC\.$/);
  assert.equal(told('es', 'Strange', {}), null);
});

test('a refusal’s figures are written for its reader', () => {
  const [symbol, decimals] = ['$', 2];
  const told = (locale: string, code: string, details: Record<string, string>) =>
    sayIn(locale).error(code, 'As thrown.', details, { symbol, decimals });
  const short = { balance: '1250', needed: '123456' };
  assert.match(told('de', 'ERC20InsufficientBalance', short), /^Du hast 12,5 \$ und brauchst 1\.234,56 \$:/);
  assert.equal(sayIn('de').error('ERC20InsufficientBalance', 'As thrown.', short), 'As thrown.');
  assert.match(told('en-US', 'TokenAlreadyClaimed', { nextDayStartsAt: '1795305600' }), /opens <t:1795305600:R>\.$/);
  assert.match(told('fr', 'GiftsDayLimit', { tier: '1', left: '300' }), /^Au niveau Argent tu peux encore offrir 3 \$/);
  assert.match(told('fr', 'GiftsDayLimit', { tier: '1', left: '0' }), /réessaie demain/);
});

test('sums of movements have names of their own, with nobody’s and nothing’s name missing in them', () => {
  for (const locale of Object.keys(TABLES)) {
    const say = sayIn(locale);
    for (const type of ENTRY_TYPES) assert.match(summedAs(say, type), /^[^{}…]+$/, `${locale} ${type}`);
    const other = summedAs(say, 'other');
    const unnamed = ENTRY_TYPES.filter((type) => summedAs(say, type) === other);
    assert.deepEqual(unnamed, [], locale);
  }
  assert.equal(summedAs(sayIn('de'), 'shop_purchase'), 'Käufe im Shop');
});

test('a value that looks like a hole is not filled', () => {
  assert.equal(sayIn('en-US')('gift.announce', { from: '{to}', amount: '1', to: 'Bob' }), '{to} gave **1** to Bob.');
});

test('commands keep to Discord’s limits in every language', () => {
  for (const command of declaration()) {
    const names = [command.name, ...Object.values(command.name_localizations ?? {})];
    const slash = !('type' in command) || command.type === 1;
    for (const name of names) assert.match(name ?? '', slash ? /^[-_\p{Ll}\p{N}]{1,32}$/u : /^.{1,32}$/u);
    if (!('description' in command)) continue;
    const parts = [command as Part, ...inside(command as Part)];
    for (const { name, name_localizations } of parts.slice(1))
      for (const text of [name, ...Object.values(name_localizations ?? {})])
        assert.match(text ?? '', /^[-_\p{Ll}\p{N}]{1,32}$/u);
    for (const { description, description_localizations } of parts)
      for (const text of [description, ...Object.values(description_localizations ?? {})])
        assert.ok((text ?? '').length >= 1 && (text ?? '').length <= 100, text ?? '');
  }
});

type Part = {
  name: string;
  name_localizations?: Record<string, string | null> | null;
  description: string;
  description_localizations?: Record<string, string | null> | null;
  options?: Part[];
};
/** Sub-commands, and the options of all. */
const inside = ({ options = [] }: Part): Part[] => options.flatMap((part) => [part, ...inside(part)]);

test('the declaration is told apart from what Discord knows, and not from its additions', () => {
  const declared = declaration();
  const known = structuredClone(declared).map((command, place) => ({ ...command, id: `${place}`, version: '1' }));
  assert.ok(sameCommands(declared, known));
  assert.ok(sameCommands(declared, known.toReversed()));
  assert.ok(!sameCommands(declared, known.slice(1)));
  assert.ok(
    !sameCommands(
      declared,
      known.map((command) => ({ ...command, name: `${command.name}x` })),
    ),
  );
  assert.ok(
    !sameCommands(
      declared,
      known.map((command) => ({ ...command, description: 'other' })),
    ),
  );
  assert.ok(!sameCommands(declared, []));
});
