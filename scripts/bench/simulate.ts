// How many days of members' lives a simulation lives in a second of a processor, beside the EVM's own time for the same
// transactions: signed before, carried one after the other, and nothing else done.
import { presetOf, readFigures } from '../deploy/preset.ts';
import { openChain } from '../simulate/chain.ts';
import { run } from '../simulate/run.ts';
import type { Figure } from './figure.ts';

const LIFE = { members: 200, days: 84, seed: 1 };
/** Before that a process is as slow as it is in its first second. */
const WARM_UP = { members: 50, days: 28, seed: 2 };

export async function simulate(): Promise<Figure[]> {
  const preset = presetOf(readFigures('securechat'));
  const chain = await openChain();
  const operators = { reporter: chain.account('reporter'), fulfiller: chain.account('fulfiller') };
  const token = await chain.found(preset, operators);
  const life = (setting: typeof LIFE) => run(chain, { preset, token, operators, ...setting });
  await chain.trial(() => life(WARM_UP));
  const timed = async <Result>(work: () => Promise<Result>) => {
    const began = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(began);
    return { result, seconds: (user + system) / 1e6 };
  };
  const { result: lived, sent } = await chain.trial(() => timed(() => life(LIFE)));
  const { result: bare } = await chain.trial(() => timed(() => chain.replay(sent)));
  const perSecond = (seconds: number) => lived.result.memberDays / seconds;
  const [value, baseline] = [perSecond(lived.seconds), perSecond(bare.seconds)];
  const name = 'simulate: member-days a CPU second / the EVM alone (bar 0.50)';
  return [{ name, value, unit: '1/s', baseline, ratio: value / baseline }];
}
