/** Homework: handed in by students, handed out and graded by teachers. */

import { Button } from '@fluentui/react-components';
import { useId, useState, type DragEvent } from 'react';
import { copyText } from '../clipboard';
import type { CourseDesk, GradedFiles, GradesFor, HandedIn, TeacherDesk } from '../host';
import { usePane } from '../paneContext';
import { text } from '../text';
import { CopyButton } from './CopyButton';
import { Section } from './Section';

const words = text.course;

export function CourseView() {
  const { state, controller } = usePane();
  const { course: desk } = controller;
  const { hasKey, hasQuestions } = state.course;
  if (!desk) return null;
  return (
    <div className="cm-view cm-gaps cm-course">
      {hasKey && desk.teacher && <Teacher desk={desk.teacher} />}
      {hasKey && !desk.teacher && <Elsewhere />}
      {!hasKey && hasQuestions && <HandIn desk={desk} />}
      {!hasKey && !hasQuestions && (
        <Section title={words.nothing.title}>
          <p>{words.nothing.words}</p>
        </Section>
      )}
    </div>
  );
}

function HandIn({ desk }: { readonly desk: CourseDesk }) {
  const { run, isBusy, problem } = useAttempt();
  const [handedIn, setHandedIn] = useState<HandedIn | null>(null);
  const [isCopied, setCopied] = useState(false);
  const canSave = desk.teacher !== null;
  const handIn = async () => {
    setHandedIn(null);
    const done = await desk.handIn();
    setHandedIn(done);
    setCopied(await copyText(done.receipt));
  };
  return (
    <Section title={words.handIn.title}>
      <p className="cm-quiet">{canSave ? words.handIn.words : words.handIn.wordsUnsaved}</p>
      <Button appearance="primary" disabledFocusable={isBusy} onClick={() => run(handIn)}>
        {canSave ? words.handIn.button : words.handIn.buttonUnsaved}
      </Button>
      <Said isBusy={isBusy} problem={problem}>
        {handedIn && <Outcome handedIn={handedIn} isCopied={isCopied} />}
      </Said>
      {handedIn && (
        <>
          {!handedIn.isSaved && (
            <p>
              <code>{handedIn.file}</code>{' '}
              <CopyButton content={handedIn.file} label={words.handIn.copyName} />
            </p>
          )}
          <h3>
            {words.handIn.receipt} <CopyButton content={handedIn.receipt} label={words.handIn.copy} />
          </h3>
          <p className="cm-quiet">{words.handIn.receiptWords}</p>
          {handedIn.notCarried.length > 0 && <p>{words.handIn.notCarried(handedIn.notCarried)}</p>}
          <code className="cm-receipt">{handedIn.receipt}</code>
        </>
      )}
    </Section>
  );
}

function Outcome({ handedIn, isCopied }: { readonly handedIn: HandedIn; readonly isCopied: boolean }) {
  const { file, isSaved, blank } = handedIn;
  const checks = words.handIn.checks(handedIn.checks);
  return (
    <>
      <p>{isSaved ? words.handIn.saved(file) : words.handIn.unsaved(file)}</p>
      <p>{words.handIn.blank(blank)}</p>
      {checks && <p>{checks}</p>}
      {isCopied && <p>{words.handIn.copied}</p>}
    </>
  );
}

function Elsewhere() {
  const { title, words: why, commands } = words.elsewhere;
  return (
    <Section title={title}>
      <p>{why}</p>
      {commands.map((command) => (
        <code key={command} className="cm-receipt">
          {command}
        </code>
      ))}
    </Section>
  );
}

/** The roster is that of both. */
function Teacher({ desk }: { readonly desk: TeacherDesk }) {
  const [roster, setRoster] = useState<File | null>(null);
  const id = useId();
  return (
    <>
      <Section title={words.roster.title}>
        <label htmlFor={id}>{words.roster.label}</label>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt"
          onChange={({ target }) => setRoster(target.files?.[0] ?? null)}
        />
      </Section>
      <HandOut desk={desk} roster={roster} />
      <Grade desk={desk} roster={roster} />
    </>
  );
}

interface Props {
  readonly desk: TeacherDesk;
  readonly roster: File | null;
}

function HandOut({ desk, roster }: Props) {
  const { run, isBusy, problem, progress, onProgress } = useAttempt();
  const [warnings, setWarnings] = useState<readonly string[] | null>(null);
  const make = async () => {
    setWarnings(null);
    setWarnings(await desk.handOut(roster, onProgress));
  };
  return (
    <Section title={words.handOut.title}>
      <p className="cm-quiet">{words.handOut.words}</p>
      <Button appearance="primary" disabledFocusable={isBusy} onClick={() => run(make)}>
        {words.handOut.button}
      </Button>
      <Said isBusy={isBusy} problem={problem} progress={progress && words.handOut.progress(...progress)}>
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

function Grade({ desk, roster }: Props) {
  const { run, isBusy, problem, progress, onProgress } = useAttempt();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [receipts, setReceipts] = useState('');
  const [gradesFor, setGradesFor] = useState<GradesFor>('teacher');
  const [graded, setGraded] = useState<GradedFiles | null>(null);
  const [filesId, receiptsId, platformId] = [useId(), useId(), useId()];
  const hasWork = files.length > 0 || receipts.trim() !== '';
  const take = (list: FileList | null): void => setFiles([...(list ?? [])]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  const grade = async () => {
    setGraded(null);
    setGraded(await desk.grade({ files, receipts, roster }, gradesFor, onProgress));
  };
  return (
    <Section title={words.grade.title}>
      <p className="cm-quiet">{words.grade.words}</p>
      <div className="cm-drop" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <label htmlFor={filesId}>{words.grade.files}</label>
        <input id={filesId} type="file" multiple onChange={({ target }) => take(target.files)} />
        <p className="cm-quiet">{files.length > 0 ? words.grade.chosen(files.length) : words.grade.drop}</p>
      </div>
      <label htmlFor={receiptsId}>{words.grade.receipts}</label>
      <textarea
        id={receiptsId}
        rows={3}
        value={receipts}
        onChange={({ target }) => setReceipts(target.value)}
      />
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
      <Button appearance="primary" disabledFocusable={isBusy || !hasWork} onClick={() => run(grade)}>
        {words.grade.button}
      </Button>
      <Said isBusy={isBusy} problem={problem} progress={progress && words.grade.progress(...progress)}>
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

function Remarks({ graded: { remarks, missing } }: { readonly graded: GradedFiles }) {
  const parts = [
    [words.grade.notGraded, remarks.filter(({ isGraded }) => !isGraded)],
    [words.grade.lookAt, remarks.filter(({ isGraded }) => isGraded)],
  ] as const;
  return (
    <>
      {missing.length > 0 && (
        <>
          <h3>{words.grade.missing}</h3>
          <p>{missing.join(', ')}</p>
        </>
      )}
      {parts.map(
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
      )}
    </>
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
  const [progress, setProgress] = useState<[done: number, all: number] | null>(null);
  const run = (attempt: () => Promise<void>): void => {
    setBusy(true);
    setProblem(null);
    attempt()
      .catch((error: Error) => setProblem(`${error.message.replace(/\.$/, '')}.`))
      .finally(() => {
        setBusy(false);
        setProgress(null);
      });
  };
  const onProgress = (done: number, all: number): void => setProgress([done, all]);
  return { run, isBusy, problem, progress, onProgress };
}
