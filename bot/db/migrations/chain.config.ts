import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './bot/db/chainSchema.ts',
  out: './bot/db/migrations/chain',
  casing: 'snake_case',
});
