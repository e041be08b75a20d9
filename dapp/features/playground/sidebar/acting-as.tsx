import { ChevronsUpDown } from 'lucide-react';
import { Avatar } from '../../../components/avatar.tsx';
import { Menu, MenuLabel, MenuRadioGroup, MenuRadioItem } from '../../../components/menu.tsx';
import { usePlayground } from '../context.tsx';
import { type User, userName } from '../discord.ts';

/** What tells members apart at a glance: their highest role in the open server. */
function useStanding(): (user: User) => string {
  const { names, guild } = usePlayground();
  return (user) => {
    if (!guild) return user.username;
    if (!guild.members.some((member) => member.user.id === user.id)) return 'not in this server';
    if (guild.owner_id === user.id) return 'Owner';
    return names.rolesOf(user.id)[0]?.name ?? 'Member';
  };
}

/** Says who one is and changes it. The choice is in the address, so that tabs may differ. */
export function ActingAs() {
  const { state, me, names, actAs } = usePlayground();
  const standing = useStanding();
  const self = names.user(me);
  return (
    <div className="border-t border-line p-2">
      <Menu
        side="top"
        className="w-60"
        trigger={
          <button
            type="button"
            className="flex min-h-12 w-full items-center gap-2.5 rounded-xl bg-raised px-2.5 text-left hover:bg-hover"
          >
            <Avatar id={me} name={names.nameOf(me)} size="medium" />
            <span className="min-w-0 flex-1 leading-tight">
              <span className="block text-xs text-muted">Acting as</span>
              <span className="block truncate font-semibold">{names.nameOf(me)}</span>
            </span>
            {self && <span className="truncate text-xs text-muted">{standing(self)}</span>}
            <ChevronsUpDown className="size-4 shrink-0 text-muted" aria-hidden />
          </button>
        }
      >
        <MenuLabel>Act as</MenuLabel>
        <MenuRadioGroup value={me} onValueChange={actAs}>
          {state.users.map((user) => (
            <MenuRadioItem key={user.id} value={user.id}>
              <Avatar id={user.id} name={userName(user)} size="small" />
              <span className="min-w-0 leading-tight">
                <span className="block truncate font-medium">{userName(user)}</span>
                <span className="block truncate text-xs text-muted">{standing(user)}</span>
              </span>
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </Menu>
    </div>
  );
}
