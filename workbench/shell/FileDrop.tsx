/** Files dropped anywhere on the page are opened; while one hovers over it the page says so. */

import { useEffect, useState } from 'react';

export function FileDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const carriesFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent): void => {
      if (!carriesFile(event)) return;
      // Without this the browser would leave the page for the file.
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent): void => {
      // Leaving for nowhere is leaving the window.
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setHovering(false);
      const file = event.dataTransfer?.files[0];
      if (file) onFile(file);
    };
    // On the way down, before the grid can take them.
    const capture = { capture: true };
    document.addEventListener('dragover', over, capture);
    document.addEventListener('dragleave', leave, capture);
    document.addEventListener('drop', drop, capture);
    return () => {
      document.removeEventListener('dragover', over, capture);
      document.removeEventListener('dragleave', leave, capture);
      document.removeEventListener('drop', drop, capture);
    };
  }, [onFile]);
  return hovering ? (
    <div className="wb-drop">
      <p className="wb-drop-text">Drop a workbook (.xlsx) or a table (.csv) to open it</p>
    </div>
  ) : null;
}
