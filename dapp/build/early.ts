import type { Plugin, Rolldown } from 'vite';
import { FRAME } from './frame.ts';

type Bundle = Rolldown.OutputBundle;

const PAGE = /\/dapp\/features\/([a-z]+)\/page\.tsx$/;
/** Where pages do not follow their noun. */
const OTHERS: Record<string, string> = {
  '/dapp/features/admin/layout.tsx': 'admin',
  '/dapp/lib/wallet/local-wallet.ts': 'local',
};
const TABLE = /\/dapp\/locales\/([a-z]{2})\.ts$/;
const CATALOG = /\/dapp\/locales\/([a-z]{2})\/([a-z]+)\.po$/;

/** As Vite writes them: the script that the page begins with, and what that imports. */
const SCRIPTS = /<(script type="module"|link rel="modulepreload")[^>]*>(<\/script>)?/g;

/**
 * Tells the page, before any script of it runs, which files it will come to need: otherwise each is known only when the one
 * before has run, and a phone far away waits for its network at every step. The page's own script picks by its address and
 * language (`EARLY` in index.html), once the first words are drawn. These wait for nothing: the styles stand in the page.
 */
export function early(): Plugin {
  let styles = '';
  return {
    name: 'early',
    generateBundle: {
      // Before it is written down which pages need them, which would then fetch them.
      order: 'pre',
      handler(_, bundle) {
        styles = takeStyles(bundle);
      },
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) =>
        bundle
          ? html
              .replaceAll(SCRIPTS, '')
              .replace('EARLY = {}', () => `EARLY = ${JSON.stringify(filesOf(bundle))}`)
              .replace('</head>', () => `<style>${styles}</style></head>`)
          : html,
    },
  };
}

/** All styles there are, which are no files any more. */
function takeStyles(bundle: Bundle): string {
  const names = new Set<string>();
  for (const file of Object.values(bundle)) {
    if (file.type !== 'chunk') continue;
    for (const name of file.viteMetadata?.importedCss ?? []) names.add(name);
    file.viteMetadata?.importedCss.clear();
  }
  return Array.from(names, (name) => {
    const file = bundle[name];
    delete bundle[name];
    return file?.type === 'asset' ? file.source : '';
  }).join('');
}

/** What begins it first, under `entry`; by the noun of a page, `''` for all, and by language or language and noun. */
function filesOf(bundle: Bundle): Record<string, string[]> {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const entry = chunks.find(({ isEntry }) => isEntry);
  const atOnce = closure(bundle, entry?.fileName);
  const common = chunks.filter(({ facadeModuleId }) => FRAME.some((part) => facadeModuleId?.endsWith(part)));
  const frame = new Set(
    common.flatMap(({ fileName }) => [...closure(bundle, fileName)]).filter((each) => !atOnce.has(each)),
  );
  const found: Record<string, string[]> = { entry: [...atOnce], '': [...frame] };
  for (const { facadeModuleId, fileName } of chunks) {
    const id = facadeModuleId ?? '';
    const [, language, noun] = CATALOG.exec(id) ?? TABLE.exec(id) ?? [];
    const other = Object.keys(OTHERS).find((part) => id.endsWith(part));
    const name = language ? [language, noun].filter(Boolean).join('/') : other ? OTHERS[other] : PAGE.exec(id)?.[1];
    if (name) found[name] = [...closure(bundle, fileName)].filter((each) => !atOnce.has(each) && !frame.has(each));
  }
  return found;
}

/** A file and all that it imports before it runs. */
function closure(bundle: Bundle, file: string | undefined, found = new Set<string>()): Set<string> {
  const chunk = file === undefined ? undefined : bundle[file];
  if (chunk?.type !== 'chunk' || found.has(chunk.fileName)) return found;
  found.add(chunk.fileName);
  for (const each of chunk.imports) closure(bundle, each, found);
  return found;
}
