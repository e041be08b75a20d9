import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { abandonTask, checkAbandonTask } from '../../operations/abandonTask.ts';
import { cancelTask, checkCancelTask } from '../../operations/cancelTask.ts';
import { claimTask } from '../../operations/claimTask.ts';
import { checkTask, createTask } from '../../operations/createTask.ts';
import { checkEditTask, editTask } from '../../operations/editTask.ts';
import { escalateTask } from '../../operations/escalateTask.ts';
import {
  type ClaimedTask,
  getClaim,
  getClaims,
  getReviewQueue,
  getTask,
  getTasks,
  mayReview,
} from '../../operations/getTasks.ts';
import { checkSizes, filesOf, safeName } from '../../operations/proofFiles.ts';
import { reviewTask } from '../../operations/reviewTask.ts';
import { submitTask } from '../../operations/submitTask.ts';
import { carryOut, operationAnswers, writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers, jsonBody } from '../content.ts';
import { type Discord, reach } from '../discordPort.ts';
import { given } from '../given.ts';
import { either, numberParam, pinInput, serverParam, toBaseUnits, tokensInput } from '../inputs.ts';
import { cutPage, linkPages, offsetOf, paged, pageOf, pageQuery } from '../paged.ts';
import { problems } from '../problem.ts';
import { discordId } from '../schemas.ts';
import { claimSchema, filesInput, taskSchema, toClaim, toFiles, toTask } from '../taskSchemas.ts';

const tags = ['Tasks'];
/** How long waiting earnings are waited for before they may be spent. */
const PATIENCE_MS = 5_000;
const HOURS = 168;

const taskParam = serverParam.extend({ task_id: numberParam('task_id', 0xffff_ffff) });
const claimParam = serverParam.extend({ claim: numberParam('claim', 0xffff_ffff) });

const list = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/tasks',
  summary: 'A community’s tasks, the newest first',
  tags,
  request: {
    params: serverParam,
    query: pageQuery.extend({
      state: z.enum(['open', 'all']).default('all').openapi({ description: '`open`: those that may still be claimed' }),
    }),
  },
  responses: answers('One page', paged('tasks', taskSchema)),
});

const one = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/tasks/{task_id}',
  summary: 'One task',
  tags,
  request: { params: taskParam },
  responses: answers('The task', taskSchema),
});

const whole = (least: number, most: number) => z.int().min(least).max(most);
const slots = whole(-1, 0xffff_fffe).nullable().openapi({ description: 'Claims; −1 or null: unlimited' });
const terms = z.strictObject({
  title: z.string().max(100).optional(),
  name: z.string().max(100).optional().openapi({ description: 'The same as `title`' }),
  description: z.string().max(1_000).optional(),
  category: z.string().max(40).optional(),
  reward: tokensInput.optional(),
  slots: slots.optional(),
  max_claims: slots.optional().openapi({ description: 'The same as `slots`' }),
  hours: whole(0, 65_535).optional().openapi({ description: '0: no limit' }),
  duration_hours: whole(0, 65_535).optional().openapi({ description: 'The same as `hours`' }),
  reviewers: whole(1, 5).optional(),
  proofRequired: z.boolean().optional(),
  pin: pinInput.openapi({ description: 'Where it puts up more than the community’s threshold' }),
});

const create = guarded('member', {
  method: 'post',
  path: '/api/{s}/tasks',
  summary: 'Creates a task and puts up its rewards',
  description:
    'Paid from the caller’s balance, or with `issued` by issuance, which is for admins. Its post on Discord follows by itself.',
  tags,
  'x-scope': 'tasks:write',
  request: {
    params: serverParam,
    headers: writeHeaders,
    body: jsonBody(
      terms.extend({
        repeatable: z.boolean().default(false),
        roleId: discordId.nullable().optional().openapi({ description: 'Discord role that an accepted claim brings' }),
        issued: z
          .boolean()
          .optional()
          .openapi({ description: 'Rewards are issued; left out: where the caller is an admin' }),
      }),
    ),
  },
  responses: operationAnswers,
});

