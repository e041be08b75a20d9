import type { Context as Request } from 'hono';
import type { Context } from '../context.ts';
import { noteAct } from '../operations/logLines.ts';

/** Notes for the operator who did what, with a right to. What happens on-chain notes itself there. */
export async function acted(c: Request, ctx: Context, message: string, details: Record<string, string> = {}) {
  const { userId, address, operator } = c.var.caller;
  const community = c.var.community?.token;
  const by = operator ? 'operator' : (userId ?? address ?? 'nobody');
  await noteAct(ctx, { userId: by, message, details: { ...details, ...(community ? { community } : {}) } });
}
