import type { ReactNode } from 'react';
import { cssColour } from '../../../lib/contrast.ts';
import { cx } from '../../../lib/cx.ts';
import type { Container, Message, Section, TopLevelComponent } from '../discord.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { AttachmentCard } from './attachments.tsx';
import { ActionRowControl, ButtonControl } from './controls.tsx';
import { Picture } from './picture.tsx';

/** `attachment://name` stands for a file of the same message. */
function mediaUrl(url: string, message: Message): string {
  if (!url.startsWith('attachment://')) return url;
  const filename = url.slice('attachment://'.length);
  return message.attachments.find((each) => each.filename === filename)?.url ?? url;
}

function ContainerCard({ container, message }: { container: Container; message: Message }) {
  const { accent_color: accent } = container;
  return (
    <div
      className={cx(
        'flex max-w-xl flex-col gap-2.5 rounded-xl border border-line bg-raised px-4 py-3.5',
        accent ? 'border-l-4' : null,
      )}
      style={{ borderLeftColor: accent ? cssColour(accent) : undefined }}
    >
      <ComponentList components={container.components} message={message} />
    </div>
  );
}

function SectionRow({ section, message }: { section: Section; message: Message }) {
  const { accessory } = section;
  return (
    <div className="flex items-start gap-3">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {section.components.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: components have no identity but their place
          <Markdown key={index} source={text.content} />
        ))}
      </div>
      {'media' in accessory ? (
        <Picture
          src={mediaUrl(accessory.media.url, message)}
          alt={accessory.description ?? 'Thumbnail'}
          className="size-18 shrink-0 overflow-hidden"
        />
      ) : (
        <ButtonControl button={accessory} message={message} />
      )}
    </div>
  );
}

function ComponentNode({ component, message }: { component: TopLevelComponent; message: Message }): ReactNode {
  switch (component.type) {
    case 1:
      return <ActionRowControl row={component} message={message} />;
    case 9:
      return <SectionRow section={component} message={message} />;
    case 10:
      return <Markdown source={component.content} />;
    case 12:
      return (
        <ul aria-label="Pictures" className="grid grid-cols-2 gap-2 only:grid-cols-1">
          {component.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: components have no identity but their place
            <li key={index} className="first:last:col-span-2">
              <Picture
                src={mediaUrl(item.media.url, message)}
                alt={item.description ?? 'Picture'}
                className="h-full max-h-72 w-full"
              />
            </li>
          ))}
        </ul>
      );
    case 13: {
      const filename = component.file.url.replace('attachment://', '');
      const attachment = message.attachments.find(
        (each) => each.filename === filename || each.url === component.file.url,
      );
      return attachment ? <AttachmentCard attachment={attachment} /> : null;
    }
    case 14:
      return (
        <div className={component.spacing === 2 ? 'py-2' : 'py-0.5'}>
          {component.divider !== false && <hr className="border-line" />}
        </div>
      );
    case 17:
      return <ContainerCard container={component} message={message} />;
    default:
      return null;
  }
}

/** A message's components, of both generations. */
export function ComponentList({ components, message }: { components: TopLevelComponent[]; message: Message }) {
  return components.map((component, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: components have no identity but their place
    <ComponentNode key={index} component={component} message={message} />
  ));
}
