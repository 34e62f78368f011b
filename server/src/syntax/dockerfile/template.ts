import type { Instruction } from './model';

/** Go, Jinja, jq and ERB templates, `%%NAME%%`, `@NAME@` and `#{name}` placeholders. */
const marks = /\{\{|\{%|<%|%%\w+%%|@\w+@|#\{\w|\$\$\{/;
const markAtLineStart = /^[ \t]*(?:\{\{|\{%|<%|%%\w+%%|@\w+@)/m;

/** Whether a file's name says that it is a template: `Dockerfile.template`, `Dockerfile-windows.tmpl`, `Dockerfile.j2`. */
export const namesTemplate = (path: string): boolean =>
  /\.(?:template|tmpl|tpl|j2|jinja2?|erb|mustache|in|m4)$/i.test(path);

/**
 * Whether the text only becomes a Dockerfile when a generator has run. Marks in a RUN say nothing (`--format '{{.Id}}'`):
 * they must stand where an instruction or an image is expected, or the file must not be valid as it is.
 */
export function isTemplate(text: string, instructions: readonly Instruction[], valid: boolean): boolean {
  if (!marks.test(text)) return false;
  if (!valid) return true;
  const placed = instructions.some(
    each => (each.kind === 'FROM' || each.kind === 'UNKNOWN') && marks.test(each.body.text),
  );
  return placed || (markAtLineStart.test(text) && instructions.some(each => each.kind === 'UNKNOWN'));
}
