import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSource } from '../../../scripts/import/sources.ts';

const NOW = Date.UTC(2026, 0, 10);
const read = (file: string, content: unknown) => readSource(file, JSON.stringify(content, null, 2), NOW);

describe('files of other bots', () => {
  it('UnbelievaBoat’s leaderboard is read as a list and as a page, cash and bank as one balance', () => {
    const rows = [
      { rank: '1', user_id: '198736292039753728', cash: 54, bank: 101290610, total: 101290664 },
      { rank: '2', user_id: '261674810914897931', cash: -5, bank: 100 },
    ];
    const list = read('leaderboard.json', rows);
    const page = read('page.json', { users: rows, total_pages: 3 });
    assert.deepEqual(
      list.balances.map(({ member, amount, at }) => [member, amount, at]),
      [
        ['198736292039753728', '101290664', 'leaderboard.json:2'],
        ['261674810914897931', '95', 'leaderboard.json:9'],
      ],
    );
    assert.deepEqual(
      page.balances.map(({ amount }) => amount),
      ['101290664', '95'],
    );
  });

  it('amounts keep every digit, however many', () => {
    const text = '[{ "user_id": "198736292039753728", "cash": 0, "bank": 123456789012345678901234567890 }]';
    assert.equal(readSource('a.json', text, NOW).balances[0]?.amount, '123456789012345678901234567890');
  });

  it('UnbelievaBoat’s items bring stock, the role that they give, and when they end', () => {
    const plain = { is_usable: true, is_inventory: true, is_sellable: false, requirements: [], actions: [] };
    const { items, left } = read('items.json', {
      page: 1,
      total_pages: 1,
      items: [
        { ...plain, id: '1', name: '🍪 Cookie', price: '100', stock_remaining: null, unlimited_stock: true },
        {
          ...{ ...plain, id: '2', name: 'VIP', price: 2500, description: 'For a while', unlimited_stock: false },
          ...{ stock_remaining: 3, expires_at: '2026-02-01T00:00:00.000Z', requirements: [{ type: 1 }] },
          actions: [{ type: 2, ids: ['1150000000000000103'] }],
        },
      ],
    });
    assert.deepEqual(
      items.map(({ key, price, stock, uses, roleId, closes }) => ({ key, price, stock, uses, roleId, closes })),
      [
        { key: 'cookie', price: '100', stock: null, uses: 1, roleId: null, closes: null },
        { key: 'vip', price: '2500', stock: 3, uses: 0, roleId: '1150000000000000103', closes: 1769904000 },
      ],
    );
    assert.match(left.join(), /^Requirements of 1 item/);
  });

  it('TaskBot’s currency holds balances and items, and inventories stay behind', () => {
    const { balances, items, left } = read('currency.json', {
      users: { '764719348824670239': { balance: 150, total_earned: 150, last_daily: null } },
      inventory: { '764719348824670239': { item_1: 2 } },
      shop_items: {
        item_1: { name: 'Cookie', description: 'A cookie', price: 100, category: 'consumable', stock: -1 },
        item_2: { name: 'Badge', price: 5, stock: 7, is_active: false },
      },
      metadata: { version: '2.0', total_currency: 150 },
    });
    assert.deepEqual(
      balances.map(({ member, amount, at }) => [member, amount, at]),
      [['764719348824670239', '150', 'currency.json:4']],
    );
    assert.deepEqual(
      items.map(({ key, stock, uses, active }) => [key, stock, uses, active]),
      [
        ['cookie', null, 1, true],
        ['badge', 7, 0, false],
      ],
    );
    assert.match(left.join(), /^1 entries of inventories/);
  });

  it('TaskBot’s tasks come with what is left of their slots; those that are over stay behind', () => {
    const task = { description: 'Welcome five', reward: 100, duration_hours: 24, status: 'active', category: 'Help' };
    const { tasks, left } = read('tasks.json', {
      tasks: {
        '1': { ...task, id: 1, name: 'Welcome', max_claims: 5, current_claims: 2, role_name: 'VIP' },
        '2': { ...task, id: 2, name: 'Forever', max_claims: -1, current_claims: 9 },
        '3': { ...task, id: 3, name: 'Full', max_claims: 1, current_claims: 1 },
        '4': { ...task, id: 4, name: 'Late', expires_at: '2026-01-09T00:00:00.000' },
        '5': { ...task, id: 5, name: 'Done', status: 'completed' },
      },
      user_tasks: { '764719348824670239': { '1': { status: 'submitted' }, '5': { status: 'accepted' } } },
      settings: { require_proof: false, allow_user_tasks: true },
    });
    assert.deepEqual(
      tasks.map(({ title, slots, hours, proofRequired, roleName }) => [title, slots, hours, proofRequired, roleName]),
      [
        ['Welcome', 3, 24, false, 'VIP'],
        ['Forever', null, 24, false, null],
      ],
    );
    assert.deepEqual(
      left.map((words) => words.split(' ').slice(0, 2).join(' ')),
      ['3 task(s)', '1 claim(s)'],
    );
  });

  it('BROski’s rewards keep their keys, SecureChat’s users their tokens', () => {
    const { items } = read('rewards_config.json', {
      discount_code: { description: '10% Off Store Coupon', cost: 50 },
      vip_role: { name: 'VIP Discord Role', cost: 100 },
    });
    assert.deepEqual(
      items.map(({ key, name, price }) => [key, name, price]),
      [
        ['discount_code', '10% Off Store Coupon', '50'],
        ['vip_role', 'VIP Discord Role', '100'],
      ],
    );
    const { balances } = read('users.json', [{ id: 'u-1', username: 'Nia', public_key: 'k', tokens: 12 }]);
    assert.deepEqual([balances[0]?.member, balances[0]?.amount], ['u-1', '12']);
  });

  it('what is wrong is told by its line', () => {
    const text =
      '{ "users": {\n"764719348824670239": { "balance": 1 } },\n"shop_items": { "a": { "name": "A",\n"price": "dear" } } }';
    assert.deepEqual(
      readSource('currency.json', text, NOW).faults.map(({ at }) => at),
      ['currency.json:4'],
    );
    const twice = '{ "users": {\n"764719348824670239": { "balance": 1 },\n"764719348824670239": { "balance": 2 } } }';
    assert.throws(() => readSource('currency.json', twice, NOW), /^FatalError: currency\.json:3 .*second time/);
  });

  it('what is no JSON, or nothing that can be imported, is refused in a sentence', () => {
    assert.throws(() => readSource('a.json', '{', NOW), /^FatalError: a\.json:1 /);
    for (const content of [{}, [], 5, { users: [] }, { a: 1 }])
      assert.throws(() => read('a.json', content), /a\.json is none of the files that can be imported/);
  });
});
