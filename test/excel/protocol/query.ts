/** `load`: reads the properties of an object that were asked for. */

import { NotSimulated, type HostObject } from './objects';

export interface QueryInfo {
  readonly Select?: readonly string[];
  readonly Expand?: readonly string[];
  readonly Top?: number;
  readonly Skip?: number;
}

type Answer = Record<string, unknown>;

/** Asking for everything is slow in Excel, so a test may not. */
export function query(object: HostObject, info: QueryInfo): Answer {
  const { Select = [], ...rest } = info;
  if (Object.values(rest).some((option) => option !== undefined))
    throw new NotSimulated(`load with ${Object.keys(rest).join(', ')}`);
  if (Select.length === 0) throw new NotSimulated(`${object.type}.load() without names of properties`);
  return object.items ? collection(object, object.items(), Select) : properties(object, Select);
}

function collection(object: HostObject, items: readonly HostObject[], select: readonly string[]): Answer {
  const own = select.filter((name) => object.get?.[capital(name)]);
  const ofItems = select
    .filter((name) => !own.includes(name) && name !== 'items')
    .map((name) => (name.startsWith('items/') ? name.slice('items/'.length) : name));
  return { ...properties(object, own), _Items: items.map((item) => properties(item, ofItems)) };
}

function properties(object: HostObject, select: readonly string[]): Answer {
  const answer: Answer = { ...object.identity?.() };
  const below = new Map<string, string[]>();
  for (const path of select) {
    const [name, ...rest] = path.split('/');
    if (rest.length > 0) below.set(name, [...(below.get(name) ?? []), rest.join('/')]);
    else answer[capital(name)] = property(object, name);
  }
  for (const [name, names] of below) {
    const child = object.child?.[capital(name)];
    if (!child) throw new NotSimulated(`the property ${object.type}.${name}`);
    const found = child();
    answer[capital(name)] = found && query(found, { Select: names });
  }
  return answer;
}

function property(object: HostObject, name: string): unknown {
  const get = object.get?.[capital(name)];
  if (get) return get();
  throw new NotSimulated(`the property ${object.type}.${name}`);
}

function capital(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}
