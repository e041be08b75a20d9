/** Buttons, selects, text inputs and the layout components of "Components V2", with Discord's limits. */
import { ButtonStyle, ComponentType as C } from 'discord-api-types/v10';
import { z } from 'zod';
import { refuse, snowflake } from './form.ts';

const id = z.number().int().nonnegative().optional();
const customId = z.string().min(1).max(100);
const emoji = z.object({
  id: snowflake.nullish(),
  name: z.string().nullish(),
  animated: z.boolean().optional(),
});
const media = z.object({ url: z.string().min(1).max(2048) });

const button = z
  .object({
    type: z.literal(C.Button),
    id,
    style: z.enum(ButtonStyle),
    label: z.string().max(80).optional(),
    emoji: emoji.optional(),
    custom_id: customId.optional(),
    url: z.string().max(512).optional(),
    sku_id: snowflake.optional(),
    disabled: z.boolean().optional(),
  })
  .superRefine((it, ctx) => {
    const required = (field: string) => refuse(ctx, [field], 'BASE_TYPE_REQUIRED', 'This field is required');
    const forbidden = (field: string, why: string) => refuse(ctx, [field], 'BUTTON_COMPONENT_INVALID_FIELD', why);
    if (it.style === ButtonStyle.Link) {
      if (it.url === undefined) required('url');
      if (it.custom_id !== undefined) forbidden('custom_id', 'A custom id and url cannot both be specified');
    } else if (it.style === ButtonStyle.Premium) {
      if (it.sku_id === undefined) required('sku_id');
    } else {
      if (it.custom_id === undefined) required('custom_id');
      if (it.url !== undefined) forbidden('url', 'A custom id and url cannot both be specified');
    }
    if (it.style !== ButtonStyle.Premium && it.label === undefined && it.emoji === undefined) required('label');
  });

