import { officeHelpers } from './helpers';

/**
 * Says something at the top of the page, for when there is no pane to say it in. `styles/page.css` has its look; the
 * style that it brings is let through by its hash in the page's security policy.
 */
export async function notify(message: string, title: string): Promise<void> {
  const { UI } = await officeHelpers();
  document.querySelector('.cm-starting')?.remove();
  UI.notify(message, title, 'error');
  const notice = document.querySelector('.office-js-helpers-notification');
  // Its button has no name, and would leave an empty page.
  notice?.querySelector('button')?.remove();
  notice?.setAttribute('role', 'alert');
  const heading = notice?.querySelector('.ms-fontWeight-semibold');
  heading?.setAttribute('role', 'heading');
  heading?.setAttribute('aria-level', '1');
}
