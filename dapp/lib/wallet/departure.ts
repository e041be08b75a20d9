import { watchConnection } from 'wagmi/actions';
import { GONE, Refused } from './errors.ts';
import type { Config } from './follow.ts';

/**
 * Waits for the wallet's answer, but not for that of a wallet that has left: it may never come.
 * @throws Refused when the wallet disconnects first; `late` then hears what it answers after all
 */
export async function unlessItLeaves<T>(config: Config, answer: Promise<T>, late: (answer: T) => void): Promise<T> {
  let stop = () => {};
  const left = new Promise<never>((_, reject) => {
    stop = watchConnection(config, {
      onChange({ isDisconnected }) {
        if (!isDisconnected) return;
        answer.then(late, () => undefined);
        reject(new Refused('Disconnected', GONE));
      },
    });
  });
  return Promise.race([answer, left]).finally(stop);
}
