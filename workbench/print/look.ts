/** What a cell shows, and how, in the words of CSS. */

import {
  BooleanNumber,
  BorderStyleTypes,
  CellValueType,
  getDisplayValueFromCell,
  HorizontalAlign,
  VerticalAlign,
  WrapStrategy,
  type IBorderStyleData,
  type ICellData,
  type IStyleData,
  type Nullable,
} from '@univerjs/core';
import type { FWorksheet } from '@univerjs/preset-sheets-core';
import type { CSSProperties } from 'react';
import { isWhite } from '../paper';

export interface CellLook {
  readonly text: string;
  readonly align: 'left' | 'center' | 'right';
  /** Whether the text breaks into lines; else it stands over empty cells beside it, unless it is a number. */
  readonly wraps: boolean;
  readonly spreads: boolean;
  /** Of the cell, and of the text in it. */
  readonly box: CSSProperties;
  readonly font: CSSProperties;
}

/** Null for what is empty and looks like paper. */
export function lookOf(sheet: FWorksheet, row: number, column: number): CellLook | null {
  const model = sheet.getSheet();
  const cell = model.getCell(row, column);
  if (!cell) return null;
  const style = model.getComposedCellStyleByCellData(row, column, cell);
  const text = getDisplayValueFromCell(cell as ICellData);
  const box = boxOf(style);
  if (text === '' && Object.keys(box).length === 0) return null;
  const wraps = style.tb === WrapStrategy.WRAP;
  return {
    text,
    align: alignOf(style.ht, cell),
    wraps,
    spreads: !wraps && style.tb !== WrapStrategy.CLIP && !isNumber(cell),
    box,
    font: fontOf(style),
  };
}

function isNumber({ t }: ICellData): boolean {
  return t === CellValueType.NUMBER || t === CellValueType.BOOLEAN;
}

function alignOf(align: Nullable<HorizontalAlign>, { t }: ICellData): CellLook['align'] {
  if (align === HorizontalAlign.LEFT) return 'left';
  if (align === HorizontalAlign.RIGHT) return 'right';
  if (align === HorizontalAlign.CENTER || t === CellValueType.BOOLEAN) return 'center';
  return t === CellValueType.NUMBER ? 'right' : 'left';
}

const LINES: Partial<Record<BorderStyleTypes, string>> = {
  [BorderStyleTypes.THIN]: '1px solid',
  [BorderStyleTypes.HAIR]: '1px dotted',
  [BorderStyleTypes.DOTTED]: '1px dotted',
  [BorderStyleTypes.DASHED]: '1px dashed',
  [BorderStyleTypes.DASH_DOT]: '1px dashed',
  [BorderStyleTypes.DASH_DOT_DOT]: '1px dashed',
  [BorderStyleTypes.DOUBLE]: '3px double',
  [BorderStyleTypes.MEDIUM]: '2px solid',
  [BorderStyleTypes.MEDIUM_DASHED]: '2px dashed',
  [BorderStyleTypes.MEDIUM_DASH_DOT]: '2px dashed',
  [BorderStyleTypes.MEDIUM_DASH_DOT_DOT]: '2px dashed',
  [BorderStyleTypes.SLANT_DASH_DOT]: '2px dashed',
  [BorderStyleTypes.THICK]: '3px solid',
};

function boxOf({ bg, bd }: IStyleData): CSSProperties {
  const side = (border: Nullable<IBorderStyleData>): string | undefined => {
    const line = border ? LINES[border.s] : undefined;
    return line === undefined ? undefined : `${line} ${border?.cl.rgb ?? '#000000'}`;
  };
  const box: CSSProperties = {
    background: bg?.rgb && !isWhite(bg.rgb) ? bg.rgb : undefined,
    borderTop: side(bd?.t),
    borderRight: side(bd?.r),
    borderBottom: side(bd?.b),
    borderLeft: side(bd?.l),
  };
  return Object.fromEntries(Object.entries(box).filter(([, value]) => value !== undefined));
}

/** At both sides of a text in a cell, in pixels. */
const BESIDE = 3;

function fontOf({ ff, fs, bl, it, ul, st, cl, vt, pd }: IStyleData): CSSProperties {
  const lines = [ul?.s ? 'underline' : '', st?.s ? 'line-through' : ''].filter(Boolean).join(' ');
  return {
    fontFamily: ff || undefined,
    fontSize: fs ? `${fs}pt` : undefined,
    fontWeight: bl === BooleanNumber.TRUE ? 700 : undefined,
    fontStyle: it === BooleanNumber.TRUE ? 'italic' : undefined,
    textDecoration: lines || undefined,
    color: cl?.rgb ?? undefined,
    alignItems: ALIGN[vt ?? VerticalAlign.UNSPECIFIED],
    paddingLeft: (pd?.l ?? 0) + BESIDE,
    paddingRight: (pd?.r ?? 0) + BESIDE,
  };
}

const ALIGN: Record<VerticalAlign, CSSProperties['alignItems']> = {
  [VerticalAlign.UNSPECIFIED]: 'flex-end',
  [VerticalAlign.TOP]: 'flex-start',
  [VerticalAlign.MIDDLE]: 'center',
  [VerticalAlign.BOTTOM]: 'flex-end',
};
