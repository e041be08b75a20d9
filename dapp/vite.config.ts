import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { brotli } from './build/brotli.ts';
import { early } from './build/early.ts';
import { openFrame } from './build/frame.ts';

/** What reads the chain by itself stays apart: it is fetched where it is needed. */
const COMMON = /dapp\/(components|lib)\/(?!wallet\/|read-contract|in-pieces|daily-card|recipient)/;

export default defineConfig({
  plugins: [
    react(),
    lingui({ failOnCompileError: true }),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    tailwindcss(),
    early(),
    brotli(),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What most pages share is one file: in many small ones it compresses worse, and each waits for the network.
          groups: [
            { name: 'shared', test: /dapp\/(components|lib)\//, minShareCount: 12, priority: 2 },
            { name: openFrame(), priority: 1, includeDependenciesRecursively: false },
            { name: 'common', test: COMMON, minShareCount: 3, includeDependenciesRecursively: false },
            { name: 'icons', test: /lucide-react\//, minShareCount: 2, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
});
