/** What lies over the cells of a sheet: the file's own where it is as it was, beside what the workbench has drawn. */

import { piecesOf } from '../../markup';
import { assembled, withIds } from '../assemble';
import { anchorsIn, partText, relationsOf, type KeptSheet } from '../keep';
import { movedAnchors } from '../movedParts';
import { kindOf, relationsPath, relationsXml, type Relation } from '../relations';
import { keptIds, renamed, type Restoring } from './restoring';

/**
 * @param relations of the sheet in the file
 * @param own those that it has in the written one
 * @param i its place today
 * @returns the part with all that lies over the cells; null where that of the library, or none, stays
 */
export async function restoreDrawing(
  { copier, moves, today }: Restoring,
  relations: readonly Relation[],
  own: readonly Relation[],
  i: number,
  before: KeptSheet,
): Promise<Relation | null> {
  const sheet = today.sheets[i];
  const relation = relations.find((one) => kindOf(one) === 'drawing');
  if (!relation) return null;
  const xml = await partText(copier.files, relation.target);
  const all = anchorsIn(xml);
  const anchors = all.filter((_, k) => {
    const shown = before.shown[k] ?? null;
    return shown === null || sheet.unchanged.has(shown.drawingId);
  });
  if (anchors.length === 0) return null;
  const mine = own.find((one) => kindOf(one) === 'drawing');
  const { open, name } = piecesOf(xml);
  const texts = anchors.map(({ text }) => text).join('');
  if (!mine) {
    const isWhole = anchors.length === all.length;
    const left = isWhole ? xml : `${xml.slice(0, Math.max(0, xml.indexOf(open)))}${open}>${texts}</${name}>`;
    const moved = movedAnchors(left, sheet.id, moves);
    const target = await copier.copy(relation.target, sheet.id, moved === xml ? undefined : moved);
    return target === null ? null : { ...relation, id: 'keptDrawing', target };
  }
  const itsRelations = await relationsOf(copier.files, relation.target);
  const ids = keptIds(itsRelations);
  const targets = await copier.copyTargets(itsRelations, sheet.id, (id) => texts.includes(`"${id}"`));
  const grid = piecesOf(await copier.written(mine.target));
  const moved = withIds(movedAnchors(texts, sheet.id, moves), ids);
  const pieces = [...grid.children.map(({ text }) => text), moved];
  await copier.put(mine.target, assembled(grid, open, pieces));
  const ownRelations = await relationsOf(copier.out, mine.target);
  await copier.put(relationsPath(mine.target), relationsXml([...ownRelations, ...renamed(targets, ids)]));
  return mine;
}
