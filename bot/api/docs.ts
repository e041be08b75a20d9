import type { OpenAPIHono } from '@hono/zod-openapi';
import { html, raw } from 'hono/html';

const INFO = {
  title: 'Guildmint',
  version: '0.1.0',
  description:
    'Reads of a community’s economy as the chain has it. Amounts are exact decimal strings in base units beside a form for people. Errors are problems (RFC 9457) whose `detail` says what to do.',
};

type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
};
type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema };
type Operation = {
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  responses: Record<string, { description: string; content?: Record<string, { schema?: Schema }> }>;
};

/** The OpenAPI document, and a page that shows it: of our own, because the usual ones load themselves from elsewhere. */
export function docs(app: OpenAPIHono) {
  app.doc31('/api/openapi.json', { openapi: '3.1.0', info: INFO });
  app.get('/api/docs', (c) => {
    const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: INFO });
    const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ path, method, operation })),
    );
    const schemas = Object.entries(document.components?.schemas ?? {});
    return c.html(html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Guildmint API</title>
          <style>${raw(STYLE)}</style>
        </head>
        <body>
          <header>
            <h1>Guildmint API</h1>
            <p>${INFO.description}</p>
            <p><a href="/api/openapi.json">OpenAPI document</a></p>
          </header>
          <main>
            ${operations.map(operationCard)}
            <h2>Schemas</h2>
            ${schemas.map(
              ([name, schema]) =>
                html`<details id="${name}"><summary><code>${name}</code></summary><pre>${JSON.stringify(schema, null, 2)}</pre></details>`,
            )}
          </main>
        </body>
      </html>`);
  });
}

function operationCard({ path, method, operation }: { path: string; method: string; operation: Operation }) {
  const { summary, description, parameters = [], responses } = operation;
  return html`<section>
    <h3><code>${method.toUpperCase()}</code> <a href="${path.includes('{') ? '#' : path}"><code>${path}</code></a></h3>
    <p>${summary}</p>
    ${description ? html`<p class="quiet">${description}</p>` : ''}
    ${parameters.length > 0 ? html`<table><caption>Parameters</caption><tbody>${parameters.map(parameterRow)}</tbody></table>` : ''}
    <table>
      <caption>Answers</caption>
      <tbody>
        ${Object.entries(responses).map(
          ([status, { description: meaning, content = {} }]) =>
            html`<tr><th scope="row">${status}</th><td>${meaning}</td><td>${Object.values(content).map(({ schema }) => schemaName(schema))}</td></tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function parameterRow({ name, in: place, required, description, schema = {} }: Parameter) {
  const facts = [
    required ? 'required' : 'optional',
    schema.enum?.join(' | ') ?? schema.type,
    schema.default === undefined ? undefined : `default ${schema.default}`,
    schema.maximum === undefined ? undefined : `${schema.minimum ?? ''}…${schema.maximum}`,
  ].filter(Boolean);
  return html`<tr><th scope="row"><code>${name}</code> <small>${place}</small></th><td>${description}</td><td>${facts.join(', ')}</td></tr>`;
}

function schemaName(schema: Schema | undefined) {
  const name = schema?.$ref?.split('/').at(-1);
  return name ? html`<a href="#${name}"><code>${name}</code></a>` : '';
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --quiet: #777; --accent: #1b7f56 }
@media (prefers-color-scheme: dark) { :root { --quiet: #9aa; --accent: #37c98f } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 2rem 1rem }
section { border: 1px solid var(--line); border-radius: 12px; padding: 1rem 1.25rem; margin: 1rem 0 }
h3 { margin: 0 } a { color: var(--accent) } .quiet, small { color: var(--quiet) }
code { font-family: ui-monospace, monospace; font-size: .92em }
table { width: 100%; border-collapse: collapse; margin-top: .75rem } caption { text-align: left; color: var(--quiet) }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line); font-weight: 400 }
pre { overflow: auto; padding: .75rem; border: 1px solid var(--line); border-radius: 8px; font-size: .85rem } details { margin: .5rem 0 }
`;
