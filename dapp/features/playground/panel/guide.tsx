import { ArrowUpRight } from 'lucide-react';
import { usePlayground } from '../context.tsx';

type Step = { title: string; text: string; tries: string[] };

/** The shortest way through what a member can do; the name is of somebody else in the open server. */
function steps(other: string): Step[] {
  return [
    {
      title: 'Take part',
      text: 'Messages, files, threads and voice rooms can earn tokens; /help says how many.',
      tries: ['Good morning, everybody!', '/help'],
    },
    { title: 'Claim the day', text: 'Once a day; days in a row make a streak.', tries: ['/daily'] },
    { title: 'See what you own', text: 'Private: nobody else sees the answer.', tries: ['/balance', '!balance'] },
    {
      title: 'Send some to a friend',
      text: `Then press Confirm, and act as ${other} to see it arrive.`,
      tries: [`!sendbroski @${other} 10`, '/gift'],
    },
    {
      title: 'Spend it',
      text: 'A role or a code, handed over by the bot; what lasts can be given back within the hour.',
      tries: ['/rewards', '!redeem gold_name', '/inventory'],
    },
    { title: 'Compare', text: 'Everybody’s rank, from the chain.', tries: ['/leaderboard', '/history'] },
  ];
}

/** What to try first. A suggestion is written into the composer; sending it is up to the person. */
export function Guide() {
  const { guild, me, names, channel, fill } = usePlayground();
  // Somebody ordinary makes the better example than an admin.
  const other = guild?.members
    .filter(({ user }) => !user.bot && user.id !== me)
    .toSorted((a, b) => a.roles.length - b.roles.length)[0]?.user.id;
  return (
    <div className="flex flex-col gap-5 p-4">
      <p className="text-sm text-muted">
        This is a Discord of your own, on this computer, with the real bot and real contracts behind it. You can be
        anyone: choose at <span className="font-medium text-ink">Acting as</span>. Two tabs may be two members.
      </p>
      <ol className="flex flex-col gap-4">
        {steps(other ? names.nameOf(other) : 'Bob').map(({ title, text, tries }, index) => (
          <li key={title} className="flex gap-3">
            <span
              aria-hidden
              className="mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-bold text-accent"
            >
              {index + 1}
            </span>
            <div className="min-w-0 flex-1">
              <h2 className="font-medium">{title}</h2>
              <p className="text-sm text-muted">{text}</p>
              <div className="mt-1.5 flex flex-wrap gap-1.5">
                {tries.map((attempt) => (
                  <button
                    key={attempt}
                    type="button"
                    disabled={!channel}
                    onClick={() => fill(attempt)}
                    className="flex min-h-8 max-w-full items-center gap-1 rounded-lg border border-line bg-field px-2.5 text-left text-sm hover:border-accent disabled:opacity-50 pointer-coarse:min-h-11"
                  >
                    <span className="sr-only">Write </span>
                    <span className="truncate">{attempt}</span>
                    <ArrowUpRight className="size-3.5 shrink-0 text-muted" aria-hidden />
                  </button>
                ))}
              </div>
            </div>
          </li>
        ))}
      </ol>
      <p className="border-t border-line pt-4 text-sm text-muted">
        Point at a message for reactions, replies and threads. With a keyboard: arrow keys in the list, then Tab.
      </p>
    </div>
  );
}
