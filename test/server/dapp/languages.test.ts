/** The dApp's sentences: all of them are marked, and those that are marked stand in every language. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { type NodePath, parseSync, traverse, type types } from '@babel/core';
import { formatter } from '@lingui/format-po';

const DAPP = join(import.meta.dirname, '../../../dapp');
const LANGUAGES = ['de', 'es', 'fr'];
const CATALOGS = globSync('locales/en/*.po', { cwd: DAPP }).map((path) => basename(path, '.po'));
/** Texts that are the same in all languages. */
const NAMES = /^(Guildmint|Playground|Discord|ERC-\d+|RPC URL|PIN|APP|CSV|kB|d|h|min|s)$/;
const SHOWN = /^(label|title|hint|placeholder|alt|aria-label|aria-description|description)$/;
const MACROS = /^(t|msg|plural|select|Trans|Plural)$/;

const says = (text: string) => /\p{L}{2}/u.test(text) && !NAMES.test(text.trim());

/** Texts that stand in a file as they are shown, with their lines. */
function bareIn(path: string): string[] {
  const source = readFileSync(join(DAPP, path), 'utf8');
  const tree = parseSync(source, { configFile: false, parserOpts: { plugins: ['typescript', 'jsx'] } });
  const found: string[] = [];
  const report = ({ node }: NodePath, text: string) => {
    if (says(text)) found.push(`${path}:${node.loc?.start.line} ${text.trim()}`);
  };
  const marked = (at: NodePath) =>
    at.findParent(
      (each) =>
        (each.isJSXElement() && MACROS.test((each.node.openingElement.name as types.JSXIdentifier).name)) ||
        (each.isTaggedTemplateExpression() && MACROS.test((each.node.tag as types.Identifier).name)) ||
        (each.isCallExpression() && MACROS.test((each.node.callee as types.Identifier).name)),
    ) !== null;
  assert.ok(tree, path);
  traverse(tree, {
    JSXText(at) {
      if (!marked(at)) report(at, at.node.value);
    },
    JSXAttribute(at) {
      const value = at.get('value') as NodePath;
      if (SHOWN.test(`${at.node.name.name}`) && value.isStringLiteral() && !marked(at)) report(at, value.node.value);
    },
    StringLiteral(at) {
      if (isShown(at) && !marked(at)) report(at, at.node.value);
    },
    TemplateLiteral(at) {
      if (isShown(at) && !marked(at)) report(at, at.node.quasis.map(({ value }) => value.raw).join(' '));
    },
  });
  return found;
}

/** A text that ends as a child of an element or in an attribute that is read, directly or as one of several outcomes. */
function isShown(at: NodePath): boolean {
  let from = at;
  while (from.parentPath?.isConditionalExpression() || from.parentPath?.isLogicalExpression()) {
    if (from.key === 'test' || (from.parentPath.isLogicalExpression({ operator: '&&' }) && from.key === 'left'))
      return false;
    from = from.parentPath;
  }
  if (!from.parentPath?.isJSXExpressionContainer()) return false;
  const holder = from.parentPath.parentPath;
  if (holder?.isJSXAttribute()) return SHOWN.test(`${holder.node.name.name}`);
  return holder?.isJSXElement() || holder?.isJSXFragment() || false;
}

test('nothing that members or staff read stands bare in the code', () => {
  const files = globSync('{app,components,features,lib}/**/*.tsx', { cwd: DAPP }).filter(
    (path) => !path.startsWith('features/playground/'),
  );
  assert.ok(files.length > 130);
  assert.deepEqual(files.flatMap(bareIn), []);
});

async function catalog(language: string, name: string) {
  const filename = join(DAPP, 'locales', language, `${name}.po`);
  const context = { locale: language, sourceLocale: 'en', filename };
  return Object.values(await formatter().parse(readFileSync(filename, 'utf8'), context));
}

/** Names of values, and the places of elements. */
const holes = (sentence = '') =>
  [...new Set(sentence.match(/\{\w+(?=[,}])|<\/?\d+\/?>/g))].sort((one, other) => one.localeCompare(other));

test('every sentence stands in every language, with the same values and elements in it', async () => {
  assert.ok(CATALOGS.includes('shell'));
  for (const name of CATALOGS)
    for (const language of LANGUAGES)
      for (const { message, translation } of await catalog(language, name)) {
        assert.ok(translation, `${language} ${name} has no translation of: ${message}`);
        assert.deepEqual(holes(translation), holes(message), `${language} ${name}: ${message}`);
      }
});

test('a sentence of several catalogs is said in one way', async () => {
  for (const language of LANGUAGES) {
    const said = new Map<string, string>();
    for (const name of CATALOGS)
      for (const { message = '', context = '', translation = '' } of await catalog(language, name)) {
        const key = `${context} ${message}`;
        if (translation) assert.equal(said.get(key) ?? translation, translation, `${language}: ${message}`);
        said.set(key, translation);
      }
  }
});
