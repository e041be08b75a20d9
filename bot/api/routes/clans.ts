/** Clans, the challenges that they compete in, and seasons. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { changeClan, checkChangeClan, createClan, invite, joinClan } from '../../operations/clan.ts';
import { createChallenge } from '../../operations/createChallenge.ts';
import {
  type Challenge,
  type Clan,
  getChallenges,
  getClan,
  getClanBoard,
  getClanMembers,
  getClans,
  getInvitations,
} from '../../operations/getClans.ts';
import { getSeasons } from '../../operations/getSeasons.ts';
import { OwnWalletNeeded } from '../../operations/prepare.ts';
import { carryOut, operationAnswers, writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers, jsonBody } from '../content.ts';
import { numberParam, serverParam, toBaseUnits, tokensInput } from '../inputs.ts';
import { cutPage, linkPages, paged, pageOf, pageQuery, rowsOf } from '../paged.ts';
import { type Person, peopleOf, personSchema } from '../person.ts';
import { problems } from '../problem.ts';
import { amountSchema, discordId, toAmount } from '../schemas.ts';

const tags = ['Clans'];
const DAY_MS = 86_400_000;

export const clanSchema = z
  .object({
    clan: z.int(),
    name: z.string().nullable().openapi({ description: 'null: founded elsewhere, its name is not known here' }),
    leader: personSchema,
    size: z.int(),
    createdAt: z.iso.datetime(),
  })
  .openapi('Clan');

type ClanAnswer = z.infer<typeof clanSchema>;

const toClan = ({ clan, name, leader, size, createdAt }: Clan, who: (address: Address) => Person): ClanAnswer => ({
  ...{ clan, name, size, leader: who(leader), createdAt: createdAt.toISOString() },
});

/** Clans with their leaders' names. */
export async function toClans(ctx: Context, all: Clan[]): Promise<ClanAnswer[]> {
  const who = await peopleOf(
    ctx,
    all.map(({ leader }) => leader),
  );
  return all.map((each) => toClan(each, who));
}

const list = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/clans',
  summary: 'Clans, by size or by what they earned this week',
  tags,
  request: {
    params: serverParam,
    query: pageQuery.extend({ sort: z.enum(['size', 'earned']).default('size') }),
  },
  responses: answers('One page', paged('clans', clanSchema.extend({ earned: amountSchema.nullable() }))),
});

const clanWithMembers = clanSchema.extend({
  members: z.array(personSchema.extend({ since: z.iso.datetime() })),
});
export type ClanResponse = z.infer<typeof clanWithMembers>;
export type ListedClan = ClanAnswer & { earned: z.infer<typeof amountSchema> | null };

const one = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/clans/{clan}',
  summary: 'A clan with its members, the longest first',
  tags,
  request: { params: serverParam.extend({ clan: numberParam('clan', 2 ** 31 - 1) }) },
  responses: answers('The clan', clanWithMembers),
});

const invitations = guarded('member', {
  method: 'get',
  path: '/api/{s}/clans/invitations',
  summary: 'Clans that the caller may join',
  tags,
  request: { params: serverParam },
  responses: answers('The latest invitation first', z.object({ invitations: z.array(clanSchema) })),
});

const write = <P extends string, B extends z.ZodType>(path: P, summary: string, body: B) =>
  guarded('member', {
    method: 'post',
    path,
    summary,
    tags,
    'x-scope': 'clans:write',
    request: { params: serverParam, headers: writeHeaders, body: jsonBody(body) },
    responses: operationAnswers,
  });

const found = write(
  '/api/{s}/clans',
  'Founds a clan that the caller leads',
  z.strictObject({ name: z.string().min(1).max(100) }),
);
const invited = write(
  '/api/{s}/clan/invitations',
  'Invites somebody into the caller’s clan',
  z.strictObject({ member: discordId }),
);
const join = write(
  '/api/{s}/clan/membership',
  'Joins a clan that invited the caller',
  z.strictObject({
    clan: z
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  }),
);
const expel = write(
  '/api/{s}/clan/expulsions',
  'Puts a member out of the clan that the caller leads',
  z.strictObject({ member: discordId }),
);
const lead = write(
  '/api/{s}/clan/leader',
  'Hands the clan that the caller leads over',
  z.strictObject({ member: discordId }),
);

