import { chooseGas } from '../../lib/wallet/gas.ts';

/** Who pays the network's fee; the member's choice, remembered. @param fixed only the own wallet can */
export function GasChoice({ sponsored, fixed }: { sponsored: boolean; fixed: boolean }) {
  if (fixed) return <p className="mt-2 text-xs text-muted">Your wallet pays the network’s fee for this.</p>;
  return (
    <p className="mt-2 text-xs text-muted">
      {sponsored ? 'Gasless: the community’s operator pays the fee.' : 'Your wallet pays the network’s fee.'}{' '}
      <button
        type="button"
        className="font-medium text-accent underline underline-offset-4 pointer-coarse:-my-3.5 pointer-coarse:py-3.5"
        onClick={() => chooseGas(sponsored ? 'own' : 'sponsored')}
      >
        {sponsored ? 'Pay it myself' : 'Go gasless'}
      </button>
    </p>
  );
}
