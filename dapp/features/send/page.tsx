import { giftsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Address, encodeFunctionData, isAddress, zeroHash } from 'viem';
import { Field, inputClass } from '../../components/field.tsx';
import { Identity } from '../../components/identity.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, PageTitle } from '../../components/page-title.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { exactAmount, parseAmount } from '../../lib/amount.ts';
import { useBalance, useChain, useCommunity, useLeaderboard } from '../../lib/api.ts';
import { useActor } from '../../lib/wallet/actor.tsx';

type Member = { address: string; userId: string | null; name: string | null };

export function SendPage() {
  const { token, symbol, decimals } = useCommunity();
  const chain = useChain().data;
  const actor = useActor();
  const [search] = useSearchParams();
  const [to, setTo] = useState(search.get('to') ?? '');
  const [typed, setTyped] = useState('');
  const [plain, setPlain] = useState(false);
  const [touched, setTouched] = useState({ to: false, amount: false });
  const balance = useBalance(actor?.address).data;
  const known = useLeaderboard({ by: 'balance', period: 'all', offset: 0, me: undefined }).data?.rows ?? [];

  const recipient = recipientOf(to, known, actor?.address);
  const amount = parseAmount(typed, decimals);
  const have = balance ? BigInt(balance.balance.value) : null;
  const tooMuch = typeof amount === 'bigint' && have !== null && amount > have;
  const amountFault =
    typeof amount === 'string'
      ? amount
      : tooMuch
        ? `You have ${balance?.balance.formatted} ${symbol}: choose a smaller amount.`
        : undefined;
  const toFault = typeof recipient === 'string' ? recipient : undefined;
  const ready = typeof amount === 'bigint' && !tooMuch && typeof recipient !== 'string';

  const receiver = typeof recipient === 'string' ? null : (recipient.address as Address);
  const value = ready ? amount : null;
  const name = typeof recipient === 'string' ? '' : (recipient.name ?? 'this address');
  const transaction = useMemo(() => {
    if (!chain || !receiver || value === null) return null;
    const shown = `${exactAmount(value, decimals)} ${symbol}`;
    return plain
      ? {
          verb: 'transfer',
          label: `Transfer ${shown} to ${name}`,
          token: token as Address,
          to: token as Address,
          data: encodeFunctionData({ abi: tokenAbi, functionName: 'transfer', args: [receiver, value] }),
          // The token itself takes no forwarded requests; an account of one's own signs for itself.
          sponsorable: actor?.kind === 'account',
        }
      : {
          verb: 'gift',
          label: `Send ${shown} to ${name}`,
          token: token as Address,
          to: chain.contracts.gifts as Address,
          data: encodeFunctionData({
            abi: giftsAbi,
            functionName: 'gift',
            args: [token as Address, receiver, value, zeroHash],
          }),
          sponsorable: true,
        };
  }, [chain, receiver, value, plain, actor?.kind, token, decimals, symbol, name]);

  const recipientParam = search.get('to');
  useEffect(() => {
    if (recipientParam) setTo(recipientParam);
  }, [recipientParam]);

  return (
    <div className="mx-auto max-w-xl">
      <PageTitle title={`Send ${symbol}`} />
      <form className={`${cardClass} flex flex-col gap-5`} onSubmit={(event) => event.preventDefault()} noValidate>
        <Field
          label="To"
          hint="A member’s name as on the leaderboard, or any address"
          error={touched.to && to ? toFault : undefined}
        >
          {(control) => (
            <>
              <input
                {...control}
                className={inputClass}
                value={to}
                list="members"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setTo(event.target.value)}
                onBlur={() => setTouched((now) => ({ ...now, to: true }))}
              />
              <datalist id="members">
                {known.map((member) => member.name && <option key={member.address} value={member.name} />)}
              </datalist>
            </>
          )}
        </Field>
        {typeof recipient !== 'string' && (
          <div className="-mt-2 flex items-center gap-2 text-sm">
            <Identity {...recipient} />
            {recipient.name && <code className="truncate text-xs text-muted">{recipient.address}</code>}
          </div>
        )}
        <Field
          label="Amount"
          hint={
            balance && (
              <>
                You have <Money amount={balance.balance} />
              </>
            )
          }
          error={(touched.amount && typed) || tooMuch ? amountFault : undefined}
        >
          {(control) => (
            <input
              {...control}
              className={`${inputClass} tabular-nums`}
              inputMode="decimal"
              autoComplete="off"
              placeholder="0"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onBlur={() => setTouched((now) => ({ ...now, amount: true }))}
            />
          )}
        </Field>
        <label className="flex items-start gap-2.5 text-sm">
          <input
            type="checkbox"
            className="mt-0.5 size-5 accent-(--accent)"
            checked={plain}
            onChange={(event) => setPlain(event.target.checked)}
          />
          <span>
            As a plain transfer
            <span className="block text-xs text-muted">
              Without the recipient’s bonus, and outside the daily limits of gifts; some communities do not allow it.
            </span>
          </span>
        </label>
        {ready && have !== null && (
          <dl className="flex flex-col gap-1.5 border-t border-line pt-4 text-sm">
            <div className="flex justify-between">
              <dt className="text-muted">{name} receives</dt>
              <dd className="font-semibold">
                <Money amount={amount} />
              </dd>
            </div>
            <div className="flex justify-between">
              <dt className="text-muted">Balance after</dt>
              <dd>
                <Money amount={have - amount} />
              </dd>
            </div>
          </dl>
        )}
        <ActionButton
          transaction={transaction}
          idle={ready ? <>Send {exactAmount(amount, decimals)}</> : 'Send'}
          blocked={actor && !ready ? (tooMuch ? amountFault : 'Say to whom, and how much.') : undefined}
          onConfirmed={() => {
            setTyped('');
            setTouched({ to: false, amount: false });
          }}
        />
      </form>
    </div>
  );
}

/** A member by name or address; a sentence where it is neither. */
function recipientOf(typed: string, known: Member[], own: Address | undefined): Member | string {
  const text = typed.trim();
  if (text === '') return 'Say to whom.';
  const named = known.filter(({ name }) => name?.toLowerCase() === text.toLowerCase().replace(/^@/, ''));
  if (named.length > 1) return 'Several members bear this name: enter the address of the one you mean.';
  const address = named[0]?.address ?? text;
  if (!named[0] && !/^0x[0-9a-f]{40}$/i.test(text)) return 'Nobody here bears this name: enter an address instead.';
  if (!isAddress(address)) return 'That address has a typing mistake: copy it again.';
  if (address.toLowerCase() === own) return 'That is yourself: choose somebody else.';
  const lower = address.toLowerCase();
  return known.find((member) => member.address === lower) ?? { address: lower, userId: null, name: null };
}