const end = <P extends string>(path: P, summary: string) =>
  guarded('member', {
    method: 'delete',
    path,
    summary,
    tags,
    'x-scope': 'clans:write',
    request: { params: serverParam, headers: writeHeaders },
    responses: operationAnswers,
  });
const leave = end('/api/{s}/clan/membership', 'Leaves the caller’s clan; the last one who does dissolves it');
const dissolve = end('/api/{s}/clan', 'Dissolves the clan that the caller leads');

const challengeSchema = z
  .object({
    challenge: z.int(),
    title: z.string().nullable(),
    state: z.enum(['open', 'closed', 'cancelled']),
    ...{ pool: amountSchema, left: amountSchema.openapi({ description: 'Neither paid nor returned' }) },
    issued: z.boolean(),
    firstDay: z.iso.date(),
    lastDay: z.iso.date(),
    scores: z.array(z.object({ clan: z.int(), name: z.string().nullable(), score: z.int() })),
  })
  .openapi('ClanChallenge');

export type ChallengeResponse = z.infer<typeof challengeSchema>;

const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
const toChallenge = (each: Challenge, decimals: number): z.infer<typeof challengeSchema> => ({
  ...{ challenge: each.challenge, title: each.title, state: each.state, issued: each.issued, scores: each.scores },
  ...{ pool: toAmount(each.pool, decimals), left: toAmount(each.left, decimals) },
  ...{ firstDay: dateOf(each.firstDay), lastDay: dateOf(each.lastDay) },
});

const challenges = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/challenges',
  summary: 'Challenges of the clans, the newest first, with the scores as the contract has them',
  tags,
  request: { params: serverParam, query: pageQuery },
  responses: answers('One page', paged('challenges', challengeSchema)),
});

const announce = guarded('admin', {
  method: 'post',
  path: '/api/{s}/challenges',
  summary: 'A challenge, for an admin’s own wallet to send',
  description:
    'The operator may take no pool: checked against the contract as it stands, the transaction comes in the answer (409, `transaction`).',
  tags,
  'x-scope': 'clans:write',
  request: {
    params: serverParam,
    body: jsonBody(
      z.strictObject({
        title: z.string().min(1).max(100),
        pool: tokensInput,
        firstDay: z.iso.date().optional().openapi({ description: 'UTC; left out: tomorrow' }),
        days: z.int().min(1).max(14).default(7),
        tallyDays: z.int().min(1).max(14).default(3),
        issued: z.boolean().default(false).openapi({ description: 'Paid by issuance' }),
      }),
    ),
  },
  responses: problems,
});

const seasons = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/seasons',
  summary: 'Windows in which earning is multiplied',
  description: 'The owner’s wallet sets them.',
  tags: ['Seasons'],
  request: { params: serverParam },
  responses: answers(
    'All of them',
    z.object({
      seasons: z.array(
        z.object({
          season: z.int(),
          opens: z.iso.datetime(),
          closes: z.iso.datetime().openapi({ description: 'Exclusive' }),
          multiplierBps: z.int().openapi({ description: 'Basis points of the reward' }),
          open: z.boolean(),
        }),
      ),
    }),
  ),
});

export type Routes =
  | typeof list
  | typeof invitations
  | typeof one
  | typeof found
  | typeof invited
  | typeof join
  | typeof expel
  | typeof lead
  | typeof leave
  | typeof dissolve
  | typeof challenges
  | typeof announce
  | typeof seasons;

