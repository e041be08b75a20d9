-- A stretch of a board's order: an amount's number of digits and the first four of them; then, where all others are
-- zeros, the address's first five bits backwards, else 63. Rows are built again by what follows from them.
create function chain.bucket(amount numeric, address bytea) returns int language sql immutable parallel safe as
  $$ select (length(amount::text) * 10000 + rpad(left(amount::text, 4), 4, '0')::int) * 64
       + case when ltrim(substr(amount::text, 5), '0') = '' then 31 - (get_byte(address, 0) >> 3) else 63 end $$;
--> statement-breakpoint
drop function chain.bucket(numeric);
