import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { getMimeType } from 'hono/utils/mime';

type File = {
  body: Buffer;
  brotli: Buffer | null;
  gzipped: Buffer | null;
  type: string;
  etag: string;
  immutable: boolean;
};

/** Built files under `assets/` carry a hash of their content in their name: they never change. */
const IMMUTABLE = /^\/assets\/.+-[\w-]{8,}\.\w+$/;
/** How the compressed copy of a file is called. */
const COPY = '.br';
const COMPRESSIBLE = /^(text\/|application\/(javascript|json|manifest)|image\/svg)/;

/** Reads the built dApp into memory, so that no request ever names a path of the disk. */
export function readStaticFiles(folder: string): Map<string, File> {
  const files = new Map<string, File>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith(COPY)) continue;
    const path = join(entry.parentPath, entry.name);
    const url = `/${relative(folder, path).split(sep).join('/')}`;
    const body = readFileSync(path);
    const type = getMimeType(url) ?? 'application/octet-stream';
    files.set(url, {
      body,
      // The build has taken its time over it.
      brotli: existsSync(path + COPY) ? readFileSync(path + COPY) : null,
      gzipped: COMPRESSIBLE.test(type) ? gzipSync(body) : null,
      type,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      immutable: IMMUTABLE.test(url),
    });
  }
  return files;
}

/** Hashes of the page's inline scripts, for the content security policy. */
export function inlineScriptHashes(files: Map<string, File>): string[] {
  const page = files.get('/index.html')?.body.toString() ?? '';
  return [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, code]) => `'sha256-${createHash('sha256').update(code!).digest('base64')}'`,
  );
}

/** Serves the files; any other path that a browser opens is the page itself, whose router knows it. */
export function staticFiles(files: Map<string, File>): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next();
    const asksForPage = c.req.header('accept')?.includes('text/html') ?? false;
    const file =
      files.get(c.req.path === '/' ? '/index.html' : c.req.path) ?? (asksForPage && files.get('/index.html'));
    if (!file) return next();
    c.header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    c.header('etag', file.etag);
    c.header('vary', 'Accept-Encoding');
    if (c.req.header('if-none-match') === file.etag) return c.body(null, 304);
    const accepted =
      c.req
        .header('accept-encoding')
        ?.split(',')
        .map((coding) => coding.trim()) ?? [];
    const coding =
      file.brotli && accepted.includes('br') ? 'br' : file.gzipped && accepted.includes('gzip') ? 'gzip' : null;
    if (coding) c.header('content-encoding', coding);
    const body = coding === 'br' ? file.brotli! : coding === 'gzip' ? file.gzipped! : file.body;
    return c.body(new Uint8Array(body), 200, { 'content-type': file.type });
  };
}
