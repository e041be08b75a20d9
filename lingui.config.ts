import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

const catalog = (name: string, include: string[], exclude: string[] = []) => ({
  path: `<rootDir>/locales/{locale}/${name}`,
  include: include.map((path) => `<rootDir>/${path}`),
  exclude: exclude.map((path) => `<rootDir>/${path}`),
});

const REFUSALS = 'lib/wallet/errors.ts';
const LANDING = 'app/{home,landing}.tsx';
/** The Playground has no catalog, and the overview is what a first visit shows. */
const FEATURES = readdirSync(new URL('dapp/features', import.meta.url)).filter(
  (name) => name !== 'overview' && name !== 'playground',
);

/** A catalog for a member's first visit, one for what is refused, one for a stranger's first page, one for each feature. */
export default defineConfig({
  rootDir: fileURLToPath(new URL('dapp', import.meta.url)),
  sourceLocale: 'en',
  locales: ['en', 'de', 'es', 'fr'],
  fallbackLocales: { default: 'en' },
  catalogs: [
    catalog('shell', ['app', 'components', 'lib', 'features/overview'], [REFUSALS, LANDING]),
    catalog('refusals', [REFUSALS]),
    catalog('landing', [LANDING]),
    ...FEATURES.map((name) => catalog(name, [`features/${name}`])),
  ],
  // Without places and lines a moved sentence changes no catalog.
  format: formatter({ origins: false }),
  orderBy: 'message',
});
