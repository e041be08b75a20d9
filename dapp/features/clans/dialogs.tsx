import type { ClanResponse } from '@guildmint/bot/api/routes/clans.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import type { Address } from 'viem';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Identity, shortAddress } from '../../components/identity.tsx';
import { RecipientField } from '../../components/recipient-field.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { useChain, useCommunity } from '../../lib/api.ts';
import { recipientOf } from '../../lib/recipient.ts';
import { useMembers } from '../../lib/use-members.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { useRefresh } from './my-clan.tsx';
import { dissolveClan, expel, invite, leaveClan, setLeader } from './steps.ts';
import { useClansAt } from './use-clans.ts';
import { nameOf, sizeWords } from './words.ts';

type Member = ClanResponse['members'][number];
export type ClanWish = { verb: 'leave' } | { verb: 'dissolve' } | { verb: 'expel' | 'lead'; member: Member };

const called = ({ name, address }: Member) => name ?? shortAddress(address);

function wordsOf(wish: ClanWish, { size }: ClanResponse) {
  switch (wish.verb) {
    case 'leave':
      return size === 1
        ? { title: t`Leave the clan?`, about: t`You are its last member: it is dissolved with you.`, idle: t`Leave it` }
        : { title: t`Leave the clan?`, about: t`You come back only by another invitation.`, idle: t`Leave it` };
    case 'dissolve':
      return {
        title: t`Dissolve the clan?`,
        about: t`It ends for ${sizeWords(size)}, for good.`,
        idle: t`Dissolve it`,
      };
    case 'expel':
      return {
        title: t`Put ${called(wish.member)} out?`,
        about: t`Days that they were active for the clan still count.`,
        idle: t`Put them out`,
      };
    case 'lead':
      return {
        title: t`Hand the clan over to ${called(wish.member)}?`,
        about: t`From then on they lead it, and you are a member.`,
        idle: t`Hand it over`,
      };
  }
}

/** Asks once more, and says what follows. */
export function ClanDialog({ clan, wish, close }: { clan: ClanResponse; wish: ClanWish; close: () => void }) {
  const at = useClansAt();
  const refresh = useRefresh();
  const { title, about, idle } = wordsOf(wish, clan);
  const transaction = useMemo(() => {
    if (!at) return null;
    if (wish.verb === 'leave') return leaveClan(at);
    if (wish.verb === 'dissolve') return dissolveClan(at);
    const member = wish.member.address as Address;
    return wish.verb === 'expel' ? expel(at, member) : setLeader(at, member);
  }, [at, wish]);
  return (
    <Dialog open onClose={close} title={title} description={about}>
      <ActionButton
        transaction={transaction}
        idle={idle}
        variant={wish.verb === 'lead' ? 'accent' : 'danger'}
        onConfirmed={() => {
          refresh();
          close();
        }}
      />
    </Dialog>
  );
}

export function InviteDialog({ clan, close }: { clan: ClanResponse; close: () => void }) {
  const { token } = useCommunity();
  const chain = useChain().data;
  const own = useActor()?.address;
  const at = useClansAt();
  const [typed, setTyped] = useState('');
  const [touched, setTouched] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const { members, more } = useMembers(typed);
  const contracts = [token, ...Object.values(chain?.contracts ?? {})].map((each) => each.toLowerCase());
  const recipient = recipientOf(typed, { members, more, own, contracts });
  const member = 'is' in recipient ? recipient.is : null;
  const mate = clan.members.some(({ address }) => address === member?.address);
  const number = clan.clan;
  const address = member?.address as Address | undefined;
  const transaction = useMemo(
    () => (at && address && !mate ? invite(at, number, address) : null),
    [at, number, address, mate],
  );
  if (done)
    return (
      <Dialog open onClose={close} title={t`Invited`}>
        <p role="status">
          <Trans>
            {done} may join {nameOf(clan)} now, here or on Discord.
          </Trans>
        </p>
        <Button variant="accent" className="min-h-11" onClick={close}>
          <Trans>Done</Trans>
        </Button>
      </Dialog>
    );
  return (
    <Dialog open onClose={close} title={t`Invite into ${nameOf(clan)}`} description={t`They join when they like.`}>
      <RecipientField
        typed={typed}
        recipient={recipient}
        members={members}
        touched={touched}
        onType={setTyped}
        onLeave={() => setTouched(typed !== '')}
      />
      {member?.name && (
        <div className="-mt-2">
          <Identity {...member} />
        </div>
      )}
      <ActionButton
        transaction={transaction}
        idle={t`Invite`}
        blocked={mate ? t`They are in your clan already.` : member ? undefined : t`Say whom.`}
        onConfirmed={() => setDone(member ? (member.name ?? shortAddress(member.address)) : null)}
      />
    </Dialog>
  );
}
