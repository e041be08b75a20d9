/**
 * Both schemas of the database under one name. They are files of their own because each has its own migrations: `chain` may be
 * dropped and made again without touching `app`.
 */
// biome-ignore lint/performance/noBarrelFile: drizzle takes the tables of one module
export * from './appSchema.ts';
export * from './chainSchema.ts';
export * from './figureSchema.ts';
export * from './moduleSchema.ts';
