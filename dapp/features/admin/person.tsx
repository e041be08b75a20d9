import { Avatar } from '../../components/avatar.tsx';
import { Identicon, shortAddress } from '../../components/identity.tsx';

type Props = { address: string; userId: string | null; name: string | null };

/** Who somebody is, where the row itself can be pressed: a name first, else the address. */
export const Person = ({ address, userId, name }: Props) => (
  <span className="flex min-w-0 items-center gap-2.5">
    {userId && name ? <Avatar id={userId} name={name} size="small" /> : <Identicon address={address} size={28} />}
    <span className={name ? 'truncate' : 'truncate font-mono text-sm'} title={address}>
      {name ?? shortAddress(address)}
    </span>
  </span>
);
