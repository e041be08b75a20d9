// A member's way through the whole deployment, chapter by chapter (support/journey.ts); on MintMe's rules in
// ../mintme.test.ts.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { network } from 'hardhat';
import { TOKEN } from '../support/figures.ts';
import { type Chapter, journey } from '../support/journey.ts';
import { onHardhat } from '../support/stages.ts';

describe('A custodial member’s journey', () => {
  let chapters: Chapter[];
  before(async () => {
    chapters = await journey(await onHardhat(await network.create()));
  });
  const chapter = (number: number) => {
    const { events, standings, supply } = chapters[number]!;
    const named = (eventName: string) => events.filter((event) => event.eventName === eventName);
    const failures = named('CallFailed').map(({ index, reason, values }) => ({ index, reason, values }));
    const { alice, bob, wallet, carol } = standings as Record<
      'alice' | 'bob' | 'wallet' | 'carol',
      Chapter['standings'][string]
    >;
    return { named, failures, alice, bob, wallet, carol, supply };
  };
  const balances = (number: number) => {
    const { alice, bob, wallet, carol } = chapter(number);
    return [alice, bob, wallet, carol].map(({ balance }) => balance);
  };

  it('is settled by the reporter account, which has no key either', () => {
    const { named, alice, bob, supply } = chapter(0);
    assert.equal(named('Settled')[0]!.reporter, '0x<reporter>');
    assert.deepEqual([alice.balance, bob.balance], [170n * TOKEN, 50n * TOKEN]);
    assert.equal(supply, 220n * TOKEN);
  });

  it('claims the day once: a second claim fails and stops nobody', () => {
    const { named, failures } = chapter(1);
    assert.deepEqual(
      named('DailyClaimed').map(({ member }) => member),
      ['0x<alice>', '0x<bob>'],
    );
    assert.deepEqual(
      failures.map(({ index, reason }) => [index, reason]),
      [
        [2n, 'TokenAlreadyClaimed'],
        [3n, 'TokenAlreadyClaimed'],
      ],
    );
  });

  it('gives under the ceiling that she set herself, and not above it', () => {
    const { named, failures, alice } = chapter(2);
    assert.equal(named('CeilingSet')[0]!.ceiling, 20n * TOKEN);
    assert.deepEqual(failures, [{ index: 2n, reason: 'TokenMemberCeiling', values: [15n * TOKEN] }]);
    assert.deepEqual(
      named('Gifted').map(({ from, to, amount, bonus }) => [from, to, amount, bonus]),
      [
        ['0x<alice>', '0x<bob>', 5n * TOKEN, TOKEN / 2n],
        ['0x<bob>', '0x<carol>', TOKEN, TOKEN / 10n],
      ],
    );
    assert.equal(alice.custodialOutflow, 5n * TOKEN);
  });

  it('graduates to her wallet and keeps tokens and standing where they are', () => {
    const [before, after] = [chapter(2).alice, chapter(4).alice];
    assert.deepEqual(
      chapter(4)
        .named('Graduated')
        .map(({ account, owner }) => [account, owner]),
      [['0x<alice>', '0x<wallet>']],
    );
    assert.equal(after.balance, before.balance);
    assert.equal(after.lifetimeEarned, before.lifetimeEarned);
    assert.deepEqual(balances(4), balances(2));
  });

  it('is out of the operator’s reach, while the rest of the batch runs', () => {
    const { failures, named, alice } = chapter(5);
    assert.deepEqual(failures, [{ index: 0n, reason: 'CustodianGraduated', values: ['0x<alice>'] }]);
    assert.deepEqual(
      named('Gifted').map(({ from }) => from),
      ['0x<bob>'],
    );
    assert.equal(alice.balance, chapter(4).alice.balance);
  });

  it('spends by her wallet above the operator’s ceiling, which binds the operator alone', () => {
    const { alice, carol } = chapter(6);
    assert.equal(chapter(5).alice.balance - alice.balance, 40n * TOKEN);
    assert.equal(carol.balance - chapter(5).carol.balance, 44n * TOKEN);
    assert.equal(alice.custodialOutflow, 0n);
  });

  it('moves tokens out without coins, by her signature alone', () => {
    assert.equal(chapter(7).wallet.balance, 7n * TOKEN);
    assert.equal(chapter(6).alice.balance - chapter(7).alice.balance, 7n * TOKEN);
  });

  it('stands beside wallet holders, whose gifts the relayer sponsors through the forwarder', () => {
    const { named, carol, supply } = chapter(8);
    assert.equal(named('Gifted')[0]!.from, '0x<carol>');
    assert.equal(chapter(7).carol.balance - carol.balance, 3n * TOKEN);
    assert.equal(carol.custodialOutflow, 0n);
    assert.equal(
      supply,
      balances(8).reduce((sum, balance) => sum + balance, 0n),
    );
  });
});
