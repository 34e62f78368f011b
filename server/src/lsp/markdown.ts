/** Text of others in Markdown, shown as it is: no part of it makes a link, a picture or a heading. */
export const plain = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+\-!<>|&~$^]/g, '\\$&').replace(/(https?):\/\//gi, '$1&#58;//');
