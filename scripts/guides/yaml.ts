import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';

// The check for dead code reads YAML, so its reader is at hand.
const { parse } = createRequire(import.meta.resolve('knip'))('yaml') as { parse: (text: string) => unknown };

const schema = z.object({
  services: z.record(
    z.string(),
    z.object({
      environment: z.record(z.string(), z.string()),
      volumes: z.array(z.string()).optional(),
      ports: z.array(z.string()).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

/** What a file for Compose says, as far as anybody here asks. */
export const readCompose = (file: string) => schema.parse(parse(readFileSync(file, 'utf8')));
