import { useImperativeHandle, useRef, type Ref } from 'react';
import classes from '#app/components/admin/plan/editor/json-editor.module.css';

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
  handle: Ref<EditorHandle>;
}

/** The document as text. */
export function JsonEditor({ value, onChange, labelledBy, describedBy, isWrong, handle }: JsonEditorProps) {
  const plain = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(handle, () => ({ goTo: () => plain.current?.focus() }), []);
  return (
    <div className={isWrong ? `${classes.frame} ${classes.wrong}` : classes.frame}>
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
    </div>
  );
}
