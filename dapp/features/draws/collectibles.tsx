import type { CollectibleResponse } from '@guildmint/bot/api/routes/walletHoldings.ts';
import { stashAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { type Address, encodeFunctionData } from 'viem';
import { AssetPicture, useAssetNames } from '../../components/asset.tsx';
import { Button, buttonClass } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { cardClass } from '../../components/page-title.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { useChain, useCommunity } from '../../lib/api.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { useCollectibles } from '../market/use-market.ts';

/** What the stash holds for a member: proved, sold on the market, or taken into the wallet. */
export function Collectibles({ own }: { own: Address }) {
  const { token } = useCommunity();
  const nameOf = useAssetNames();
  const { data, refetch } = useCollectibles(own);
  const [wished, wish] = useState<CollectibleResponse | null>(null);
  if (!data || data.length === 0) return null;
  return (
    <section aria-label={t`Your collectibles`} className="mb-6">
      <h2 className="mb-3 font-semibold">
        <Trans>Your collectibles</Trans>
      </h2>
      <ul className="grid gap-4 sm:grid-cols-2">
        {data.map((nft) => (
          <li key={`${nft.collection} ${nft.id}`} className={`${cardClass} flex flex-wrap items-center gap-3.5`}>
            <AssetPicture asset={nft} />
            <p className="min-w-0 flex-1 font-semibold break-words">{nameOf(nft).name}</p>
            <span className="flex w-full gap-2">
              {nft.draw !== null && (
                <Link to={`/c/${token}/draws/${nft.draw}`} className={buttonClass('secondary', 'flex-1')}>
                  <Trans>Its draw</Trans>
                </Link>
              )}
              <Button className="flex-1" onClick={() => wish(nft)}>
                <Trans>Take it out</Trans>
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {wished && (
        <WithdrawDialog
          nft={wished}
          close={() => {
            wish(null);
            void refetch();
          }}
        />
      )}
    </section>
  );
}

function WithdrawDialog({ nft, close }: { nft: CollectibleResponse; close: () => void }) {
  const token = useCommunity().token as Address;
  const stash = useChain().data?.contracts.stash as Address | undefined;
  const owner = useActor()?.owner;
  const { name } = useAssetNames()(nft);
  const { collection, id } = nft;
  const transaction = useMemo(
    () =>
      stash && owner
        ? {
            ...{ verb: 'withdraw', label: t`Take out ${name}`, token, to: stash },
            data: encodeFunctionData({
              ...{ abi: stashAbi, functionName: 'withdraw' },
              args: [collection as Address, BigInt(id), owner],
            }),
            // Which community it concerns is not said in it, so nobody can pay for it in its name.
            sponsorable: false,
          }
        : null,
    [stash, owner, name, token, collection, id],
  );
  return (
    <Dialog
      open
      onClose={close}
      title={t`Take out ${name}?`}
      description={t`It moves into your wallet, where any NFT marketplace sees it. It cannot come back to the market here.`}
    >
      <ActionButton transaction={transaction} idle={t`Take it into my wallet`} onConfirmed={close} />
    </Dialog>
  );
}
