/** A program as commands are compared: in lower case, without quotes, folder and `.exe`. */
export function programName(written: string): string {
  const bare = written.replace(/["']/g, '').trim();
  const last = bare.slice(Math.max(bare.lastIndexOf('\\'), bare.lastIndexOf('/')) + 1);
  return last.toLowerCase().replace(/\.(?:exe|com)$/, '');
}
