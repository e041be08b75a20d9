/** Files and default avatars, as Discord's CDN serves them. */
import { Hono } from 'hono';
import { fileBytes } from './attachments.ts';
import type { Context } from './context.ts';

const COLOURS = ['#5865f2', '#747f8d', '#3ba55c', '#faa61a', '#ed4245', '#eb459f'];

/** A disc with an initial, coloured by its seed. */
function avatar(seed: number, initial: string): Response {
  const fill = COLOURS[seed % COLOURS.length];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64"><circle cx="32" cy="32" r="32" fill="${fill}"/><text x="32" y="42" text-anchor="middle" font-family="sans-serif" font-size="28" fill="#fff">${initial}</text></svg>`;
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=86400' } });
}

export function mountCdn(ctx: Context): Hono {
  const app = new Hono();
  app.get('/attachments/:channel/:id/:filename', (request) => {
    const { channel, id } = request.req.param();
    const file = ctx.state.files[id];
    if (!file || file.channel_id !== channel) return request.text('This content is no longer available.', 404);
    const headers = {
      'content-type': file.content_type,
      // Uploaded bytes are data: never a page of this origin.
      'content-disposition': `attachment; filename="${file.filename}"`,
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    };
    return new Response(new Uint8Array(fileBytes(file)), { headers });
  });
  app.get('/embed/avatars/:index', (request) => avatar(Number.parseInt(request.req.param('index'), 10) || 0, ''));
  app.get('/avatars/:user', (request) => {
    const user = ctx.state.users[request.req.param('user').replace(/\.svg$/, '')];
    if (!user) return request.text('Unknown user', 404);
    return avatar(
      Number(BigInt(user.id) % 6n),
      /[\p{L}\p{N}]/u.exec(user.global_name ?? user.username)?.[0].toUpperCase() ?? '',
    );
  });
  return app;
}
