// The story of scripts/story/ on Hardhat's rules and on MintMe's: the same deployment, the same events, the same figures;
// and its turning points, told as they must be.
//
// both chains
//   every step tells the same, every chapter ends with the same balances, standings and supplies
//   every event that the contracts declare is told, but those explained in scripts/story/reckoning.ts
//   what everybody holds adds up to each token's supply
// custodial member
//   settled by the reporter's account, which has no key either: earns
//   claims the day twice: the second call fails and stops nobody
//   gives above the ceiling that she set herself: refused, and nothing moves
//   graduates: nothing but the owner changes; balance and standing stay
//     the operator acts for her: refused
//     her wallet gives above the operator's ceiling: done
//     her signature without coins: done
// wallet holder: gives through the forwarder, the relayer paying
// winner: the NFT leaves the stash by her own hand alone
// redemption that nobody hands over: refunded in full, to the buyer
// draw that nobody reveals: refunded, and the bond besides
// wrapped token: pays from its budget, backed throughout
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { onHardhat } from '../../scripts/story/hardhat.ts';
import { play } from '../../scripts/story/play.ts';
import { unbalanced, unheard } from '../../scripts/story/reckoning.ts';
import type { Chapter } from '../../scripts/story/world.ts';
import { onMintMe } from '../support/mintme-stage.ts';
import { TOKEN } from './support/figures.ts';

describe('A story through every module', () => {
  let chapters: Chapter[];
  let mintMe: Chapter[];
  before(async () => {
    ({ chapters } = await play(await onHardhat()));
    ({ chapters: mintMe } = await play(await onMintMe()));
  });

  it('tells the same on MintMe’s rules as on Hardhat', () => {
    const titles = (told: Chapter[]) => told.map(({ title, steps }) => [title, ...steps.map((step) => step.title)]);
    assert.deepEqual(titles(mintMe), titles(chapters));
    for (const [at, { title, steps, figures }] of chapters.entries()) {
      for (const [place, step] of steps.entries()) {
        assert.ok(step.events.length > 0, step.title);
        assert.deepEqual(mintMe[at]!.steps[place], step, `${title}: ${step.title}`);
      }
      assert.deepEqual(mintMe[at]!.figures, figures, title);
    }
  });

  it('tells every event that the contracts declare', () => {
    assert.deepEqual(unheard(chapters), []);
  });

  it('adds up after every chapter: what everybody holds is the supply of each token', () => {
    assert.deepEqual(unbalanced(chapters), []);
    assert.ok(Object.values(chapters.at(-1)!.figures).every(({ supply }) => supply > 0n));
  });

  /** The one step whose title begins so. */
  const step = (title: string) => {
    const found = chapters.flatMap(({ steps }) => steps).filter((told) => told.title.startsWith(title));
    assert.equal(found.length, 1, `${found.length} steps begin with “${title}”`);
    return {
      names: found[0]!.events.map(({ event }) => event),
      args: (event: string) => found[0]!.events.filter((told) => told.event === event).map(({ args }) => args),
    };
  };

  it('a member without a key is settled by a reporter without a key', () => {
    const [settled] = step('the reporter settles').args('Settled');
    assert.equal(settled!.reporter, 'reporter');
    assert.deepEqual(
      (settled!.paid as { member: string; paidUnits: number }[]).map(({ member, paidUnits }) => [member, paidUnits]),
      [
        ['alice', 262_500],
        ['bob', 90_000],
        ['erin', 60_000],
      ],
    );
  });

  it('a second claim of the day fails, and is told', () => {
    const { names, args } = step('and none twice');
    assert.deepEqual(names, ['CallFailed', 'BatchExecuted']);
    const midnight = String(Date.UTC(2040, 0, 5) / 1000);
    assert.deepEqual(args('CallFailed')[0]!.reason, {
      name: 'TokenAlreadyClaimed',
      args: { nextDayStartsAt: midnight },
    });
    assert.equal(args('BatchExecuted')[0]!.failed, 1n);
  });

  it('a gift above the ceiling that she set herself is refused with what is left', () => {
    assert.deepEqual(step('which holds at once').args('CallFailed')[0]!.reason, {
      name: 'TokenMemberCeiling',
      args: { left: String(30n * TOKEN) },
    });
  });

  it('graduation moves nothing: account, balance and standing stay', () => {
    const { names, args } = step('two days later her wallet');
    assert.deepEqual(names, ['Graduated', 'OwnerChanged']);
    assert.deepEqual(args('Graduated')[0], { account: 'alice', owner: 'wallet' });
  });

  it('the operator’s power ends there, and her wallet’s begins', () => {
    assert.deepEqual(step('the operator can act for her no more').args('CallFailed')[0]!.reason, {
      name: 'CustodianGraduated',
      args: { account: 'alice' },
    });
    const { from, amount, custodial } = step('her wallet can, above').args('Gifted')[0]!;
    assert.deepEqual([from, amount, custodial], ['alice', 90n * TOKEN, false]);
    const { from: payer, to, value } = step('without coins its signature').args('Transfer')[0]!;
    assert.deepEqual([payer, to, value], ['alice', 'wallet', 7n * TOKEN]);
  });

  it('a wallet gives without coins, the relayer paying', () => {
    const { args } = step('and once more without coins');
    assert.deepEqual(args('ExecutedForwardRequest'), [{ signer: 'carol', nonce: 0n, success: true }]);
    assert.equal(args('Gifted')[0]!.from, 'carol');
  });

  it('what was won leaves the stash by its winner’s own hand', () => {
    assert.equal(step('and hers is won').args('Won')[0]!.winner, 'alice');
    assert.deepEqual(step('and takes out the picture').args('Withdrawn')[0], {
      ...{ collection: 'pictures', id: 2n, owner: 'alice', to: 'wallet' },
    });
  });

  it('a redemption that nobody hands over is refunded in full', () => {
    const { buyer, amount } = step('is forgotten, and takes everything back').args('Refunded')[0]!;
    assert.deepEqual([buyer, amount], ['erin', 20n * TOKEN]);
  });

  it('a draw that nobody reveals pays the buyer back, and the bond besides', () => {
    const { args } = step('whose secret nobody reveals');
    assert.deepEqual(args('DrawForfeited')[0]!.bond, 15n * TOKEN);
    assert.equal(args('Refunded')[0]!.amount, 15n * TOKEN);
    assert.deepEqual(
      args('Transfer').map(({ to, value }) => [to, value]),
      [
        ['bob', 15n * TOKEN],
        ['bob', 15n * TOKEN],
      ],
    );
  });

  it('a wrapped token pays from its budget', () => {
    const { from, to } = step('an award comes out of the budget').args('Transfer')[0]!;
    assert.deepEqual([from, to], ['BROski$', 'bob']);
  });
});
