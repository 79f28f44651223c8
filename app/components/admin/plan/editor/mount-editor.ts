import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  defaultHighlightStyle,
  foldGutter,
  foldKeymap,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { brokenAt, placeOf } from '#app/components/admin/plan/editor/place-of.ts';
import { wordsAround } from '#app/components/admin/plan/editor/words-around.ts';

/** Something to mark in the text, at a JSON path. */
export interface Mark {
  readonly path: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
}

interface MountEditor {
  readonly parent: HTMLElement;
  readonly text: string;
  /** Ids of the elements that name the field and tell what is wrong with it. */
  readonly labelledBy: string;
  readonly describedBy: string;
  /** What the editor says itself, by its English words. */
  readonly phrases: Readonly<Record<string, string>>;
  readonly onChange: (text: string) => void;
}

export interface MountedEditor {
  text(): string;
  setText(text: string): void;
  /** Marks findings; `broken` is said where the text is no JSON, and nothing else then. `isWrong`: it cannot be saved. */
  mark(marks: readonly Mark[], broken: string, isWrong: boolean): void;
  /** Leads to a JSON path; to where the text stops being JSON while it is none. */
  goTo(path: string): void;
  destroy(): void;
}

/** An editor for a plan document: colours, folding, search (Ctrl+F), findings at their place, F8 for the next one. */
export function mountEditor({ parent, text, labelledBy, describedBy, phrases, onChange }: MountEditor): MountedEditor {
  const validity = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        ...[lineNumbers(), foldGutter(), lintGutter(), history(), drawSelection(), highlightActiveLine()],
        ...[bracketMatching(), closeBrackets(), json(), search({ top: true })],
        autocompletion({ override: [wordsAround] }),
        syntaxHighlighting(defaultHighlightStyle),
        keymap.of([
          ...[...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap],
          ...[...completionKeymap, ...searchKeymap, ...lintKeymap],
        ]),
        validity.of(validityOf(false)),
        EditorState.phrases.of({ ...phrases }),
        EditorView.contentAttributes.of({
          id: 'text',
          tabindex: '0',
          'aria-labelledby': labelledBy,
          'aria-describedby': describedBy,
          spellcheck: 'false',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    setText: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    mark: (marks, broken, isWrong) => {
      const stop = brokenAt(view.state);
      const found = stop
        ? [{ ...stop, severity: 'error' as const, message: broken }]
        : diagnosticsOf(view.state, marks);
      view.dispatch(setDiagnostics(view.state, found), { effects: validity.reconfigure(validityOf(isWrong)) });
    },
    goTo: (path) => {
      const { from, to } = brokenAt(view.state) ?? placeOf(view.state, path);
      view.dispatch({
        selection: { anchor: from, head: to },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

const validityOf = (isWrong: boolean) => EditorView.contentAttributes.of({ 'aria-invalid': String(isWrong) });

function diagnosticsOf(state: EditorState, marks: readonly Mark[]): Diagnostic[] {
  return marks
    .map(({ path, severity, message }): Diagnostic => {
      return { ...placeOf(state, path), severity: severity === 'note' ? 'info' : severity, message };
    })
    .sort((a, b) => a.from - b.from);
}
