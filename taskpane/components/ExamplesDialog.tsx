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
import { LESSONS } from '../lessons/index';
import { usePane } from '../paneContext';
import { text } from '../text';

interface ExamplesDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ExamplesDialog({ isOpen, onClose }: ExamplesDialogProps) {
  const { controller } = usePane();
  const choose = (insert: () => Promise<void>) => {
    onClose();
    void insert();
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
                <Entry
                  key={id}
                  title={title}
                  description={description}
                  onClick={() => choose(() => controller.insertExample(id))}
                />
              ))}
            </ul>
            <h3>{text.examples.lessons}</h3>
            <ul className="cm-choices">
              {LESSONS.map(({ title, changes }, i) => (
                <Entry
                  key={title}
                  title={text.examples.lesson(i + 1, title)}
                  description={text.examples.changes(changes)}
                  onClick={() => choose(() => controller.insertLesson(i + 1))}
                />
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

interface EntryProps {
  readonly title: string;
  readonly description: string;
  readonly onClick: () => void;
}

function Entry({ title, description, onClick }: EntryProps) {
  return (
    <li>
      <Button className="cm-choice" appearance="subtle" onClick={onClick}>
        <span>
          <strong>{title}</strong>
          <span className="cm-meta">{description}</span>
        </span>
      </Button>
    </li>
  );
}
