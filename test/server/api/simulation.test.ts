import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Address } from 'viem';
import { z } from 'zod';
import type { SimulationResponse } from '../../../bot/api/routes/simulation.ts';
import { startApi } from '../../../bot/api/start.ts';
import type { Context } from '../../../bot/context.ts';
import { tellIn } from '../../../bot/discord/locales/say.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { exportPreset } from '../../../bot/operations/exportPreset.ts';
import { forecastMark } from '../../../bot/operations/forecastMark.ts';
import { simulationReport } from '../../../bot/operations/simulationReport.ts';
import { openSimulator } from '../../../bot/simulator.ts';
import { testDatabase } from '../../support/database.ts';
import { contextOf, type Economy, lower, startEconomy } from '../../support/economy.ts';
import { signedIn } from '../../support/session.ts';

const SHORT = { days: 28, advice: false };
/** Under way for a good while: a shop without goods misses its targets, so that figures are varied afterwards. */
const LONG = { days: 365, advice: true };
const problemSchema = z.object({ type: z.string(), detail: z.string() });

test('what the simulator has written of every preset is understood, advice and targets included', () => {
  const folder = join(import.meta.dirname, '../../../docs/simulations');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const { verdicts, advice } = simulationReport.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    assert.ok(verdicts.length >= 7 && advice!.length > 0, file);
  }
});

