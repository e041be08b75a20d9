import type { ConfigResponse } from '@guildmint/bot/api/routes/config.ts';
import type { RoleProposal } from '@guildmint/bot/api/routes/roleProposals.ts';
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
import { useWrite } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { useConfiguration, useProposals } from './use-configuration.ts';

const ROLES = [
  { value: 'moderator', label: 'Moderator' },
  { value: 'admin', label: 'Admin' },
] as const;

/** Which Discord roles stand for on-chain ones, and what the owner's wallet signs so that these follow. */
export function Roles() {
  const proposals = useProposals();
  return (
    <div className="flex flex-col gap-5">
      <Loaded what="the configuration" query={useConfiguration()}>
        {(config) => <Mapping key={JSON.stringify(config.staffRoles)} config={config} />}
      </Loaded>
      <Loaded what="what is to be signed" query={proposals}>
        {(found) => (
          <section aria-label="To be signed" className={cardClass}>
            <h2 className="font-semibold">To be signed by the owner</h2>
            {found.proposals.length === 0 ? (
              <p className="mt-1 text-sm text-muted">Nothing: on-chain roles are as Discord has them.</p>
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
  return (
    <section aria-label="Roles on Discord" className={cardClass}>
      <h2 className="font-semibold">Roles on Discord</h2>
      <p className="mt-1 text-sm text-muted">
        Who has one of these on the server shall be staff on-chain; losing it takes that away.
      </p>
      <ul className="mt-2 divide-y divide-line">
        {entries.map(([roleId, stands]) => (
          <li key={roleId} className="flex items-center gap-3 py-2 text-sm">
            <span className="flex-1 font-mono">{roleId}</span>
            <span>{ROLES.find(({ value }) => value === stands)?.label}</span>
            {mayChange && (
              <Button onClick={() => setRoles(Object.fromEntries(entries.filter(([each]) => each !== roleId)))}>
                Remove<span className="sr-only"> {roleId}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className="py-2 text-sm">None is chosen.</p>}
      {mayChange && (
        <>
          <div className="mt-2 flex flex-wrap items-end gap-2">
            <Field label="Id of a Discord role" className="min-w-48 flex-1">
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
            <Select label="Stands for" value={role} choices={ROLES} onChoose={choose} />
            <Button
              className="min-h-10"
              disabled={!isId}
              onClick={() => {
                setRoles({ ...roles, [id.trim()]: role });
                setId('');
              }}
            >
              Add
            </Button>
          </div>
          <div className="mt-4">
            <WriteButton
              writing={writing}
              wish={{ label: 'Saved', method: 'PUT', path: `/api/${token}/config`, body: { staffRoles: roles } }}
            >
              Save
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
  const words = `${does === 'grant' ? 'Make' : 'No longer'} ${name} ${role}`;
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
        idle="Sign it"
        variant={does === 'grant' ? 'accent' : 'danger'}
        onConfirmed={onConfirmed}
      />
    </li>
  );
}