export function clans(app: OpenAPIHono, ctx: Context) {
  app.openapi(list, async (c) => {
    const { token, decimals } = c.var.community;
    const { sort, ...query } = c.req.valid('query');
    const page = pageOf(query);
    const wanted = { token, ...rowsOf(page) };
    const found: (Clan & { earned: bigint | null })[] =
      sort === 'earned'
        ? await getClanBoard(ctx, wanted)
        : (await getClans(ctx, wanted)).map((clan) => ({ ...clan, earned: null }));
    const cut = cutPage(found, page);
    linkPages(c, cut.next);
    const named = await toClans(ctx, cut.rows);
    const shown = cut.rows.map(({ earned }, place) => ({
      ...named[place]!,
      earned: earned === null ? null : toAmount(earned, decimals),
    }));
    return c.json({ clans: shown, next: cut.next }, 200);
  });

  app.openapi(invitations, async (c) => {
    const { address } = c.var.caller;
    const all = address ? await getInvitations(ctx, { token: c.var.community.token, who: { address } }) : [];
    return c.json({ invitations: await toClans(ctx, all) }, 200);
  });

  app.openapi(one, async (c) => {
    const { token } = c.var.community;
    const { clan: wanted } = c.req.valid('param');
    const clan = await getClan(ctx, { token, clan: wanted });
    const members = await getClanMembers(ctx, { token, clan: wanted });
    const who = await peopleOf(ctx, [clan.leader, ...members.map((each) => each.member)]);
    const shown = members.map((each) => ({ ...who(each.member), since: each.since.toISOString() }));
    return c.json({ ...toClan(clan, who), members: shown }, 200);
  });

  app.openapi(found, async (c) => {
    const asked = { ...c.var.caller.by, name: c.req.valid('json').name };
    return carryOut(c, ctx, (id) => createClan(ctx, { id, ...asked }));
  });
  app.openapi(invited, async (c) => {
    const asked = { ...c.var.caller.by, member: c.req.valid('json').member };
    return carryOut(c, ctx, (id) => invite(ctx, { id, ...asked }));
  });
  app.openapi(join, async (c) => {
    const asked = { ...c.var.caller.by, clan: c.req.valid('json').clan };
    return carryOut(c, ctx, (id) => joinClan(ctx, { id, ...asked }));
  });

  type Change = Pick<Parameters<typeof changeClan>[1], 'token' | 'userId' | 'verb' | 'member'>;
  const change = (asked: Change) => async (id: string) => {
    await checkChangeClan(ctx, asked);
    await changeClan(ctx, { id, ...asked });
  };
  app.openapi(expel, async (c) =>
    carryOut(c, ctx, change({ ...c.var.caller.by, verb: 'expel', member: c.req.valid('json').member })),
  );
  app.openapi(lead, async (c) =>
    carryOut(c, ctx, change({ ...c.var.caller.by, verb: 'setLeader', member: c.req.valid('json').member })),
  );
  app.openapi(leave, async (c) => carryOut(c, ctx, change({ ...c.var.caller.by, verb: 'leaveClan', member: null })));
  app.openapi(dissolve, async (c) =>
    carryOut(c, ctx, change({ ...c.var.caller.by, verb: 'dissolveClan', member: null })),
  );

  app.openapi(challenges, async (c) => {
    const { token, decimals } = c.var.community;
    const page = pageOf(c.req.valid('query'));
    const cut = cutPage(await getChallenges(ctx, { token, ...rowsOf(page) }), page);
    linkPages(c, cut.next);
    return c.json({ challenges: cut.rows.map((each) => toChallenge(each, decimals)), next: cut.next }, 200);
  });

  app.openapi(announce, async (c) => {
    const { token, decimals } = c.var.community;
    const { userId, address } = c.var.caller;
    const { pool, firstDay, ...planned } = c.req.valid('json');
    const day = firstDay === undefined ? Math.floor(ctx.clock() / DAY_MS) + 1 : Date.parse(firstDay) / DAY_MS;
    const sender = userId === null ? { address: address! } : { userId };
    const asked = { token, sender, ...planned, pool: toBaseUnits(pool, decimals), firstDay: day };
    const { wallet, to, data } = await createChallenge(ctx, asked);
    throw new OwnWalletNeeded({ from: wallet, to, data });
  });

  app.openapi(seasons, async (c) => {
    const all = await getSeasons(ctx, { token: c.var.community.token });
    const at = (seconds: number) => new Date(seconds * 1000).toISOString();
    const shown = all.map(({ number: season, opens, closes, bps, open }) => ({
      ...{ season, opens: at(opens), closes: at(closes), multiplierBps: bps, open },
    }));
    return c.json({ seasons: shown }, 200);
  });
}
