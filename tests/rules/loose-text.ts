import ts from 'typescript';

/** Attributes whose value a person reads or hears. */
const READ_ATTRIBUTES =
  /^(label|labelHidden|title|placeholder|helpText|alt|content|heading|emptyText|accessibilityLabel|aria-label|aria-description|aria-roledescription|aria-valuetext|prefix|suffix|error|summary)$/;

/** The same, as properties of the objects that admin components take: `primaryAction={{ content: … }}`. */
const READ_PROPERTIES = /^(content|label|title|heading|placeholder|helpText|accessibilityLabel|alt)$/;

const LETTERS = /\p{L}{2,}/u;
const PRODUCT = /\bLineage\b/g; // a name, the same in every language

/**
 * Texts in a page's source that belong into the language files: text between tags, and plain strings in attributes that a
 * person reads, as `line: text`. Signs and single letters pass; so do class names, addresses and keys of messages.
 */
export function looseTexts(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, text: string) => {
    if (!LETTERS.test(text.replace(PRODUCT, ''))) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${line + 1}: ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) noteStrings(node.expression, note);
    if (ts.isJsxAttribute(node) && READ_ATTRIBUTES.test(node.name.getText()) && !isMeta(node))
      noteAttribute(node, note);
    if (ts.isPropertyAssignment(node) && READ_PROPERTIES.test(node.name.getText()) && !isMeta(node)) {
      noteStrings(node.initializer, note);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** `<meta name="viewport" content="…">` and its like as an object are for machines. */
function isMeta(node: ts.JsxAttribute | ts.PropertyAssignment): boolean {
  if (node.name.getText() !== 'content') return false;
  if (ts.isJsxAttribute(node)) return node.parent.parent.tagName.getText() === 'meta';
  return node.parent.properties.some((sibling) => /^(name|property|charSet)$/.test(sibling.name?.getText() ?? ''));
}

type Note = (node: ts.Node, text: string) => void;

function noteAttribute({ initializer }: ts.JsxAttribute, note: Note): void {
  if (initializer && ts.isStringLiteral(initializer)) note(initializer, initializer.text);
  if (initializer && ts.isJsxExpression(initializer)) noteStrings(initializer.expression, note);
}

/** Strings that an expression yields: literals, templates, both sides of a choice; what a call is given is no text. */
function noteStrings(expression: ts.Expression | undefined, note: Note): void {
  if (!expression) return;
  if (ts.isStringLiteralLike(expression)) note(expression, expression.text);
  else if (ts.isTemplateExpression(expression)) {
    note(expression, expression.head.text + expression.templateSpans.map((span) => span.literal.text).join(''));
  } else if (ts.isConditionalExpression(expression)) {
    noteStrings(expression.whenTrue, note);
    noteStrings(expression.whenFalse, note);
  } else if (ts.isBinaryExpression(expression)) {
    const isChoice = /^(\?\?|\|\||&&)$/.test(expression.operatorToken.getText());
    if (!isChoice && expression.operatorToken.kind !== ts.SyntaxKind.PlusToken) return;
    if (expression.operatorToken.getText() !== '&&') noteStrings(expression.left, note);
    noteStrings(expression.right, note);
  } else if (ts.isParenthesizedExpression(expression)) noteStrings(expression.expression, note);
}
