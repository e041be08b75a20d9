-- Every row change made while the setting `guildmint.block` names a block is remembered, so that a reorg can take it
-- back. While the setting is empty (blocks too deep to be reorganised) the triggers cost one comparison.
create function chain.remember() returns trigger language plpgsql as $$
begin
  insert into chain.undo (block, relation, before, after)
  values (
    current_setting('guildmint.block')::bigint,
    tg_table_name,
    case when tg_op <> 'INSERT' then to_jsonb(old) end,
    case when tg_op <> 'DELETE' then to_jsonb(new) end
  );
  return null;
end
$$;
--> statement-breakpoint
do $$
declare
  relation text;
begin
  foreach relation in array array['communities', 'roles', 'modules', 'members', 'periods', 'entries', 'accounts', 'executions'] loop
    execute format(
      'create trigger remember after insert or update or delete on chain.%I for each row
         when (coalesce(current_setting(''guildmint.block'', true), '''') <> '''') execute function chain.remember()',
      relation
    );
  end loop;
end
$$;
--> statement-breakpoint
-- Takes back all changes of blocks above `height`, the latest first.
create function chain.rewind(height bigint) returns void language plpgsql as $$
declare
  change chain.undo;
  same_key text;
  columns text;
begin
  perform set_config('guildmint.block', '', true);
  for change in select * from chain.undo where block > height order by id desc loop
    select string_agg(format('t.%1$I = r.%1$I', a.attname), ' and ') into same_key
    from pg_index i
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indisprimary and i.indrelid = format('chain.%I', change.relation)::regclass;

    if change.before is null then
      execute format('delete from chain.%1$I t using jsonb_populate_record(null::chain.%1$I, $1) r where %2$s', change.relation, same_key)
      using change.after;
    elsif change.after is null then
      execute format('insert into chain.%1$I select (jsonb_populate_record(null::chain.%1$I, $1)).*', change.relation)
      using change.before;
    else
      select string_agg(format('%I', a.attname), ', ' order by a.attnum) into columns
      from pg_attribute a
      where a.attrelid = format('chain.%I', change.relation)::regclass and a.attnum > 0 and not a.attisdropped;
      execute format(
        'update chain.%1$I t set (%2$s) = (select %2$s from jsonb_populate_record(null::chain.%1$I, $2))
           from jsonb_populate_record(null::chain.%1$I, $1) r where %3$s',
        change.relation, columns, same_key
      ) using change.after, change.before;
    end if;
  end loop;
  delete from chain.undo where block > height;
  delete from chain.blocks where number > height;
end
$$;
