import { watchConnection } from 'wagmi/actions';
import type { Config } from './follow.ts';
import { gone, Refused } from './said.ts';

/**
 * Waits for the wallet's answer, but not for that of a wallet that has left: it may never come.
 * @param ask hears by its signal that nobody waits any longer: a signature that comes then is for nothing
 * @param late hears what the wallet did after all
 * @throws Refused when the wallet disconnects first
 */
export async function unlessItLeaves<T>(
  config: Config,
  ask: (signal: AbortSignal) => Promise<T>,
  late: (answer: T) => void,
): Promise<T> {
  const leaving = new AbortController();
  const answer = ask(leaving.signal);
  let stop = () => {};
  const left = new Promise<never>((_, reject) => {
    stop = watchConnection(config, {
      onChange({ isDisconnected }) {
        if (!isDisconnected) return;
        leaving.abort();
        answer.then(late, () => undefined);
        reject(new Refused('Disconnected', gone()));
      },
    });
  });
  return Promise.race([answer, left]).finally(stop);
}
