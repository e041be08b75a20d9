import { Avatar } from '../../../components/avatar.tsx';
import { Empty } from '../../../components/states.tsx';
import { usePlayground } from '../context.tsx';
import type { GuildMember } from '../discord.ts';
import { BotBadge, UserMenu } from '../user-menu.tsx';

/** Members under the highest of their roles that Discord lists apart. */
function useMemberGroups(members: GuildMember[]): [string, GuildMember[]][] {
  const { names } = usePlayground();
  const groupOf = ({ user }: GuildMember) => {
    if (user.bot) return 'Apps';
    return names.rolesOf(user.id).find(({ hoist }) => hoist)?.name ?? 'Members';
  };
  const height = ({ user }: GuildMember) =>
    user.bot ? -1 : (names.rolesOf(user.id).find(({ hoist }) => hoist)?.position ?? 0);
  const sorted = members.toSorted(
    (a, b) => height(b) - height(a) || names.nameOf(a.user.id).localeCompare(names.nameOf(b.user.id)),
  );
  return [...Map.groupBy(sorted, groupOf)];
}

export function Members() {
  const { guild, names } = usePlayground();
  const groups = useMemberGroups(guild?.members ?? []);
  if (!guild) return <Empty title="No member list here">Open a server to see who is in it.</Empty>;
  return (
    <div className="flex flex-col gap-4 p-3">
      {groups.map(([title, members]) => (
        <section key={title} aria-label={title}>
          <h2 className="px-2 pb-1 text-xs font-semibold text-muted">
            {title} · {members.length}
          </h2>
          <ul className="flex flex-col">
            {members.map(({ user }) => (
              <li key={user.id}>
                <UserMenu
                  userId={user.id}
                  name={names.nameOf(user.id)}
                  className="flex min-h-11 w-full items-center gap-2.5 rounded-lg px-2 text-left hover:bg-hover"
                >
                  <Avatar id={user.id} name={names.nameOf(user.id)} size="medium" />
                  <span className="role-ink min-w-0 flex-1 truncate font-medium">{names.nameOf(user.id)}</span>
                  {user.bot && <BotBadge />}
                </UserMenu>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
