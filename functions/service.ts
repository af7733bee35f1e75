/** The one fit service of the page: the functions and the pane beside them share its cache and its running fits. */

import { createFitService, type FitService } from '../worker/index';

let service: FitService | null = null;

/** The service in use; without `setFitService` one that fits on the calling thread. */
export function getFitService(): FitService {
  service ??= createFitService();
  return service;
}

/** Sets the service of this page, once at its start, and disposes of the one before. */
export function setFitService(next: FitService): void {
  if (service !== next) service?.dispose();
  service = next;
}
