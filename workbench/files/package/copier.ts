/** Copies parts of one package into another, with all that they refer to. */

import { rootOf } from '../markup';
import { newEntry, textOf, type Entry } from '../zip';
import { partText, relationsOf, type Files } from './keep';
import { movedPart } from './movedParts';
import type { Moves } from './moves';
import { ContentTypes, relationsPath, relationsXml, type Relation } from './relations';

/** Where a package says what its parts are. */
export const CONTENTS = '[Content_Types].xml';

/**
 * @param out the package that is written
 * @param files of the one that parts are taken from
 */
export async function copierOf(out: Map<string, Entry>, files: Files, moves: Moves): Promise<Copier> {
  const [types, filesTypes] = await Promise.all(
    [out, files].map(async (one) => new ContentTypes(await partText(one, CONTENTS))),
  );
  return new Copier(out, files, moves, types, filesTypes);
}

export class Copier {
  /** Where parts of the file are in the written one. */
  private readonly copied = new Map<string, string>();

  /** @param types what the written parts are, which may change */
  constructor(
    readonly out: Map<string, Entry>,
    readonly files: Files,
    private readonly moves: Moves,
    readonly types: ContentTypes,
    private readonly filesTypes: ContentTypes,
  ) {}

  /** Where a part has been copied to. */
  placeOf(path: string): string | undefined {
    return this.copied.get(path);
  }

  written(path: string): Promise<string> {
    return partText(this.out, path);
  }

  async put(path: string, xml: string): Promise<void> {
    this.out.set(path, await newEntry(path, xml));
  }

  /**
   * Copies a part with all that it refers to.
   *
   * @param sheetId the sheet that it belongs to; null where it belongs to none
   * @returns its path in the written file; null where there is no such part
   */
  async copy(path: string, sheetId: string | null, ownXml?: string): Promise<string | null> {
    const known = this.copied.get(path);
    if (known !== undefined) return known;
    const entry = this.files.get(path);
    if (!entry) return null;
    const place = this.freePath(path);
    this.copied.set(path, place);
    const isMarkup = /\.(?:xml|vml)$/i.test(path);
    const xml = ownXml ?? (isMarkup && !this.moves.isNone ? await this.movedXml(entry, sheetId) : null);
    this.out.set(place, xml === null ? { ...entry, path: place } : await newEntry(place, xml));
    this.types.set(place, this.filesTypes.of(path) ?? 'application/octet-stream');
    const relations = await relationsOf(this.files, path);
    const targets = await this.copyTargets(relations, sheetId, (id) => ownXml?.includes(`"${id}"`) ?? true);
    const isAsItWas =
      place === path &&
      targets.length === relations.length &&
      targets.every((one, i) => one.target === relations[i].target);
    const list = this.files.get(relationsPath(path));
    if (list && isAsItWas) this.out.set(list.path, list);
    else if (targets.length > 0) await this.put(relationsPath(place), relationsXml(targets));
    return place;
  }

  /** Null for what need not be changed. */
  private async movedXml(entry: Entry, sheetId: string | null): Promise<string | null> {
    const xml = await textOf(entry);
    const moved = movedPart(rootOf(xml), xml, sheetId, this.moves);
    return moved === xml ? null : moved;
  }

  /** @returns the relations with the places that their targets have in the written file */
  async copyTargets(
    relations: readonly Relation[],
    sheetId: string | null,
    isNeeded: (id: string) => boolean = () => true,
  ): Promise<Relation[]> {
    const targets: Relation[] = [];
    for (const relation of relations) {
      if (!isNeeded(relation.id)) continue;
      const target = relation.isExternal ? relation.target : await this.copy(relation.target, sheetId);
      if (target !== null) targets.push({ ...relation, target });
    }
    return targets;
  }

  /** Where nothing else is: parts that the library writes are called as those of Excel are. */
  private freePath(path: string): string {
    let free = path;
    for (let i = 2; this.out.has(free); i++) free = path.replace(/(\.[^./]*)?$/, `_${i}$1`);
    return free;
  }
}
