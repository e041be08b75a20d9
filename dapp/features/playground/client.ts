import type {
  PlaygroundAct,
  PlaygroundActResult,
  PlaygroundError,
  PlaygroundEvent,
  PlaygroundState,
} from '@guildmint/bot/api/playground.ts';

/** An action without the member: {@link useSession} adds who acts. */
export type Action = PlaygroundAct extends infer Act ? (Act extends PlaygroundAct ? Omit<Act, 'as'> : never) : never;

/** The local Discord answered and refused; its message is meant for people. */
export class Refused extends Error {}

async function refusal(response: Response): Promise<Refused> {
  const body: Partial<PlaygroundError> = await response.json().catch(() => ({}));
  return new Refused(body.error ?? `The local Discord refused this (status ${response.status}).`);
}

/** The world as the member may see it. Throws {@link Refused} for an unknown one. */
export async function fetchState(origin: string, as: string, signal?: AbortSignal): Promise<PlaygroundState> {
  const url = `${origin}/playground/state?as=${encodeURIComponent(as)}`;
  const response = await fetch(url, { cache: 'no-store', ...(signal && { signal }) });
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as PlaygroundState;
}

export async function act(origin: string, as: string, action: Action): Promise<PlaygroundActResult> {
  const response = await fetch(`${origin}/playground/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as, ...action }),
  });
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as PlaygroundActResult;
}

export async function resetPlayground(origin: string): Promise<void> {
  const response = await fetch(`${origin}/playground/reset`, { method: 'POST' });
  if (!response.ok) throw await refusal(response);
}

/** Ties an interaction to the events it causes. At most 25 characters, as in Discord. */
export function newNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join('');
}

type Listener = {
  onState: (state: PlaygroundState) => void;
  onEvent: (event: PlaygroundEvent) => void;
  onStatus: (status: 'live' | 'lost') => void;
  /** The server knows no such member. */
  onRefused: (error: Refused) => void;
};

const RETRY_MS = [500, 1_000, 2_000, 4_000];

/**
 * Follows the local Discord as one member until the returned function is called: a snapshot, then events. The snapshot is
 * read only once the stream is open and events meanwhile are held back, so that none falls between the two. Reconnects
 * by itself, each time with a new snapshot.
 */
export function follow(origin: string, as: string, listener: Listener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let ended = false;
  let held: PlaygroundEvent[] = [];
  let loading: AbortController | undefined;

  function reconnect() {
    source?.close();
    loading?.abort();
    loading = undefined;
    listener.onStatus('lost');
    timer = setTimeout(connect, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  }

  async function load() {
    loading?.abort();
    const current = new AbortController();
    loading = current;
    held = [];
    try {
      const state = await fetchState(origin, as, current.signal);
      if (current.signal.aborted) return;
      loading = undefined;
      failures = 0;
      listener.onState(state);
      for (const event of held) listener.onEvent(event);
      listener.onStatus('live');
    } catch (error) {
      if (current.signal.aborted) return;
      if (error instanceof Refused) listener.onRefused(error);
      else reconnect();
    }
  }

  /** A stream that does not open gives no reason; asking for the snapshot does. */
  async function explain() {
    source?.close();
    try {
      await fetchState(origin, as);
    } catch (error) {
      if (error instanceof Refused && !ended) return listener.onRefused(error);
    }
    if (!ended) reconnect();
  }

  function connect() {
    source = new EventSource(`${origin}/playground/events?as=${encodeURIComponent(as)}`);
    let opened = false;
    source.onopen = () => {
      opened = true;
      void load();
    };
    source.onerror = () => (opened ? reconnect() : void explain());
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as PlaygroundEvent;
      if (event.t === 'reset') void load();
      else if (loading) held.push(event);
      else listener.onEvent(event);
    };
  }

  connect();
  return () => {
    ended = true;
    clearTimeout(timer);
    loading?.abort();
    source?.close();
  };
}