const edit = guarded('member', {
  method: 'put',
  path: '/api/{s}/tasks/{task_id}',
  summary: 'Changes a task for claims made from now on',
  description: 'By its creator. What is left out stays; its time runs anew.',
  tags,
  'x-scope': 'tasks:write',
  request: { params: taskParam, headers: writeHeaders, body: jsonBody(terms) },
  responses: operationAnswers,
});

const cancel = guarded('member', {
  method: 'delete',
  path: '/api/{s}/tasks/{task_id}',
  summary: 'Ends a task: what free slots hold goes back, open claims finish',
  tags,
  'x-scope': 'tasks:write',
  request: { params: taskParam, headers: writeHeaders },
  responses: operationAnswers,
});

const claim = guarded('member', {
  method: 'post',
  path: '/api/{s}/tasks/{task_id}/claims',
  summary: 'Claims a task for the caller',
  tags,
  'x-scope': 'tasks:write',
  request: { params: taskParam, headers: writeHeaders },
  responses: operationAnswers,
});

const claims = guarded('member', {
  method: 'get',
  path: '/api/{s}/claims',
  summary: 'What the caller has claimed, the newest first',
  tags,
  'x-scope': 'tasks:read',
  request: { params: serverParam, query: pageQuery },
  responses: answers('One page', paged('claims', claimSchema)),
});

const acts = {
  submission: guarded('member', {
    method: 'post',
    path: '/api/{s}/claims/{claim}/submission',
    summary: 'Hands work in, also again after a rejection',
    description: 'Words and hashes of files go on-chain as one salted hash only; files are handed in on Discord.',
    tags,
    'x-scope': 'tasks:write',
    request: {
      params: claimParam,
      headers: writeHeaders,
      body: jsonBody(z.strictObject({ proof: z.string().max(2_000).nullable().default(null), files: filesInput })),
    },
    responses: operationAnswers,
  }),
  abandonment: guarded('member', {
    method: 'post',
    path: '/api/{s}/claims/{claim}/abandonment',
    summary: 'Gives a claim up',
    tags,
    'x-scope': 'tasks:write',
    request: { params: claimParam, headers: writeHeaders },
    responses: operationAnswers,
  }),
  escalation: guarded('member', {
    method: 'post',
    path: '/api/{s}/claims/{claim}/escalation',
    summary: 'Asks others to review, where reviewers stay silent past the deadline',
    tags,
    'x-scope': 'tasks:write',
    request: { params: claimParam, headers: writeHeaders },
    responses: operationAnswers,
  }),
};

const queue = guarded('member', {
  method: 'get',
  path: '/api/{s}/reviews',
  summary: 'Submissions that wait for the caller’s vote, the longest waiting first',
  description: 'Of a member’s own task its creator reviews, of issued ones the staff; never one’s own work.',
  tags,
  'x-scope': 'tasks:read',
  request: { params: serverParam, query: pageQuery },
  responses: answers('One page', paged('reviews', claimSchema)),
});

const review = guarded('member', {
  method: 'post',
  path: '/api/{s}/reviews/{claim}',
  summary: 'Votes on a submission; the last vote needed pays',
  tags,
  'x-scope': 'tasks:write',
  request: {
    params: claimParam,
    headers: writeHeaders,
    body: jsonBody(
      z.strictObject({
        accept: z.boolean(),
        reason: z
          .string()
          .max(500)
          .nullable()
          .default(null)
          .openapi({ description: 'For who handed in; needed to reject' }),
      }),
    ),
  },
  responses: operationAnswers,
});

