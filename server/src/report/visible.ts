/**
 * Control and direction characters, and such that nobody sees: they could make a terminal or a reader show something other than what is
 * there. The end of a line is one: what stands behind it looks like a line of ours, and is a command to some build servers. Those that
 * choose how an emoji looks may stay.
 */
const hidden =
  /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028-\u202E\uFFF9-\uFFFB]|(?![\uFE00-\uFE0F])\p{Default_Ignorable_Code_Point}/gu;

/** Text of others made fit to be shown in a terminal: nothing in it can move the cursor or turn the direction. As long as before. */
export const visible = (text: string): string => text.replace(hidden, it => '\uFFFD'.repeat(it.length));

/** How many columns of a terminal a text takes up. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += wide.test(char) ? 2 : 1;
  return width;
}

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
