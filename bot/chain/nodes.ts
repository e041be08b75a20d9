/** Several nodes of one chain as one: reads go to the best that is well, transactions to all. */
import {
  createTransport,
  type EIP1193RequestFn,
  type Hex,
  HttpRequestError,
  hexToNumber,
  http,
  type RpcError,
  TimeoutError,
  type Transport,
} from 'viem';
import type { Metrics } from '../metrics.ts';

const FIRST_REST_MS = 2000;
const LONGEST_REST_MS = 60_000;
/** Every node is asked this often how far it is. */
const PROBE_MS = 15_000;
/** Blocks that a node may be behind the furthest before others are asked instead. */
const LAG = 3;

type Node = {
  /** The rest of its URL may hold a key. */
  host: string;
  request: EIP1193RequestFn;
  /** In a row. */
  failures: number;
  restUntil: number;
  /** Number of the latest block that it named. */
  head: number;
  /** Settled once since its last fault: whether it serves the chain that it must. */
  sound: Promise<boolean> | null;
};

/** It was not asked, since it is behind. */
const PASSED = Symbol('passed');

type Options = {
  urls: string[];
  /** What all of them must serve; not checked while unknown. */
  chain: { id: number; genesis?: Hex | undefined };
  warn?: Warn | undefined;
  answered?: Answered | undefined;
};

/** Hears of every request: which host it went to (the rest of a node's URL may hold a key), how long it took, whether it failed. */
export type Answered = (answer: { node: string; seconds: number; failed: boolean }) => void;

export type Warn = (about: object, words: string) => void;

/** Counts requests for Prometheus. */
export const counting =
  ({ rpcErrors, rpcSeconds }: Pick<Metrics, 'rpcErrors' | 'rpcSeconds'>): Answered =>
  ({ node, seconds, failed }) => {
    rpcSeconds.observe({ node }, seconds);
    if (failed) rpcErrors.inc({ node });
  };

/**
 * A node that fails, refuses or does not answer rests, ever longer and never as long as the others; the next in the list
 * takes its place. Before one is believed for the first time, and again after each fault, it is asked for its chain. One
 * that is behind is asked last.
 */
export function openNodes({ urls, chain, warn, answered }: Options): Transport {
  return (context) => {
    const nodes = urls.map((url): Node => {
      const host = new URL(url).host;
      const fetchFn = answered && timed(answered, host);
      // With others to turn to, nobody waits for one that hesitates.
      const options = { batch: { batchSize: 50 }, retryCount: urls.length > 1 ? 0 : 2, timeout: 20_000 };
      const { request } = http(url, { ...options, ...(fetchFn && { fetchFn }) })(context);
      return { host, request, failures: 0, restUntil: 0, head: 0, sound: null };
    });
    if (nodes.length === 1)
      return createTransport({ key: 'nodes', name: 'Node', type: 'nodes', retryCount: 0, request: nodes[0]!.request });
    let probed = Date.now();

    const furthest = () => Math.max(...nodes.map(({ head }) => head));
    const behind = ({ head }: Node) => head > 0 && head + LAG < furthest();
    const rank = (node: Node) => (node.restUntil > Date.now() ? 2 : 0) + (behind(node) ? 1 : 0);
    const ranked = () => nodes.toSorted((a, b) => rank(a) - rank(b));

    function failed(node: Node, error: unknown) {
      if (node.failures === 0) warn?.({ node: node.host, err: error }, 'a node failed: others are asked meanwhile');
      node.failures++;
      node.sound = null;
      const rest = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** (node.failures - 1));
      node.restUntil = Date.now() + rest * (0.5 + Math.random() / 2);
    }

    async function look(node: Node): Promise<boolean> {
      const [id, genesis, head] = await Promise.all([
        node.request({ method: 'eth_chainId' }),
        node.request({ method: 'eth_getBlockByNumber', params: ['0x0', false] }),
        node.request({ method: 'eth_blockNumber' }),
      ]);
      node.head = hexToNumber(head as Hex);
      const hash = (genesis as { hash: Hex } | null)?.hash;
      const sound = hexToNumber(id as Hex) === chain.id && (!chain.genesis || hash === chain.genesis);
      if (!sound) warn?.({ node: node.host, chainId: id, genesis: hash }, 'a node serves another chain: not believed');
      return sound;
    }

    async function check(node: Node) {
      node.sound ??= look(node);
      if (!(await node.sound)) throw new Error(`The node ${node.host} serves another chain.`);
    }

    async function ask(node: Node, call: { method: string; params?: unknown }, mayPass = false) {
      try {
        await check(node);
        // What it is asked for, another knows better.
        if (mayPass && behind(node)) return PASSED;
        const result = await (node.request as (asked: typeof call) => Promise<unknown>)(call);
        node.failures = 0;
        const number = headOf(call, result);
        if (number !== null) node.head = number;
        return result;
      } catch (error) {
        if (isFault(error, call.method)) failed(node, error);
        throw error;
      }
    }

    function probe() {
      if (Date.now() - probed < PROBE_MS) return;
      probed = Date.now();
      for (const node of nodes)
        if (node.restUntil <= probed) ask(node, { method: 'eth_blockNumber' }).catch(() => undefined);
    }

    async function request(call: { method: string; params?: unknown }) {
      probe();
      const order = ranked();
      if (call.method === 'eth_sendRawTransaction') return sendToAll(order, call);
      let last: unknown;
      for (const [at, node] of order.entries()) {
        try {
          const result = await ask(node, call, at < nodes.length - 1);
          if (result !== PASSED) return result;
          order.push(node);
        } catch (error) {
          if (!isFault(error, call.method)) throw error;
          last = error;
        }
      }
      throw last;
    }

    /** Whoever takes it first; what a node says of a transaction counts more than that another did not answer. */
    async function sendToAll(order: Node[], call: { method: string; params?: unknown }) {
      const sent = order.map((node) => ask(node, call));
      try {
        return await Promise.any(sent);
      } catch (error) {
        const { errors } = error as AggregateError;
        throw errors.find((reason) => !isFault(reason, call.method)) ?? errors[0];
      }
    }

    return createTransport({
      key: 'nodes',
      name: 'Nodes',
      type: 'nodes',
      retryCount: 1,
      request: request as EIP1193RequestFn,
    });
  };
}

/** No answer, or a refusal that says nothing about the question itself: another node may answer it. */
function isFault(error: unknown, method: string) {
  if (error instanceof HttpRequestError || error instanceof TimeoutError) return true;
  if (!(error instanceof Error)) return false;
  const { code } = error as Partial<RpcError>;
  // Whoever asks for logs asks for fewer when told that they are too many.
  if (code === -32005) return method !== 'eth_getLogs';
  return code === undefined ? true : [-32002, -32603, -32700, 429].includes(code) && !/revert/i.test(error.message);
}

/** The latest block's number, where the answer names it. */
function headOf({ method, params }: { method: string; params?: unknown }, result: unknown): number | null {
  if (method === 'eth_blockNumber' && typeof result === 'string') return hexToNumber(result as Hex);
  if (method !== 'eth_getBlockByNumber' || !Array.isArray(params) || params[0] !== 'latest') return null;
  const number = (result as { number?: Hex } | null)?.number;
  return number ? hexToNumber(number) : null;
}

function timed(answered: Answered, node: string): typeof fetch {
  return async (...request) => {
    const began = performance.now();
    let failed = true;
    try {
      const response = await fetch(...request);
      failed = !response.ok;
      return response;
    } finally {
      answered({ node, seconds: (performance.now() - began) / 1000, failed });
    }
  };
}