const file = guarded('member', {
  method: 'get',
  path: '/api/{s}/reviews/{claim}/files/{place}',
  summary: 'A file that was handed in, for who may review it and who handed it in',
  tags,
  'x-scope': 'tasks:read',
  request: { params: claimParam.extend({ place: z.coerce.number().int().min(0).max(100) }) },
  responses: {
    200: {
      description: 'Its content, never to be shown in place',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems,
  },
});

export type Routes =
  | typeof list
  | typeof one
  | typeof create
  | typeof edit
  | typeof cancel
  | typeof claim
  | typeof claims
  | typeof queue
  | typeof review
  | typeof file
  | (typeof acts)[keyof typeof acts];

export function tasks(app: OpenAPIHono, ctx: Context, discord: Discord) {
  const withFiles = (all: ClaimedTask[], decimals: number) =>
    Promise.all(all.map(async (each) => toClaim(each, await filesOf(ctx, each.claim.proofHash), decimals)));

  app.openapi(list, async (c) => {
    const { token, decimals } = c.var.community;
    const { state, ...query } = c.req.valid('query');
    const page = pageOf(query);
    const rows = await getTasks(ctx, { token, open: state === 'open', offset: offsetOf(page), limit: page.limit + 1 });
    const cut = cutPage(rows, page);
    linkPages(c, cut.next);
    return c.json({ tasks: cut.rows.map((task) => toTask(task, decimals)), next: cut.next }, 200);
  });

  app.openapi(one, async (c) => {
    const { token, decimals } = c.var.community;
    return c.json(toTask(await getTask(ctx, { token, task: c.req.valid('param').task_id }), decimals), 200);
  });

  app.openapi(create, async (c) => {
    const { token, decimals, guild } = c.var.community;
    const { doer, role } = c.var.caller;
    const body = c.req.valid('json');
    const count = body.slots ?? body.max_claims;
    const planned = {
      ...doer,
      title: either('title', body.title, body.name),
      description: body.description ?? '',
      category: body.category ?? null,
      reward: toBaseUnits(either('reward', body.reward, undefined), decimals),
      slots: body.slots === null || body.max_claims === null || count === -1 ? null : (count ?? 1),
      hours: body.hours ?? body.duration_hours ?? HOURS,
      reviewers: body.reviewers ?? 1,
      proofRequired: body.proofRequired ?? true,
      repeatable: body.repeatable,
      roleId: body.roleId ?? null,
      issued: body.issued ?? (role === 'admin' || role === 'owner'),
    };
    return carryOut(c, ctx, async (id) => {
      if (planned.roleId) {
        if (!guild) throw new UserError('GuildAway', 'This community is on no Discord server that the bot knows.');
        const asked = { guildId: guild.id, roleId: planned.roleId, userId: doer.userId };
        const obstacle = await reach(discord).checkRole(asked);
        if (obstacle) throw obstacle;
      }
      if (!doer.wallet) await checkTask(ctx, { ...planned, patienceMs: PATIENCE_MS });
      await createTask(ctx, { id, ...planned, token, pin: body.pin ?? null });
    });
  });

  app.openapi(edit, async (c) => {
    const { decimals } = c.var.community;
    const { doer } = c.var.caller;
    const { pin, name, max_claims, duration_hours, reward, ...body } = c.req.valid('json');
    const count = body.slots === undefined ? max_claims : body.slots;
    const change = given({
      ...body,
      title: body.title ?? name,
      hours: body.hours ?? duration_hours,
      slots: count === -1 ? null : count,
      reward: reward === undefined ? undefined : toBaseUnits(reward, decimals),
    });
    const asked = { ...doer, task: c.req.valid('param').task_id, change };
    return carryOut(c, ctx, async (id) => {
      if (!asked.wallet) await checkEditTask(ctx, { ...asked, patienceMs: PATIENCE_MS });
      await editTask(ctx, { id, ...asked, pin: pin ?? null });
    });
  });

  app.openapi(cancel, async (c) => {
    const asked = { ...c.var.caller.doer, task: c.req.valid('param').task_id };
    return carryOut(c, ctx, async (id) => {
      await getTask(ctx, asked);
      if (!asked.wallet) await checkCancelTask(ctx, asked);
      await cancelTask(ctx, { id, ...asked });
    });
  });

  app.openapi(claim, async (c) => {
    const asked = { ...c.var.caller.by, task: c.req.valid('param').task_id };
    return carryOut(c, ctx, async (id) => {
      await getTask(ctx, asked);
      await claimTask(ctx, { id, ...asked });
    });
  });

  app.openapi(claims, async (c) => {
    const { token, decimals } = c.var.community;
    const { address } = c.var.caller;
    const page = pageOf(c.req.valid('query'));
    const who = { address: requireKnown(address) };
    const rows = await getClaims(ctx, { token, who, offset: offsetOf(page), limit: page.limit + 1 });
    const cut = cutPage(rows, page);
    linkPages(c, cut.next);
    return c.json({ claims: await withFiles(cut.rows, decimals), next: cut.next }, 200);
  });

  app.openapi(acts.submission, async (c) => {
    const { proof, files: handed } = c.req.valid('json');
    const asked = { ...c.var.caller.by, claim: c.req.valid('param').claim };
    return carryOut(c, ctx, async (id) => {
      await getClaim(ctx, asked);
      const files = toFiles(handed).map((each, place) => ({ ...each, name: safeName(each.name, place) }));
      checkSizes(files.map(({ bytes }) => ({ size: bytes.length })));
      await submitTask(ctx, { id, ...asked, proof, files });
    });
  });

  app.openapi(acts.abandonment, async (c) => {
    const asked = { ...c.var.caller.by, claim: c.req.valid('param').claim };
    return carryOut(c, ctx, async (id) => {
      await getClaim(ctx, asked);
      await checkAbandonTask(ctx, asked);
      await abandonTask(ctx, { id, ...asked });
    });
  });

  app.openapi(acts.escalation, async (c) => {
    const asked = { ...c.var.caller.by, claim: c.req.valid('param').claim };
    return carryOut(c, ctx, async (id) => {
      await getClaim(ctx, asked);
      await escalateTask(ctx, { id, ...asked });
    });
  });

  app.openapi(queue, async (c) => {
    const { token, decimals } = c.var.community;
    const reviewer = { address: requireKnown(c.var.caller.address) };
    const page = pageOf(c.req.valid('query'));
    const rows = await getReviewQueue(ctx, { token, reviewer, offset: offsetOf(page), limit: page.limit + 1 });
    const cut = cutPage(rows, page);
    linkPages(c, cut.next);
    return c.json({ reviews: await withFiles(cut.rows, decimals), next: cut.next }, 200);
  });

  app.openapi(review, async (c) => {
    const { claim: voted } = c.req.valid('param');
    const { accept, reason } = c.req.valid('json');
    if (!accept && !reason?.trim())
      throw new UserError('ReasonMissing', 'Say why it is rejected: who handed it in reads it.');
    const asked = { ...c.var.caller.doer, claim: voted, accept, reason };
    return carryOut(c, ctx, async (id) => {
      await getClaim(ctx, asked);
      await reviewTask(ctx, { id, ...asked });
    });
  });

  app.openapi(file, async (c) => {
    const { token } = c.var.community;
    const address = requireKnown(c.var.caller.address);
    const { claim: handedIn, place } = c.req.valid('param');
    const found = await getClaim(ctx, { token, claim: handedIn });
    const unknown = () => new UserError('FileUnknown', 'There is no such file, or it is not for you to see.');
    if (found.claim.claimant !== address && !(await mayReview(ctx, { token, claim: handedIn, reviewer: { address } })))
      throw unknown();
    const wanted = (await filesOf(ctx, found.claim.proofHash)).find((each) => each.place === place);
    if (!wanted) throw unknown();
    // Whatever it says it is: no browser shall run it here.
    return c.body(new Uint8Array(await wanted.read()), 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${wanted.name}"`,
      'cache-control': 'private, no-store',
    });
  });
}

function requireKnown<T>(address: T | null): T {
  if (address === null) throw new Error('Nobody is a member without an address.');
  return address;
}
