// Fills a fresh local chain: contracts, two communities for the two servers of the local Discord, gas for relayers and sentinel.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import pino from 'pino';
import { type Address, createPublicClient, createWalletClient, http } from 'viem';
import { readConfig } from '../bot/config.ts';
import { journalDir } from '../bot/custody/journalDir.ts';
import { openDatabase } from '../bot/db/database.ts';
import { codes, guilds, itemSettings } from '../bot/db/schema.ts';
import { CHANNELS, GUILDS, ROLES } from '../bot/local-discord/seed.ts';
import { createCommunity, grantRole } from './deploy/community.ts';
import { install, operatorAccounts } from './deploy/install.ts';
import { readPreset } from './deploy/preset.ts';
import { rpc } from './local/chain.ts';

const demo = [
  { id: GUILDS.lounge, name: 'BROski Lounge', preset: 'broski', settings: { staffChannelId: CHANNELS.staff } },
  { id: GUILDS.taskforce, name: 'Taskforce', preset: 'taskbot', settings: { globalShop: true, globalTasks: true } },
];
/** Roles of the local Discord, by the names that presets use. */
const roles: Record<string, string> = {
  VIP: ROLES.loungeVip,
  'Gold name': ROLES.loungeGoldName,
  'Early access': ROLES.loungeEarlyAccess,
};
/** Codes of each kind to begin with. */
const CODES = 20;

/** @param env as the server's own, of a local network */
export async function seedLocal(env: NodeJS.ProcessEnv) {
  const config = readConfig(env);
  if (!config.local) throw new Error('Only a local network is seeded; for a real chain there is `npm run deploy`.');
  const transport = http(config.rpcUrl);
  const client = createPublicClient({ transport, cacheTime: 0 });
  const [deployer, owner, , guardian] = await createWalletClient({ transport }).getAddresses();
  // The signer's counts of the day speak of a chain that is gone.
  rmSync(journalDir(config.keystore.dir), { recursive: true, force: true });
  const { deployment, relayers, sentinel } = await install(
    config,
    { guardian: guardian!, curator: deployer! },
    // scrypt's cost guards nothing here: the passphrase lies beside the keystore.
    { keystoreWork: 2 ** 10 },
  );
  for (const payer of [...relayers, sentinel])
    await rpc(config.rpcUrl, 'hardhat_setBalance', [payer, '0x3635c9adc5dea00000']);
  const wallet = createWalletClient({ account: owner!, transport });
  const { reporter, fulfiller } = await operatorAccounts(config, client, deployment);
  const tokens: Address[] = [];
  for (const { preset } of demo) {
    const token = await createCommunity(client, wallet, deployment, readPreset(preset));
    await grantRole(client, wallet, deployment, token, reporter, 'reporter');
    await grantRole(client, wallet, deployment, token, fulfiller, 'fulfiller');
    tokens.push(token);
  }

  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    log: pino({ level: 'warn' }),
  });
  try {
    await database.db.transaction(async (tx) => {
      // What was on its way to the chain before this one must not be sent to it.
      await tx.execute(sql`truncate app.outbox, app.batches, app.transactions, app.activity, app.replies, app.guilds,
        app.planned_communities, app.staff_members,
        app.links, app.challenges, app.marks, app.item_settings, app.codes, app.fulfilments, app.posts,
        app.notifications, app.notes, app.trade_drafts, app.staff_log, app.drops, app.grabs, app.announcements, app.templates, app.alerts,
        app.proof_files, app.seeds, app.requests, app.webhooks, app.deliveries, app.simulations,
        app.audiences, app.joins, app.signals, app.holds, app.tier_roles, app.api_keys`);
      await tx.insert(guilds).values(
        demo.map(({ id, name, preset, settings }, index) => ({
          id,
          name,
          token: tokens[index]!,
          settings: { ...readPreset(preset).settings, ...settings },
        })),
      );
      const items = demo.flatMap(({ preset }, index) =>
        readPreset(preset).items.map((item, place) => ({ ...item, token: tokens[index]!, item: place + 1 })),
      );
      await tx
        .insert(itemSettings)
        .values(items.flatMap(({ token, item, role }) => (role ? [{ token, item, roleId: roles[role]! }] : [])));
      await tx
        .insert(codes)
        .values(items.flatMap(({ token, item, kind }) => (kind === 'code' ? demoCodes(token, item) : [])));
    });
  } finally {
    await database.close();
  }
  return { deployment, tokens };
}

function demoCodes(token: Address, item: number) {
  const unique = new Set<string>();
  while (unique.size < CODES) unique.add(`BROSKI-10-${randomBytes(2).toString('hex').toUpperCase()}`);
  return [...unique].map((code) => ({ token, item, code }));
}

if (import.meta.main) {
  await seedLocal(process.env);
  process.exit(0);
}
