import { TOKEN } from '../../../test/contracts/support/figures.ts';
import { DAY, hash, type Place } from '../place.ts';
import { later, type Player } from '../players.ts';

const terms = {
  ...{ reward: 20n * TOKEN, slots: 2, hours_: 24, reviewers: 1, proofRequired: true, repeatable: false },
  ...{ roleHash: hash('the role of helpers'), textHash: hash('translate the welcome message') },
};

/** Tasks from a member's own balance and from issuance: claimed, reviewed, given up, forgotten, escalated. */
export async function tasks(place: Place) {
  const { chapter, step, reckon, stage, dave, alice, bob, carol, erin, moderator, token, contracts } = place;
  const module = contracts.tasks;
  const claim = async (title: string, who: Player, task: bigint) =>
    (await step(title, who.does(module, 'claimTask', [token.address, task])))('TaskClaimed', 'claim');
  const submit = (who: Player, number: bigint) =>
    who.does(module, 'submitTask', [token.address, number, hash('salted proof')]);
  const review = (who: Player, number: bigint, accept: boolean) =>
    who.does(module, 'reviewTask', [token.address, number, accept, hash('as asked for')]);

  chapter('Tasks');
  stage.advance(DAY);
  await step(
    'the admin lets members create tasks',
    dave.does(module, 'setPolicy', [
      token.address,
      { staffOnly: false, maxOpen: 5, reviewPeriod: DAY, issueBudget: 1_000n * TOKEN },
    ]),
  );
  const created = await step(
    'Bob puts up a reward for two of his own tokens',
    bob.does(module, 'createTask', [token.address, terms, false]),
  );
  const task = created('TaskCreated', 'task');
  const first = await claim('Erin claims it', erin, task);
  await step('hands in a proof', submit(erin, first));
  await step('is asked for another', review(bob, first, false));
  await step('hands it in', submit(erin, first));
  await step('and is paid as it is accepted', review(bob, first, true));
  await step(
    'Bob wants one more, and pays more from here on',
    bob.does(module, 'editTask', [token.address, task, { ...terms, reward: 25n * TOKEN, slots: 3 }]),
  );
  const second = await claim('Alice claims it', alice, task);
  await step('and gives it up', alice.does(module, 'abandonTask', [token.address, second]));
  const third = await claim('Carol claims it', carol, task);
  await step(
    'and forgets: a day later anybody frees the slot',
    later(stage, DAY, erin.does(module, 'expireTask', [token.address, third])),
  );
  await step('Bob cancels, and what is unclaimed returns', bob.does(module, 'cancelTask', [token.address, task]));

  const silent = { ...terms, slots: 1, hours_: 0 };
  const own = await step(
    'Bob puts up one without a deadline',
    bob.does(module, 'createTask', [token.address, silent, false]),
  );
  const fourth = await claim('which Erin claims', erin, own('TaskCreated', 'task'));
  await step('and hands in', submit(erin, fourth));
  await step(
    'Bob says nothing for a day, so she escalates',
    later(stage, DAY, erin.does(module, 'escalateTask', [token.address, fourth])),
  );
  await step('and a moderator decides', review(moderator, fourth, true));

  const issued = await step(
    'the admin creates one that is paid by issuance and takes two reviewers',
    dave.does(module, 'createTask', [token.address, { ...terms, slots: 1, reviewers: 2 }, true]),
  );
  const fifth = await claim('Alice claims it', alice, issued('TaskCreated', 'task'));
  await step('hands in', submit(alice, fifth));
  await step('one reviewer is not enough', review(moderator, fifth, true));
  await step('the second is', review(dave, fifth, true));
  await reckon();
}
