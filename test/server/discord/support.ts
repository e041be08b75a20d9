import assert from 'node:assert/strict';
import { communitiesAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import type { Actor, Use } from '../../support/local-discord.ts';
import type { Stack } from '../../support/stack.ts';

export const ONE = 10n ** 18n;

/** A wait that fails at all fails for good: a busy machine deserves more time than any answer takes. */
const PATIENCE_MS = 180_000;

/** All the words of a message, wherever its components hold them. */
export function words(message: PlaygroundMessage): string {
  const inside = (part: unknown): string[] => {
    if (Array.isArray(part)) return part.flatMap(inside);
    if (part === null || typeof part !== 'object') return [];
    const { content, components, accessory } = part as Record<string, unknown>;
    return [...(typeof content === 'string' ? [content] : []), ...inside(components), ...inside(accessory)];
  };
  return [message.content, ...inside(message.components)].filter(Boolean).join('\n');
}

export const isEphemeral = (message: PlaygroundMessage) => ((message.flags ?? 0) & 64) !== 0;

/** The message in the first version that says this. */
export const until = (who: Actor, message: PlaygroundMessage, saying: RegExp) =>
  who.waitForMessage((newer) => newer.id === message.id && saying.test(words(newer)));

/** A message in the form that tells its operation confirmed, once the block is read. */
export async function confirmedBy(stack: Stack, who: Actor, message: PlaygroundMessage): Promise<PlaygroundMessage> {
  const newest = await until(who, message, /Confirmed/);
  await stack.server.indexer.caughtUp();
  return newest;
}

/** What the chain itself says, base units. */
export async function balanceOf(stack: Stack, token: `0x${string}`, userId: string): Promise<bigint> {
  const address = await stack.server.ctx.chain.accountOf(userId);
  return stack.client.readContract({ address: token, abi: tokenAbi, functionName: 'balanceOf', args: [address] });
}

/** Resolves once the condition holds; looks again whenever an operation or a block moves on. */
export async function eventually(stack: Stack, what: string, holds: () => Promise<boolean>): Promise<void> {
  const { chain } = stack.server.ctx;
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  let moved = Promise.withResolvers<void>();
  const unsubscribe = chain.onOutcome(() => moved.resolve());
  try {
    while (!(await holds())) {
      assert.ok(!deadline.aborted, `within ${PATIENCE_MS / 1000} s: ${what}`);
      const pause = setTimeout(() => moved.resolve(), 100);
      await moved.promise;
      clearTimeout(pause);
      moved = Promise.withResolvers<void>();
    }
  } finally {
    unsubscribe();
  }
}

/** A failure is told to the member alone, in one sentence. */
export async function refusal(use: Use): Promise<string> {
  const reply = await use.reply();
  assert.ok(isEphemeral(reply), 'a refusal is ephemeral');
  const [title, ...sentences] = words(reply).split('\n');
  assert.equal(title, '### That did not work');
  assert.equal(sentences.length, 1, 'one sentence');
  return sentences[0]!;
}

/** Makes a Discord user an admin of a community, as its owner. */
export const makeAdmin = (stack: Stack, token: `0x${string}`, userId: string) => grant(stack, token, userId, 1n);
/** The same for a moderator. */
export const makeModerator = (stack: Stack, token: `0x${string}`, userId: string) => grant(stack, token, userId, 2n);

async function grant(
  { client, wallet, deployment, server }: Stack,
  token: `0x${string}`,
  userId: string,
  role: bigint,
) {
  const [, owner] = await wallet.getAddresses();
  const account = await server.ctx.chain.accountOf(userId);
  const call = { address: deployment.communities, abi: communitiesAbi, functionName: 'grantRoles' } as const;
  const hash = await wallet.writeContract({ ...call, args: [token, account, role], account: owner! });
  await client.waitForTransactionReceipt({ hash });
}
