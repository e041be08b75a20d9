import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { chooseGas } from '../../lib/wallet/gas.ts';

/** Who pays the network's fee; the member's choice, remembered. @param fixed only the own wallet can */
export function GasChoice({ sponsored, fixed }: { sponsored: boolean; fixed: boolean }) {
  if (fixed)
    return (
      <p className="mt-2 text-xs text-muted">
        <Trans>Your wallet pays the network’s fee for this.</Trans>
      </p>
    );
  return (
    <p className="mt-2 text-xs text-muted">
      {sponsored ? t`Gasless: the community’s operator pays the fee.` : t`Your wallet pays the network’s fee.`}{' '}
      <button
        type="button"
        className="font-medium text-accent underline underline-offset-4 pointer-coarse:-my-3.5 pointer-coarse:py-3.5"
        onClick={() => chooseGas(sponsored ? 'own' : 'sponsored')}
      >
        {sponsored ? t`Pay it myself` : t`Go gasless`}
      </button>
    </p>
  );
}
