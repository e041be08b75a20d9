import type { PlaygroundActResult, PlaygroundEvent, PlaygroundState } from '@guildmint/bot/api/playground.ts';
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { type Action, act, follow, newNonce, type Refused } from './client.ts';
import { ANSWER_MS, type Feed, type FeedAction, type Pending, reduceFeed } from './feed.ts';

export type Choice = { name: string; value: string | number };
type Interaction = Extract<Action, { nonce: string }>;
/** An interaction before it has its nonce. */
type NewInteraction = Interaction extends infer Each ? (Each extends Interaction ? Omit<Each, 'nonce'> : never) : never;

export type Session = {
  origin: string;
  me: string;
  feed: Feed | null;
  status: 'connecting' | 'live' | 'lost';
  /** The server refused the member altogether. */
  refused: Refused | null;
  dispatch: (action: FeedAction) => void;
  /** Acts as the member. Resolves to null after a refusal, which is then shown. */
  perform: (action: Action) => Promise<PlaygroundActResult | null>;
  /** Starts an interaction and keeps it pending until the bot answers. Resolves to whether it was accepted. */
  interact: (interaction: NewInteraction, shown: Omit<Pending, 'nonce'>) => Promise<boolean>;
  /** Asks the bot for choices; rejects when it does not answer. */
  askChoices: (question: Omit<Extract<Action, { do: 'autocomplete' }>, 'nonce' | 'do'>) => Promise<Choice[]>;
  notice: string | null;
  setNotice: (notice: string | null) => void;
};

function reason(error: unknown): string {
  if (error instanceof TypeError) return 'The local Discord cannot be reached. Is Guildmint still running?';
  return error instanceof Error ? error.message : 'This did not work for an unknown reason.';
}

/** Follows and acts in the local Discord as `me`. Mount anew for another member. */
export function useSession(
  origin: string,
  me: string,
  openChannel: (state: PlaygroundState) => string | undefined,
): Session {
  const [feed, dispatch] = useReducer(reduceFeed, null);
  const [status, setStatus] = useState<Session['status']>('connecting');
  const [refused, setRefused] = useState<Refused | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const questions = useRef(new Map<string, (choices: Choice[]) => void>());
  const feedRef = useRef(feed);
  feedRef.current = feed;
  const openRef = useRef(openChannel);
  openRef.current = openChannel;

  useEffect(() => {
    function onEvent(event: PlaygroundEvent) {
      if (event.t === 'autocomplete') questions.current.get(event.nonce)?.(event.choices);
      const state = feedRef.current?.state;
      dispatch({ do: 'event', event, me, openChannel: state && openRef.current(state), now: Date.now() });
    }
    return follow(origin, me, {
      onState: (state) => dispatch({ do: 'load', state }),
      onEvent,
      onStatus: setStatus,
      onRefused: setRefused,
    });
  }, [origin, me]);

  const perform = useCallback(
    async (action: Action) => {
      try {
        return await act(origin, me, action);
      } catch (error) {
        setNotice(reason(error));
        return null;
      }
    },
    [origin, me],
  );

  const interact = useCallback(
    async (interaction: NewInteraction, shown: Omit<Pending, 'nonce'>) => {
      const nonce = newNonce();
      dispatch({ do: 'pend', pending: { nonce, ...shown }, now: Date.now() });
      setTimeout(() => dispatch({ do: 'settle', nonce }), ANSWER_MS);
      const result = await perform({ ...interaction, nonce });
      if (!result) dispatch({ do: 'settle', nonce });
      return result !== null;
    },
    [perform],
  );

  const askChoices = useCallback<Session['askChoices']>(
    async (question) => {
      const nonce = newNonce();
      const { promise, resolve, reject } = Promise.withResolvers<Choice[]>();
      const timer = setTimeout(() => reject(new Error('The bot did not suggest anything in time.')), ANSWER_MS);
      questions.current.set(nonce, resolve);
      try {
        await act(origin, me, { do: 'autocomplete', ...question, nonce });
        return await promise;
      } finally {
        clearTimeout(timer);
        questions.current.delete(nonce);
      }
    },
    [origin, me],
  );

  return useMemo(
    () => ({ origin, me, feed, status, refused, dispatch, perform, interact, askChoices, notice, setNotice }),
    [origin, me, feed, status, refused, perform, interact, askChoices, notice],
  );
}
