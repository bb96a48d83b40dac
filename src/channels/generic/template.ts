import type { Template } from './settings.ts';

type Values = Readonly<Record<string, string>>;

/** A template with its values; an object becomes JSON. A name without a value stays as it is written. */
export function fill(template: Template, values: Values): string {
  return typeof template === 'string'
    ? fillText(template, values)
    : JSON.stringify(fillValue(template, values));
}

/** A JSON value with every `{name}` in its texts replaced. */
export function fillValue(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return fillText(value, values);
  if (Array.isArray(value)) return value.map((item) => fillValue(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillValue(item, values)]));
}

export function fillText(text: string, values: Values): string {
  return text.replaceAll(/\{(\w+)\}/g, (written, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? written) : written,
  );
}

/** What stands at a path such as `data.0.id`; undefined where nothing does. */
export function valueAt(source: unknown, path: string): unknown {
  let value = source;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}
