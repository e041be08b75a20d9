import type { ConfigResponse } from '@guildmint/bot/api/routes/config.ts';
import type { RoleProposal } from '@guildmint/bot/api/routes/roleProposals.ts';
import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import type { Address, Hex } from 'viem';
import { Button } from '../../../components/button.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { shortAddress } from '../../../components/identity.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { ActionButton } from '../../../components/wallet/action-button.tsx';
import { useToken } from '../../../lib/api.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { Select } from '../select.tsx';
import { useWrite, wish } from '../use-write.ts';
import { kindWord } from '../words.ts';
import { WriteButton } from '../write-button.tsx';
import { useConfiguration, useProposals } from './use-configuration.ts';

const ROLES = [
  { value: 'moderator', label: msg`Moderator` },
  { value: 'admin', label: msg`Admin` },
] as const;

/** Which Discord roles stand for on-chain ones, and what the owner's wallet signs so that these follow. */
export function Roles() {
  const proposals = useProposals();
  return (
    <div className="flex flex-col gap-5">
      <Loaded what={t`the configuration`} query={useConfiguration()}>
        {(config) => <Mapping key={JSON.stringify(config.staffRoles)} config={config} />}
      </Loaded>
      <Loaded what={t`what is to be signed`} query={proposals}>
        {(found) => (
          <section aria-label={t`To be signed`} className={cardClass}>
            <h2 className="font-semibold">
              <Trans>To be signed by the owner</Trans>
            </h2>
            {found.proposals.length === 0 ? (
              <p className="mt-1 text-sm text-muted">
                <Trans>Nothing: on-chain roles are as Discord has them.</Trans>
              </p>
            ) : (
              <ul className="divide-y divide-line">
                {found.proposals.map((proposal) => (
                  <Proposal key={proposal.data} proposal={proposal} onConfirmed={() => void proposals.refetch()} />
                ))}
              </ul>
            )}
          </section>
        )}
      </Loaded>
    </div>
  );
}

function Mapping({ config }: { config: ConfigResponse }) {
  const token = useToken();
  const mayChange = useMay('admin');
  const [roles, setRoles] = useState(config.staffRoles);
  const [id, setId] = useState('');
  const [role, choose] = useState<(typeof ROLES)[number]['value']>('moderator');
  const writing = useWrite();
  const isId = /^\d{5,20}$/.test(id.trim());
  const entries = Object.entries(roles);
  const choices = ROLES.map(({ value, label }) => ({ value, label: i18n._(label) }));
  return (
    <section aria-label={t`Roles on Discord`} className={cardClass}>
      <h2 className="font-semibold">
        <Trans>Roles on Discord</Trans>
      </h2>
      <p className="mt-1 text-sm text-muted">
        <Trans>Who has one of these on the server shall be staff on-chain; losing it takes that away.</Trans>
      </p>
      <ul className="mt-2 divide-y divide-line">
        {entries.map(([roleId, stands]) => (
          <li key={roleId} className="flex items-center gap-3 py-2 text-sm">
            <span className="min-w-0 flex-1 break-all font-mono">{roleId}</span>
            <span>{choices.find(({ value }) => value === stands)?.label}</span>
            {mayChange && (
              <Button onClick={() => setRoles(Object.fromEntries(entries.filter(([each]) => each !== roleId)))}>
                <Trans>
                  Remove<span className="sr-only"> {roleId}</span>
                </Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {entries.length === 0 && (
        <p className="py-2 text-sm">
          <Trans>None is chosen.</Trans>
        </p>
      )}
      {mayChange && (
        <>
          <div className="mt-2 flex flex-wrap items-end gap-2">
            <Field label={t`Id of a Discord role`} className="min-w-48 flex-1">
              {(control) => (
                <input
                  {...control}
                  inputMode="numeric"
                  autoComplete="off"
                  value={id}
                  onChange={({ target }) => setId(target.value)}
                  className={inputClass}
                />
              )}
            </Field>
            <Select label={t`Stands for`} value={role} choices={choices} onChoose={choose} />
            <Button
              className="min-h-10"
              disabled={!isId}
              onClick={() => {
                setRoles({ ...roles, [id.trim()]: role });
                setId('');
              }}
            >
              <Trans>Add</Trans>
            </Button>
          </div>
          <div className="mt-4">
            <WriteButton writing={writing} wish={wish(t`Saved`, 'PUT', `/api/${token}/config`, { staffRoles: roles })}>
              <Trans>Save</Trans>
            </WriteButton>
          </div>
        </>
      )}
    </section>
  );
}

function Proposal({ proposal, onConfirmed }: { proposal: RoleProposal; onConfirmed: () => void }) {
  const token = useToken();
  const { does, role, name, account, to, data } = proposal;
  const what = kindWord(role);
  const words = does === 'grant' ? t`Make ${name} ${what}` : t`No longer ${name} ${what}`;
  const transaction = useMemo(
    () => ({ ...{ verb: does, label: words, token, to: to as Address, data: data as Hex }, sponsorable: false }),
    [does, words, token, to, data],
  );
  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <span className="min-w-0 flex-1 basis-48">
        <span className="block font-medium">{words}</span>
        <span className="block font-mono text-xs text-muted">{shortAddress(account)}</span>
      </span>
      <ActionButton
        transaction={transaction}
        idle={t`Sign it`}
        variant={does === 'grant' ? 'accent' : 'danger'}
        onConfirmed={onConfirmed}
      />
    </li>
  );
}
