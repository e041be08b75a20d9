import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { BaseError, type PublicClient, RpcRequestError } from 'viem';
import type { Context } from '../../context.ts';
import { answers, jsonBody } from '../content.ts';
import { problem } from '../problem.ts';
import { addressSchema } from '../schemas.ts';

/** Bytes of a request; a call's data is far below. */
const MOST_BYTES = 64 * 1024;
const MOST_CALLS = 20;
/** Of calls for logs in a request, each of them over so many blocks: they cost the node most. */
const MOST_LOG_CALLS = 4;
const MOST_LOG_BLOCKS = 100_000;

/** What a page must ask the chain to show and prepare a member's own transactions, and how many parameters it takes. */
const methods: Record<string, number> = {
  eth_chainId: 0,
  eth_blockNumber: 0,
  eth_gasPrice: 0,
  eth_maxPriorityFeePerGas: 0,
  // A third would be the state to pretend.
  eth_call: 2,
  eth_estimateGas: 2,
  eth_getBalance: 2,
  eth_getCode: 2,
  eth_getTransactionCount: 2,
  eth_getTransactionReceipt: 1,
  eth_getTransactionByHash: 1,
  eth_getBlockByNumber: 2,
  eth_getLogs: 1,
  eth_feeHistory: 3,
};

const call = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(100), z.number()]).nullish(),
  method: z.string().max(100),
  params: z.array(z.unknown()).default([]),
});
const body = z.union([call, z.array(call).min(1).max(MOST_CALLS)]);
type Call = z.infer<typeof call>;

const quantity = z.string().regex(/^0x[0-9a-f]{1,12}$/i);
const topic = z.string().regex(/^0x[0-9a-f]{64}$/i);
/** One event of one contract about somebody: enough to add up an account, and little for the node. */
const logFilter = z
  .strictObject({
    address: addressSchema,
    fromBlock: quantity,
    toBlock: quantity,
    topics: z.array(topic.nullable()).max(4),
  })
  .refine(({ topics }) => topics[0] && topics.slice(1).some((one) => one !== null))
  .refine(({ fromBlock, toBlock }) => Number(toBlock) - Number(fromBlock) < MOST_LOG_BLOCKS);

/**
 * The chain for browsers, reading only. The operator's node stays out of their sight, since its address may hold a key.
 */
export function rpc(app: OpenAPIHono, ctx: Context) {
  const tooLarge = `A request has at most ${MOST_BYTES} bytes: ask for less at once.`;
  const limit = bodyLimit({ maxSize: MOST_BYTES, onError: (c) => problem(c, 413, 'RequestTooLarge', tooLarge) });
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/api/rpc',
    summary: 'Asks the chain (JSON-RPC 2.0), reading only',
    description: `One call or up to ${MOST_CALLS}: ${Object.keys(methods).join(', ')}.`,
    tags: ['System'],
    'x-authority': 'anyone',
    request: { body: jsonBody(z.looseObject({})) },
    responses: answers('As the node answered', z.looseObject({})),
  });
  app.post('/api/rpc', limit, async (c) => {
    const parsed = body.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success)
      return problem(
        c,
        400,
        'RequestInvalid',
        `Send a JSON-RPC 2.0 call of the chain, or a list of 1 to ${MOST_CALLS} calls.`,
      );
    const calls = Array.isArray(parsed.data) ? parsed.data : [parsed.data];
    if (calls.filter(({ method }) => method === 'eth_getLogs').length > MOST_LOG_CALLS)
      return problem(c, 400, 'RequestInvalid', `Ask for at most ${MOST_LOG_CALLS} ranges of logs at once.`);
    const refused = calls.map(refusalOf);
    const asked = calls.filter((_, index) => !refused[index]);
    let answers: object[] = [];
    try {
      answers = await Promise.all(asked.map((one) => ask(ctx.chain.client, one)));
    } catch (error) {
      ctx.log.warn({ err: error }, 'the node did not answer a browser');
      return problem(c, 503, 'NodeSilent', 'The chain does not answer at the moment: try again shortly.');
    }
    const all = calls.map(({ id = null }, index) => {
      const error = refused[index];
      return error ? { jsonrpc: '2.0', id, error } : { ...answers.shift(), id };
    });
    c.header('cache-control', 'no-store');
    return c.json(Array.isArray(parsed.data) ? all : all[0]);
  });
}

function refusalOf({ method, params }: Call) {
  const most = Object.hasOwn(methods, method) ? methods[method]! : -1;
  if (most < 0) return { code: -32601, message: `${method} is not offered here: use a node of your own.` };
  if (params.length > most) return { code: -32602, message: `${method} takes at most ${most} parameters here.` };
  if (method === 'eth_getBlockByNumber' && params[1])
    return { code: -32602, message: 'Blocks are given without the content of their transactions.' };
  if (method === 'eth_feeHistory' && !(Number(params[0]) <= 100))
    return { code: -32602, message: 'The fees of at most 100 blocks are given.' };
  if (method === 'eth_getLogs' && !logFilter.safeParse(params[0]).success)
    return {
      code: -32602,
      message: `Logs are given of one contract, one event and somebody in its topics, over at most ${MOST_LOG_BLOCKS} blocks by number.`,
    };
  return null;
}

/** What the node says, its refusals included; throws if it says nothing. */
async function ask(client: PublicClient, { method, params }: Call): Promise<object> {
  const request = client.request as (asked: { method: string; params: unknown[] }) => Promise<unknown>;
  try {
    return { jsonrpc: '2.0', result: await request({ method, params }) };
  } catch (error) {
    const said = error instanceof BaseError ? error.walk((cause) => cause instanceof RpcRequestError) : null;
    if (!(said instanceof RpcRequestError)) throw error;
    const { code, details: message, data } = said;
    return { jsonrpc: '2.0', error: { code, message, ...(data !== undefined && { data }) } };
  }
}
