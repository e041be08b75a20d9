import { Fragment, memo, type ReactNode } from 'react';
import { cx } from '../../../lib/cx.ts';
import { type Block, isOnlyEmoji, parseBlocks } from './blocks.ts';
import { InlineNodes } from './inline-nodes.tsx';

const HEADINGS = {
  1: 'mt-2 text-xl font-bold',
  2: 'mt-2 text-lg font-bold',
  3: 'mt-1.5 text-base font-bold',
};

function BlockNode({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p className="whitespace-pre-wrap">
          <InlineNodes nodes={block.children} />
        </p>
      );
    case 'heading':
      // Not <h1>–<h3>: what people write must not disturb the outline of the page.
      return (
        <p className={cx('first:mt-0', HEADINGS[block.level])}>
          <InlineNodes nodes={block.children} />
        </p>
      );
    case 'subtext':
      return (
        <p className="text-xs text-muted">
          <InlineNodes nodes={block.children} />
        </p>
      );
    case 'quote':
      return (
        <blockquote className="my-0.5 border-l-4 border-line pl-3">
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case 'code':
      return (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard must reach it
          tabIndex={0}
          className="my-1 overflow-x-auto rounded-lg border border-line bg-side p-3 font-mono text-[0.8125rem] leading-snug"
        >
          <code>{block.text}</code>
        </pre>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List
          className={cx('ml-5', block.ordered ? 'list-decimal' : 'list-disc')}
          {...(block.ordered && { start: block.start })}
        >
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a parsed text never reorders
            <li key={index} style={{ marginLeft: `${item.depth * 1.25}rem` }}>
              <InlineNodes nodes={item.children} />
            </li>
          ))}
        </List>
      );
    }
  }
}

function Blocks({ blocks }: { blocks: Block[] }) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a parsed text never reorders
    <Fragment key={index}>
      <BlockNode block={block} />
    </Fragment>
  ));
}

/** Discord's Markdown as React nodes. Text can never become markup of the page. */
export const Markdown = memo(function Markdown({ source, className }: { source: string; className?: string }) {
  return (
    <div
      className={cx(
        'min-w-0 break-words [overflow-wrap:anywhere]',
        isOnlyEmoji(source) && 'text-4xl leading-tight',
        className,
      )}
    >
      <Blocks blocks={parseBlocks(source)} />
    </div>
  );
});
