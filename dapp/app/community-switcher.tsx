import { Trans } from '@lingui/react/macro';
import { ChevronsUpDown } from 'lucide-react';
import { useNavigate } from 'react-router';
import { Menu, MenuLabel, MenuRadioGroup, MenuRadioItem } from '../components/menu.tsx';
import type { Community } from '../lib/api.ts';

const nameOf = ({ guildName, name }: Community) => guildName ?? name;

/** Where one is; where there are several communities, also the way to the others. */
export function CommunitySwitcher({ all, current }: { all: Community[]; current: Community }) {
  const navigate = useNavigate();
  const label = (
    <span className="min-w-0 text-left leading-tight">
      <span className="block truncate font-semibold">{nameOf(current)}</span>
      <span className="block truncate text-xs text-muted">{current.symbol}</span>
    </span>
  );
  if (all.length < 2) return label;
  return (
    <Menu
      className="w-64"
      trigger={
        <button type="button" className="flex min-h-11 min-w-0 items-center gap-2 rounded-lg px-2 hover:bg-hover">
          {label}
          <span className="sr-only">
            <Trans>, choose another community</Trans>
          </span>
          <ChevronsUpDown className="size-4 shrink-0 text-muted" aria-hidden />
        </button>
      }
    >
      <MenuLabel>
        <Trans>Communities</Trans>
      </MenuLabel>
      <MenuRadioGroup value={current.token} onValueChange={(token) => navigate(`/c/${token}`)}>
        {all.map((each) => (
          <MenuRadioItem key={each.token} value={each.token}>
            <span className="min-w-0 leading-tight">
              <span className="block truncate font-medium">{nameOf(each)}</span>
              <span className="block truncate text-xs text-muted">{each.symbol}</span>
            </span>
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
    </Menu>
  );
}
