import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Check, Copy, LogOut } from 'lucide-react';
import { type Address, getAddress } from 'viem';
import { useConnection, useDisconnect } from 'wagmi';
import { useWallet } from '../../lib/api.ts';
import { type Actor, useActors } from '../../lib/wallet/actor.tsx';
import { chooseLocal, LOCAL_WALLET, localAddresses, OWNER_PLACE } from '../../lib/wallet/local-accounts.ts';
import { Avatar } from '../avatar.tsx';
import { Button } from '../button.tsx';
import { Identicon, shortAddress } from '../identity.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../menu.tsx';
import { useConnectDialog } from './connect-dialog.tsx';

/** Connects; once connected, tells who one is and acts as, and lets go again. */
export function ConnectButton() {
  const { isConnected } = useConnection();
  const { actor } = useActors();
  const { open } = useConnectDialog();
  if (!isConnected || !actor)
    return (
      <Button variant="accent" className="min-h-10" onClick={open}>
        <Trans>Connect</Trans>
      </Button>
    );
  return <Connected actor={actor} />;
}

function Connected({ actor }: { actor: Actor }) {
  const { actors, choose } = useActors();
  const user = useWallet(actor.owner).data?.user;
  const { connector } = useConnection();
  const { mutate: disconnect } = useDisconnect();
  return (
    <Menu
      align="end"
      className="w-72"
      trigger={
        <Button className="min-h-10 max-w-48 pl-2">
          <span className="sr-only">
            <Trans>Wallet {user?.name ?? actor.address}</Trans>
          </span>
          {user ? <Avatar id={user.id} name={user.name} size="tiny" /> : <Identicon address={actor.address} />}
          <span aria-hidden className="truncate">
            {user?.name ?? shortAddress(actor.address)}
          </span>
        </Button>
      }
    >
      <MenuLabel>{actors.length > 1 ? t`Act as` : t`Connected wallet`}</MenuLabel>
      {actors.map((each) => (
        <MenuItem key={each.address} onSelect={() => choose(each.address)}>
          <Identicon address={each.address} />
          <span className="min-w-0 flex-1">
            <span className="block">{each.kind === 'account' ? t`Your member account` : t`Wallet`}</span>
            <span className="block font-mono text-xs text-muted">{shortAddress(each.address)}</span>
          </span>
          {each.address === actor.address && <Check className="size-4 text-accent" aria-label={t`in use`} />}
        </MenuItem>
      ))}
      {connector?.id === LOCAL_WALLET && <LocalAccounts current={actor.owner} />}
      <MenuSeparator />
      <MenuItem onSelect={() => navigator.clipboard?.writeText(getAddress(actor.address))}>
        <Copy className="size-4 text-muted" aria-hidden />
        <Trans>Copy address</Trans>
      </MenuItem>
      <MenuItem onSelect={() => disconnect({})}>
        <LogOut className="size-4 text-muted" aria-hidden />
        <Trans>Disconnect</Trans>
      </MenuItem>
    </Menu>
  );
}

/** The local test wallet holds several, so that one can send to the other. */
function LocalAccounts({ current }: { current: Address }) {
  const { data } = useQuery({
    queryKey: ['local-accounts'],
    queryFn: localAddresses,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <MenuSeparator />
      <MenuLabel>
        <Trans>Test accounts, all yours</Trans>
      </MenuLabel>
      {data?.map((address, place) => (
        <MenuItem key={address} onSelect={() => chooseLocal(place)}>
          <Identicon address={address} />
          <span className="flex-1">{place === OWNER_PLACE ? t`Owner of the demo` : t`Test account ${place + 1}`}</span>
          <span className="font-mono text-xs text-muted">{shortAddress(address)}</span>
          {address === current && <Check className="size-4 text-accent" aria-label={t`in use`} />}
        </MenuItem>
      ))}
    </>
  );
}
