/** Looks for signs of abuse in what is written. Nothing is refused here: the staff decide. */
import type { GuildMember, Message } from 'discord.js';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { openAlike } from '../../operations/signals/alike.ts';
import { openSeconds } from '../../operations/signals/seconds.ts';
import { openYoung } from '../../operations/signals/young.ts';
import { raiseSignal, type Signal } from '../../operations/signals.ts';

/** Communities that are watched; the one that was quiet for longest is forgotten first. */
const MOST = 500;
const DAY_MS = 86_400_000;

export function openWatch(ctx: Context) {
  const watched = new Map<Address, { seconds: ReturnType<typeof openSeconds>; alike: ReturnType<typeof openAlike> }>();
  const young = openYoung();

  return async function wrote(token: Address, message: Message<true>, member: GuildMember): Promise<void> {
    const { author, createdTimestamp: at, content } = message;
    const here = watched.get(token) ?? { seconds: openSeconds(), alike: openAlike() };
    watched.delete(token);
    watched.set(token, here);
    for (const quiet of watched.keys()) {
      if (watched.size <= MOST) break;
      watched.delete(quiet);
    }
    await raise('seconds', here.seconds(author.id, at));
    await raise('alike', here.alike(author.id, content, at));
    const joined = member.joinedTimestamp ?? 0;
    const count = young(`${token}:${author.id}`, { now: at, created: author.createdTimestamp, joined });
    if (count === null) return;
    const days = (since: number) => `${Math.floor((at - since) / DAY_MS)}`;
    const evidence = { count: `${count}`, account: days(author.createdTimestamp), joined: days(joined) };
    await raiseSignal(ctx, { token, userId: author.id, kind: 'young', strength: count, evidence });

    /** A sign about two is one about each. */
    async function raise(kind: Signal['kind'], found: { other: string; count: number }[]) {
      for (const { other, count: strength } of found) {
        const evidence = { count: `${strength}` };
        for (const [userId, others] of [
          [author.id, [other]],
          [other, [author.id]],
        ] as const)
          await raiseSignal(ctx, { token, userId, kind, strength, evidence, others: [...others] });
      }
    }
  };
}
