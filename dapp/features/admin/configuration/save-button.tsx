import { Trans } from '@lingui/react/macro';
import { useMay } from '../role.ts';
import type { useWrite } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';

type Props = { writing: ReturnType<typeof useWrite>; blocked?: string | undefined };

/** At the end of a form that admins alone save: others read so. */
export const SaveButton = ({ writing, blocked }: Props) =>
  useMay('admin') ? (
    <WriteButton writing={writing} blocked={blocked}>
      <Trans>Save</Trans>
    </WriteButton>
  ) : (
    <p className="text-sm text-muted">
      <Trans>Admins change this.</Trans>
    </p>
  );
