import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { claimAchievement } from '../../operations/claimAchievement.ts';
import { getAllAchievements } from '../../operations/getAchievements.ts';
import { getAchievementProgress, METRICS } from '../../operations/getProgress.ts';
import { carryOut, operationAnswers, writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import { either } from '../inputs.ts';
import { addressSchema, amountSchema, communityQuery, idParam, toAmount, toWho } from '../schemas.ts';

const tags = ['Achievements'];

const achievementSchema = z.object({
  achievement: z.int().openapi({ description: 'Its number' }),
  metric: z.enum(METRICS).openapi({ description: 'What is counted' }),
  threshold: z
    .string()
    .openapi({ description: 'From how much: a count, or thousandths of a token where it is an amount' }),
  reward: amountSchema,
  retired: z.boolean().openapi({ description: 'Cannot be claimed any more' }),
  claimed: z.int().openapi({ description: 'By how many members' }),
});

export const achievementsSchema = z
  .object({ community: addressSchema, achievements: z.array(achievementSchema) })
  .openapi('Achievements');

export const progressSchema = z
  .object({
    community: addressSchema,
    achievements: z.array(
      achievementSchema.extend({
        reached: z.string().openapi({ description: 'In the threshold’s unit' }),
        progress: z.number().openapi({ description: '0 to 1' }),
        claimable: z.boolean(),
        claimedAt: z.iso.datetime().nullable(),
        paid: amountSchema.nullable(),
        txHash: z.string().nullable(),
      }),
    ),
  })
  .openapi('AchievementProgress');

const list = guarded('anyone', {
  'x-in-community': true,
  method: 'get',
  path: '/api/achievements/list',
  summary: 'What a community’s members can achieve',
  tags,
  request: { query: communityQuery },
  responses: answers('By number', achievementsSchema),
});

const ofMember = guarded('anyone', {
  'x-in-community': true,
  method: 'get',
  path: '/api/achievements/user/{id}',
  summary: 'How far a member is with each',
  tags,
  request: { params: idParam, query: communityQuery },
  responses: answers('By number', progressSchema),
});

const number = z.coerce.number().int().min(0).max(1_000_000);

const claiming = guarded('member', {
  method: 'post',
  path: '/api/achievements/claim',
  summary: 'Claims an achievement that the caller has reached',
  tags,
  'x-scope': 'achievements:write',
  request: {
    query: communityQuery,
    headers: writeHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            achievement: number.optional().openapi({ description: 'Its number' }),
            achievementId: number.optional(),
            achievement_id: number.optional(),
          }),
        },
      },
    },
  },
  responses: operationAnswers,
});

export function achievements(app: OpenAPIHono, ctx: Context) {
  app.openapi(list, async (c) => {
    const { token, decimals } = c.get('community');
    const found = await getAllAchievements(ctx, { token });
    const shown = found.map(({ achievement, metric, threshold, reward, retired, claimed }) => ({
      ...{ achievement, metric: METRICS[metric] ?? 'messages', threshold: `${threshold}` },
      ...{ reward: toAmount(reward, decimals), retired, claimed },
    }));
    return c.json({ community: token, achievements: shown }, 200);
  });
  app.openapi(ofMember, async (c) => {
    const { token, decimals } = c.get('community');
    const found = await getAchievementProgress(ctx, { token, ...toWho(c.req.valid('param').id) });
    const shown = found.map(({ achievement, metric, threshold, reward, retired, claimed, reached, badge }) => ({
      ...{ achievement, metric, threshold: `${threshold}`, reward: toAmount(reward, decimals), retired, claimed },
      reached: `${reached}`,
      progress: threshold === 0n || reached >= threshold ? 1 : Number((reached * 10_000n) / threshold) / 10_000,
      claimable: !badge && !retired && reached >= threshold,
      claimedAt: badge?.at.toISOString() ?? null,
      paid: badge ? toAmount(badge.paid, decimals) : null,
      txHash: badge?.txHash ?? null,
    }));
    return c.json({ community: token, achievements: shown }, 200);
  });
  app.openapi(claiming, async (c) => {
    const { token } = c.get('community');
    const asked = c.req.valid('json');
    const achievement = either('achievement', asked.achievement, asked.achievementId ?? asked.achievement_id);
    const userId = c.get('caller').by.userId;
    return carryOut(c, ctx, (id) => claimAchievement(ctx, { id, token, userId, achievement }));
  });
}
