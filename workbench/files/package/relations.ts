/** Which part of a package refers to which (ISO/IEC 29500-2 9.3), and what each of them is. */

import { escaped } from '../charts/xml';
import { decoded } from './movedParts';

export interface Relation {
  readonly id: string;
  readonly type: string;
  /** The path of a part, or an address outside of the package. */
  readonly target: string;
  readonly isExternal: boolean;
}

const NAMESPACE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Where the relations of a part are; those of the package itself where the path is empty. */
export function relationsPath(path: string): string {
  const cut = path.lastIndexOf('/') + 1;
  return `${path.slice(0, cut)}_rels/${path.slice(cut)}.rels`;
}

/** @param path of the part that they are of */
export function readRelations(xml: string, path: string): Relation[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return [...xml.matchAll(/<(?:[\w.-]+:)?Relationship\s[^>]*>/g)].map(([tag]) => {
    const isExternal = attributeOf(tag, 'TargetMode') === 'External';
    const target = attributeOf(tag, 'Target') ?? '';
    return {
      id: attributeOf(tag, 'Id') ?? '',
      type: attributeOf(tag, 'Type') ?? '',
      target: isExternal ? target : resolved(folder, target),
      isExternal,
    };
  });
}

function relationXml({ id, type, target, isExternal }: Relation): string {
  const place = escaped(isExternal ? target : `/${target}`);
  return `<Relationship Id="${escaped(id)}" Type="${escaped(type)}" Target="${place}"${isExternal ? ' TargetMode="External"' : ''}/>`;
}

export function relationsXml(relations: readonly Relation[]): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${NAMESPACE}">${relations.map(relationXml).join('')}</Relationships>`;
}

/** The last word of a type, which both editions of the standard have in common: `worksheet`. */
export function kindOf({ type }: Pick<Relation, 'type'>): string {
  return type.slice(type.lastIndexOf('/') + 1);
}

/** What an attribute of a tag says; undefined where there is none. */
export function attributeOf(tag: string, name: string): string | undefined {
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag) ?? [];
  const said = double ?? single;
  return said === undefined ? undefined : decoded(said);
}

/** `../charts/chart1.xml` beside a part in `xl/drawings/`. */
function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps: string[] = [];
  for (const step of (folder + target).split('/'))
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  return steps.join('/');
}

/** The kinds of the parts in a package, as its list of contents says them. */
export class ContentTypes {
  private readonly byPath = new Map<string, string>();
  private readonly byEnding = new Map<string, string>();
  /** Paths as they are spelt: case makes no difference. */
  private readonly written = new Map<string, string>();

  constructor(xml: string) {
    for (const [tag] of xml.matchAll(/<(?:[\w.-]+:)?(?:Default|Override)\s[^>]*>/g)) {
      const type = attributeOf(tag, 'ContentType') ?? '';
      const path = attributeOf(tag, 'PartName');
      if (path !== undefined) {
        const plain = path.replace(/^\//, '');
        this.byPath.set(plain.toLowerCase(), type);
        this.written.set(plain.toLowerCase(), plain);
      } else this.byEnding.set((attributeOf(tag, 'Extension') ?? '').toLowerCase(), type);
    }
  }

  of(path: string): string | undefined {
    return this.byPath.get(path.toLowerCase()) ?? this.byEnding.get(endingOf(path));
  }

  set(path: string, type: string): void {
    const ending = endingOf(path);
    // Relations and markup have one kind each by their ending, other files are of one kind where nobody says otherwise.
    if (this.byEnding.get(ending) === type) this.byPath.delete(path.toLowerCase());
    else if (ending !== 'xml' && !this.byEnding.has(ending)) this.byEnding.set(ending, type);
    else this.byPath.set(path.toLowerCase(), type);
    this.written.set(path.toLowerCase(), path);
  }

  delete(path: string): void {
    this.byPath.delete(path.toLowerCase());
  }

  toXml(): string {
    const endings = [...this.byEnding].map(
      ([ending, type]) => `<Default Extension="${escaped(ending)}" ContentType="${escaped(type)}"/>`,
    );
    const paths = [...this.byPath].map(
      ([path, type]) =>
        `<Override PartName="/${escaped(this.written.get(path) ?? path)}" ContentType="${escaped(type)}"/>`,
    );
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${endings.join('')}${paths.join('')}</Types>`;
  }
}

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}
