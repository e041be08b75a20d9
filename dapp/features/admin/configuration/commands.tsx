import type { CommandsResponse } from '@guildmint/bot/api/routes/config.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { Told } from '../../../components/told.tsx';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { useCommands } from './use-configuration.ts';

/** Answers that the staff wrote, by what is typed after the prefix. */
export const Commands = () => (
  <Loaded what={t`the commands`} query={useCommands()}>
    {(found) => <List found={found} />}
  </Loaded>
);

function List({ found }: { found: CommandsResponse }) {
  const token = useToken();
  const mayChange = useMay('admin');
  const [name, setName] = useState('');
  const [response, setResponse] = useState('');
  const writing = useWrite(() => {
    setName('');
    setResponse('');
  });
  const removing = useWrite();
  const isWhole = name.trim() !== '' && response.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole) return;
    void writing.write(
      wish(t`${found.prefix}${name.trim()} is written`, 'POST', `/api/commands?community=${token}`, {
        name: name.trim(),
        response: response.trim(),
      }),
    );
  };
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[1.3fr_1fr]">
      <section aria-label={t`Commands`} className={cx(cardClass, 'py-2')}>
        {found.commands.length === 0 ? (
          <Empty title={t`No command of your own yet`}>
            <Trans>Write one: members type it after the prefix {found.prefix}</Trans>
          </Empty>
        ) : (
          <ul className="divide-y divide-line">
            {found.commands.map((command) => (
              <li key={command.name} className="flex items-start gap-3 py-3">
                <div className="min-w-0 flex-1">
                  <p className="font-mono text-sm font-semibold">
                    {found.prefix}
                    {command.name}
                  </p>
                  <p className="text-sm break-words whitespace-pre-wrap text-muted">{command.response}</p>
                </div>
                {mayChange && (
                  <>
                    <Button
                      onClick={() => {
                        setName(command.name);
                        setResponse(command.response);
                      }}
                    >
                      <Trans>
                        Edit<span className="sr-only"> {command.name}</span>
                      </Trans>
                    </Button>
                    <Button
                      disabled={removing.busy}
                      onClick={() =>
                        void removing.write(
                          wish(
                            t`Taken away`,
                            'DELETE',
                            `/api/commands/${encodeURIComponent(command.name)}?community=${token}`,
                          ),
                        )
                      }
                    >
                      <Trans>
                        Remove<span className="sr-only"> {command.name}</span>
                      </Trans>
                    </Button>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
        {removing.phase.at === 'failed' && <Told tone="fault">{removing.phase.sentence}</Told>}
      </section>
      {mayChange && (
        <form
          aria-label={t`Write a command`}
          className={cx(cardClass, 'flex flex-col gap-4')}
          onSubmit={submit}
          noValidate
        >
          <Field label={t`Name, typed after ${found.prefix}`}>
            {(control) => (
              <input
                {...control}
                value={name}
                maxLength={32}
                autoComplete="off"
                onChange={({ target }) => setName(target.value)}
                className={inputClass}
              />
            )}
          </Field>
          <Field label={t`Answer`}>
            {(control) => (
              <textarea
                {...control}
                value={response}
                maxLength={1500}
                onChange={({ target }) => setResponse(target.value)}
                className={cx(inputClass, 'min-h-28')}
              />
            )}
          </Field>
          <WriteButton writing={writing} blocked={isWhole ? undefined : t`A name and an answer are needed.`}>
            <Trans>Keep it</Trans>
          </WriteButton>
        </form>
      )}
    </div>
  );
}
