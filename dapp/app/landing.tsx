import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowRight, BookOpen, Coins, KeyRound, Scale } from 'lucide-react';
import { Link } from 'react-router';
import { buttonClass } from '../components/button.tsx';
import { LanguageMenu } from '../components/language-menu.tsx';
import { Logo } from '../components/logo.tsx';
import { ThemeToggle } from '../components/theme-toggle.tsx';

const promises = [
  {
    icon: Coins,
    title: msg`Earned by taking part`,
    text: msg`Messages, files, threads, voice rooms and a daily claim earn a community’s own token, within limits that everybody can read.`,
  },
  {
    icon: Scale,
    title: msg`The contracts decide`,
    text: msg`Caps, prices, refunds and permissions are enforced on-chain. The bot reports what happened; it cannot bend a rule.`,
  },
  {
    icon: KeyRound,
    title: msg`No wallet needed, none refused`,
    text: msg`A member needs nothing but Discord. Whoever brings a wallet can take the account over, for good, with everything in it.`,
  },
];

/** The page at `/` where no Playground runs. */
export function Landing({ note }: { note?: string }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-4xl items-center justify-between px-5 py-4">
        <span className="flex items-center gap-2.5 font-semibold">
          <Logo className="size-8" />
          Guildmint
        </span>
        <span className="flex gap-1">
          <LanguageMenu />
          <ThemeToggle />
        </span>
      </header>
      <main className="mx-auto flex w-full max-w-4xl flex-1 flex-col justify-center gap-10 px-5 py-10">
        {note && (
          <p role="status" className="rounded-lg border border-line bg-raised px-4 py-3 text-sm">
            {note}
          </p>
        )}
        <div className="max-w-2xl">
          <h1 className="text-4xl font-bold tracking-tight text-balance sm:text-5xl">
            <Trans>A token economy for your Discord community</Trans>
          </h1>
          <p className="mt-4 text-lg text-muted text-pretty">
            <Trans>
              Guildmint turns taking part into something that lasts: balances, gifts and ranks that live on-chain, used
              from Discord as easily as writing a message.
            </Trans>
          </p>
          <div className="mt-7 flex flex-wrap gap-3">
            <Link to="/c" className={buttonClass('accent', 'min-h-11 px-5 text-base font-semibold')}>
              <Trans>Open the app</Trans>
              <ArrowRight className="size-4.5" aria-hidden />
            </Link>
            <a href="/api/docs" className={buttonClass('secondary', 'min-h-11 px-5 text-base')}>
              <BookOpen className="size-4.5" aria-hidden />
              <Trans>Read the API documentation</Trans>
            </a>
          </div>
        </div>
        <ul className="grid gap-4 sm:grid-cols-3">
          {promises.map(({ icon: Icon, title, text }) => (
            <li key={title.id} className="rounded-xl border border-line bg-raised p-5">
              <Icon className="size-5 text-accent" aria-hidden />
              <h2 className="mt-3 font-semibold">{i18n._(title)}</h2>
              <p className="mt-1.5 text-sm text-muted text-pretty">{i18n._(text)}</p>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}
