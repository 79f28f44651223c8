const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\$[A-Za-z_]*\$)[\s\S]*?\1|;/g;

/**
 * An SQL script as single statements, in order. Knows strings, quoted names, comments and dollar quotes, so that a
 * function stays whole: Citus refuses several statements in one message, and a split at every `;` breaks functions.
 */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let from = 0;
  for (const match of script.matchAll(TOKEN)) {
    if (match[0] !== ';') continue;
    statements.push(script.slice(from, match.index));
    from = match.index + 1;
  }
  statements.push(script.slice(from));
  const withoutComments = (statement: string) => statement.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim();
  return statements.map((statement) => statement.trim()).filter((statement) => withoutComments(statement) !== '');
}