const selectFields = {
  id,
  custom_id: customId,
  placeholder: z.string().max(150).optional(),
  min_values: z.number().int().min(0).max(25).default(1),
  max_values: z.number().int().min(1).max(25).default(1),
  disabled: z.boolean().optional(),
  required: z.boolean().optional(),
};
const selectOption = z.object({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).optional(),
  emoji: emoji.optional(),
  default: z.boolean().optional(),
});
const stringSelect = z
  .object({ type: z.literal(C.StringSelect), ...selectFields, options: z.array(selectOption).min(1).max(25) })
  .superRefine((it, ctx) => {
    it.options.forEach((option, index) => {
      if (it.options.findIndex((other) => other.value === option.value) === index) return;
      refuse(
        ctx,
        ['options', index, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    });
  });
const defaults = z
  .array(z.object({ id: snowflake, type: z.enum(['user', 'role', 'channel']) }))
  .max(25)
  .optional();
const userSelect = z.object({ type: z.literal(C.UserSelect), ...selectFields, default_values: defaults });
const roleSelect = z.object({ type: z.literal(C.RoleSelect), ...selectFields, default_values: defaults });
const mentionableSelect = z.object({ type: z.literal(C.MentionableSelect), ...selectFields, default_values: defaults });
const channelSelect = z.object({
  type: z.literal(C.ChannelSelect),
  ...selectFields,
  channel_types: z.array(z.number().int()).optional(),
  default_values: defaults,
});
const selects = [stringSelect, userSelect, roleSelect, mentionableSelect, channelSelect] as const;

const textInput = z.object({
  type: z.literal(C.TextInput),
  id,
  custom_id: customId,
  style: z.union([z.literal(1), z.literal(2)]),
  label: z.string().min(1).max(45).optional(),
  min_length: z.number().int().min(0).max(4000).optional(),
  max_length: z.number().int().min(1).max(4000).optional(),
  required: z.boolean().optional(),
  value: z.string().max(4000).optional(),
  placeholder: z.string().max(100).optional(),
});

const messageRow = z
  .object({
    type: z.literal(C.ActionRow),
    id,
    components: z
      .array(z.discriminatedUnion('type', [button, ...selects]))
      .min(1)
      .max(5),
  })
  .superRefine((row, ctx) => {
    if (row.components.length > 1 && row.components.some((each) => each.type !== C.Button)) {
      refuse(
        ctx,
        ['components'],
        'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
        'The specified component exceeds the maximum width',
      );
    }
  });

const textDisplay = z.object({ type: z.literal(C.TextDisplay), id, content: z.string().min(1).max(4000) });
const description = z.string().max(1024).nullable().default(null);
const spoiler = z.boolean().default(false);
const thumbnail = z.object({ type: z.literal(C.Thumbnail), id, media, description, spoiler });
const section = z.object({
  type: z.literal(C.Section),
  id,
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});
const gallery = z.object({
  type: z.literal(C.MediaGallery),
  id,
  items: z.array(z.object({ media, description, spoiler })).min(1).max(10),
});
const file = z.object({
  type: z.literal(C.File),
  id,
  file: z.object({ url: z.string().startsWith('attachment://') }),
  spoiler,
});
const separator = z.object({
  type: z.literal(C.Separator),
  id,
  divider: z.boolean().default(true),
  spacing: z.union([z.literal(1), z.literal(2)]).default(1),
});
const blocks = [messageRow, textDisplay, section, gallery, file, separator] as const;
const container = z.object({
  type: z.literal(C.Container),
  id,
  accent_color: z.number().int().min(0).max(0xffffff).nullable().default(null),
  spoiler,
  components: z.array(z.discriminatedUnion('type', [...blocks])).min(1),
});

type Node = { type: number; [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** Every component with its place, containers before what they hold. */
export function walk(components: readonly unknown[], path: PropertyKey[] = []): { node: Node; path: PropertyKey[] }[] {
  return components.flatMap((node, index) => {
    if (!isNode(node)) return [];
    const here = [...path, index];
    const inner = Array.isArray(node.components) ? walk(node.components, [...here, 'components']) : [];
    const single = (key: string) => (isNode(node[key]) ? relabel(walk([node[key]]), [...here, key]) : []);
    return [{ node, path: here }, ...inner, ...single('accessory'), ...single('component')];
  });
}
const relabel = (found: ReturnType<typeof walk>, at: PropertyKey[]) =>
  found.map(({ node, path }) => ({ node, path: [...at, ...path.slice(1)] }));

function uniqueCustomIds(components: readonly unknown[], ctx: z.RefinementCtx): void {
  const seen = new Set<unknown>();
  for (const { node, path } of walk(components)) {
    if (node.custom_id === undefined) continue;
    if (seen.has(node.custom_id)) {
      refuse(ctx, [...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
    }
    seen.add(node.custom_id);
  }
}

/** Components beside content and embeds: five action rows. */
export const legacyComponents = z.array(messageRow).max(5).superRefine(uniqueCustomIds);

/** Components that are the message (flag IS_COMPONENTS_V2): 40 in all, 4,000 characters of text. */
export const layoutComponents = z
  .array(z.discriminatedUnion('type', [...blocks, container]))
  .superRefine((components, ctx) => {
    uniqueCustomIds(components, ctx);
    const all = walk(components);
    if (all.length > 40) refuse(ctx, [], 'COMPONENT_MAX_TOTAL_COMPONENTS', 'The maximum number of components is 40');
    const text = all.reduce(
      (sum, { node }) => sum + (node.type === C.TextDisplay ? String(node.content).length : 0),
      0,
    );
    if (text > 4000)
      refuse(ctx, [], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', 'Displayable text exceeds 4000 characters');
  });

const modalRow = z
  .object({ type: z.literal(C.ActionRow), id, components: z.array(textInput).length(1) })
  .superRefine((row, ctx) => {
    if (row.components[0]?.label !== undefined) return;
    refuse(ctx, ['components', 0, 'label'], 'BASE_TYPE_REQUIRED', 'This field is required');
  });
const label = z.object({
  type: z.literal(C.Label),
  id,
  label: z.string().min(1).max(45),
  description: z.string().max(100).optional(),
  component: z.discriminatedUnion('type', [textInput, ...selects]),
});

export const modalSchema = z.object({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(z.discriminatedUnion('type', [modalRow, label, textDisplay]))
    .min(1)
    .max(5)
    .superRefine(uniqueCustomIds),
});
