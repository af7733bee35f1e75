/** What a file says of itself. */

import { SETTING_PREFIX } from '../../../../taskpane/settingProperties';
import { piecesOf } from '../../markup';
import { textOf } from '../../zip';
import { DECLARATION } from '../assemble';
import type { Copier } from '../copier';
import { partText } from '../keep';
import { attributeOf, kindOf, readRelations, relationsXml, type Relation } from '../relations';

const ROOTS = '_rels/.rels';
const CUSTOM_TYPE = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
/** Kinds of parts of the package itself that the written file has of its own, or that are handled by themselves. */
const OWN: ReadonlySet<string> = new Set([
  'officeDocument',
  'core-properties',
  'extended-properties',
  'custom-properties',
  'origin',
]);

/** Title, author, labels and whatever else says what the file is. */
export async function restoreProperties(copier: Copier): Promise<void> {
  const roots = readRelations(await partText(copier.files, ROOTS), '');
  const own = readRelations(await copier.written(ROOTS), '');
  for (const relation of roots) {
    const mine = own.find((one) => kindOf(one) === kindOf(relation));
    const entry = copier.files.get(relation.target);
    if (kindOf(relation) === 'core-properties' && entry && mine)
      copier.out.set(mine.target, { ...entry, path: mine.target });
    if (kindOf(relation) === 'custom-properties' && entry)
      await restoreCustom(copier, await textOf(entry), mine, own, relation);
  }
  const copied = await copier.copyTargets(
    roots.filter((one) => !OWN.has(kindOf(one))),
    null,
  );
  const named = copied.map((one, k) => ({ ...one, id: `kept${k + 1}` }));
  await copier.put(ROOTS, relationsXml([...own, ...named]));
}

/** Properties of the file beside those that the workbench keeps its settings in. */
async function restoreCustom(
  copier: Copier,
  xml: string,
  mine: Relation | undefined,
  own: Relation[],
  relation: Relation,
): Promise<void> {
  const file = piecesOf(xml);
  const ofFile = file.children.filter(
    ({ text }) => !(attributeOf(text, 'name') ?? '').startsWith(SETTING_PREFIX),
  );
  if (ofFile.length === 0) return;
  const path = mine?.target ?? 'docProps/custom.xml';
  const grid = piecesOf(await copier.written(path));
  const all = [...grid.children, ...ofFile].map(({ text }, k) => text.replace(/(\spid=")\d+/, `$1${k + 2}`));
  await copier.put(path, `${DECLARATION}${file.open}>${all.join('')}</${file.name}>`);
  if (mine) return;
  own.push({ ...relation, id: 'keptProperties', target: path });
  copier.types.set(path, CUSTOM_TYPE);
}
