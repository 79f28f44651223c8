import ts from 'typescript';

const NO_ALIAS = new Set(
  'as cross except for from full group having inner intersect join lateral left limit natural on order returning right select set union using values where'.split(
    ' ',
  ),
);

/** A statement's text as it stands in a file; values are `$`, pieces of the same file are spliced in. */
interface Statement {
  readonly line: number;
  readonly text: string;
}

/** Texts that a file names as constants, so that a statement made of pieces is read whole. */
function namedTexts(file: ts.SourceFile): Map<string, ts.Expression> {
  const named = new Map<string, ts.Expression>();
  const visit = (node: ts.Node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      named.set(node.name.text, node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return named;
}

function textOf(node: ts.Expression, named: ReadonlyMap<string, ts.Expression>, depth = 0): string | null {
  if (ts.isIdentifier(node)) {
    const initializer = named.get(node.text);
    return initializer && depth < 5 ? textOf(initializer, named, depth + 1) : null;
  }
  const template = ts.isTaggedTemplateExpression(node) ? node.template : node;
  if (ts.isStringLiteral(template) || ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  if (!ts.isTemplateExpression(template)) return null;
  const spans = template.templateSpans.map(
    (span) => (textOf(span.expression, named, depth + 1) ?? '$') + span.literal.text,
  );
  return template.head.text + spans.join('');
}

function statementsOf(path: string, source: string): Statement[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const named = namedTexts(file);
  const found: Statement[] = [];
  const visit = (node: ts.Node) => {
    const isText =
      ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
    const text = isText ? textOf(node, named) : null;
    if (text !== null) {
      found.push({ line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const VALUE = String.raw`(\$\d*|any\(|excluded\.)`;

/** Tables of a statement that no `network_id` narrows to one network. */
function openTables(text: string, tables: ReadonlySet<string>): string[] {
  const flat = text.replace(/\s+/g, ' ');
  const mentions = [...flat.matchAll(/\b(from|join|update|into|using) ([a-z_]+)\b(?: (?:as )?([a-z_]+)\b)?/gi)].filter(
    ([, , table]) => tables.has(table ?? ''),
  );
  let unqualified = (flat.match(new RegExp(String.raw`(?<![.\w])network_id\b( = ${VALUE})?`, 'g')) ?? []).length;
  return mentions.flatMap(([, verb = '', table = '', next = '']) => {
    const alias = next === '' || NO_ALIAS.has(next.toLowerCase()) ? table : next;
    const isNarrowed = new RegExp(String.raw`\b${alias}\.network_id = ${VALUE}`).test(flat);
    if (isNarrowed) return [];
    if (unqualified > 0 && (alias === table || mentions.length === 1 || verb.toLowerCase() === 'into')) {
      unqualified -= 1;
      return [];
    }
    return [table];
  });
}

/** Every place of a file where a tenant's table is read or written without its network: `12: partner`. */
export function openStatements(path: string, source: string, tables: ReadonlySet<string>): string[] {
  return statementsOf(path, source).flatMap(({ line, text }) =>
    openTables(text, tables).map((table) => `${line}: ${table}`),
  );
}
