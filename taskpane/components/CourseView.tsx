/** Homework: handed in by students, handed out and graded by teachers. */

import { Button } from '@fluentui/react-components';
import { useId, useState, type DragEvent } from 'react';
import { copyText } from '../clipboard';
import type { CourseDesk, GradedFiles, GradesFor, HandedIn } from '../host';
import { usePane } from '../paneContext';
import { text } from '../text';
import { CopyButton } from './CopyButton';
import { Section } from './Section';

const words = text.course;

export function CourseView() {
  const { state, controller } = usePane();
  const { course } = controller;
  if (!course) return null;
  return (
    <div className="cm-view cm-gaps cm-course">
      {state.course.hasKey ? (
        <>
          <HandOut course={course} />
          <Grade course={course} />
        </>
      ) : (
        <HandIn course={course} />
      )}
    </div>
  );
}

interface Props {
  readonly course: CourseDesk;
}

function HandIn({ course }: Props) {
  const { run, isBusy, problem } = useAttempt();
  const [handedIn, setHandedIn] = useState<HandedIn | null>(null);
  const [isCopied, setCopied] = useState(false);
  const handIn = async () => {
    setHandedIn(null);
    const done = await course.handIn();
    setHandedIn(done);
    setCopied(await copyText(done.receipt));
  };
  return (
    <Section title={words.handIn.title}>
      <p className="cm-quiet">{words.handIn.words}</p>
      <Button appearance="primary" disabled={isBusy} onClick={() => run(handIn)}>
        {words.handIn.button}
      </Button>
      <Said isBusy={isBusy} problem={problem}>
        {handedIn && (
          <>
            <p>{words.handIn.saved(handedIn.file)}</p>
            <p>{words.handIn.blank(handedIn.blank)}</p>
            {isCopied && <p>{words.handIn.copied}</p>}
          </>
        )}
      </Said>
      {handedIn && (
        <>
          <h3>
            {words.handIn.receipt} <CopyButton content={handedIn.receipt} label={words.handIn.copy} />
          </h3>
          <p className="cm-quiet">{words.handIn.receiptWords}</p>
          <code className="cm-receipt">{handedIn.receipt}</code>
        </>
      )}
    </Section>
  );
}

function HandOut({ course }: Props) {
  const { run, isBusy, problem } = useAttempt();
  const [roster, setRoster] = useState<File | null>(null);
  const [warnings, setWarnings] = useState<readonly string[] | null>(null);
  const id = useId();
  const make = async () => {
    setWarnings(null);
    setWarnings(await course.handOut(roster));
  };
  return (
    <Section title={words.handOut.title}>
      <p className="cm-quiet">{words.handOut.words}</p>
      <label htmlFor={id}>{words.handOut.roster}</label>
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt"
        onChange={({ target }) => setRoster(target.files?.[0] ?? null)}
      />
      <Button appearance="primary" disabled={isBusy} onClick={() => run(make)}>
        {words.handOut.button}
      </Button>
      <Said isBusy={isBusy} problem={problem}>
        {warnings && (
          <>
            <p>{words.handOut.done}</p>
            <ul>
              {warnings.map((warning) => (
                <li key={warning}>{warning}.</li>
              ))}
            </ul>
          </>
        )}
      </Said>
    </Section>
  );
}

function Grade({ course }: Props) {
  const { run, isBusy, problem } = useAttempt();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [gradesFor, setGradesFor] = useState<GradesFor>('teacher');
  const [progress, setProgress] = useState<string | null>(null);
  const [graded, setGraded] = useState<GradedFiles | null>(null);
  const [filesId, platformId] = [useId(), useId()];
  const take = (list: FileList | null): void => setFiles([...(list ?? [])]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  const grade = async () => {
    setGraded(null);
    try {
      const onProgress = (done: number, all: number) => setProgress(words.grade.progress(done, all));
      setGraded(await course.grade(files, gradesFor, onProgress));
    } finally {
      setProgress(null);
    }
  };
  return (
    <Section title={words.grade.title}>
      <p className="cm-quiet">{words.grade.words}</p>
      <div className="cm-drop" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <label htmlFor={filesId}>{words.grade.files}</label>
        <input id={filesId} type="file" multiple onChange={({ target }) => take(target.files)} />
        <p className="cm-quiet">{files.length > 0 ? words.grade.chosen(files.length) : words.grade.drop}</p>
      </div>
      <label htmlFor={platformId}>{words.grade.for}</label>
      <select
        id={platformId}
        value={gradesFor}
        onChange={({ target }) => setGradesFor(target.value as GradesFor)}
      >
        {Object.entries(words.grade.platforms).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <Button appearance="primary" disabled={isBusy || files.length === 0} onClick={() => run(grade)}>
        {words.grade.button}
      </Button>
      <Said isBusy={isBusy} problem={problem} progress={progress}>
        {graded && (
          <>
            <p>{words.grade.done(graded.graded)}</p>
            <Remarks graded={graded} />
          </>
        )}
      </Said>
    </Section>
  );
}

function Remarks({ graded: { remarks } }: { readonly graded: GradedFiles }) {
  const parts = [
    [words.grade.notGraded, remarks.filter(({ isGraded }) => !isGraded)],
    [words.grade.lookAt, remarks.filter(({ isGraded }) => isGraded)],
  ] as const;
  return parts.map(
    ([title, lines]) =>
      lines.length > 0 && (
        <div key={title}>
          <h3>{title}</h3>
          <ul>
            {lines.map(({ file, words: why }, i) => (
              <li key={i}>
                <b>{file}</b>: {why}
              </li>
            ))}
          </ul>
        </div>
      ),
  );
}

interface SaidProps {
  readonly isBusy: boolean;
  readonly problem: string | null;
  readonly progress?: string | null;
  readonly children: React.ReactNode;
}

/** What has become of it, for everybody at once. */
function Said({ isBusy, problem, progress, children }: SaidProps) {
  return (
    <div role="status" className="cm-said">
      {isBusy ? <p>{progress ?? words.working}</p> : problem ? <p className="cm-bad">{problem}</p> : children}
    </div>
  );
}

function useAttempt() {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = (attempt: () => Promise<void>): void => {
    setBusy(true);
    setProblem(null);
    attempt()
      .catch((error: Error) => setProblem(`${error.message.replace(/\.$/, '')}.`))
      .finally(() => setBusy(false));
  };
  return { run, isBusy, problem };
}
