/** Profile pictures, whatever a member is called and whatever their avatar turns out to be. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { openPictures, type ProfileCard } from '../../../bot/discord/pictures/open.ts';
import { plain } from '../../../bot/discord/pictures/profile.ts';
import { silent } from '../../support/database.ts';

const pictures = openPictures(silent);
const avatars = createServer((request, response) => {
  if (request.url === '/gone') response.writeHead(404).end();
  else if (request.url === '/broken') response.end('no picture');
  else if (request.url === '/endless') response.end(Buffer.alloc(2_000_000));
  else response.socket?.destroy();
});
let url: string;

const card = (name: string, avatarUrl: string | null = null): ProfileCard => ({
  ...{ name, avatarUrl, tier: 1, tierName: 'Silver', progress: 0.4, progressText: '60 to Gold', balance: '40 coins' },
  ...{ rank: '#1', figures: [{ value: '3 days', label: 'Streak' }] },
});

before(async () => {
  await new Promise<void>((resolve) => avatars.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(avatars.address() as AddressInfo).port}`;
});
after(async () => {
  await pictures.close();
  avatars.closeAllConnections();
  avatars.close();
});

test('a card is drawn for every name and without an avatar that cannot be had', async () => {
  const names = ['Alice', '', '\u202Eevil', 'Z̴̡̛a̵͜l̶go', '👩‍👩‍👧', 'Ж'.repeat(200), '名前', '<b>bold</b>', '**stars**'];
  for (const name of names) assert.ok((await pictures.profile(card(name)))?.length, name);
  for (const path of ['/gone', '/broken', '/endless', '/lost'])
    assert.ok((await pictures.profile(card('Bob', url + path)))?.length, path);
});

test('what was drawn before is not drawn again', async () => {
  const [first, second] = [await pictures.profile(card('Carol')), await pictures.profile(card('Carol'))];
  assert.equal(first, second);
  assert.notEqual(await pictures.profile({ ...card('Carol'), rank: '#2' }), first);
});

test('a name stays on its line: nothing invisible, turned round or piled up', () => {
  assert.equal(plain('\u202Eevil\u0000\n name'), 'evil name');
  assert.equal(plain(`a${'\u0300'.repeat(20)}`).length <= 3, true);
  assert.equal(plain('x'.repeat(500)).length, 64);
});
