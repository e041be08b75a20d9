/** As much of JSON Schema as Discord's OpenAPI document uses. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
};
export type Document = {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: Schema }> }> }>
  >;
  components: { schemas: Record<string, Schema> };
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** Every difference between value and schema, each with its place. */
export function differences(document: Document, schema: Schema, value: unknown, at = '$'): string[] {
  const check = (inner: Schema, each: unknown, place: string) => differences(document, inner, each, place);
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return check(document.components.schemas[name] ?? {}, value, at);
  }
  const found: string[] = [];
  const types = schema.type === undefined ? undefined : [schema.type].flat();
  const type = typeOf(value);
  if (types && !types.includes(type) && !(type === 'integer' && types.includes('number'))) {
    return [`${at}: ${type} instead of ${types.join(' or ')}`];
  }
  if (value === null) return [];
  if ('const' in schema && schema.const !== value) found.push(`${at}: ${String(value)} is not ${String(schema.const)}`);
  if (schema.enum && !schema.enum.includes(value)) found.push(`${at}: ${String(value)} is not among ${schema.enum}`);
  if (schema.pattern && typeof value === 'string' && !new RegExp(schema.pattern).test(value)) {
    found.push(`${at}: "${value}" does not match ${schema.pattern}`);
  }
  for (const part of schema.allOf ?? []) found.push(...check(part, value, at));
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) {
    const attempts = alternatives.map((each) => check(each, value, at));
    const closest = attempts.toSorted((a, b) => a.length - b.length)[0] ?? [];
    if (attempts.every((attempt) => attempt.length > 0)) found.push(...closest);
  }
  if (Array.isArray(value) && schema.items) {
    for (const [index, each] of value.entries()) found.push(...check(schema.items, each, `${at}[${index}]`));
  }
  if (type === 'object') {
    const fields = value as Record<string, unknown>;
    for (const name of schema.required ?? []) if (fields[name] === undefined) found.push(`${at}.${name}: missing`);
    for (const [name, inner] of Object.entries(schema.properties ?? {})) {
      if (fields[name] !== undefined) found.push(...check(inner, fields[name], `${at}.${name}`));
    }
  }
  return found;
}
