import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { getRoleProposals } from '../../operations/roleProposals.ts';
import { STAFF_ROLES } from '../../operations/settings.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import { addressSchema, communityQuery } from '../schemas.ts';
import { hexSchema } from '../shopSchemas.ts';

const proposalSchema = z
  .object({
    does: z.enum(['grant', 'revoke']),
    role: z.enum(STAFF_ROLES),
    account: addressSchema,
    name: z.string().openapi({ description: 'Whose it is, as Discord shows them' }),
    to: addressSchema.openapi({ description: 'The registry, to which the owner’s wallet sends it' }),
    data: hexSchema,
  })
  .openapi('RoleProposal');
export type RoleProposal = z.infer<typeof proposalSchema>;

const route = guarded('moderator', {
  method: 'get',
  path: '/api/roles/proposals',
  'x-scope': 'members:read',
  summary: 'What the owner’s wallet would sign so that on-chain roles follow the Discord server’s',
  description: 'Nothing is granted by itself: each is a transaction of the owner.',
  tags: ['Communities'],
  request: { query: communityQuery },
  responses: answers('Grants first', z.object({ proposals: z.array(proposalSchema) })),
});

export type Routes = typeof route;

export function roleProposals(app: OpenAPIHono, ctx: Context) {
  app.openapi(route, async (c) => {
    const { token } = c.get('community');
    const found = await getRoleProposals(ctx, { token });
    const proposals = found.map(({ userId: _, ...shown }) => ({ ...shown, to: shown.to.toLowerCase() }));
    c.header('cache-control', 'no-store');
    return c.json({ proposals }, 200);
  });
}
