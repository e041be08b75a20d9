// penalise, in a community that takes no tokens
// ├── from the third on it suspends for longer
// ├── a shorter suspension cuts no longer one, nor a ban
// └── when so many stand that only a ban is left, it reverts
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { BANNED, deployConduct, policy } from '../support/conduct.ts';
import { type Connection, DAY } from '../support/deploy.ts';
import { TOKEN } from '../support/figures.ts';

const connection = await network.create();
const { assertions } = connection.viem;
async function withoutResets(to: Connection) {
  return deployConduct(to, { ...policy, resets: false });
}
const setUp = () => connection.networkHelpers.loadFixture(withoutResets);

describe('Conduct.penalise, without resets', () => {
  it('suspends for longer where nothing may be taken', async () => {
    const { token, actors, penalise, until, now } = await setUp();
    for (let i = 0; i < 3; i++) await penalise();
    assert.equal(await until(), (await now()) + 7 * 86_400);
    assert.equal(await token.read.balanceOf([actors.alice]), 90n * TOKEN);
  });

  it('cuts no ban and no longer suspension', async () => {
    const { penalise, ban, lift, until } = await setUp();
    for (let i = 0; i < 3; i++) await penalise();
    const long = await until();
    await lift(1n);
    await lift(2n);
    await penalise();
    assert.equal(await until(), long);
    await ban();
    await penalise();
    assert.equal(await until(), BANNED);
  });

  it('reverts where so many stand that only a ban is left', async () => {
    const { conduct, actors, moderator, penalise, ban } = await setUp();
    for (let i = 0; i < 20; i++) await penalise(actors.alice, i < 10 ? moderator : actors.admin);
    await connection.networkHelpers.time.increase(DAY);
    await assertions.revertWithCustomErrorWithArgs(penalise(), conduct, 'ConductTooManyStanding', [20n]);
    await ban();
  });
});
