import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

type SyntaxNode = ReturnType<typeof syntaxTree>['topNode'];

/** A stretch of the text. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

const PARSE_MS = 200;
const MARKS: ReadonlySet<string> = new Set(['[', ']', ',', '⚠']);

/** Where a JSON path stands in the text; what is not there stands where its nearest holder does. */
export function placeOf(state: EditorState, path: string): Place {
  let node = treeOf(state).topNode.firstChild;
  let place = node ? headOf(node) : { from: 0, to: 0 };
  for (const key of path.match(/[^.[\]]+/g) ?? []) {
    const found = node && (node.name === 'Array' ? itemOf(node, Number(key)) : propertyOf(state, node, key));
    if (!found) break;
    ({ place, node } = found);
  }
  return place;
}

/** Where the text stops being JSON; null where it is. */
export function brokenAt(state: EditorState): Place | null {
  let broken: Place | null = null;
  treeOf(state).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) broken ??= { from, to };
    },
  });
  return broken;
}

const treeOf = (state: EditorState) => ensureSyntaxTree(state, state.doc.length, PARSE_MS) ?? syntaxTree(state);

interface Found {
  readonly node: SyntaxNode;
  readonly place: Place;
}

function propertyOf(state: EditorState, object: SyntaxNode, key: string): Found | null {
  for (const property of object.getChildren('Property')) {
    const [name, value] = [property.firstChild, property.lastChild];
    if (!name || !value || state.sliceDoc(name.from + 1, name.to - 1) !== key) continue;
    return { node: value, place: { from: name.from, to: isHolder(value) ? name.to : value.to } };
  }
  return null;
}

function itemOf(array: SyntaxNode, index: number): Found | null {
  let place = 0;
  for (let item = array.firstChild; item; item = item.nextSibling) {
    if (MARKS.has(item.name)) continue;
    if (place === index) return { node: item, place: headOf(item) };
    place += 1;
  }
  return null;
}

const isHolder = ({ name }: SyntaxNode) => name === 'Object' || name === 'Array';

/** Of what holds others its first sign, of anything else all of it. */
const headOf = (node: SyntaxNode): Place =>
  isHolder(node) ? { from: node.from, to: node.from + 1 } : { from: node.from, to: node.to };
