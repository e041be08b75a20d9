/** Where the gateway is, and who the bot is. */
import { botUser, findUser } from '../context.ts';
import { applicationFlags } from '../intents.ts';
import { permissionsOf } from '../permissions.ts';
import { APPLICATION_ID } from '../seed.ts';
import { type Call, limitOf, ok, type Route } from './route.ts';

/** Concurrency 16, so that a bot may identify again without waiting. */
const sessionStarts = { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: 16 };

function application({ ctx }: Call) {
  return {
    id: APPLICATION_ID,
    name: 'Guildmint',
    icon: null,
    description: 'On-chain token economies for Discord communities',
    type: null,
    bot: botUser(ctx),
    summary: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(ctx.seed),
    flags_new: String(applicationFlags(ctx.seed)),
    owner: botUser(ctx),
    team: null,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    explicit_content_filter: 0,
    approximate_guild_count: Object.keys(ctx.state.guilds).length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    integration_types_config: { '0': {} },
    eligible_oauth2_scopes: [],
  };
}

export const applicationRoutes: Route[] = [
  { route: 'GET /gateway', open: true, handle: ({ ctx }) => ok({ url: ctx.gatewayUrl }) },
  {
    route: 'GET /gateway/bot',
    handle: ({ ctx }) => ok({ url: ctx.gatewayUrl, shards: 1, session_start_limit: sessionStarts }),
  },
  { route: 'GET /applications/@me', handle: (call) => ok(application(call)) },
  { route: 'GET /oauth2/applications/@me', handle: (call) => ok(application(call)) },
  {
    route: 'GET /users/@me',
    handle: ({ ctx }) => ok({ ...botUser(ctx), mfa_enabled: false, locale: 'en-US', verified: true, email: null }),
  },
  {
    route: 'GET /users/@me/guilds',
    handle: (call) => {
      const guilds = Object.values(call.ctx.state.guilds).filter((guild) => guild.members[APPLICATION_ID]);
      return ok(
        guilds.slice(0, limitOf(call, 200, 200)).map((guild) => ({
          id: guild.id,
          name: guild.name,
          icon: null,
          banner: null,
          owner: guild.owner_id === APPLICATION_ID,
          permissions: String(permissionsOf(call.ctx, guild, APPLICATION_ID)),
          features: [],
        })),
      );
    },
  },
  { route: 'GET /users/:user', handle: ({ ctx, params }) => ok(findUser(ctx, params.user)) },
];
