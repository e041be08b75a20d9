import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from '../../context.ts';
import { getLinkedRole } from '../../operations/getLinkedRole.ts';
import { guarded } from '../authority.ts';
import { authorizeUrl, connectRole, linkedRoleErrand } from '../discordAccount.ts';
import { problem, problems } from '../problem.ts';

/** Holds what proves that whoever comes back is who went: no more than a random number, for ten minutes. */
const COOKIE = 'guildmint_linked_role';
const path = '/api/linked-role';
const WITHIN_S = 600;

const begin = guarded('anyone', {
  method: 'get',
  path,
  summary: 'Begins linking a Discord role to a member’s standing',
  description:
    'The address to give Discord as “Linked Roles Verification URL”. Leads to Discord, and back to the callback.',
  tags: ['Discord'],
  responses: { 302: { description: 'To Discord' }, 404: problems[404], 429: problems[429] },
});

const callback = guarded('anyone', {
  method: 'get',
  path: `${path}/callback`,
  summary: 'Where Discord sends a member back',
  tags: ['Discord'],
  request: {
    query: z.object({
      code: z.string().max(200).optional(),
      state: z.string().max(200).optional(),
      error: z.string().max(200).optional(),
    }),
  },
  responses: { 200: { description: 'Linked', content: { 'text/plain': { schema: z.string() } } }, ...problems },
});

export function linkedRole(app: OpenAPIHono, ctx: Context) {
  const { clientSecret } = ctx.config.discord;
  const off = 'Linked roles are switched off here: the operator sets DISCORD_CLIENT_SECRET.';
  const secure = ctx.config.publicUrl.startsWith('https:');

  app.openapi(begin, (c) => {
    if (!clientSecret) return problem(c, 404, 'LinkedRolesOff', off);
    const state = randomBytes(24).toString('hex');
    setCookie(c, COOKIE, state, { path, httpOnly: true, secure, sameSite: 'Lax', maxAge: WITHIN_S });
    return c.redirect(authorizeUrl(ctx.config, linkedRoleErrand, state), 302);
  });

  app.openapi(callback, async (c) => {
    if (!clientSecret) return problem(c, 404, 'LinkedRolesOff', off);
    const { code, state = '' } = c.req.valid('query');
    const went = getCookie(c, COOKIE) ?? '';
    deleteCookie(c, COOKIE, { path, secure });
    if (!code || !same(state, went))
      return problem(c, 400, 'LinkedRoleRefused', 'Nothing was linked: begin again from your server’s roles.');
    const { name } = await connectRole(ctx.config, code, (userId) => getLinkedRole(ctx, { userId }));
    c.header('cache-control', 'no-store');
    return c.text(
      `${name}, your standing is linked as of now. You can close this page; open it again to bring it up to date.`,
      200,
    );
  });
}

export const same = (one: string, other: string) =>
  one.length > 0 && one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
