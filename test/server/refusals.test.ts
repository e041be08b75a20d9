/** Whatever a person or a program is refused with is a sentence: it begins as one, and ends as one. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type NodePath, parseSync, traverse, type types } from '@babel/core';
import { OWN } from '../../bot/api/faults.ts';
import { errors } from '../../bot/discord/locales/errors.ts';

const BOT = join(import.meta.dirname, '../../bot');
/** What stands for a value in a sentence: no letter, so that no sentence may begin with it. */
const VALUE = '…';
const SENTENCE = /^[¿¡„“«\s\u00a0\u202f]*[\p{Lu}\d…{][^\n]*[.!?]$/u;
/** A value may begin a sentence in quotation marks only: it is spelled as somebody chose. */
const OPENS_WITH_VALUE = /^[…{]/;

const isSentence = (text: string) => SENTENCE.test(text) && !OPENS_WITH_VALUE.test(text);

/** What an expression may say, as far as it stands in this file: nothing where it comes from elsewhere. */
function textsOf(at: NodePath<types.Node | null | undefined>): string[] {
  if (at.isStringLiteral()) return [at.node.value];
  if (at.isTemplateLiteral()) return [at.node.quasis.map(({ value }) => value.cooked).join(VALUE)];
  if (at.isConditionalExpression()) return [...textsOf(at.get('consequent')), ...textsOf(at.get('alternate'))];
  if (at.isLogicalExpression()) return [...textsOf(at.get('left')), ...textsOf(at.get('right'))];
  if (!at.isIdentifier()) return [];
  const declared = at.scope.getBinding(at.node.name)?.path;
  return declared?.isVariableDeclarator() ? textsOf(declared.get('init')) : [];
}

/** The sentences that a file refuses with, each with its line. */
function refusalsIn(path: string): { line: string; text: string }[] {
  const source = readFileSync(join(BOT, path), 'utf8');
  const tree = parseSync(source, { configFile: false, parserOpts: { plugins: ['typescript'] } });
  assert.ok(tree, path);
  const found: { line: string; text: string }[] = [];
  const report = (said: NodePath<types.Node> | undefined) => {
    if (!said) return;
    for (const text of textsOf(said)) found.push({ line: `${path}:${said.node.loc?.start.line}`, text });
  };
  traverse(tree, {
    NewExpression(at) {
      if (at.get('callee').isIdentifier({ name: 'UserError' })) report(at.get('arguments')[1]);
    },
    CallExpression(at) {
      const [callee, said] = [at.get('callee'), at.get('arguments')];
      if (callee.isIdentifier({ name: 'problem' })) report(said[3]);
      // Of files that refuse many things in one way.
      if (callee.isIdentifier({ name: 'refuse' }) && said.length === 2) report(said[1]);
    },
  });
  return found;
}

test('every refusal in the code begins with a capital and ends with a full stop', () => {
  const files = globSync('{api,chain,discord,operations}/**/*.ts', { cwd: BOT });
  const refusals = files.flatMap(refusalsIn);
  assert.ok(refusals.length > 250, 'they are found');
  assert.deepEqual(
    refusals.filter(({ text }) => !isSentence(text)),
    [],
  );
});

test('every refusal does so in every language', () => {
  const told = Object.entries(errors).flatMap(([code, sentences]) =>
    Object.entries(sentences).map(([language, text]) => ({ code, language, text })),
  );
  assert.ok(told.length > 600, 'they are found');
  assert.deepEqual(
    told.filter(({ text }) => !isSentence(text)),
    [],
  );
});

/** Rules of which the schemas' library knows enough to say them in every language. */
const KNOWN = /^(number|int|min|max|enum|literal|array)$/;

/** What schemas say of rules that are their own. */
function ownRulesIn(path: string): string[] {
  const tree = parseSync(readFileSync(join(BOT, path), 'utf8'), {
    configFile: false,
    parserOpts: { plugins: ['typescript'] },
  });
  assert.ok(tree, path);
  const found: string[] = [];
  traverse(tree, {
    StringLiteral(at) {
      const callee = at.findParent((each) => each.isCallExpression())?.get('callee');
      if (!callee || Array.isArray(callee) || !callee.isMemberExpression()) return;
      const rule = callee.get('property');
      if (at.node.value.startsWith('must ') && rule.isIdentifier() && !KNOWN.test(rule.node.name))
        found.push(at.node.value);
    },
  });
  return found;
}

test('what the API’s schemas say of rules of their own is told in every language', () => {
  const said = new Set(globSync('api/**/*.ts', { cwd: BOT }).flatMap(ownRulesIn));
  assert.deepEqual([...said].sort(), Object.keys(OWN).sort());
});

test('a sentence that begins with a value or a small letter, or ends without a stop, is told apart', () => {
  for (const text of ['Choose another.', '“…” is no amount: write a number.', '¿Seguro?', '« {text} » ne va pas.'])
    assert.equal(isSentence(text), true, text);
  for (const text of ['item is missing: say it.', '… hands out no role.', '{text} gibt es nicht.', 'Choose another'])
    assert.equal(isSentence(text), false, text);
});
