import type { Pool } from 'pg';

/** All rows of schema `chain` as text, sorted: equal for equal chains, however they were read. Undo is not state. */
export async function chainRows(pool: Pool): Promise<Record<string, string[]>> {
  const tables = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'chain' and tablename not in ('migrations', 'undo') order by 1`,
  );
  const rows: Record<string, string[]> = {};
  for (const { name } of tables.rows) {
    const found = await pool.query<{ row: string }>(`select to_jsonb(t)::text as row from chain.${name} t order by 1`);
    rows[name] = found.rows.map(({ row }) => row);
  }
  return rows;
}

/** Drops schema `chain` under a running indexer. Where the two wait for each other's tables the database ends one: asked again. */
export async function dropChain(pool: Pool): Promise<void> {
  try {
    await pool.query('drop schema chain cascade');
  } catch (error) {
    if ((error as { code?: string }).code !== '40P01') throw error;
    await dropChain(pool);
  }
}
