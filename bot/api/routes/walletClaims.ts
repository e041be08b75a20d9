import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Hex } from 'viem';
import type { Context } from '../../context.ts';
import { getClaims } from '../../operations/getTasks.ts';
import { tellProof } from '../../operations/tellProof.ts';
import { guarded } from '../authority.ts';
import { answers, jsonBody } from '../content.ts';
import { memberParam, numberParam, serverParam } from '../inputs.ts';
import { problems } from '../problem.ts';
import { toWho } from '../schemas.ts';
import { claimSchema, filesInput, type taskSchema, toClaim, toFiles } from '../taskSchemas.ts';

const tags = ['Tasks'];
/** The newest; older ones are told to who is signed in. */
const MOST = 100;

const publicClaimSchema = claimSchema.omit({ proof: true, files: true, reason: true }).openapi('PublicClaim');
export const publicClaimsSchema = z.object({ claims: z.array(publicClaimSchema) }).openapi('PublicClaims');

export type TaskResponse = z.infer<typeof taskSchema>;
export type TasksResponse = { tasks: TaskResponse[]; next: string | null };
export type ClaimResponse = z.infer<typeof publicClaimSchema>;
export type ClaimsResponse = z.infer<typeof publicClaimsSchema>;

const ofMember = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/users/{user_id}/claims',
  summary: 'What a member has claimed, the newest first',
  description: 'What the chain shows everybody: neither what was handed in nor what reviewers said.',
  tags,
  request: { params: memberParam },
  responses: answers(`At most ${MOST}`, publicClaimsSchema),
});

const proof = guarded('anyone', {
  method: 'post',
  path: '/api/{s}/claims/{claim}/proof',
  summary: 'Tells reviewers the words and files that a wallet handed in',
  description:
    'Their salted hash stands on-chain with the claim and shows that these are they: keccak256(salt + text).',
  tags,
  request: {
    params: serverParam.extend({
      claim: numberParam('claim', 0xffff_ffff),
    }),
    body: jsonBody(
      z.strictObject({
        salt: z.string().regex(/^0x[0-9a-f]{64}$/, 'must be 32 bytes as lower case hexadecimal digits'),
        text: z
          .string()
          .min(1)
          .max(5_000)
          .openapi({ description: 'With a line `📎 name · size bytes · sha256:hash` for each file' }),
        files: filesInput,
      }),
    ),
  },
  responses: { 204: { description: 'Kept' }, ...problems },
});

export type Routes = typeof ofMember | typeof proof;

export function walletClaims(app: OpenAPIHono, ctx: Context) {
  app.openapi(ofMember, async (c) => {
    const { token, decimals } = c.var.community;
    const found = await getClaims(ctx, { token, who: toWho(c.req.valid('param').user_id), limit: MOST });
    const claims = found.map((each) => publicClaimSchema.parse(toClaim(each, [], decimals)));
    return c.json({ claims }, 200);
  });
  app.openapi(proof, async (c) => {
    const { salt, text, files } = c.req.valid('json');
    const { claim } = c.req.valid('param');
    const told = { text, salt: salt as Hex, files: toFiles(files) };
    await tellProof(ctx, { token: c.var.community.token, claim, ...told });
    return c.body(null, 204);
  });
}
