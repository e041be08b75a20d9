/** Gifts of one to another, together. */
export type Gifts = { from: string; to: string; count: number; amount: bigint };
export type Ring = { members: string[]; gifts: number; amount: bigint };

/** Gifts within a ring that are a sign, and the share of what was given that came back, per cent. */
const LEAST_GIFTS = 6;
const LEAST_RETURNED = 70n;
/** More than so many who give one another are a lively community. */
const MOST_MEMBERS = 20;

/**
 * Members who pass tokens round among themselves, as is done to collect what each gift brings its recipient on top: groups
 * in which everybody's gifts find their way back, and most of what one gives returns. Linear in the gifts.
 */
export function giftRings(gifts: readonly Gifts[]): Ring[] {
  const edges = gifts.filter(({ from, to }) => from !== to);
  const groups = components(edges);
  const groupOf = new Map(groups.flatMap((members, group) => members.map((member) => [member, group] as const)));
  const within = Map.groupBy(
    edges.filter(({ from, to }) => groupOf.get(from) === groupOf.get(to)),
    ({ from }) => groupOf.get(from),
  );
  return groups.flatMap((members, group) => {
    if (members.length < 2 || members.length > MOST_MEMBERS) return [];
    const inside = within.get(group) ?? [];
    const count = inside.reduce((sum, each) => sum + each.count, 0);
    const amount = inside.reduce((sum, each) => sum + each.amount, 0n);
    const returned = members.reduce((sum, member) => {
      const given = total(inside.filter(({ from }) => from === member));
      const taken = total(inside.filter(({ to }) => to === member));
      if (given < taken) return sum + given;
      return sum + taken;
    }, 0n);
    if (count < LEAST_GIFTS || returned * 100n < amount * LEAST_RETURNED) return [];
    return [{ members: members.toSorted(), gifts: count, amount }];
  });
}

const total = (some: readonly Gifts[]) => some.reduce((sum, { amount }) => sum + amount, 0n);

/** Strongly connected components, by Tarjan without recursion: a chain of gifts may be long. */
function components(edges: readonly Gifts[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const known = next.get(from);
    if (known) known.push(to);
    else next.set(from, [to]);
    if (!next.has(to)) next.set(to, []);
  }
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const begin = (member: string) => {
    order.set(member, order.size);
    low.set(member, order.size - 1);
    open.push(member);
    isOpen.add(member);
  };
  const lower = (member: string, to: number) => low.set(member, Math.min(low.get(member) ?? to, to));

  for (const root of next.keys()) {
    if (order.has(root)) continue;
    const path = [{ member: root, place: 0 }];
    begin(root);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const { member } = step;
      const to = next.get(member)?.[step.place];
      step.place += 1;
      if (to === undefined) {
        path.pop();
        const above = path.at(-1);
        if (above) lower(above.member, low.get(member) ?? 0);
        if (low.get(member) === order.get(member)) {
          const group = open.splice(open.lastIndexOf(member));
          for (const each of group) isOpen.delete(each);
          found.push(group);
        }
      } else if (!order.has(to)) {
        begin(to);
        path.push({ member: to, place: 0 });
      } else if (isOpen.has(to)) lower(member, order.get(to) ?? 0);
    }
  }
  return found;
}
