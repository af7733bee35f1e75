/** The line between sheet and pane: dragged, or moved with the arrow keys. */

import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { clampWidth, NARROWEST, storeWidth, WIDEST } from './paneWidth';

const STEP = 16;

export function Splitter({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const dragging = useRef(false);

  function take(wanted: number): void {
    const taken = clampWidth(wanted);
    storeWidth(taken);
    onWidth(taken);
  }
  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    dragging.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
  }
  function onPointerMove(event: PointerEvent): void {
    if (dragging.current) take(window.innerWidth - event.clientX);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const next = {
      ArrowLeft: width + STEP,
      ArrowRight: width - STEP,
      Home: NARROWEST,
      End: WIDEST,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    take(next);
  }

  return (
    <div
      className="wb-splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the pane"
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (dragging.current = false)}
      onKeyDown={onKeyDown}
    />
  );
}
