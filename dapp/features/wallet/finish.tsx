import { Trans } from '@lingui/react/macro';
import { useBlock } from 'wagmi';
import { Countdown } from '../../components/countdown.tsx';
import { Told } from '../../components/told.tsx';
import { GasChoice } from '../../components/wallet/gas-choice.tsx';
import { StepButton } from '../../components/wallet/step-button.tsx';
import { useSeconds } from '../../lib/use-seconds.ts';
import { useGas } from '../../lib/wallet/gas.ts';
import type { Account } from './graduation.tsx';
import { finishGraduation } from './steps.ts';

const LOOK_MS = 5_000;

/** The delay runs; then the wallet takes the account over. */
export function Finish({ account, readyAt }: { account: Account; readyAt: string }) {
  const now = useSeconds(true);
  const sponsored = useGas() === 'sponsored';
  const { data: block, dataUpdatedAt } = useBlock({ query: { refetchInterval: LOOK_MS } });
  // The contract counts in the chain's time, which on a local network may be set ahead of the clock.
  const ahead = block ? Math.max(0, Number(block.timestamp) * 1000 - dataUpdatedAt) : 0;
  const opens = Date.parse(readyAt) - ahead;
  const ready = opens <= now;
  return (
    <div className="mt-4 border-t border-line pt-4">
      {ready ? (
        <p className="mb-3">
          <Trans>The wait is over: take the account over with this wallet.</Trans>
        </p>
      ) : (
        <p className="mb-3">
          <Trans>
            It can be finished in <Countdown until={new Date(opens).toISOString()} />. Until then the bot still acts for
            it.
          </Trans>
        </p>
      )}
      <StepButton step={ready ? finishGraduation(account, sponsored) : null}>
        <Trans>Finish</Trans>
      </StepButton>
      {ready ? (
        <GasChoice sponsored={sponsored} fixed={false} />
      ) : (
        <Told tone="plain">
          <Trans>Was this not you? Tell the community’s staff at once: they can stop it.</Trans>
        </Told>
      )}
    </div>
  );
}
