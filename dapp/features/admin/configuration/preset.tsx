import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { Told } from '../../../components/told.tsx';
import { useToken } from '../../../lib/api.ts';
import { saveJson } from '../../../lib/save-file.ts';
import { staffGet } from '../../../lib/staff-api.ts';

/** The community's set-up as a file, with which another community may begin. */
export function Preset() {
  const token = useToken();
  const [fault, setFault] = useState<string | null>(null);
  async function download() {
    setFault(null);
    try {
      // Not what was read a while ago: the file outlives it.
      const { preset } = await staffGet(`/api/${token}/figures`);
      saveJson('preset.json', preset);
    } catch (error) {
      setFault((error as Error).message);
    }
  }
  return (
    <section aria-label={t`Preset`} className={cardClass}>
      <h2 className="font-semibold">
        <Trans>Preset</Trans>
      </h2>
      <p className="mt-1 mb-3 text-sm text-muted">
        <Trans>
          What this community earns, limits and sells as a file: another community can be deployed with the same set-up.
        </Trans>
      </p>
      <Button onClick={() => void download()}>
        <Download className="size-4" aria-hidden />
        <Trans>Download as a preset</Trans>
      </Button>
      {fault && <Told tone="fault">{fault}</Told>}
    </section>
  );
}
