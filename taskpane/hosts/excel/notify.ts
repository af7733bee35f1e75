import { officeHelpers } from './helpers';

/** Says something at the top of the page, for when there is no pane to say it in. */
export async function notify(message: string, title: string): Promise<void> {
  const { UI } = await officeHelpers();
  UI.notify(message, title, 'error');
}
