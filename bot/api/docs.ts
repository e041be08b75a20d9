import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';

export const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Guildmint',
    version: '0.1.0',
    description:
      'A community’s economy: reads as the chain has it, writes as operations on it. Amounts are exact decimal strings in base units beside a form for people. Errors are problems (RFC 9457) whose `detail` says what to do. `x-authority` says who may use a route, `x-scope` what an API key needs for it.',
  },
};

/** Swagger UI comes with the packages: the page loads nothing from elsewhere. */
const ASSETS = new Map([
  ['swagger-ui.css', 'text/css'],
  ['swagger-ui-bundle.js', 'text/javascript'],
]);
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true });`;

/** The OpenAPI document, and a page to browse and try it. */
export function docs(app: OpenAPIHono) {
  const { resolve } = createRequire(import.meta.url);
  const schemes = {
    bearer: { type: 'http', scheme: 'bearer', description: 'An access token, or an API key' },
    key: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'As POST /api/{s}/keys makes it' },
    cookie: {
      type: 'apiKey',
      in: 'cookie',
      name: 'guildmint',
      description: 'As signing in sets it; `__Host-` under https',
    },
  } as const;
  for (const [name, scheme] of Object.entries(schemes))
    app.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  app.doc31('/api/openapi.json', DOCUMENT);
  app.get('/api/docs', (c) =>
    c.html(html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Guildmint API</title>
          <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
        </head>
        <body>
          <main id="docs"></main>
          <script src="/api/docs/swagger-ui-bundle.js"></script>
          <script src="/api/docs/start.js"></script>
        </body>
      </html>`),
  );
  app.get('/api/docs/start.js', (c) => c.body(START, 200, { 'content-type': 'text/javascript' }));
  app.get('/api/docs/:asset', async (c, next) => {
    const asset = c.req.param('asset');
    const type = ASSETS.get(asset);
    if (!type) return next();
    const body = await readFile(resolve(`swagger-ui-dist/${asset}`));
    return c.body(new Uint8Array(body), 200, { 'content-type': type, 'cache-control': 'public, max-age=86400' });
  });
}
