import { fileURLToPath } from 'node:url';
import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

const catalog = (name: string, include: string[], exclude: string[] = []) => ({
  path: `<rootDir>/locales/{locale}/${name}`,
  include: include.map((path) => `<rootDir>/${path}`),
  exclude: exclude.map((path) => `<rootDir>/${path}`),
});

/** Three catalogs: what a first visit shows, what the other pages add, and the admins' part. The Playground has none. */
export default defineConfig({
  rootDir: fileURLToPath(new URL('dapp', import.meta.url)),
  sourceLocale: 'en',
  locales: ['en', 'de', 'es', 'fr'],
  fallbackLocales: { default: 'en' },
  catalogs: [
    catalog('shell', ['app', 'components', 'lib', 'features/overview']),
    catalog('pages', ['features'], ['features/{admin,overview,playground}/**']),
    catalog('admin', ['features/admin']),
  ],
  // Without places and lines a moved sentence changes no catalog.
  format: formatter({ origins: false }),
  orderBy: 'message',
});
