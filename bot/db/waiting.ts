/** What members did that is not settled on-chain yet. */

/** How often each activity was counted and waits. */
export type Waiting = [activity: number, count: number][];

/** SQL of it (null: nothing) for `a (token, address)`, with the cursor as `c`. */
// What is mined counts until the indexer has come so far, because without this the amount would vanish for a moment.
export const WAITING = `(select json_agg(json_build_array(w.activity, w.count) order by w.activity) from (
    select x.activity, sum(x.count) as count
    from app.users u
    join app.activity x on x.user_id = u.id and x.token = a.token
    left join app.outbox t on t.id = x.settlement
    where u.address = a.address and (x.settlement is null or t.state not in ('mined', 'final') or t.block > c.number)
    group by x.activity) w)`;
