import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./bot/db/chainSchema.ts', './bot/db/figureSchema.ts', './bot/db/moduleSchema.ts'],
  out: './bot/db/migrations/chain',
  casing: 'snake_case',
});
