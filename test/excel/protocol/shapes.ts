/** Excel.Shape: pictures on a sheet. */

import type { Picture, Worksheet } from '../model/worksheet';
import type { Core } from './core';
import { accessDenied, invalidArgument, itemNotFound, type HostObject } from './objects';

const PNG_START = 'iVBORw0KGgo';
/** Side of a new picture in points; Excel takes it from the file. */
const SIDE = 96;

export function shapeCollection(core: Core, sheet: Worksheet): HostObject {
  const find = (key: unknown) => {
    const picture = sheet.pictures.find(({ id, name }) => id === key || name === key);
    return picture ? shapeObject(sheet, picture) : null;
  };
  const item = (key: unknown) => find(key) ?? missing(key);
  return {
    type: 'ShapeCollection',
    items: () => sheet.pictures.map((picture) => shapeObject(sheet, picture)),
    item,
    make: {
      GetItem: item,
      GetItemOrNullObject: find,
      AddImage: (base64: string) => shapeObject(sheet, addPicture(core, sheet, base64)),
    },
    call: { GetCount: () => sheet.pictures.length },
  };
}

function addPicture(core: Core, sheet: Worksheet, base64: string): Picture {
  if (sheet.isProtected) throw accessDenied();
  // With a data address in front Excel does not know the picture.
  if (!base64.startsWith(PNG_START)) throw invalidArgument('no picture in base64');
  const number = core.workbook.nextId();
  const place = { left: 0, top: 0, width: SIDE, height: SIDE };
  const picture = { id: `{shape-${number}}`, name: `Picture ${number}`, base64, description: '', ...place };
  sheet.pictures.push(picture);
  return picture;
}

function shapeObject(sheet: Worksheet, picture: Picture): HostObject {
  return {
    type: 'Shape',
    identity: () => ({ Id: picture.id }),
    get: {
      Id: () => picture.id,
      Name: () => picture.name,
      Type: () => 'Image',
      Left: () => picture.left,
      Top: () => picture.top,
      Width: () => picture.width,
      Height: () => picture.height,
      AltTextDescription: () => picture.description,
    },
    set: {
      Name: (value) => void (picture.name = String(value)),
      Left: (value) => void (picture.left = Number(value)),
      Top: (value) => void (picture.top = Number(value)),
      Width: (value) => void (picture.width = Number(value)),
      Height: (value) => void (picture.height = Number(value)),
      LockAspectRatio: () => undefined,
      AltTextTitle: () => undefined,
      AltTextDescription: (value) => void (picture.description = String(value)),
    },
    call: {
      Delete() {
        if (sheet.isProtected) throw accessDenied();
        sheet.pictures.splice(sheet.pictures.indexOf(picture), 1);
      },
    },
  };
}

function missing(key: unknown): never {
  throw itemNotFound(`the shape ${String(key)}`);
}
