import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './bot/db/appSchema.ts',
  out: './bot/db/migrations/app',
  casing: 'snake_case',
});
