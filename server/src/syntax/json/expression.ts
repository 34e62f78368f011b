import type { Expression, TextPart } from '../expression/model';
import { ExpressionReader } from '../expression/reader';

/** Whether a text of an Azure template is an expression: `[concat(...)]`, but not `[[text]`. */
export const isExpression = (text: string): boolean => /^\[(?!\[)[\s\S]*\]$/.test(text);

/**
 * Parses an expression of an Azure template, brackets included (azure-docs: template-expressions.md). `undefined` where it is
 * not well formed.
 */
export function parseTemplateExpression(text: string): Expression | undefined {
  const reader = new TemplateReader(text);
  const read = reader.whole();
  return reader.faults.length === 0 ? read : undefined;
}

class TemplateReader extends ExpressionReader {
  constructor(text: string) {
    super(text, false);
    this.lines = true;
  }

  whole(): Expression {
    this.at = 1;
    const result = this.expression();
    this.skip();
    if (this.at !== this.text.length - 1) this.fail('`]` is missing here');
    return result;
  }

  protected override own(): Expression | undefined {
    const start = this.at;
    if (!this.take("'")) return undefined;
    const parts: TextPart[] = [];
    for (;;) {
      const from = this.at;
      const letters = this.match(/[^']+/y);
      if (letters !== undefined) parts.push({ kind: 'letters', start: from, end: this.at, text: letters });
      if (this.take("''")) parts.push({ kind: 'letters', start: this.at - 2, end: this.at, text: "'" });
      else break;
    }
    const inner = { start: start + 1, end: this.at };
    if (!this.take("'")) this.fail('The text is never closed', start);
    return { kind: 'text', start, end: this.at, parts, inner, quotes: 'single' };
  }
}
