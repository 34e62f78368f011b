/** Text of others in Markdown, shown as it is: no part of it makes a link, a picture or a heading. */
export const plain = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]()#+\-!<>|&~$^]/g, '\\$&')
    .replace(/(https?|ftp):\/\//gi, '$1&#58;//')
    .replace(/(www)\./gi, '$1&#46;')
    .replace(/@(?=[\w\\-]+\.)/g, '&#64;');
