import type { ClanStandingResponse } from '@guildmint/bot/api/routes/walletHoldings.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { bytesToHex } from 'viem';
import { tell, useToken } from '../../lib/api.ts';
import type { Name } from './steps.ts';

/**
 * The name of a clan that is being founded, kept in the browser until it stands on-chain and the server has been told what its
 * hash means: a reload in between loses nothing.
 * @param account of who founds it
 */
export function useKeptName(account: string, clan: ClanStandingResponse['clan'] | undefined) {
  const token = useToken();
  const client = useQueryClient();
  const key = `guildmint-clan:${token}:${account}`;
  const [kept, setKept] = useState<Name>(
    () =>
      (JSON.parse(localStorage.getItem(key) ?? 'null') as Name | null) ?? {
        salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
        name: '',
      },
  );
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(false);
  const nameless = clan?.name === null && clan.leader.address === account && kept.name !== '' ? clan.clan : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew by hand
  useEffect(() => {
    if (nameless === null) return;
    let wanted = true;
    tell(`/api/${token}/clans/${nameless}/name`, kept).then(
      () => {
        localStorage.removeItem(key);
        if (wanted) void client.invalidateQueries({ queryKey: ['clans', token] });
      },
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [nameless, kept, key, token, client, attempt]);
  function write(name: string) {
    const next = { ...kept, name: name.trim().replace(/\s+/g, ' ') };
    localStorage.setItem(key, JSON.stringify(next));
    setKept(next);
  }
  function tellAgain() {
    setFailed(false);
    setAttempt(attempt + 1);
  }
  return { kept, write, untold: nameless !== null && failed, tellAgain };
}
