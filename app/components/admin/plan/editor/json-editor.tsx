import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslations } from 'use-intl';
import classes from '#app/components/admin/plan/editor/json-editor.module.css';
import type { Mark, MountedEditor } from '#app/components/admin/plan/editor/mount-editor.ts';

/** What the list of findings asks of the editor. */
export interface EditorHandle {
  goTo(path: string): void;
}

interface JsonEditorProps {
  value: string;
  onChange: (text: string) => void;
  /** Ids of the label and of what is said about the field. */
  labelledBy: string;
  describedBy: string;
  isWrong: boolean;
  marks: readonly Mark[];
  handle: Ref<EditorHandle>;
}

const PHRASES = [
  ...['Find', 'Replace', 'next', 'previous', 'all', 'match case', 'regexp', 'by word', 'replace', 'replace all'],
  ...['close', 'Diagnostics', 'No diagnostics', 'Go to line', 'go', 'Fold line', 'Unfold line', 'Completions'],
] as const;

/** Loads the editor where there is none yet; until then, and where it cannot be had, the document is a plain field. */
function useEditor(
  labels: Pick<JsonEditorProps, 'labelledBy' | 'describedBy'>,
  value: string,
  onText: (text: string) => void,
) {
  const t = useTranslations('plan.editor.phrase');
  const parent = useRef<HTMLDivElement>(null);
  const first = useRef({ value, labels, onText, phrase: t });
  const [editor, setEditor] = useState<MountedEditor | null>(null);
  useEffect(() => {
    first.current.onText = onText;
  });
  useEffect(() => {
    let isGone = false;
    let mounted: MountedEditor | null = null;
    const { value: text, labels: ids, phrase } = first.current;
    void import('#app/components/admin/plan/editor/mount-editor.ts').then(
      ({ mountEditor }) => {
        if (isGone || !parent.current) return;
        const phrases = Object.fromEntries(PHRASES.map((name) => [name, phrase(keyOf(name))]));
        const onChange = (typed: string) => first.current.onText(typed);
        mounted = mountEditor({ parent: parent.current, text, ...ids, phrases, onChange });
        setEditor(mounted);
      },
      () => undefined, // Without it the plain field stays.
    );
    return () => {
      isGone = true;
      mounted?.destroy();
    };
  }, []);
  return { parent, editor };
}

type Phrase = (typeof PHRASES)[number];
const keyOf = (name: Phrase) => name.toLowerCase().replaceAll(' ', '-') as 'find';

/** The document as text, with findings at their places. */
export function JsonEditor({ value, onChange, labelledBy, describedBy, isWrong, marks, handle }: JsonEditorProps) {
  const t = useTranslations('plan.json');
  const { parent, editor } = useEditor({ labelledBy, describedBy }, value, onChange);
  const plain = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (editor && editor.text() !== value) editor.setText(value);
  }, [editor, value]);
  const [said, broken] = [JSON.stringify(marks), t('broken')];
  useEffect(() => {
    editor?.mark(JSON.parse(said) as Mark[], broken, isWrong);
  }, [editor, said, broken, isWrong]);
  useImperativeHandle(handle, () => ({ goTo: (path) => (editor ? editor.goTo(path) : plain.current?.focus()) }), [
    editor,
  ]);
  return (
    <div className={isWrong ? `${classes.frame} ${classes.wrong}` : classes.frame}>
      <div ref={parent} />
      {!editor && (
        <textarea
          ref={plain}
          id="text"
          className={classes.plain}
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          aria-invalid={isWrong}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          spellCheck={false}
          autoComplete="off"
        />
      )}
    </div>
  );
}
