// What the day does not leave behind, and pages show: offers that still stand, an NFT that was drawn.
import { marketAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import { type Address, parseEther, zeroAddress } from 'viem';
import { guilds } from '../../bot/db/schema.ts';
import { CHANNELS, GUILDS } from '../../bot/local-discord/seed.ts';
import { drop } from '../../bot/operations/drop.ts';
import { offerSwap } from '../../bot/operations/swap.ts';
import { drawing } from '../../test/support/drawing.ts';
import { holding } from '../../test/support/holding.ts';
import type { Day } from './stage.ts';

const SEED = `0x${'51'.repeat(32)}` as const;
const OPEN_SECONDS = 6 * 86_400;

/** @param holder whose pages are shown; @param other a wallet that deals with them */
export async function furnish({ stack, people: { alice, carol }, quiet }: Day, holder: Address, other: Address) {
  const { ctx } = stack.server;
  const { token } = stack.lounge;
  const [, owner] = (await stack.wallet.getAddresses()) as [Address, Address];
  const people = await holding(stack);
  await people.earn([holder, 60], [other, 5], [owner, 5]);
  await people.buy(holder, 'lucky_badge', 2);
  await people.propose(other, holder, '5', 'lucky_badge');
  const stash = await drawing(stack, people, [7n, 8n, 9n]);
  await stash.commit(SEED);
  await stash.reveal(await stash.ask(holder), SEED);

  const [taskforce] = await ctx.db.select().from(guilds).where(eq(guilds.id, GUILDS.taskforce));
  const swap = { token, amount: parseEther('12'), wanted: taskforce!.token!, wantedAmount: parseEther('5') };
  const expiresAt = Math.floor(ctx.clock() / 1000) + OPEN_SECONDS;
  const args = [token, swap.amount, swap.wanted, swap.wantedAmount, zeroAddress, expiresAt] as const;
  const market = { address: stack.deployment.market, abi: marketAbi } as const;
  const hash = await stack.wallet.writeContract({ ...market, functionName: 'offerSwap', args, account: holder });
  await stack.client.waitForTransactionReceipt({ hash });
  await offerSwap(ctx, { ...swap, id: 'furnish-swap', userId: alice.id, taker: null, expiresAt });

  const dropped = { amount: parseEther('5'), places: 3, minutes: 45, message: 'For whoever is still awake' };
  await drop(ctx, { ...dropped, token, userId: carol.id, channelId: CHANNELS.general });
  await quiet();
}
