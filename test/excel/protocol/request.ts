/**
 * Interprets the requests of the client library: object paths say how to come to an object, actions what to do with it,
 * in order. One instance serves one page; references that the page keeps live as long as it.
 */

import { ExcelError, NotSimulated, type HostObject } from './objects';
import { query, type QueryInfo } from './query';

/** As the library numbers them. */
const PATH = {
  global: 1,
  newObject: 2,
  method: 3,
  property: 4,
  indexer: 5,
  reference: 6,
  nullObject: 7,
} as const;
const ACTION = { instantiate: 1, query: 2, method: 3, set: 4, trace: 5 } as const;

interface Arguments {
  readonly Arguments?: readonly unknown[];
  /** For each argument the path of the object it stands for, nested where arguments are arrays. */
  readonly ReferencedObjectPathIds?: readonly unknown[];
}

interface ObjectPath {
  readonly Id: number;
  readonly ObjectPathType: number;
  readonly Name: string;
  readonly ParentObjectPathId?: number;
  readonly ArgumentInfo?: Arguments;
}

interface Action {
  readonly Id: number;
  readonly ActionType: number;
  readonly Name: string;
  readonly ObjectPathId: number;
  readonly ArgumentInfo?: Arguments;
  readonly QueryInfo?: QueryInfo;
}

export interface RequestBody {
  readonly Actions: readonly Action[];
  readonly ObjectPaths: Readonly<Record<string, ObjectPath>>;
}

export interface ResponseBody {
  readonly Results: { readonly ActionId: number; readonly Value: unknown }[];
  readonly TraceIds: number[];
  Error?: {
    readonly Code: string;
    readonly Message: string;
    readonly Location: string;
    readonly ActionIndex: number;
    readonly HttpStatusCode: number;
  };
}

export interface Roots {
  readonly workbook: HostObject;
  /** Objects that the library makes by the name of their class. */
  readonly services: Readonly<Record<string, HostObject>>;
  /** An object that the page has kept. */
  readonly referenced: (id: string) => HostObject | undefined;
}

export function execute(body: RequestBody, roots: Roots): ResponseBody {
  return new Request(body, roots).run();
}

class Request {
  private readonly objects = new Map<number, HostObject | null>();

  constructor(
    private readonly body: RequestBody,
    private readonly roots: Roots,
  ) {}

  run(): ResponseBody {
    const response: ResponseBody = { Results: [], TraceIds: [] };
    for (const [index, action] of this.body.Actions.entries()) {
      try {
        if (action.ActionType === ACTION.trace) response.TraceIds.push(action.Id);
        response.Results.push({ ActionId: action.Id, Value: this.value(action) ?? null });
      } catch (error) {
        if (!(error instanceof ExcelError)) throw error;
        // What was done before stays done: Excel does not take it back.
        const { code, message } = error;
        const Location = this.location(action);
        response.Error = { Code: code, Message: message, Location, ActionIndex: index, HttpStatusCode: 400 };
        return response;
      }
    }
    return response;
  }

  private value(action: Action): unknown {
    if (action.ActionType === ACTION.trace) return null;
    const object = this.object(action.ObjectPathId);
    switch (action.ActionType) {
      case ACTION.instantiate:
        return object === null ? null : (object.identity?.() ?? {});
      case ACTION.query:
        return object === null ? null : query(object, action.QueryInfo ?? {});
      case ACTION.method:
        return this.method(object, action);
      case ACTION.set:
        return this.set(object, action);
      default:
        throw new NotSimulated(`actions of type ${action.ActionType}, on ${this.location(action)}`);
    }
  }

  private method(object: HostObject | null, { Name, ArgumentInfo }: Action): unknown {
    // On a null object nothing happens: `getItemOrNullObject(name).delete()` is a way to delete what may be there.
    if (object === null) return null;
    const method = object.call?.[Name];
    if (!method) throw new NotSimulated(`the method ${object.type}.${Name}`);
    return method(...(this.arguments(ArgumentInfo) as never[]));
  }

  private set(object: HostObject | null, { Name, ArgumentInfo }: Action): null {
    if (object === null) return null;
    const set = object.set?.[Name];
    if (!set) throw new NotSimulated(`a way to set ${object.type}.${Name}`);
    set(this.arguments(ArgumentInfo)[0]);
    return null;
  }

  private arguments(info: Arguments | undefined): unknown[] {
    const ids = info?.ReferencedObjectPathIds;
    return (info?.Arguments ?? []).map((value, i) =>
      typeof ids?.[i] === 'number' && ids[i] !== 0 ? this.object(ids[i]) : value,
    );
  }

  /** The object at the end of a path; each is come to once in a request, so that what it makes is made once. */
  private object(id: number): HostObject | null {
    const known = this.objects.get(id);
    if (known !== undefined) return known;
    const found = this.resolve(this.body.ObjectPaths[String(id)]);
    this.objects.set(id, found);
    return found;
  }

  private resolve(path: ObjectPath): HostObject | null {
    switch (path.ObjectPathType) {
      case PATH.global:
        return this.roots.workbook;
      case PATH.newObject:
        return this.service(path.Name);
      case PATH.reference:
        return this.referenced(path.Name);
      case PATH.nullObject:
        return null;
    }
    const parent = this.object(path.ParentObjectPathId!);
    if (parent === null) return null;
    if (path.ObjectPathType === PATH.property) {
      const child = parent.child?.[path.Name];
      if (!child) throw new NotSimulated(`the property ${parent.type}.${path.Name}`);
      return child();
    }
    const args = this.arguments(path.ArgumentInfo);
    if (path.ObjectPathType === PATH.indexer) {
      if (!parent.item) throw new NotSimulated(`items of ${parent.type}`);
      return parent.item(args[0]);
    }
    const make = parent.make?.[path.Name];
    if (!make) throw new NotSimulated(`the method ${parent.type}.${path.Name}`);
    return make(...(args as never[]));
  }

  private service(name: string): HostObject {
    const service = this.roots.services[name];
    if (!service) throw new NotSimulated(`the service ${name}`);
    return service;
  }

  private referenced(id: string): HostObject {
    const object = this.roots.referenced(id);
    if (!object) throw new ExcelError('InvalidReference', 'The object has been deleted or was not tracked.');
    return object;
  }

  private location({ ObjectPathId, Name }: Action): string {
    const path = this.body.ObjectPaths[String(ObjectPathId)];
    return [path?.Name, Name].filter(Boolean).join('.');
  }
}
