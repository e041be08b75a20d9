// What stands in for the rest of the world while a guide is followed: chain, Discord, database, and the programs of a machine
// that this one need not have. Each program of a stand-in says so in what it prints.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rpc, startChain } from '../local/chain.ts';
import { startDiscord } from '../local/discord.ts';
import { startPostgres } from '../local/postgres.ts';
import { root } from '../run.ts';

/** The first account of Hardhat's node: everybody knows its key. */
export const WALLET_KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';

/** Programs by name: what `sudo`, `systemctl` and so on come to here. */
const PROGRAMS: Record<string, string> = {
  sudo: `if [ "$1" = -u ]; then shift 2; fi
exec env "$@"`,
  'apt-get': 'echo "(stand-in) apt-get: these are here already"',
  useradd: 'mkdir -p "$GUIDE_ROOT/opt/guildmint" && echo "(stand-in) useradd: the reader of this page does it all"',
  systemctl: `[ "$1" = enable ] || { echo "(stand-in) systemctl $*"; exit 0; }
said() { sed -n "s/^$1=//p" "$GUIDE_ROOT/etc/systemd/system/guildmint.service" | sed "s|/opt/|$GUIDE_ROOT/opt/|g; s|/usr/bin/node|node|"; }
cd "$(said WorkingDirectory)"
$(said ExecStartPre)
setsid $(said ExecStart) > "$GUIDE_ROOT/guildmint.log" 2>&1 &
echo $! >> "$GUIDE_ROOT/started"
echo "(stand-in) systemctl: started as $3.service says"`,
  docker: `exec node "${join(root, 'scripts/guides/compose.ts')}" "$@"`,
};

export type World = Awaited<ReturnType<typeof openWorld>>;

/** @param folder what of it stays behind is nobody's */
export async function openWorld(folder: string) {
  const bin = join(folder, 'bin');
  for (const path of [bin, join(folder, 'etc/systemd/system'), join(folder, 'etc/caddy'), join(folder, 'world')])
    mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(PROGRAMS)) {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\nset -euo pipefail\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  await using opened = new AsyncDisposableStack();
  const data = join(folder, 'world');
  const chain = opened.adopt(await startChain(data, 0, 24734), ({ stop }) => stop());
  const discord = opened.adopt(await startDiscord(data, 0), ({ stop }) => stop());
  const database = opened.adopt(await startPostgres(data), ({ stop }) => stop());
  const everything = opened.move();
  return {
    bin,
    url: chain.url,
    discord: discord.env,
    databaseUrl: database.url,
    /** Coin for gas, as somebody sends it. */
    fund: (address: string) => rpc(chain.url, 'hardhat_setBalance', [address, '0x3635c9adc5dea00000']),
    async passDay() {
      await rpc(chain.url, 'evm_increaseTime', [90_000]);
      await rpc(chain.url, 'hardhat_mine', ['0x1']);
    },
    close: () => everything.disposeAsync(),
  };
}
