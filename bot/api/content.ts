/** What declarations of routes say of bodies and answers. */
import type { z } from '@hono/zod-openapi';
import { problems } from './problem.ts';

export const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } });

/** A body that must be there. */
export const jsonBody = <T extends z.ZodType>(schema: T) => ({ required: true, content: json(schema) }) as const;

/** 200 with what is shown, or a problem. */
export const answers = <T extends z.ZodType>(description: string, schema: T) => ({
  200: { description, content: json(schema) },
  ...problems,
});
