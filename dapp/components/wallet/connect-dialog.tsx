import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Wallet } from 'lucide-react';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { type Connector, useConnect, useConnectors } from 'wagmi';
import { useChain } from '../../lib/api.ts';
import { LOCAL_WALLET } from '../../lib/wallet/local-accounts.ts';
import { isRejected } from '../../lib/wallet/said.ts';
import { Dialog } from '../dialog.tsx';
import { Told } from '../told.tsx';

const DialogContext = createContext<{ open(): void }>({ open: () => undefined });
export const useConnectDialog = () => use(DialogContext);

/** One connect dialog for all that offer it. */
export function ConnectDialogProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const value = useMemo(() => ({ open: () => setOpen(true) }), []);
  return (
    <DialogContext value={value}>
      {children}
      <ConnectDialog isOpen={isOpen} close={() => setOpen(false)} />
    </DialogContext>
  );
}

function ConnectDialog({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const connectors = useConnectors();
  const chain = useChain().data;
  const { mutate, isPending, variables, error, reset } = useConnect();
  const leave = () => {
    reset();
    close();
  };
  const chosen = (variables?.connector as Connector | undefined)?.uid;
  return (
    <Dialog
      open={isOpen}
      onClose={leave}
      title={t`Connect a wallet`}
      description={t`Your keys stay in your wallet. It asks you before anything is signed.`}
    >
      {connectors.length === 0 ? (
        <div className="rounded-xl border border-line bg-field p-4 text-sm">
          <p className="font-medium">
            <Trans>No wallet was found in this browser.</Trans>
          </p>
          <p className="mt-1 text-muted">
            <Trans>
              A wallet is an extension or app that keeps your keys.{' '}
              <a
                href="https://ethereum.org/wallets/find-wallet/"
                target="_blank"
                rel="noreferrer"
                className="text-accent underline underline-offset-4"
              >
                Choose one
              </a>
              , install it, and reload this page. On Discord you need none.
            </Trans>
          </p>
        </div>
      ) : (
        <ul className="flex flex-col gap-2">
          {connectors.map((connector) => (
            <li key={connector.uid}>
              <button
                type="button"
                disabled={isPending}
                onClick={() => mutate({ connector }, { onSuccess: leave })}
                className="flex min-h-14 w-full items-center gap-3 rounded-xl border border-line bg-field px-4 py-2 text-left font-medium transition hover:border-muted disabled:opacity-60"
              >
                {connector.icon ? (
                  <img src={connector.icon.trim()} alt="" className="size-8 rounded-lg" />
                ) : (
                  <Wallet className="size-8 text-muted" aria-hidden />
                )}
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{connector.name}</span>
                  {connector.id === LOCAL_WALLET && (
                    <span className="block text-xs font-normal text-muted">
                      <Trans>Nothing to install: play money of {chain?.name ?? t`the local network`}</Trans>
                    </span>
                  )}
                </span>
                {isPending && chosen === connector.uid && (
                  <span className="text-xs text-muted">
                    <Trans>Answer in it …</Trans>
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div aria-live="polite" className="empty:-mt-4">
        {error && (
          <Told tone={isRejected(error) ? 'plain' : 'fault'}>
            {isRejected(error)
              ? t`You declined in your wallet. Nothing was connected.`
              : t`The wallet did not connect: open it, unlock it, and try again.`}
          </Told>
        )}
      </div>
    </Dialog>
  );
}
