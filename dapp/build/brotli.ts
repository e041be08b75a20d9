import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(js|css|html|svg)$/;

/** Lays a compressed copy beside each text file, as small as can be: the server has no time for that. */
export const brotli = (): Plugin => ({
  name: 'brotli',
  writeBundle({ dir }) {
    for (const file of readdirSync(dir!, { recursive: true, encoding: 'utf8' })) {
      if (!TEXT.test(file)) continue;
      const path = join(dir!, file);
      writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
    }
  },
});
