import { Fragment, type ReactNode, useState } from 'react';
import { cx } from '../../../lib/cx.ts';
import { formatTime, relativeTime, useNow } from '../../../lib/time.ts';
import type { Inline } from './inline.ts';
import { useMentions } from './mentions.ts';

const pill = 'rounded bg-accent-soft px-1 font-medium text-accent';

function Spoiler({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  if (shown) return <span className="rounded bg-hover px-0.5">{children}</span>;
  return (
    <button
      type="button"
      aria-label="Spoiler: press to show"
      onClick={() => setShown(true)}
      className="rounded bg-muted px-0.5 text-transparent select-none [&_*]:text-transparent"
    >
      <span aria-hidden inert>
        {children}
      </span>
    </button>
  );
}

function Timestamp({ at, style }: { at: number; style: string }) {
  const now = useNow();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'Invalid date';
  return (
    <time dateTime={date.toISOString()} title={formatTime(at, 'F')} className="rounded bg-hover px-1 whitespace-nowrap">
      {style === 'R' ? relativeTime(at, now) : formatTime(at, style)}
    </time>
  );
}

function Mention({ kind, id }: { kind: 'user' | 'role' | 'channel'; id: string }) {
  const { nameOf, roleName, channelName, me, openChannel } = useMentions();
  if (kind === 'user') return <span className={cx(pill, id === me && 'bg-gold-soft text-gold')}>@{nameOf(id)}</span>;
  if (kind === 'role') return <span className={pill}>@{roleName(id) ?? 'unknown role'}</span>;
  const channel = channelName(id);
  if (channel === undefined) return <span className={pill}>#unknown channel</span>;
  return (
    <button type="button" onClick={() => openChannel(id)} className={cx(pill, 'hover:underline')}>
      #{channel}
    </button>
  );
}

function Command({ name }: { name: string }) {
  const { fill } = useMentions();
  return (
    <button type="button" onClick={() => fill(`/${name}`)} className={cx(pill, 'hover:underline')}>
      /{name}
    </button>
  );
}

function InlineNode({ node }: { node: Inline }): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'strong':
      return (
        <strong className="font-semibold">
          <InlineNodes nodes={node.children} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <InlineNodes nodes={node.children} />
        </em>
      );
    case 'underline':
      return (
        <u>
          <InlineNodes nodes={node.children} />
        </u>
      );
    case 'strike':
      return (
        <s>
          <InlineNodes nodes={node.children} />
        </s>
      );
    case 'spoiler':
      return (
        <Spoiler>
          <InlineNodes nodes={node.children} />
        </Spoiler>
      );
    case 'code':
      return <code className="rounded bg-field px-1 py-0.5 font-mono text-[0.85em]">{node.text}</code>;
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
          <InlineNodes nodes={node.children} />
        </a>
      );
    case 'user':
    case 'role':
    case 'channel':
      return <Mention kind={node.kind} id={node.id} />;
    case 'everyone':
      return <span className={pill}>{node.text}</span>;
    case 'command':
      return <Command name={node.name} />;
    case 'time':
      return <Timestamp at={node.at} style={node.style} />;
    case 'emoji':
      return (
        <span title={`:${node.name}:`} className="rounded bg-field px-1 text-[0.85em]">
          :{node.name}:
        </span>
      );
  }
}

export function InlineNodes({ nodes }: { nodes: Inline[] }) {
  return nodes.map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a parsed text never reorders
    <Fragment key={index}>
      <InlineNode node={node} />
    </Fragment>
  ));
}
