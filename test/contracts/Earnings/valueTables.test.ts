// The two value tables of the securechat plan as data
// ├── each counted activity pays its figure, room_moderator (place 7) too
// ├── the day's limits hold by activity
// └── registration, daily reward, milestones and invitations hold their figures
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { DAY, deployEconomy } from '../support/deploy.ts';
import { Activity, type ActivityName, pack, rates, report, TOKEN } from '../support/figures.ts';

const connection = await network.create();
const units = (tokens: number) => tokens * 1_000;
const names = Object.keys(Activity) as ActivityName[];
const tables = {
  current: {
    rewards: [1, 3, 10, 5, 5, 10, 2, 100],
    limits: [100, 20, 0, 10, 0, 0, 0, 0],
    registration: 10,
    milestones: { weeklyStreak: 50, monthlyActive: 200, invite: 25 },
  },
  recommended: {
    rewards: [1, 3, 15, 5, 5, 10, 2, 100],
    limits: [50, 10, 0, 10, 0, 0, 0, 0],
    registration: 50,
    milestones: { weeklyStreak: 100, monthlyActive: 200, invite: 100 },
  },
};

for (const [name, table] of Object.entries(tables)) {
  const setUp = async () => {
    const economy = await connection.networkHelpers.loadFixture(deployEconomy);
    const { earnings, token, actors } = economy;
    const figures = {
      ...rates,
      rewards: pack(32n, table.rewards.map(units)),
      limits: pack(8n, table.limits),
      registration: units(table.registration),
    };
    await earnings.write.setRates([token.address, figures], { account: actors.admin });
    const balance = () => token.read.balanceOf([actors.alice]);
    return { ...economy, figures, balance };
  };

  describe(`The ${name} values`, () => {
    for (const [place, activity] of names.entries()) {
      const limit = table.limits[place]!;
      it(`${activity} pays its figure${limit === 0 ? '' : `, ${limit} times a day`}`, async () => {
        const { actors, settle, balance } = await setUp();
        const reward = BigInt(table.rewards[place]!) * TOKEN;
        await settle(report(actors.alice, { [activity]: 1 }));
        assert.equal(await balance(), reward);
        if (limit === 0) return;
        await settle(report(actors.alice, { [activity]: limit }));
        assert.equal(await balance(), BigInt(limit) * reward);
      });
    }

    it('registration pays once, and the daily reward once a day', async () => {
      const { earnings, token, actors, settle, balance } = await setUp();
      await settle(report(actors.alice, { message: 1 }, true));
      await settle(report(actors.alice, { message: 1 }, true));
      const registered = BigInt(table.registration + 2) * TOKEN;
      assert.equal(await balance(), registered);
      const claim = () => earnings.write.claimDaily([token.address], { account: actors.alice });
      await claim();
      await connection.networkHelpers.time.increase(DAY);
      await claim();
      assert.equal(await balance(), registered + 20n * TOKEN);
    });

    it('milestones and all figures are kept as set', async () => {
      const { earnings, token, actors, figures } = await setUp();
      const { weeklyStreak, monthlyActive, invite } = table.milestones;
      const milestones = {
        ...{ weeklyStreak: units(weeklyStreak), monthlyActive: units(monthlyActive), invite: units(invite) },
        ...{ rolling: false, awardBudget: 0n },
      };
      await earnings.write.setMilestones([token.address, milestones], { account: actors.admin });
      assert.deepEqual(await earnings.read.milestonesOf([token.address]), milestones);
      assert.deepEqual(await earnings.read.ratesOf([token.address]), figures);
    });
  });
}
