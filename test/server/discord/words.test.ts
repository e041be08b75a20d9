import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../../bot/config.ts';
import { readCommand } from '../../../bot/discord/prefix.ts';
import { render } from '../../../bot/discord/replies/render.ts';
import { bar, transaction } from '../../../bot/discord/replies/text.ts';

const read = (content: string, prefix = '!', aliases = {}) => {
  const typed = readCommand(content, prefix, aliases);
  return typed && [typed.command.name, typed.sub, ...typed.words];
};

test('the classic names mean the commands of today', () => {
  assert.deepEqual(read('!balance'), ['balance', '']);
  assert.deepEqual(read('!sendbroski <@1> 10 thank you'), ['gift', '', '<@1>', '10', 'thank', 'you']);
  assert.deepEqual(read('!mywallet'), ['wallet', 'show']);
  assert.deepEqual(read('!wallet graduate 0x1'), ['wallet', 'graduate', '0x1']);
  assert.deepEqual(read('!topbroski  week'), ['leaderboard', '', 'week']);
  assert.deepEqual(read('!TopBroski'), ['leaderboard', '']);
});

test('a server’s own prefix and names hold there', () => {
  assert.deepEqual(read('?cash', '?', { cash: 'balance' }), ['balance', '']);
  assert.equal(read('!balance', '?'), null);
});

test('what is no command is just a message', () => {
  for (const said of ['hello', '!', '! balance', '!!', '!unknown', 'balance', '!constructor', '!__proto__'])
    assert.equal(read(said), null, said);
});

test('a reply notifies nobody but whom it names', () => {
  const body = render({ tone: 'gift', title: 'T', blocks: ['<@1> <@2> @everyone'], mentions: ['2'] });
  assert.deepEqual(body.allowed_mentions, { parse: [], users: ['2'], replied_user: false });
});

test('a reply becomes a container: heading, lines between blocks, small print, buttons', () => {
  const reply = {
    tone: 'info' as const,
    title: 'Title',
    blocks: ['one', 'two'],
    note: 'small',
    picture: { url: 'https://cdn.example/a.png', alt: 'Alice' },
    buttons: [{ label: 'Older', press: { verb: 'history' as const, author: '1', before: 'x' } }],
  };
  const { components, flags } = render(reply, { ephemeral: true });
  assert.equal(flags, (1 << 15) | (1 << 6));
  const [container] = components;
  assert.ok(container && 'components' in container && 'accent_color' in container);
  assert.deepEqual(
    container.components.map(({ type }) => type),
    [9, 14, 10, 10, 1],
  );
});

test('a transaction is linked where an explorer is known, and shown as code where none is', () => {
  const env = { DISCORD_TOKEN: 'x', DISCORD_APPLICATION_ID: '12345', KEYSTORE_PASSPHRASE: 'long enough' };
  const hash = `0x${'ab'.repeat(32)}` as const;
  assert.equal(transaction(readConfig(env), hash), '`0xababab…ababab`');
  const linked = transaction(readConfig({ ...env, EXPLORER_TX_URL: 'https://explorer.example/tx/{hash}' }), hash);
  assert.equal(linked, `[0xababab…ababab](https://explorer.example/tx/${hash})`);
});

test('a bar never shows full before it is', () => {
  assert.equal(bar(0n, 100n), '▱'.repeat(10));
  assert.equal(bar(99n, 100n), `${'▰'.repeat(9)}▱`);
  assert.equal(bar(100n, 100n), '▰'.repeat(10));
});
