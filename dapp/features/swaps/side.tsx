import type { SwapResponse } from '@guildmint/bot/api/routes/market.ts';
import { exactAmount, formatAmount } from '../../lib/amount.ts';
import { useCommunities } from '../../lib/api.ts';

type Unit = SwapResponse['gives'];

/** Words of an amount of whichever community; as the API wrote it while that one is not known. */
function useUnitWords() {
  const communities = useCommunities().data;
  return ({ community, amount, symbol }: Unit, exact = false) => {
    const decimals = communities?.find(({ token }) => token === community)?.decimals;
    const write = exact ? exactAmount : formatAmount;
    return `${decimals === undefined ? amount.formatted : write(BigInt(amount.value), decimals)} ${symbol}`;
  };
}

/** What one of the two hands over. */
export function Side({ title, unit }: { title: string; unit: Unit }) {
  const words = useUnitWords();
  return (
    <article aria-label={title} className="min-w-0 rounded-xl border border-line bg-field p-3.5">
      <h3 className="text-xs font-semibold text-muted">{title}</h3>
      <p className="mt-1.5 font-medium break-words tabular-nums" title={words(unit, true)}>
        {words(unit)}
      </p>
      <p className="text-xs text-muted">{unit.name}</p>
    </article>
  );
}
