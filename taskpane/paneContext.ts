/** The pane's state and controller for its components. */

import { createContext, useContext, useSyncExternalStore } from 'react';
import type { PaneController } from './controller';
import type { Action } from './state/actions';
import type { PaneState } from './state/state';

export const ControllerContext = createContext<PaneController | null>(null);

export interface PaneHandle {
  readonly state: PaneState;
  readonly controller: PaneController;
  readonly dispatch: (action: Action) => void;
}

export function usePane(): PaneHandle {
  const controller = useContext(ControllerContext);
  if (!controller) throw new Error('usePane is used outside of the pane');
  const state = useSyncExternalStore(controller.subscribe, controller.getState);
  return { state, controller, dispatch: controller.dispatch };
}
