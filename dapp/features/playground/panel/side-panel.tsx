import { X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { IconButton } from '../../../components/button.tsx';
import { Guide } from './guide.tsx';
import { Members } from './members.tsx';

const tabClass =
  'h-full -outline-offset-4 border-b-2 border-transparent px-2 text-sm font-medium text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink';

/** On the right: what to try first, and who is here. */
export function SidePanel({ onClose }: { onClose: () => void }) {
  return (
    <Tabs.Root defaultValue="guide" className="flex h-full flex-col bg-side">
      <div className="flex h-14 shrink-0 items-center gap-1 border-b border-line px-3">
        <Tabs.List aria-label="Side panel" className="flex h-full flex-1 gap-2">
          <Tabs.Trigger value="guide" className={tabClass}>
            Try this first
          </Tabs.Trigger>
          <Tabs.Trigger value="members" className={tabClass}>
            Members
          </Tabs.Trigger>
        </Tabs.List>
        <IconButton label="Close the side panel" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <Tabs.Content value="guide" className="min-h-0 flex-1 overflow-y-auto">
        <Guide />
      </Tabs.Content>
      <Tabs.Content value="members" className="min-h-0 flex-1 overflow-y-auto">
        <Members />
      </Tabs.Content>
    </Tabs.Root>
  );
}
