/** What was there last, while there is nothing. */

import { useState } from 'react';

/** @param value the same object as long as nothing changes; null for nothing (yet) */
export function useLast<T extends object>(value: T | null): T | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}