describe('a simulation that the dashboard asks for', { timeout: 300_000 }, () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let other: Address;
  let headers: { authorization: string };
  let now: number;
  let servers: AsyncDisposableStack;
  let api: Awaited<ReturnType<typeof open>>;

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    now = economy.noon;
    other = lower(await economy.create('taskbot'));
    const ctx = context();
    const indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    await indexer.close();
    headers = await signedIn(ctx, { address: lower(economy.operator) });
  });
  after(async () => {
    await database?.close();
    await economy?.close();
  });
  beforeEach(async () => {
    now = economy.noon;
    servers = new AsyncDisposableStack();
    await database.pool.query('delete from app.simulations');
    api = await open();
  });
  afterEach(() => servers.disposeAsync());

  const context = (clock = () => now): Context =>
    contextOf(database.db, economy, { clock, env: { SIMULATOR_MEMBERS: '20', JWT_SECRET_KEY: 'j'.repeat(32) } });

  /** One more server on the same database. */
  async function open(clock?: () => number) {
    const ctx = context(clock);
    const simulator = openSimulator(ctx)!;
    servers.defer(() => simulator.close());
    const { url, close } = await startApi(ctx, { simulator, tell: tellIn });
    servers.defer(close);
    return { url, simulator };
  }
  const ask = (method: string, body?: object, { token = economy.token, url = api.url, language = 'en' } = {}) =>
    fetch(`${url}/api/${token}/simulation`, {
      method,
      headers: { ...headers, 'accept-language': language, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const stand = async (where: Parameters<typeof ask>[2] = {}) =>
    (await (await ask('GET', undefined, where)).json()) as SimulationResponse;
  const begin = async (body: object = SHORT, where: Parameters<typeof ask>[2] = {}) => {
    const answer = await ask('POST', body, where);
    assert.equal(answer.status, 202, await answer.clone().text());
  };
  const refused = async (answer: Response) => {
    const { type, detail } = problemSchema.parse(await answer.json());
    return [answer.status, type.split(':').at(-1), detail];
  };
  async function until(reached: (simulation: SimulationResponse) => boolean) {
    for (;;) {
      const simulation = await stand();
      if (reached(simulation)) return simulation;
      await delay(50);
    }
  }
  /** Processes that simulate for this one. */
  const simulating = () =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
          return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`).includes('simulate.ts');
        } catch {
          // It ended meanwhile.
          return false;
        }
      });
  async function nobodySimulates() {
    while (simulating().length > 0) await delay(50);
  }

  it('is made apart from the server, which says so until its figures are there', async () => {
    assert.equal((await stand()).state, 'none');
    await begin({ ...LONG, advice: false });
    const begun = await stand();
    assert.deepEqual([begun.state, begun.part, begun.of, begun.members], ['running', 'life', 365, 20]);
    assert.deepEqual([begun.done, begun.report], [0, null]);

    const { state, report, fault, done, secondsLeft } = await until((each) => each.state !== 'running');
    assert.deepEqual([state, fault, done, secondsLeft], ['done', null, 365, null]);
    const { token } = economy;
    assert.equal(report?.figures, forecastMark(await exportPreset(context(), { token })), 'made for these figures');
    assert.deepEqual([report.members, report.days, report.weeks.length, report.advice], [20, 365, 52, null]);
    assert.deepEqual(Object.keys(report.archetypes), ['idle', 'casual', 'average', 'power', 'whale', 'farmer']);
    assert.ok(report.archetypes.average.weekly > 0 && report.supply > 0);
    const sink = report.verdicts.find(({ code }) => code === 'sinkRatio');
    assert.deepEqual([sink?.from, sink?.to], [0.5, null], 'without an upper limit');
    await nobodySimulates();
  });

  it('is made for other figures than the community’s, beside the one for its own', async () => {
    await begin();
    const first = await until(({ state }) => state === 'done');
    const { token } = economy;
    const own = await exportPreset(context(), { token });
    const preset = { ...own, earn: { ...own.earn, daily: 3 } };
    await begin({ ...SHORT, preset });
    assert.equal((await stand()).report?.figures, first.report?.figures);
    const tried = await until(({ state }) => state === 'done');
    assert.equal(tried.report?.figures, forecastMark(preset));
    assert.equal(tried.own?.figures, forecastMark(own), 'what the overview draws is not taken away');
    assert.deepEqual(tried.own, first.own);
  });

  it('says what is wrong with figures that somebody made up, in their language', async () => {
    await begin({ ...SHORT, preset: { token: {} } });
    const { state, fault } = await until((each) => each.state !== 'running');
    assert.equal(state, 'failed');
    assert.match(fault!, /^The preset has \d+ fault\(s\):\n {2}preset:\d+:\d+ /);
    const { fault: german } = await stand({ language: 'de' });
    assert.match(german!, /^Mit diesen Zahlen geht es nicht; der Simulator sagt: The preset has/);
  });

  it('says so when its process dies', async () => {
    await begin(LONG);
    await until(({ done }) => done > 0);
    const [pid] = simulating();
    process.kill(Number(pid), 'SIGKILL');
    const { state, fault } = await until((each) => each.state !== 'running');
    assert.deepEqual([state, fault!.split(':')[0]], ['failed', 'The forecast could not be made']);
  });

  it('is one at a time: a second one is told to wait, for the same community and for another', async () => {
    await begin(LONG);
    const where = { url: (await open()).url };
    assert.deepEqual(await refused(await ask('POST', SHORT, where)), [
      ...[409, 'SimulationRunning', 'A forecast is being made already: wait for it, or cancel it first.'],
    ]);
    const [status, code, detail] = await refused(await ask('POST', SHORT, { ...where, token: other }));
    assert.deepEqual([status, code], [409, 'SimulatorBusy']);
    assert.match(`${detail}`, /^A forecast is being made for another community: try again in about \d+ s\.$/);
  });

  it('tells how far it is, is cancelled from any server, and its process ends', async () => {
    await begin(LONG);
    const { state, done, of } = await until((each) => each.done > 0);
    assert.ok(state === 'running' && done <= of, `${done} of ${of}`);
    const { url } = await open();
    const answer = await ask('DELETE', undefined, { url });
    assert.equal(answer.status, 200);
    assert.equal(((await answer.json()) as SimulationResponse).state, 'cancelled');
    await nobodySimulates();
    assert.equal((await stand()).state, 'cancelled');
    await begin();
  });

  it('counts as broken off when its server is silent for half a minute, and another one may be made', async () => {
    await begin(LONG);
    const later = await open(() => economy.noon + 30_000);
    const { state, fault } = await stand({ url: later.url });
    assert.deepEqual([state, fault], ['failed', 'The server that made the forecast was stopped: start it again.']);
    await begin(LONG, { url: later.url });
    while (simulating().length > 1) await delay(50);
    assert.equal((await stand({ url: later.url })).state, 'running', 'the first one lets go of what is not its own');
  });

  it('ends with its server, which says so', async () => {
    await begin(LONG);
    await until(({ done }) => done > 0);
    await api.simulator.close();
    assert.deepEqual(simulating(), []);
    const { state, fault } = await stand();
    assert.deepEqual([state, fault], ['failed', 'The server that made the forecast was stopped: start it again.']);
  });

  it('is refused where the operator has turned it off', async () => {
    const ctx = context();
    assert.equal(openSimulator({ ...ctx, config: { ...ctx.config, simulator: { members: 0 } } }), null);
    const { url, close } = await startApi(ctx);
    servers.defer(close);
    for (const [method, body] of [['GET'], ['POST', SHORT], ['DELETE']] as const)
      assert.deepEqual(await refused(await ask(method, body, { url })), [
        ...[404, 'SimulatorOff', 'Forecasts are turned off here: the operator sets SIMULATOR_MEMBERS.'],
      ]);
  });

  it('lives between four weeks and a year', async () => {
    for (const days of [27, 366, 30.5]) assert.equal((await ask('POST', { days })).status, 400);
  });
});
