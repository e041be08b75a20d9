import { useEffect, useRef, useState } from 'react';
import { Empty } from '../../components/states.tsx';
import { ChannelHeader } from './channel-header.tsx';
import { ChannelView } from './channel-view.tsx';
import type { ComposerHandle } from './composer/composer.tsx';
import { type Playground, PlaygroundContext } from './context.tsx';
import { InteractionModal } from './dialogs/interaction-modal.tsx';
import { Drawer } from './drawer.tsx';
import { SidePanel } from './panel/side-panel.tsx';
import { ChannelSidebar } from './sidebar/channel-sidebar.tsx';
import { GuildRail } from './sidebar/guild-rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { useWide } from './use-wide.ts';

type PageProps = { playground: Omit<Playground, 'fill'> };

function Navigation() {
  return (
    <div className="flex h-full min-w-0 flex-1">
      <GuildRail />
      <ChannelSidebar />
    </div>
  );
}

/** The whole Playground: rails beside the messages where there is room, in drawers where there is not. */
export function PlaygroundPage({ playground }: PageProps) {
  const { channel, feed, guild } = playground;
  const composer = useRef<ComposerHandle>(null);
  const sidebarFits = useWide(64);
  const panelFits = useWide(80);
  const [navigationOpen, setNavigationOpen] = useState(false);
  const [panelOpen, setPanelOpen] = useState(panelFits);

  // What was opened in the drawer is what one wants to see next.
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes on a change of place
  useEffect(() => setNavigationOpen(false), [channel?.id]);

  const value: Playground = {
    ...playground,
    fill(text, mode = 'replace') {
      if (!panelFits) setPanelOpen(false);
      composer.current?.fill(text, mode);
    },
  };
  const panel = <SidePanel onClose={() => setPanelOpen(false)} />;

  return (
    <PlaygroundContext value={value}>
      <title>{`${channel ? value.names.channelName(channel) : (guild?.name ?? 'Direct messages')} · Guildmint Playground`}</title>
      <a
        href="#messages"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-accent focus:px-4 focus:py-2 focus:font-medium focus:text-on-accent"
      >
        Skip to the messages
      </a>
      <div className="flex h-dvh overflow-hidden">
        {sidebarFits && (
          <div className="flex w-78 shrink-0">
            <Navigation />
          </div>
        )}
        <main id="messages" tabIndex={-1} className="flex min-w-0 flex-1 flex-col bg-chat outline-none">
          <ChannelHeader
            panelOpen={panelOpen}
            onTogglePanel={() => setPanelOpen(!panelOpen)}
            onOpenNavigation={() => setNavigationOpen(true)}
          />
          <StatusBar />
          {channel ? (
            <ChannelView channel={channel} composer={composer} />
          ) : (
            <div className="flex flex-1 items-center justify-center">
              <Empty title={guild ? 'No channel is open' : 'No conversation is open'}>
                Choose one in the list beside.
              </Empty>
            </div>
          )}
        </main>
        {panelOpen && panelFits && (
          <aside className="w-80 shrink-0 border-l border-line" aria-label="Help and members">
            {panel}
          </aside>
        )}
      </div>
      <Drawer
        side="left"
        title="Servers and channels"
        open={navigationOpen && !sidebarFits}
        onClose={() => setNavigationOpen(false)}
      >
        <Navigation />
      </Drawer>
      <Drawer side="right" title="Help and members" open={panelOpen && !panelFits} onClose={() => setPanelOpen(false)}>
        <div className="w-full">{panel}</div>
      </Drawer>
      {feed.modal && <InteractionModal key={feed.modal.interactionId} open={feed.modal} />}
    </PlaygroundContext>
  );
}
