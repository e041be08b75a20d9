import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from '../context.ts';
import { type Health, openHealth } from '../health.ts';
import type { Simulator } from '../operations/simulate.ts';
import { openAccessTokens } from './accessToken.ts';
import { limitBodies } from './bodies.ts';
import { crossOrigin } from './crossOrigin.ts';
import type { Discord } from './discordPort.ts';
import { docs } from './docs.ts';
import { etags } from './etags.ts';
import { openGate } from './gate.ts';
import { headers } from './headers.ts';
import { openKept } from './kept.ts';
import { measure } from './measure.ts';
import { onError, onInvalid, problem } from './problem.ts';
import { limitAddresses, openRateLimit } from './rateLimit.ts';
import { achievements } from './routes/achievements.ts';
import { activity } from './routes/activity.ts';
import { announcements } from './routes/announcements.ts';
import { auth } from './routes/auth.ts';
import { balance } from './routes/balance.ts';
import { bot } from './routes/bot.ts';
import { caps } from './routes/caps.ts';
import { chain } from './routes/chain.ts';
import { clans } from './routes/clans.ts';
import { communities } from './routes/communities.ts';
import { config, customCommands } from './routes/config.ts';
import { discordSignIn } from './routes/discordSignIn.ts';
import { drops } from './routes/drops.ts';
import { economy } from './routes/economy.ts';
import { embeds } from './routes/embeds.ts';
import { exporting } from './routes/exporting.ts';
import { figures } from './routes/figures.ts';
import { forward } from './routes/forward.ts';
import { health } from './routes/health.ts';
import { history } from './routes/history.ts';
import { items } from './routes/items.ts';
import { keys } from './routes/keys.ts';
import { leaderboard } from './routes/leaderboard.ts';
import { link } from './routes/link.ts';
import { linkedRole } from './routes/linkedRole.ts';
import { market } from './routes/market.ts';
import { operations } from './routes/operations.ts';
import { penalties } from './routes/penalties.ts';
import { playground } from './routes/playground.ts';
import { roleProposals } from './routes/roleProposals.ts';
import { rpc } from './routes/rpc.ts';
import { servers } from './routes/servers.ts';
import { shop } from './routes/shop.ts';
import { simulation } from './routes/simulation.ts';
import { type Every, stream } from './routes/stream.ts';
import { sync } from './routes/sync.ts';
import { tasks } from './routes/tasks.ts';
import { tokens } from './routes/tokens.ts';
import { transactions } from './routes/transactions.ts';
import { users } from './routes/users.ts';
import { walletClaims } from './routes/walletClaims.ts';
import { walletHoldings } from './routes/walletHoldings.ts';
import { webhooks } from './routes/webhooks.ts';
import { inlineScriptHashes, readStaticFiles, staticFiles } from './staticFiles.ts';
import type { Feed } from './stream/feed.ts';
import { openWaits } from './waits.ts';
import type { Tell } from './words.ts';

export type ApiOptions = {
  playground?: { discordUrl: string } | undefined;
  /** The built dApp. */
  staticDir?: string | undefined;
  /** Knows more parts than database, chain and tables. */
  health?: Health | undefined;
  /** How Discord is reached; without it, what needs Discord answers that it is away. */
  discord?: Discord | undefined;
  /** What makes forecasts; none are made without it. */
  simulator?: Simulator | null;
  /** Routes of one's own beside the product's. */
  routes?: ((app: OpenAPIHono, ctx: Context) => void)[];
  /** Knows other languages than English. */
  tell?: Tell | undefined;
  requestsPerMinute?: number;
  /** Within which a request's head must have arrived, milliseconds; its body in twice that. */
  patienceMs?: number;
  /** Within which the answers under way must have been taken once the server closes, milliseconds. */
  farewellMs?: number;
  every?: Every;
};

const everyInterval: Every = (ms, tick) => {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
};

/** All routes. `endStreams` lets the open connections go. */
export function createApp(ctx: Context, feed: Feed, options: ApiOptions) {
  const app = new OpenAPIHono({ defaultHook: onInvalid });
  const files = options.staticDir ? readStaticFiles(options.staticDir) : null;
  const discordUrl = ctx.config.local ? options.playground?.discordUrl : undefined;

  app.onError(onError(ctx.log));
  app.use(measure(ctx.metrics));
  const waits = openWaits();
  const accessTokens = openAccessTokens(ctx);
  const discord = options.discord ?? (() => null);
  const perMinute = options.requestsPerMinute ?? ctx.config.api.requestsPerMinute;
  const gate = openGate(ctx, accessTokens, openRateLimit(perMinute, ctx.clock), discord);
  app.use((c, next) => {
    c.set('tell', options.tell);
    c.set('gate', gate);
    c.set('waits', waits);
    return next();
  });
  app.use(headers(ctx.config, files ? inlineScriptHashes(files) : [], discordUrl));
  app.use('/api/*', crossOrigin(ctx.config));
  app.use('/api/*', limitAddresses(ctx.config, openRateLimit(perMinute, ctx.clock)));
  const kept = openKept(ctx, ctx.config.api.keptMb);
  app.use('/api/*', kept.toStrangers);
  app.use('/api/*', limitBodies());
  app.use('/api/*', etags);

  const known = options.health ?? openHealth(ctx);
  // Static segments win: whatever begins with `{s}` comes after all that does not.
  health(app, ctx, known);
  const { signIn } = auth(app, ctx, accessTokens);
  discordSignIn(app, ctx, signIn);
  servers(app, ctx);
  communities(app, ctx);
  balance(app, ctx, kept);
  history(app, ctx, kept);
  tokens(app, ctx);
  achievements(app, ctx);
  activity(app, ctx);
  economy(app, ctx);
  leaderboard(app, ctx, kept);
  shop(app, ctx, kept);
  roleProposals(app, ctx);
  chain(app, ctx);
  rpc(app, ctx);
  forward(app, ctx);
  link(app, ctx);
  linkedRole(app, ctx);
  operations(app, ctx);
  bot(app, ctx, discord, known);
  customCommands(app, ctx, discord);
  exporting(app, ctx);
  items(app, ctx);
  tasks(app, ctx, discord);
  walletClaims(app, ctx);
  walletHoldings(app, ctx);
  announcements(app, ctx, discord);
  embeds(app, ctx, discord);
  drops(app, ctx, discord);
  config(app, ctx, discord);
  caps(app, ctx);
  figures(app, ctx);
  simulation(app, ctx, options.simulator ?? null);
  sync(app, ctx);
  market(app, ctx);
  clans(app, ctx);
  const endStreams = stream(app, ctx, feed, options.every ?? everyInterval);
  playground(app, ctx, discordUrl);
  keys(app, ctx);
  docs(app);
  webhooks(app, ctx);
  users(app, ctx);
  transactions(app, ctx);
  penalties(app, ctx);
  for (const more of options.routes ?? []) more(app, ctx);

  const noRoute = 'There is nothing at this address: GET /api/docs lists what there is.';
  app.all('/api/*', (c) => problem(c, 404, 'RouteUnknown', noRoute));
  if (files) app.use(staticFiles(files));
  app.notFound((c) => problem(c, 404, 'RouteUnknown', noRoute));
  const letGo = () => {
    endStreams();
    waits.end();
  };
  return { app, endStreams: letGo };
}
