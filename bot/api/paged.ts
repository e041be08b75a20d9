/** Lists in pages: by cursor, or by number as `page` and `per_page`. */
import { z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import { UserError } from '../errors.ts';
import { bear } from './headers.ts';

const MOST = 100;
/** Numbered pages reach as far; a cursor has no end. */
const FARTHEST = 1_000_000;

const whole = (most: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(most, `must be at most ${most}`);

/** Query of a list. */
export const pageQuery = z.object({
  limit: whole(MOST)
    .optional()
    .openapi({ description: `Rows of a page, at most ${MOST}; 25 where left out` }),
  per_page: whole(MOST).optional().openapi({ description: 'The same as `limit`' }),
  cursor: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .openapi({ description: '`next` of the page before; stays right while rows are added' }),
  page: whole(FARTHEST).optional().openapi({ description: 'From 1; instead of a cursor' }),
});

export type Page = { limit: number; offset: number; cursor: string | undefined };

/** @throws UserError where both a cursor and a number are given, or the page lies too far */
export function pageOf({ limit, per_page, cursor, page }: z.output<typeof pageQuery>): Page {
  const rows = per_page ?? limit ?? 25;
  if (cursor !== undefined && page !== undefined)
    throw new UserError('PageTwice', 'Send either cursor or page: a cursor already says where its page begins.');
  const offset = ((page ?? 1) - 1) * rows;
  if (offset > FARTHEST)
    throw new UserError('PageTooFar', `Pages by number reach ${FARTHEST} rows: follow next from page to page instead.`);
  return { limit: rows, offset, cursor };
}

/** Schema of a page, its rows under `name`. */
export const paged = <Name extends string, Row extends z.ZodType>(name: Name, row: Row) =>
  z.object({
    [name]: z.array(row),
    next: z
      .string()
      .nullable()
      .openapi({ description: 'To be sent as `cursor` for the page that follows; null at the end' }),
  } as { [K in Name]: z.ZodArray<Row> } & { next: z.ZodNullable<z.ZodString> });

/** Says in the header `Link` where the neighbouring pages are. @param next cursor of the page that follows; null at the end */
export const linkPages = (c: Request, next: string | null) => bear(c, linkOf(c, next));

/** That header (RFC 8288); none where there is but one page. */
export function linkOf(c: Request, next: string | null): Record<string, string> {
  const page = Number(c.req.query('page') ?? 0);
  if (next === null && page <= 1) return {};
  const at = new URL(c.req.url);
  const link = (rel: string, set: Record<string, string>) => {
    const query = new URLSearchParams(at.searchParams);
    for (const name of ['cursor', 'page']) query.delete(name);
    for (const [name, value] of Object.entries(set)) query.set(name, value);
    return `<${at.pathname}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(next === null ? [] : [link('next', page > 0 ? { page: `${page + 1}` } : { cursor: next })]),
    ...(page > 1 ? [link('prev', { page: `${page - 1}` })] : []),
  ];
  return { link: links.join(', ') };
}

const OFFSET = /^o(\d{1,7})$/;

/**
 * A page of a list whose order changes by itself, such as by balance: its cursor is a number of rows.
 * @throws UserError where the cursor is none of ours
 */
export function offsetOf({ cursor, offset }: Page): number {
  if (cursor === undefined) return offset;
  const match = OFFSET.exec(cursor);
  if (!match) throw new UserError('CursorInvalid', 'That page does not exist: begin again without a cursor.');
  return Number(match[1]);
}

/** Which rows to read for {@link cutPage}. @throws UserError where the cursor is none of ours */
export const rowsOf = (page: Page) => ({ offset: offsetOf(page), limit: page.limit + 1 });

/** @param rows those that {@link rowsOf} asks for: one more than the page's, where there are more */
export function cutPage<Row>(rows: Row[], page: Page): { rows: Row[]; next: string | null } {
  const more = rows.length > page.limit;
  return { rows: rows.slice(0, page.limit), next: more ? `o${offsetOf(page) + page.limit}` : null };
}
