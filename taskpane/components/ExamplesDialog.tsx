/** The examples in the middle of the pane, for a host whose own menus lead here. */

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { MENU_EXAMPLES } from '../examples';
import type { ExampleId } from '../exampleSheets';
import { usePane } from '../paneContext';
import { text } from '../text';

interface ExamplesDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ExamplesDialog({ isOpen, onClose }: ExamplesDialogProps) {
  const { controller } = usePane();
  const choose = (id: ExampleId) => {
    onClose();
    void controller.insertExample(id);
  };
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className="cm-dialog" aria-describedby={undefined}>
        <DialogBody>
          <DialogTitle>{text.examples.title}</DialogTitle>
          <DialogContent>
            <p>{text.examples.lead}</p>
            <ul className="cm-choices">
              {MENU_EXAMPLES.map(({ id, title, description }) => (
                <li key={id}>
                  <Button className="cm-choice" appearance="subtle" onClick={() => choose(id)}>
                    <span>
                      <strong>{title}</strong>
                      <span className="cm-meta">{description}</span>
                    </span>
                  </Button>
                </li>
              ))}
            </ul>
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{text.examples.close}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
